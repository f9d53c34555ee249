// What a token of text stands for: strings with their escapes, names folded and cut. Manual: 4.1.1, 4.1.2.
#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

void append_utf8(std::string& out, std::uint32_t code_point) {
    auto const put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

unsigned hex_digit(char c) { return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10); }

// Reads the escapes of one literal. `bad` gets the offset of the first escape the server would refuse.
class Unescaper {
public:
    Unescaper(std::string_view text, std::size_t& bad) : text_(text), bad_(bad) {}

    // E'…': manual, 4.1.2.2.
    std::string backslashes() {
        std::string out;
        while (at_ < text_.size()) {
            auto const c = text_[at_++];
            if (c != '\\' || at_ >= text_.size()) {
                out += c;
                continue;
            }
            auto const e = text_[at_++];
            switch (e) {
            case 'b': out += '\b'; break;
            case 'f': out += '\f'; break;
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case 't': out += '\t'; break;
            case 'x': numeric(out, 16, 2, e); break;
            case 'u': code_point(out, 4); break;
            case 'U': code_point(out, 8); break;
            case '0':
            case '1':
            case '2':
            case '3':
            case '4':
            case '5':
            case '6':
            case '7':
                --at_;
                numeric(out, 8, 3, e);
                break;
            default: out += e;
            }
        }
        return out;
    }

    // U&'…' and U&"…": manual, 4.1.2.3.
    std::string unicode(char escape) {
        std::string out;
        while (at_ < text_.size()) {
            auto const c = text_[at_++];
            if (c != escape) {
                out += c;
            } else if (at_ < text_.size() && text_[at_] == escape) {
                out += text_[at_++];
            } else if (at_ < text_.size() && text_[at_] == '+') {
                ++at_;
                code_point(out, 6);
            } else {
                code_point(out, 4);
            }
        }
        return out;
    }

private:
    void numeric(std::string& out, unsigned base, std::size_t most, char letter) {
        unsigned value = 0;
        std::size_t n = 0;
        auto const accepts = [&](char c) { return base == 16 ? is_hex(c) : c >= '0' && c <= '7'; };
        for (; n < most && at_ < text_.size() && accepts(text_[at_]); ++n)
            value = value * base + hex_digit(text_[at_++]);
        if (n == 0) {
            out += letter;
        } else {
            if ((value & 0xFF) == 0) bad_ = at_;
            out += static_cast<char>(static_cast<unsigned char>(value));
        }
    }

    void code_point(std::string& out, std::size_t count) {
        std::uint32_t value = 0;
        for (std::size_t n = 0; n < count; ++n) {
            if (at_ >= text_.size() || !is_hex(text_[at_])) {
                bad_ = at_;
                return;
            }
            value = value * 16 + hex_digit(text_[at_++]);
        }
        bool const low = value >= 0xDC00 && value <= 0xDFFF;
        if (high_ != 0 && low) {
            value = 0x10000 + ((high_ - 0xD800) << 10) + (value - 0xDC00);
            high_ = 0;
        } else if (high_ != 0 || low || value > 0x10FFFF || value == 0) {
            bad_ = at_;
            return;
        } else if (value >= 0xD800 && value <= 0xDBFF) {
            high_ = value;
            return;
        }
        append_utf8(out, value);
    }

    std::string_view text_;
    std::size_t& bad_;
    std::size_t at_ = 0;
    std::uint32_t high_ = 0;
};

// The text between the quotes, doubled quotes halved and continuations joined.
std::string between_quotes(std::string_view text, bool escapes) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        i = text.find('\'', i);
        if (i == std::string_view::npos) break;
        for (++i; i < text.size(); ++i) {
            if (escapes && text[i] == '\\') {
                out += text[i++];
            } else if (text[i] == '\'') {
                if (i + 1 >= text.size() || text[i + 1] != '\'') break;
                ++i;
            }
            if (i < text.size()) out += text[i];
        }
        // A comment between continued literals may hold a quote.
        ++i;
        while (i < text.size() && text[i] != '\'')
            i = text[i] == '-' ? std::min(text.find('\n', i), text.size()) : i + 1;
    }
    return out;
}

std::string decode(std::string_view spelled, std::size_t& bad) {
    auto const first = static_cast<char>(spelled[0] | 0x20);
    if (spelled[0] == '\'') return between_quotes(spelled, false);
    auto const raw = between_quotes(spelled, first == 'e');
    if (first == 'e') return Unescaper(raw, bad).backslashes();
    if (first == 'u') return Unescaper(raw, bad).unicode('\\');
    return raw;
}

} // namespace

std::string string_value(SourceFile const& source, Token const& token, Diagnostics& diagnostics) {
    auto const spelled = source.slice(token.span());
    if (token.kind == TokenKind::dollar_string) {
        auto const tag = spelled.find('$', 1) + 1;
        return std::string(spelled.substr(tag, spelled.size() - 2 * tag));
    }
    std::size_t bad = std::string_view::npos;
    auto value = decode(spelled, bad);
    if (bad != std::string_view::npos)
        diagnostics.add(Code::bad_escape, {&source, token.span()}, "escape that names no character",
                        "write a Unicode escape of four or six hexadecimal digits");
    return value;
}

std::string_view truncated(std::string_view name) {
    if (name.size() <= identifier_limit) return name;
    auto length = identifier_limit;
    while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0) == 0x80) --length;
    return name.substr(0, length);
}

std::string_view name_value(SourceFile& source, Token const& token, Diagnostics& diagnostics) {
    auto spelled = source.slice(token.span());
    if (token.kind == TokenKind::quoted_name) {
        auto const open = spelled.find('"');
        bool const unicode = open != 0;
        spelled = spelled.substr(open + 1, spelled.size() - open - 2);
        if (unicode || spelled.find('"') != std::string_view::npos) {
            std::string value;
            for (std::size_t i = 0; i < spelled.size(); ++i) {
                value += spelled[i];
                if (spelled[i] == '"') ++i;
            }
            std::size_t bad = std::string_view::npos;
            if (unicode) value = Unescaper(value, bad).unicode('\\');
            if (bad != std::string_view::npos)
                diagnostics.add(Code::bad_escape, {&source, token.span()}, "escape that names no character",
                                "write a Unicode escape of four or six hexadecimal digits");
            spelled = source.keep(std::move(value));
        }
    } else if (token.kind != TokenKind::variable &&
               std::any_of(spelled.begin(), spelled.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
        std::string folded(spelled);
        for (auto& c : folded)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        spelled = source.keep(std::move(folded));
    }
    auto const kept = truncated(spelled);
    if (kept.size() != spelled.size())
        diagnostics.add(Code::name_truncated, {&source, token.span()},
                        fmt::format("name of {} bytes is cut to `{}`", spelled.size(), kept),
                        fmt::format("choose a name of at most {} bytes", identifier_limit));
    return kept;
}

} // namespace migc::grammar
