#include "compiler/base/render.hpp"

#include "compiler/base/utf8.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace migc {

namespace {

struct Paint {
    bool on;
    std::string operator()(char const* code, std::string_view text) const {
        return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }
};

char const* color_of(Severity severity) {
    switch (severity) {
    case Severity::error: return "1;31";
    case Severity::warning: return "1;33";
    case Severity::note: return "1;36";
    }
    return "0";
}

constexpr std::size_t shown_width = 160; // a minified file must not fill the terminal

// Tabs become one blank so that carets align; what a terminal would act on, what nobody can see, and bytes that are no
// UTF-8 become '?'.
std::string visible(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size();) {
        auto const length = character_length(line, i);
        auto const character = line.substr(i, std::max<std::size_t>(length, 1));
        if (character == "\t")
            out += ' ';
        else if (length == 0 || is_invisible(character))
            out += '?';
        else
            out += character;
        i += character.size();
    }
    return out;
}

// A message may hold a name as long as its file.
std::string shown(std::string_view text) {
    constexpr std::size_t most = 2000;
    if (text.size() <= most) return visible(text);
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return visible(text.substr(0, end)) + " …";
}

// JSON is UTF-8; its own escapes take care of the rest.
std::string valid(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const length = character_length(text, i);
        if (length == 0)
            out += "\xEF\xBF\xBD"; // U+FFFD
        else
            out += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

// A help may hold a statement of several lines; those behind the first stand below it.
std::string lines(std::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        if (begin > 0) out += "\n      ";
        out += shown(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string location(Place const& place) {
    auto const at = line_column(place.source->text, place.span.begin);
    return fmt::format("{}:{}:{}", visible(place.source->path), at.line, at.column);
}

// The line of a place with carets below; a long line is cut around the place.
std::string excerpt(Place const& place, Paint paint, char const* color) {
    std::string_view const text = place.source->text;
    auto const at = line_column(text, place.span.begin);
    auto line = line_at(text, place.span.begin);
    auto const line_begin = static_cast<std::size_t>(line.data() - text.data());
    std::size_t const begin = std::min<std::size_t>(place.span.begin, text.size()) - line_begin;
    std::size_t cut = begin > shown_width / 2 && line.size() > shown_width ? begin - shown_width / 2 : 0;
    auto const inside_character = [&](std::size_t offset) {
        return offset < line.size() && (static_cast<unsigned char>(line[offset]) & 0xC0) == 0x80;
    };
    while (cut < begin && inside_character(cut)) ++cut;
    auto end = std::min(line.size(), cut + shown_width);
    while (end > begin + 1 && inside_character(end)) --end;
    line = line.substr(cut, end - cut);
    auto const first = std::min(begin - cut, line.size());
    auto const length = std::clamp<std::size_t>(place.span.end - std::min(place.span.end, place.span.begin), 1,
                                                std::max<std::size_t>(1, line.size() - first));
    auto const number = fmt::format("{}", at.line);
    auto const lead = characters(visible(line.substr(0, first)));
    auto const carets = std::max<std::size_t>(1, characters(visible(line.substr(first, length))));
    return fmt::format("{} {} {}\n{} {} {}{}\n", number, paint("2", "|"), visible(line),
                       std::string(number.size(), ' '), paint("2", "|"), std::string(lead, ' '),
                       paint(color, std::string(carets, '^')));
}

boost::json::object place_json(Place const& place) {
    boost::json::object out;
    if (!place.source) return out;
    auto const first = line_column(place.source->text, place.span.begin);
    auto const last = line_column(place.source->text, place.span.end);
    out["path"] = valid(place.source->path);
    out["line"] = first.line;
    out["column"] = first.column;
    out["end_line"] = last.line;
    out["end_column"] = last.column;
    return out;
}

} // namespace

std::string render_text(Diagnostic const& diagnostic, bool color) {
    Paint const paint{color};
    auto const tone = color_of(diagnostic.severity);
    std::string out;
    if (diagnostic.place.source) out += fmt::format("{}: ", location(diagnostic.place));
    out += fmt::format("{}[{}]: {}\n", paint(tone, spelling(diagnostic.severity)), spelling(diagnostic.code),
                       shown(diagnostic.message));
    if (diagnostic.place.source) out += excerpt(diagnostic.place, paint, tone);
    for (auto const& note : diagnostic.notes) {
        if (note.place.source) {
            out += fmt::format("{}: {}: {}\n", location(note.place), paint("1;36", "note"), shown(note.message));
            out += excerpt(note.place, paint, "1;36");
        } else {
            out += fmt::format("{}: {}\n", paint("1;36", "note"), shown(note.message));
        }
    }
    if (!diagnostic.help.empty()) out += fmt::format("{}: {}\n", paint("1;32", "help"), lines(diagnostic.help));
    return out;
}

std::string render_json(std::vector<Diagnostic> const& diagnostics) {
    boost::json::array list;
    for (auto const& diagnostic : diagnostics) {
        auto item = place_json(diagnostic.place);
        item["code"] = spelling(diagnostic.code);
        item["name"] = info(diagnostic.code).name;
        item["severity"] = spelling(diagnostic.severity);
        item["message"] = valid(diagnostic.message);
        if (!diagnostic.help.empty()) item["help"] = valid(diagnostic.help);
        boost::json::array notes;
        for (auto const& note : diagnostic.notes) {
            auto entry = place_json(note.place);
            entry["message"] = valid(note.message);
            notes.push_back(std::move(entry));
        }
        if (!notes.empty()) item["notes"] = std::move(notes);
        list.push_back(std::move(item));
    }
    return boost::json::serialize(list) + "\n";
}

std::string render_page(CodeInfo const& code) {
    return fmt::format("{} {} ({})\n\n{}\n\n{}\n", spelling(code.code), code.name, spelling(code.severity), code.title,
                       code.page);
}

} // namespace migc
