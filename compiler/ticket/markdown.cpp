#include "compiler/ticket/markdown.hpp"

#include "compiler/emit/comment.hpp"

#include <algorithm>

namespace migc::ticket {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

// An underscore inside of a word is no emphasis (CommonMark 6.2), and names are full of them.
bool inside_word(std::string_view text, std::size_t at) {
    return at > 0 && at + 1 < text.size() && is_letter(text[at - 1]) && is_letter(text[at + 1]);
}

void append_escaped(std::string& out, std::string_view text) {
    constexpr std::string_view special = "\\`*_[]<|~#&!{}";
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const plain = special.find(text[at]) == special.npos || (text[at] == '_' && inside_word(text, at));
        if (!plain) out += '\\';
        out += text[at];
    }
}

void append_code(std::string& out, std::string_view text, bool in_table) {
    out += '`';
    for (char const c : text) {
        if (c == '|' && in_table) out += '\\';
        out += c;
    }
    out += '`';
}

std::string written(std::string_view text, bool in_table) {
    auto const line = emit::visible(text);
    // With an odd number of them it is not plain which stand for code: then none does.
    bool const paired = std::count(line.begin(), line.end(), '`') % 2 == 0;
    std::string out;
    if (!paired) {
        append_escaped(out, line);
        return out;
    }
    bool code = false;
    for (std::size_t at = 0; at <= line.size();) {
        auto const end = std::min(line.find('`', at), line.size());
        auto const part = std::string_view(line).substr(at, end - at);
        // `` opens a span of another kind, and a space alone would be no code (CommonMark 6.1).
        bool const blank = part.find_first_not_of(' ') == part.npos;
        if (code && !blank)
            append_code(out, part, in_table);
        else if (code)
            out.append("\\`").append(part).append("\\`");
        else
            append_escaped(out, part);
        code = !code;
        at = end + 1;
    }
    return out;
}

} // namespace

std::string markdown(std::string_view text) { return written(text, false); }

std::string cell(std::string_view text) { return written(text, true); }

std::string table_row(std::vector<std::string> const& cells) {
    std::string out = "|";
    for (auto const& each : cells) out.append(" ").append(each).append(" |");
    return out + "\n";
}

std::string table_head(std::vector<std::string> const& names) {
    return table_row(names) + table_row(std::vector<std::string>(names.size(), "---"));
}

std::string code_line(std::string_view text) { return "    " + emit::visible(text) + "\n"; }

std::string shell_word(std::string_view text) {
    constexpr std::string_view plain = "_-./:=,@%+";
    bool const bare = !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [&](char c) {
        return (is_letter(c) && static_cast<unsigned char>(c) < 0x80) || plain.find(c) != plain.npos;
    });
    if (bare) return std::string(text);
    std::string out = "'";
    for (char const c : text) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + "'";
}

} // namespace migc::ticket
