// OPTIONS ( … ) of foreign data. Manual: CREATE FOREIGN TABLE, ALTER FOREIGN TABLE.
#include "grammar/session.hpp"

namespace migc::grammar {

using enum TokenKind;

namespace {

bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (at >= last || at->kind != kind) return false;
    ++at;
    return true;
}

} // namespace

bool parse_foreign_option(Iterator& first, Iterator last, Session& session, ast::ForeignOption& out) {
    auto at = first;
    out = {};
    out.verb = {"add"};
    // A word before another name is the verb; before a string it is the option's own name.
    bool const verb = at + 1 < last && is_label(at[1].kind);
    if (verb && take(at, last, kw_set))
        out.verb = {"set"};
    else if (verb && take(at, last, kw_drop))
        out.verb = {"drop"};
    else if (verb)
        take(at, last, kw_add);
    if (!parse_label(at, last, session, out.name)) return false;
    ast::String value;
    if (out.verb != "drop" && !parse_string(at, last, session, value)) return false;
    out.value = std::move(value.value);
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

bool parse_foreign_option_list(Iterator& first, Iterator last, Session& session, std::vector<ast::ForeignOption>& out) {
    auto at = first;
    if (!take(at, last, kw_options)) return true;
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        if (!parse_foreign_option(at, last, session, out.emplace_back())) return false;
    } while (take(at, last, comma));
    if (!take(at, last, right_paren)) return session.miss(at, right_paren);
    first = at;
    return true;
}

} // namespace migc::grammar
