// CREATE TRIGGER. Manual: CREATE TRIGGER.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using enum TokenKind;

bool take_kind(Iterator& at, Iterator last, TokenKind kind) {
    if (at == last || at->kind != kind) return false;
    ++at;
    return true;
}

bool parse_update_columns(Iterator& at, Iterator last, Session& session, std::vector<ast::Identifier>& out) {
    do {
        if (!parse_identifier(at, last, session, out.emplace_back())) return false;
    } while (take_kind(at, last, comma));
    return true;
}

// BEFORE | AFTER | INSTEAD OF event [OR event …]
bool read_events(Iterator& first, Iterator last, Session& session, TokenRange& out,
                 std::vector<ast::Identifier>& columns) {
    auto at = first;
    if (take_kind(at, last, kw_instead)) {
        if (!take_kind(at, last, kw_of)) return session.miss(at, kw_of);
    } else if (!take_kind(at, last, kw_before) && !take_kind(at, last, kw_after)) {
        return session.miss(at, "BEFORE, AFTER or INSTEAD OF");
    }
    do {
        if (take_kind(at, last, kw_update)) {
            if (take_kind(at, last, kw_of) && !parse_update_columns(at, last, session, columns)) return false;
        } else if (!take_kind(at, last, kw_insert) && !take_kind(at, last, kw_delete) &&
                   !take_kind(at, last, kw_truncate)) {
            return session.miss(at, "INSERT, UPDATE, DELETE or TRUNCATE");
        }
    } while (take_kind(at, last, kw_or));
    out = {first, at};
    first = at;
    return true;
}

bool parse_trigger_events(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    std::vector<ast::Identifier> columns;
    return read_events(first, last, session, out, columns);
}

// REFERENCING OLD TABLE AS name …
bool read_transition_tables(Iterator& at, Iterator last, Session& session) {
    do {
        if (!take_kind(at, last, kw_old) && !take_kind(at, last, kw_new)) return session.miss(at, "OLD or NEW");
        if (!take_kind(at, last, kw_table) && !take_kind(at, last, kw_row)) return session.miss(at, "TABLE");
        take_kind(at, last, kw_as);
        ast::Identifier name;
        if (!parse_identifier(at, last, session, name)) return false;
    } while (at != last && (at->kind == kw_old || at->kind == kw_new));
    return true;
}

// What may stand between the table and EXECUTE, in the server's order.
bool parse_trigger_rest(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    ast::QualifiedName table;
    if (take_kind(at, last, kw_from) && !parse_qualified_name(at, last, session, table)) return false;
    ast::ConstraintAttributes attributes;
    if (!parse_constraint_attributes(at, last, session, attributes)) return false;
    if (take_kind(at, last, kw_referencing) && !read_transition_tables(at, last, session)) return false;
    if (take_kind(at, last, kw_for)) {
        take_kind(at, last, kw_each);
        if (!take_kind(at, last, kw_row) && !take_kind(at, last, kw_statement))
            return session.miss(at, "EACH ROW or EACH STATEMENT");
    }
    TokenRange condition;
    if (take_kind(at, last, kw_when) && !parse_balanced(at, last, session, condition)) return false;
    if (at == first && (at == last || at->kind != kw_execute))
        return session.miss(at, "FOR EACH, WHEN, REFERENCING, DEFERRABLE or EXECUTE");
    out = {first, at};
    first = at;
    return true;
}

constexpr Reader<TokenRange, parse_trigger_events> events{"BEFORE, AFTER or INSTEAD OF"};
constexpr Reader<TokenRange, parse_trigger_rest> trigger_rest{"FOR EACH, WHEN or EXECUTE"};
constexpr node_rule<ast::CreateTrigger> create_trigger = "CREATE TRIGGER";

auto const create_trigger_def = "create"_kw >> x3::matches["or replace"_kw] >> x3::matches["constraint"_kw] >>
                                "trigger"_kw > identifier > events > "on"_kw > qualified_name > trigger_rest >
                                "execute"_kw > x3::omit["function"_kw | "procedure"_kw] > function_name > balanced;

BOOST_SPIRIT_DEFINE(create_trigger)

bool parse_create_trigger(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::CreateTrigger node;
    if (!run(create_trigger, first, last, session, node)) return false;
    auto at = node.events.first;
    TokenRange again;
    if (!read_events(at, node.events.last, session, again, node.update_columns)) return false;
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
