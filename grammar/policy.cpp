// Policies and rules: what hangs on a table besides triggers. Manual: CREATE POLICY, ALTER POLICY, CREATE RULE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using enum TokenKind;

// PERMISSIVE and RESTRICTIVE are no keywords.
bool parse_policy_mode(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    auto at = first;
    if (!parse_label(at, last, session, out)) return false;
    if (out.text != "permissive" && out.text != "restrictive") return session.miss(first, "PERMISSIVE or RESTRICTIVE");
    first = at;
    return true;
}

bool begins_rule_command(TokenKind kind) {
    switch (kind) {
    case kw_select:
    case kw_insert:
    case kw_update:
    case kw_delete:
    case kw_notify:
    case kw_values:
    case kw_with:
    case kw_table: return true;
    default: return false;
    }
}

// NOTHING, one command, or several in parentheses with semicolons between them.
bool parse_rule_commands(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    if (first < last && first->kind == kw_nothing) {
        out = {first, first + 1};
        ++first;
        return true;
    }
    auto at = first;
    if (at < last && at->kind == left_paren) {
        while (at < last && (at->kind == left_paren || at->kind == inner_semicolon)) ++at;
    }
    bool const empty = at < last && at->kind == right_paren;
    if (!empty && (at == last || !begins_rule_command(at->kind)))
        return session.miss(at, "NOTHING, SELECT, INSERT, UPDATE, DELETE or NOTIFY");
    return parse_rest(first, last, session, out);
}

constexpr Reader<ast::Identifier, parse_policy_mode> policy_mode{"PERMISSIVE or RESTRICTIVE"};
constexpr Reader<TokenRange, parse_rule_commands> rule_commands{"NOTHING or a command"};
constexpr node_rule<ast::CreatePolicy> create_policy = "CREATE POLICY";
constexpr node_rule<ast::AlterPolicy> alter_policy = "ALTER POLICY";
constexpr node_rule<ast::CreateRule> create_rule = "CREATE RULE";

auto const policy_roles = list<ast::Identifier>("a role", role);
auto const policy_command =
    ("for"_kw > word_of("all"_kw, "select"_kw, "insert"_kw, "update"_kw, "delete"_kw)) | attr(ast::Word{"all"});
auto const create_policy_def = "create policy"_kw > identifier > "on"_kw > qualified_name >
                               -("as"_kw > policy_mode) > policy_command > -("to"_kw > policy_roles) >
                               -("using"_kw > balanced) > -("with check"_kw > balanced);
auto const alter_policy_def = "alter policy"_kw > identifier > "on"_kw > qualified_name > -("to"_kw > policy_roles) >
                              -("using"_kw > balanced) > -("with check"_kw > balanced);

auto const rule_mode = word_of("instead"_kw, "also"_kw) | attr(ast::Word{});
auto const create_rule_def = "create"_kw >> x3::matches["or replace"_kw] >> "rule"_kw > identifier > "as on"_kw >
                             word_of("select"_kw, "insert"_kw, "update"_kw, "delete"_kw) > "to"_kw > qualified_name >
                             -("where"_kw > a_expr) > "do"_kw > rule_mode > rule_commands;

BOOST_SPIRIT_DEFINE(create_policy, alter_policy, create_rule)

bool parse_create_policy(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::CreatePolicy>(create_policy, first, last, session, out);
}

bool parse_alter_policy(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::AlterPolicy>(alter_policy, first, last, session, out);
}

bool parse_create_rule(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::CreateRule>(create_rule, first, last, session, out);
}

} // namespace migc::grammar
