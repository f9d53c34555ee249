#include "compiler/ticket/sql_words.hpp"

namespace migc::ticket {

namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// Behind the quote that closes the one at `at`. A doubled quote ends one literal and begins the next, which is the
// same.
std::size_t behind_quotes(std::string_view text, std::size_t at) {
    auto const end = text.find(text[at], at + 1);
    return end == text.npos ? text.size() : end + 1;
}

} // namespace

std::vector<SqlWord> sql_words(std::string_view text) {
    std::vector<SqlWord> out;
    for (std::size_t at = 0; at < text.size();) {
        auto const begin = at;
        bool const quoted = text[at] == '"';
        if (text[at] == '\'') {
            at = behind_quotes(text, at);
            continue;
        }
        if (quoted)
            at = behind_quotes(text, at);
        else if (is_word(text[at]))
            while (at < text.size() && is_word(text[at])) ++at;
        else {
            ++at;
            continue;
        }
        auto const next = text.find_first_not_of(' ', at);
        out.push_back({begin, at, quoted, next != text.npos && text[next] == '('});
    }
    return out;
}

std::size_t closing_bracket(std::string_view text, std::size_t open) {
    std::size_t depth = 0;
    for (auto at = open; at < text.size();) {
        if (text[at] == '\'' || text[at] == '"') {
            at = behind_quotes(text, at);
            continue;
        }
        if (text[at] == '(' || text[at] == '[') ++depth;
        if ((text[at] == ')' || text[at] == ']') && --depth == 0) return at;
        ++at;
    }
    return text.size();
}

std::vector<std::string_view> list_elements(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size();) {
        if (at == text.size() || text[at] == ',') {
            auto part = text.substr(begin, at - begin);
            while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
            while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
            if (!part.empty()) out.push_back(part);
            begin = ++at;
        } else if (text[at] == '\'' || text[at] == '"') {
            at = behind_quotes(text, at);
        } else if (text[at] == '(' || text[at] == '[') {
            at = closing_bracket(text, at);
        } else {
            ++at;
        }
    }
    return out;
}

} // namespace migc::ticket
