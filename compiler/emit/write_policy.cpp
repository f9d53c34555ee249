// Policies and rules: what hangs on a table besides triggers.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Policy;
using catalog::Rule;

std::string on_table(std::string const& name, Context const& context) {
    return quoted_identifier(name) + " on " + qualified(context.key.name, context.style);
}

std::string roles(Policy const& policy) {
    std::vector<std::string> names;
    for (auto const& role : policy.roles) names.push_back(role_name(role));
    return joined(names, ", ");
}

void rule_mode(Context const& context, Rule const& rule) {
    context.out.push_back("alter table " + qualified(context.key.name, context.style) + " " + rule.mode + " rule " +
                          quoted_identifier(rule.name));
}

std::string definition(Context const& context, Rule const& rule) {
    auto out = "rule " + quoted_identifier(rule.name) + " as on " + rule.event + " to " +
               qualified(context.key.name, context.style);
    if (rule.where) out += " where " + rule.where->text;
    return out + " do " + (rule.instead ? "instead " : "also ") + rule.commands;
}

} // namespace

/// ALTER POLICY has no word for taking USING or WITH CHECK away, nor for the command and the mode (manual:
/// ALTER POLICY).
bool policy_is_altered_in_place(Policy const& before, Policy const& after) {
    bool const loses = (before.using_expression && !after.using_expression) || (before.check && !after.check);
    return before.restrictive == after.restrictive && before.command == after.command && !loses;
}

void create(Context const& context, Policy const& policy) {
    auto out = "create policy " + on_table(policy.name, context);
    if (policy.restrictive) out += " as restrictive";
    if (policy.command != "all") out += " for " + policy.command;
    if (policy.roles != std::vector<std::string>{"public"}) out += " to " + roles(policy);
    if (policy.using_expression) out += " using (" + policy.using_expression->text + ")";
    if (policy.check) out += " with check (" + policy.check->text + ")";
    context.out.push_back(std::move(out));
    write_comment("policy", on_table(policy.name, context), {}, policy.comment, context.out);
}

void drop(Context const& context, Policy const& policy) {
    context.out.push_back("drop policy " + on_table(policy.name, context));
}

void alter(Context const& context, Policy const& before, Policy const& after) {
    if (!policy_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    std::string changes;
    if (before.roles != after.roles) changes += " to " + roles(after);
    if (before.using_expression != after.using_expression) changes += " using (" + after.using_expression->text + ")";
    if (before.check != after.check) changes += " with check (" + after.check->text + ")";
    if (!changes.empty()) context.out.push_back("alter policy " + on_table(after.name, context) + changes);
    write_comment("policy", on_table(after.name, context), before.comment, after.comment, context.out);
}

void create(Context const& context, Rule const& rule) {
    context.out.push_back("create " + definition(context, rule));
    if (rule.mode != "enable") rule_mode(context, rule);
    write_comment("rule", on_table(rule.name, context), {}, rule.comment, context.out);
}

void drop(Context const& context, Rule const& rule) {
    context.out.push_back("drop rule " + on_table(rule.name, context));
}

void alter(Context const& context, Rule const& before, Rule const& after) {
    auto same = before;
    same.mode = after.mode;
    same.comment = after.comment;
    if (same != after) context.out.push_back("create or replace " + definition(context, after));
    if (before.mode != after.mode) rule_mode(context, after);
    write_comment("rule", on_table(after.name, context), before.comment, after.comment, context.out);
}

} // namespace migc::emit
