#include "compiler/emit/sql.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::emit {

namespace {

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Words that b_expr does not have outside of brackets (src/backend/parser/gram.y, a_expr against b_expr).
bool asks_for_parentheses(std::string_view word) {
    constexpr std::string_view words[] = {"and",      "or",   "not",   "is",      "isnull",  "notnull",
                                          "in",       "like", "ilike", "similar", "between", "collate",
                                          "overlaps", "at",   "any",   "some",    "all"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Where the quoted text that starts at `at` ends; `at` itself when none starts there.
std::size_t after_quote(std::string_view text, std::size_t at) {
    auto const c = text[at];
    auto const next = at + 1 < text.size() ? text[at + 1] : '\0';
    if ((c == 'e' || c == 'E') && next == '\'') {
        auto end = at + 2;
        while (end < text.size() && text[end] != '\'') end += text[end] == '\\' ? 2 : 1;
        return std::min(end + 1, text.size());
    }
    if (c == '\'' || c == '"') {
        auto const end = text.find(c, at + 1);
        return end == std::string_view::npos ? text.size() : end + 1;
    }
    if (c == '$') {
        auto const tag_end = text.find('$', at + 1);
        if (tag_end == std::string_view::npos) return at;
        auto const tag = text.substr(at, tag_end - at + 1);
        auto const end = text.find(tag, tag_end + 1);
        return end == std::string_view::npos ? text.size() : end + tag.size();
    }
    return at;
}

} // namespace

std::string qualified(catalog::Name const& name, Style const& style) {
    if (name.schema.empty() || name.schema == style.home_schema) return quoted_identifier(name.name);
    return quoted_identifier(name.schema) + "." + quoted_identifier(name.name);
}

std::string qualified_type(catalog::Name const& name, Style const& style) {
    return catalog::spelled({name.schema, name.name, {}, {}, false}, style.home_schema);
}

std::string joined(std::vector<std::string> const& parts, std::string_view separator) {
    std::string out;
    for (auto const& part : parts) {
        if (!out.empty()) out += separator;
        out += part;
    }
    return out;
}

std::string identifiers(std::vector<std::string> const& names) {
    std::vector<std::string> quoted;
    quoted.reserve(names.size());
    for (auto const& name : names) quoted.push_back(quoted_identifier(name));
    return joined(quoted, ", ");
}

std::string role_name(std::string_view role) {
    bool const word = role == "public" || role == "current_user" || role == "session_user" || role == "current_role";
    return word ? std::string(role) : quoted_identifier(role);
}

std::string option_list(catalog::Options const& options) {
    std::vector<std::string> parts;
    for (auto const& [name, value] : options) parts.push_back(value.empty() ? name : name + " = " + value);
    return "(" + joined(parts, ", ") + ")";
}

std::string gone_options(catalog::Options const& before, catalog::Options const& after) {
    std::vector<std::string> names;
    for (auto const& [name, value] : before)
        if (!after.contains(name)) names.push_back(name);
    return names.empty() ? std::string() : "(" + joined(names, ", ") + ")";
}

catalog::Options changed_options(catalog::Options const& before, catalog::Options const& after) {
    catalog::Options out;
    for (auto const& [name, value] : after) {
        auto const it = before.find(name);
        if (it == before.end() || it->second != value) out.emplace(name, value);
    }
    return out;
}

std::string foreign_options(catalog::Options const& before, catalog::Options const& after) {
    std::vector<std::string> parts;
    for (auto const& [name, value] : after) {
        auto const old = before.find(name);
        if (old != before.end() && old->second == value) continue;
        parts.push_back((old == before.end() ? "" : "set ") + quoted_identifier(name) + " " + quoted_literal(value));
    }
    for (auto const& [name, value] : before)
        if (!after.contains(name)) parts.push_back("drop " + quoted_identifier(name));
    return joined(parts, ", ");
}

std::string restricted_expression(catalog::Expression const& expression) {
    auto const& text = expression.text;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (auto const end = after_quote(text, at); end != at) {
            at = end;
            continue;
        }
        auto const c = text[at];
        if (c == '(' || c == '[') ++depth;
        if ((c == ')' || c == ']') && depth > 0) --depth;
        if (!is_word_byte(c)) {
            ++at;
            continue;
        }
        auto const begin = at;
        while (at < text.size() && is_word_byte(text[at])) ++at;
        if (depth == 0 && asks_for_parentheses(std::string_view(text).substr(begin, at - begin)))
            return "(" + text + ")";
    }
    return text;
}

} // namespace migc::emit
