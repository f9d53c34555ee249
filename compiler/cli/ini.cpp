#include "compiler/cli/ini.hpp"

#include "compiler/base/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace migc::cli {

namespace {

constexpr std::string_view blanks = " \t\r\f";

struct Line {
    std::string_view text;
    std::uint32_t offset = 0;
    std::size_t indent = 0;
};

class Reader {
public:
    Reader(SourcePtr source, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
        file_.source = std::move(source);
        file_.sections.push_back({{}, place(0, 0), {}});
    }

    IniFile read() {
        std::string_view const text = file_.source->text;
        for (std::size_t begin = 0; begin < text.size();) {
            auto const end = std::min(text.find('\n', begin), text.size());
            line(split(text.substr(begin, end - begin), begin));
            begin = end + 1;
        }
        return std::move(file_);
    }

private:
    Place place(std::size_t begin, std::size_t end) const {
        return {file_.source.get(), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    }

    // The line without outer blanks, and how deep it was indented.
    static Line split(std::string_view text, std::size_t offset) {
        auto const first = std::min(text.find_first_not_of(blanks), text.size());
        auto const last = text.find_last_not_of(blanks);
        auto const size = last == std::string_view::npos ? 0 : last + 1 - first;
        return {text.substr(first, size), static_cast<std::uint32_t>(offset + first), first};
    }

    void line(Line const& line) {
        if (!readable(line)) return;
        if (line.text.empty() || line.text.front() == '#' || line.text.front() == ';') return;
        if (open_ && line.indent > indent_) return continuation(line);
        if (line.text.front() == '[') return section(line);
        entry(line);
    }

    // A value ends up in scripts and messages, so it is held to the same alphabet as a revision (RULINGS 2).
    bool readable(Line const& line) {
        if (auto const bad = first_unreadable(line.text)) {
            auto const at = line.offset + bad->offset;
            diagnostics_.add(Code::ini_unreadable_text, place(at, at + 1),
                             fmt::format("{} stands in the text", bad->what), "remove it, or save the file as UTF-8");
            open_ = false;
            return false;
        }
        return true;
    }

    void section(Line const& line) {
        open_ = false;
        auto const close = line.text.find(']');
        auto const name = trimmed(line.text.substr(1, close == std::string_view::npos ? close : close - 1));
        auto const at = place(line.offset, line.offset + line.text.size());
        // Keys below a section that cannot be read are kept apart, so that they do not clash with other ones.
        skipped_ = true;
        if (close == std::string_view::npos) {
            diagnostics_.add(Code::ini_bad_line, at, "a section's `]` is missing", fmt::format("write `[{}]`", name));
        } else if (close + 1 != line.text.size()) {
            diagnostics_.add(Code::ini_bad_line, at, "text stands behind a section's `]`",
                             "put it on a line of its own; a comment starts its line");
        } else if (name.empty()) {
            diagnostics_.add(Code::ini_bad_line, at, "a section has no name", "write `[target.NAME]`");
        } else if (auto const* earlier = file_.find(name)) {
            diagnostics_
                .add(Code::ini_duplicate_section, at, fmt::format("section `[{}]` stands twice", name),
                     "move the keys of both below one")
                .notes.push_back({earlier->place, "first defined here"});
        } else {
            skipped_ = false;
            file_.sections.push_back({std::string(name), at, {}});
        }
    }

    void entry(Line const& line) {
        open_ = false;
        auto const separator = line.text.find_first_of("=:");
        auto const whole = place(line.offset, line.offset + line.text.size());
        if (separator == std::string_view::npos) {
            diagnostics_.add(Code::ini_bad_line, whole, fmt::format("`{}` is neither a section nor a key", line.text),
                             fmt::format("write `{} = …`, or start a comment with `#`", line.text));
            return;
        }
        auto const key = trimmed(line.text.substr(0, separator));
        if (key.empty()) {
            diagnostics_.add(Code::ini_bad_line, whole, "a value has no key", "write `key = value`");
            return;
        }
        auto const key_place = place(line.offset, line.offset + key.size());
        auto const rest = line.text.substr(separator + 1);
        auto const value = trimmed(rest);
        auto const begin = value.empty() ? line.offset + separator + 1
                                         : static_cast<std::size_t>(value.data() - file_.source->text.data());
        open_ = true;
        indent_ = line.indent;
        scratch_ = {std::string(key),
                    key_place,
                    std::string(value),
                    place(begin, begin + value.size()),
                    {{0, static_cast<std::uint32_t>(begin)}}};
        current_ = &scratch_;
        if (skipped_) return;
        auto& entries = file_.sections.back().entries;
        if (auto const* earlier = file_.sections.back().find(key)) {
            diagnostics_
                .add(Code::ini_duplicate_key, key_place, fmt::format("key `{}` stands twice", key), "keep one of them")
                .notes.push_back({earlier->key_place, "first defined here"});
            return;
        }
        current_ = &entries.emplace_back(scratch_);
    }

    void continuation(Line const& line) {
        auto& entry = *current_;
        if (entry.value.empty()) {
            entry.value_place.span.begin = line.offset;
            entry.lines.clear();
        } else {
            entry.value += '\n';
        }
        entry.lines.push_back({entry.value.size(), line.offset});
        entry.value += line.text;
        entry.value_place.span.end = static_cast<std::uint32_t>(line.offset + line.text.size());
    }

    Diagnostics& diagnostics_;
    IniFile file_;
    IniEntry scratch_;            // takes the lines of a key that is not kept
    IniEntry* current_ = nullptr; // valid until the next entry
    std::size_t indent_ = 0;      // of the key that is open
    bool open_ = false;           // an indented line continues a value
    bool skipped_ = false;
};

} // namespace

Place IniEntry::place_of(std::size_t offset, std::size_t size) const {
    offset = std::min(offset, value.size());
    auto const next =
        std::find_if(lines.begin() + 1, lines.end(), [&](Line const& line) { return line.offset > offset; });
    auto const line = std::prev(next);
    auto const line_end = next == lines.end() ? value.size() : next->offset - 1;
    auto place = value_place;
    place.span.begin = line->begin + static_cast<std::uint32_t>(offset - line->offset);
    place.span.end =
        place.span.begin + static_cast<std::uint32_t>(std::min(size, line_end - std::min(offset, line_end)));
    return place;
}

IniEntry const* IniSection::find(std::string_view key) const {
    auto const found =
        std::find_if(entries.begin(), entries.end(), [&](auto const& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

IniSection const* IniFile::find(std::string_view name) const {
    auto const found =
        std::find_if(sections.begin() + 1, sections.end(), [&](auto const& section) { return section.name == name; });
    return found == sections.end() ? nullptr : &*found;
}

IniFile read_ini(SourcePtr source, Diagnostics& diagnostics) { return Reader(std::move(source), diagnostics).read(); }

std::vector<ListItem> list_items(std::string_view value) {
    std::vector<ListItem> items;
    for (std::size_t begin = 0; begin <= value.size();) {
        // A comma inside double quotes belongs to a name.
        bool quoted = false;
        auto end = begin;
        for (; end < value.size(); ++end) {
            if (value[end] == '"')
                quoted = !quoted;
            else if (!quoted && (value[end] == ',' || value[end] == '\n'))
                break;
        }
        auto const item = trimmed(value.substr(begin, end - begin));
        // An empty item between commas is kept, for the reader to refuse; a line break after a comma is not
        // one.
        if (!item.empty() || (end < value.size() && value[end] == ','))
            items.push_back(
                {std::string(item), item.empty() ? begin : static_cast<std::size_t>(item.data() - value.data())});
        begin = end + 1;
    }
    return items;
}

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\f\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\f\n") + 1 - first);
}

} // namespace migc::cli
