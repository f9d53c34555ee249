#include "grammar/quote.hpp"

#include "grammar/token.hpp"

#include <algorithm>

namespace migc {

namespace {

bool stands_bare(std::string_view name) {
    auto const letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    auto const rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '$'; };
    if (name.empty() || !letter(name.front()) || !std::all_of(name.begin(), name.end(), rest)) return false;
    auto const category = grammar::category(grammar::classify_word(name));
    return category == grammar::WordCategory::plain || category == grammar::WordCategory::unreserved;
}

std::string enclosed(std::string_view text, char quote) {
    std::string out;
    out.reserve(text.size() + 2);
    out += quote;
    for (auto at = text.find(quote); at != text.npos; at = text.find(quote)) {
        out.append(text.substr(0, at + 1)) += quote;
        text.remove_prefix(at + 1);
    }
    out.append(text) += quote;
    return out;
}

} // namespace

std::string quoted_identifier(std::string_view name) {
    return stands_bare(name) ? std::string(name) : enclosed(name, '"');
}

std::string qualified_identifier(std::string_view schema, std::string_view name) {
    return quoted_identifier(schema) + '.' + quoted_identifier(name);
}

std::string quoted_literal(std::string_view text) { return enclosed(text, '\''); }

std::string dollar_quoted(std::string_view body, std::string_view tag) {
    auto const opening = '$' + std::string(tag);
    auto delimiter = opening + '$';
    // A body that ends in `$tag` would complete the delimiter early.
    auto const ends_early = [&] {
        return body.find(delimiter) != body.npos ||
               body.ends_with(std::string_view(delimiter).substr(0, delimiter.size() - 1));
    };
    for (std::size_t n = 1; ends_early(); ++n) delimiter = opening + std::to_string(n) + '$';
    std::string out;
    out.reserve(body.size() + 2 * delimiter.size());
    return out.append(delimiter).append(body).append(delimiter);
}

} // namespace migc
