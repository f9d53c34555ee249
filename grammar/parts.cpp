// Clauses of statements about named objects: lists of options, references to functions and operators.
#include "grammar/parts.hpp"

#include <algorithm>

namespace migc::grammar {

using enum TokenKind;

namespace {

bool is(Iterator at, Iterator last, TokenKind kind) { return at < last && at->kind == kind; }
bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (!is(at, last, kind)) return false;
    ++at;
    return true;
}

// A type, an operator, a number, a string, a name or NONE: everything up to the comma or parenthesis behind it.
bool take_value(Iterator& at, Iterator last, Session& session) {
    auto const begin = at;
    int depth = 0;
    for (; at < last && (depth > 0 || (at->kind != comma && at->kind != right_paren)); ++at) {
        if (at->kind == left_paren) ++depth;
        if (at->kind == right_paren) --depth;
    }
    return at != begin || session.miss(at, "a value");
}

} // namespace

void keep(Session& session, std::string_view name, Iterator first, Iterator last) {
    forget_behind(session, first);
    session.parts.push_back({name, {first, last}});
}

void forget_behind(Session& session, Iterator place) {
    while (!session.parts.empty() && session.parts.back().tokens.last > place) session.parts.pop_back();
}

bool parse_definition(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        auto const begin = at;
        ast::Identifier name;
        if (!parse_label(at, last, session, name)) return false;
        if (take(at, last, equals) && !take_value(at, last, session)) return false;
        keep(session, "option", begin, at);
    } while (take(at, last, comma));
    if (!take(at, last, right_paren)) return session.miss(at, right_paren);
    out = {first, at};
    first = at;
    return true;
}

bool parse_foreign_options(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    if (!take(at, last, kw_options)) return session.miss(at, kw_options);
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        auto const begin = at;
        ast::ForeignOption change;
        if (!parse_foreign_option(at, last, session, change)) return false;
        auto const clause = change.verb == "add" ? "add option" : change.verb == "set" ? "set option" : "drop option";
        auto const name =
            std::find_if(begin, at, [&](Token const& token) { return token.begin == change.name.span.begin; });
        keep(session, clause, name, at);
    } while (take(at, last, comma));
    if (!take(at, last, right_paren)) return session.miss(at, right_paren);
    out = {first, at};
    first = at;
    return true;
}

bool parse_function_reference(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    ast::QualifiedName name;
    if (!parse_function_name(at, last, session, name)) return false;
    TokenRange arguments;
    if (is(at, last, left_paren) && !parse_balanced(at, last, session, arguments)) return false;
    out = {first, at};
    first = at;
    return true;
}

// The operands of an operator, NONE for one that is missing; the types of a support function.
bool parse_type_list(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        auto const begin = at;
        ast::TypeName type;
        if (take(at, last, kw_none)) continue;
        if (!parse_type(at, last, session, type)) return false;
        keep(session, "type", begin, at);
    } while (take(at, last, comma));
    if (!take(at, last, right_paren)) return session.miss(at, right_paren);
    out = {first, at};
    first = at;
    return true;
}

bool parse_operator_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    auto at = first;
    out = {};
    if (at < last && is_label(at->kind) && is(at + 1, last, dot)) {
        ast::Identifier schema;
        if (!parse_label(at, last, session, schema)) return false;
        out.schema = schema;
        ++at;
    }
    bool const symbol = at < last && (at->kind == operator_ || (at->kind >= star && at->kind <= caret));
    if (!symbol) return session.miss(at, "an operator");
    out.name = {session.source.slice(at->span()), at->span()};
    out.span = cover(first->span(), at->span());
    first = at + 1;
    return true;
}

// Words that are no keywords.
bool parse_role_word(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    static constexpr std::string_view known[] = {
        "superuser", "nosuperuser", "createdb", "nocreatedb",  "createrole",    "nocreaterole", "inherit",
        "noinherit", "login",       "nologin",  "replication", "noreplication", "bypassrls",    "nobypassrls"};
    auto at = first;
    ast::Identifier word;
    if (!parse_label(at, last, session, word)) return false;
    bool const fits = std::find(std::begin(known), std::end(known), word.text) != std::end(known);
    if (!fits) return session.miss(first, "an option of a role");
    out = {first, at};
    first = at;
    return true;
}

} // namespace migc::grammar
