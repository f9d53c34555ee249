// Policies and rules of tables and views. Manual: CREATE POLICY, ALTER POLICY, CREATE RULE; checks:
// src/backend/commands/policy.c, src/backend/rewrite/rewriteDefine.c.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/query.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenRange;

void refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
}

bool holds_query(TokenRange tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](Token const& token) {
        return token.kind == kw_select || token.kind == kw_with || token.kind == kw_values;
    });
}

// Words that may be columns of the table: where one of them is renamed, the text is not up to date any more.
void add_possible_columns(Context& context, Table const* table, TokenRange tokens, std::vector<Binding>& out) {
    if (!table) return;
    for (auto const& token : tokens) {
        if (!grammar::is_column_or_table_name(token.kind)) continue;
        auto const word = word_text(context, token);
        if (table->column(word)) out.push_back({Kind::column, table->name, word, 0, 0, false, false, NamedKind::none});
    }
}

// With a query inside, names are bound without their place: a rename makes the text stale (RULINGS 17).
std::optional<Expression> condition(Context& context, TokenRange tokens, Table const* table, bool rows) {
    if (tokens.empty()) return std::nullopt;
    if (!holds_query(tokens)) {
        auto out = bind(context, tokens, {table, !rows || table != nullptr, rows});
        for (auto const& binding : out.bindings) {
            bool const bare =
                rows && binding.kind == Kind::column && (binding.begin == 0 || out.text[binding.begin - 1] != '.');
            if (bare)
                context.error(Code::unknown_column, tokens.span(),
                              fmt::format("column `{}` in the condition of a rule without its row", binding.column),
                              fmt::format("write `new.{}` or `old.{}`", binding.column, binding.column));
        }
        return out;
    }
    Expression out;
    out.text = normalised(context, tokens);
    out.bindings = bind_body(context, tokens);
    for (auto& binding : out.bindings) binding.begin = binding.end = 0;
    add_possible_columns(context, table, tokens, out.bindings);
    return out;
}

std::vector<std::string> roles_of(std::vector<ast::Identifier> const& roles) {
    std::vector<std::string> out;
    for (auto const& role : roles) out.emplace_back(role.text);
    if (out.empty() || std::find(out.begin(), out.end(), "public") != out.end()) return {"public"};
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void check_clauses(Context& context, std::string const& command, TokenRange using_, TokenRange check) {
    if ((command == "select" || command == "delete") && !check.empty())
        refuse(context, check.span(), fmt::format("`with check` of a policy for {}", command),
               "remove it: no row is written");
    if (command == "insert" && !using_.empty())
        refuse(context, using_.span(), "`using` of a policy for insert", "write `with check`: no row is read");
}

} // namespace

void perform(Context& context, ast::CreatePolicy const& statement) {
    auto const* table = context.table(statement.table);
    if (!table || !is_stored_here(context, *table, "policy", statement.table.span)) return;
    Policy policy;
    policy.name = statement.name.text;
    policy.restrictive = statement.mode && statement.mode->text == "restrictive";
    policy.command = statement.command.text;
    policy.roles = roles_of(statement.roles);
    check_clauses(context, policy.command, statement.using_, statement.check);
    policy.using_expression = condition(context, statement.using_, table, false);
    policy.check = condition(context, statement.check, table, false);
    if (context.failed()) return;
    Key const key{Kind::policy, table->name, policy.name};
    if (table->policies.contains(policy.name))
        duplicate(context, key, statement.name.span);
    else
        context.perform(Create{key, std::move(policy)});
}

void perform(Context& context, ast::AlterPolicy const& statement) {
    auto const* table = context.table(statement.table);
    if (!table || !is_stored_here(context, *table, "policy", statement.table.span)) return;
    auto const found = table->policies.find(std::string(statement.name.text));
    if (found == table->policies.end()) {
        std::vector<std::string_view> candidates;
        for (auto const& [name, policy] : table->policies) candidates.push_back(name);
        unknown_part(context, "policy", statement.name.text, context.shown(Key{Kind::table, table->name, {}}),
                     candidates, statement.name.span);
        return;
    }
    auto const before = found->second;
    check_clauses(context, before.command, statement.using_, statement.check);
    auto after = before;
    if (!statement.roles.empty()) after.roles = roles_of(statement.roles);
    if (auto changed = condition(context, statement.using_, table, false)) after.using_expression = std::move(changed);
    if (auto changed = condition(context, statement.check, table, false)) after.check = std::move(changed);
    if (!context.failed()) alter(context, {Kind::policy, table->name, before.name}, before, std::move(after));
}

void perform(Context& context, ast::CreateRule const& statement) {
    auto const owner = context.find_relation(statement.table);
    auto const* table = owner ? context.catalog.table(*owner) : nullptr;
    auto const* view = owner ? context.catalog.view(*owner) : nullptr;
    if (!table && !(view && !view->stored)) {
        if (view)
            refuse(context, statement.table.span, "rule on a materialized view",
                   "write it on the tables it is made of");
        else
            context.table(statement.table);
        return;
    }
    if (table && !is_stored_here(context, *table, "rule", statement.table.span)) return;
    bool const of_select = statement.event == "select";
    if (of_select) {
        if (view)
            refuse(context, statement.name.span, fmt::format("`{}` is a view already", context.shown(*owner)),
                   "replace the view");
        else
            not_modelled(context, "a table that becomes a view by a rule", statement.span, "write `create view`");
        return;
    }
    bool const nothing = statement.commands.first->kind == kw_nothing;
    Rule rule;
    rule.name = statement.name.text;
    rule.event = statement.event.text;
    rule.instead = statement.mode == "instead";
    if (rule.name == "_RETURN")
        refuse(context, statement.name.span, "name `_RETURN` is kept for the rule of a view", "choose another name");
    if (statement.where) rule.where = condition(context, statement.where->tokens, table, true);
    rule.commands = verbatim(context, statement.commands);
    if (!nothing) {
        rule.bindings = bind_body(context, statement.commands);
        add_possible_columns(context, table, statement.commands, rule.bindings);
    }
    if (context.failed()) return;
    Key const key{Kind::rule, *owner, rule.name};
    auto const& rules = table ? table->rules : view->rules;
    auto const existing = rules.find(rule.name);
    if (existing == rules.end()) {
        context.perform(Create{key, std::move(rule)});
    } else if (!statement.or_replace) {
        duplicate(context, key, statement.name.span);
    } else {
        auto const before = existing->second;
        rule.comment = before.comment;
        rule.mode = before.mode;
        alter(context, key, before, std::move(rule));
    }
}

} // namespace migc::catalog
