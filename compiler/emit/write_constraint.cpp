// Constraints of tables, and the indexes behind keys.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Constraint;
using catalog::ConstraintKind;

std::string columns_of(std::vector<std::string> const& names) { return "(" + identifiers(names) + ")"; }

/// The period is the last of them.
std::string key_columns(Constraint const& constraint) {
    auto const list = columns_of(constraint.columns);
    return constraint.period ? list.substr(0, list.size() - 1) + " without overlaps)" : list;
}

std::string referring_columns(std::vector<std::string> names, bool period) {
    if (!period) return columns_of(names);
    auto const last = quoted_identifier(names.back());
    names.pop_back();
    return "(" + identifiers(names) + ", period " + last + ")";
}

std::string index_parameters(Constraint const& constraint) {
    std::string out;
    if (!constraint.include.empty()) out += " include " + columns_of(constraint.include);
    if (!constraint.with.empty()) out += " with " + option_list(constraint.with);
    if (!constraint.tablespace.empty()) out += " using index tablespace " + quoted_identifier(constraint.tablespace);
    return out;
}

std::string action(std::string_view event, std::string const& what, std::vector<std::string> const& columns) {
    if (what == "no action") return {};
    return " " + std::string(event) + " " + what + (columns.empty() ? "" : " " + columns_of(columns));
}

std::string foreign_key(Constraint const& constraint, Style const& style) {
    auto out = "foreign key " + referring_columns(constraint.columns, constraint.period) + " references " +
               qualified(constraint.references, style);
    if (!constraint.referenced.empty()) out += " " + referring_columns(constraint.referenced, constraint.period);
    if (constraint.match != "simple") out += " match " + constraint.match;
    return out + action("on update", constraint.on_update, {}) +
           action("on delete", constraint.on_delete, constraint.set_columns);
}

std::string body(Constraint const& constraint, Style const& style) {
    switch (constraint.kind) {
    case ConstraintKind::primary_key: return "primary key " + key_columns(constraint) + index_parameters(constraint);
    case ConstraintKind::unique:
        return std::string("unique ") + (constraint.nulls_not_distinct ? "nulls not distinct " : "") +
               key_columns(constraint) + index_parameters(constraint);
    case ConstraintKind::check:
        return "check (" + (constraint.condition ? constraint.condition->text : std::string()) + ")" +
               (constraint.no_inherit ? " no inherit" : "");
    case ConstraintKind::foreign_key: return foreign_key(constraint, style);
    case ConstraintKind::exclude: {
        auto out = std::string("exclude ");
        if (!constraint.exclude_method.empty()) out += "using " + quoted_identifier(constraint.exclude_method) + " ";
        out += "(" + (constraint.exclude_elements ? constraint.exclude_elements->text : std::string()) + ")";
        out += index_parameters(constraint);
        if (constraint.where) out += " where (" + constraint.where->text + ")";
        return out;
    }
    }
    return {};
}

std::string deferral(Constraint const& constraint) {
    if (!constraint.deferrable) return {};
    return constraint.initially_deferred ? " deferrable initially deferred" : " deferrable";
}

void add(Context const& context, Constraint const& constraint) {
    context.out.push_back(alter_table(context) + "add " + constraint_definition(constraint, context.style) +
                          (constraint.validated || !constraint.enforced ? "" : " not valid"));
}

struct Comments {
    std::optional<std::string> own;
    std::optional<std::string> of_index;
};

void comment(Context const& context, Constraint const& constraint, Comments const& before) {
    write_comment("constraint",
                  quoted_identifier(constraint.name) + " on " + qualified(context.key.name, context.style), before.own,
                  constraint.comment, context.out);
    write_comment("index", qualified({context.key.name.schema, constraint.name}, context.style), before.of_index,
                  constraint.index_comment, context.out);
}

bool deferral_changed(Constraint const& before, Constraint const& after) {
    return before.deferrable != after.deferrable || before.initially_deferred != after.initially_deferred;
}

} // namespace

std::string constraint_definition(Constraint const& constraint, Style const& style) {
    return "constraint " + quoted_identifier(constraint.name) + " " + body(constraint, style) + deferral(constraint) +
           (constraint.enforced ? "" : " not enforced");
}

bool constraint_is_altered_in_place(Constraint const& before, Constraint const& after) {
    // What is inherited is dropped with the parent's alone, so it stays valid.
    if (before.validated && after.enforced && !after.validated && after.inheritance.parents == 0) return false;
    // What becomes enforced is validated, and only a foreign key can become so.
    if (before.enforced != after.enforced &&
        (after.kind != ConstraintKind::foreign_key || (after.enforced && !after.validated)))
        return false;
    // ALTER CONSTRAINT knows foreign keys only (manual: ALTER TABLE).
    if (deferral_changed(before, after) && after.kind != ConstraintKind::foreign_key) return false;
    auto same = before;
    same.validated = after.validated;
    same.enforced = after.enforced;
    same.deferrable = after.deferrable;
    same.initially_deferred = after.initially_deferred;
    same.with = after.with;
    same.tablespace = after.tablespace;
    same.comment = after.comment;
    same.index_comment = after.index_comment;
    same.inheritance = after.inheritance;
    same.parent = after.parent;
    return same == after;
}

void create(Context const& context, Constraint const& constraint) {
    add(context, constraint);
    comment(context, constraint, {});
}

void write_constraint_comments(Context const& context, Constraint const& constraint) {
    comment(context, constraint, {});
}

void drop(Context const& context, Constraint const& constraint) {
    context.out.push_back(alter_table(context) + "drop constraint " + quoted_identifier(constraint.name));
}

void alter(Context const& context, Constraint const& before, Constraint const& after) {
    if (!constraint_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    if (deferral_changed(before, after)) {
        auto const words = after.deferrable ? deferral(after) + (after.initially_deferred ? "" : " initially immediate")
                                            : std::string(" not deferrable");
        context.out.push_back(alter_table(context) + "alter constraint " + quoted_identifier(after.name) + words);
    }
    if (before.enforced != after.enforced)
        context.out.push_back(alter_table(context) + "alter constraint " + quoted_identifier(after.name) +
                              (after.enforced ? " enforced" : " not enforced"));
    if (!before.validated && after.validated && before.enforced)
        context.out.push_back(alter_table(context) + "validate constraint " + quoted_identifier(after.name));
    alter_index_storage(qualified({context.key.name.schema, after.name}, context.style),
                        {before.with, before.tablespace}, {after.with, after.tablespace}, context.out);
    comment(context, after, {before.comment, before.index_comment});
}

} // namespace migc::emit
