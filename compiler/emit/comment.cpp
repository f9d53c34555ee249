#include "compiler/emit/comment.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace migc::emit {

namespace {

struct Character {
    char32_t code = 0;
    std::size_t size = 0; // 0: no UTF-8 here
};

Character character_at(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    std::size_t const size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    char32_t code = lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        code = (code << 6) | (byte(i) & 0x3Fu);
    }
    bool const overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    bool const no_character = (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
    return overlong || no_character ? Character{} : Character{code, size};
}

// Line breaks of Unicode (UAX 14), C0 and C1 controls, and the controls of bidirectional text (UAX 9), which
// can show a reviewer another order than the one that runs.
bool hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x200E || c == 0x200F ||
           c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// The first byte of the character that holds `at`.
std::size_t character_start(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

} // namespace

std::string visible(std::string_view text) {
    bool const ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (ascii) return std::string(text);
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        auto const c = character_at(text);
        auto const bytes = text.substr(0, std::max<std::size_t>(c.size, 1));
        if (c.size == 0)
            fmt::format_to(std::back_inserter(out), "\\x{{{:02X}}}", static_cast<unsigned char>(bytes[0]));
        else if (hidden(c.code))
            fmt::format_to(std::back_inserter(out), "\\u{{{:04X}}}", static_cast<std::uint32_t>(c.code));
        else
            out += bytes;
        text.remove_prefix(bytes.size());
    }
    return out;
}

void append_comment(std::string& out, std::string_view text, std::size_t indent) {
    auto const shown = visible(text);
    std::string_view rest = shown;
    do {
        auto const room = comment_width - 3 - indent;
        auto const size = rest.size() <= room ? rest.size() : character_start(rest, room);
        out += rest.empty() ? "--" : "-- ";
        out.append(rest.empty() ? 0 : indent, ' ');
        out += rest.substr(0, size);
        out += '\n';
        if (rest.size() == shown.size()) indent += 2;
        rest.remove_prefix(size);
    } while (!rest.empty());
}

} // namespace migc::emit
