// What a family says when it did not find what it wanted.
#include "grammar/session.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

std::string upper(std::string_view words) {
    std::string out(words);
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

std::string found_text(SourceFile const& source, Token const& token) {
    if (token.kind == end) return "the end of the file";
    auto text = std::string(source.slice(token.span()));
    constexpr std::size_t shown = 40;
    if (text.size() > shown) text = std::string(truncated(text.substr(0, shown))) + "…";
    return fmt::format("`{}`", text);
}

std::string Session::wanted_text(std::size_t limit) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < wanted_count; ++i) {
        auto name = wanted[i].name.empty() ? described(wanted[i].kind) : std::string(wanted[i].name);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    bool const more = names.size() > limit;
    if (more) names.resize(limit);
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() && !more ? " or " : ", ";
        out += names[i];
    }
    return more ? out + ", …" : out;
}

} // namespace migc::grammar
