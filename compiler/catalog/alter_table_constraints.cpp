// ALTER TABLE on constraints.
#include "compiler/catalog/alter_table.hpp"

#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/type_change.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

void TableAlteration::constrain_added_columns() {
    for (auto const pass : {ConstraintPass::checks, ConstraintPass::keys, ConstraintPass::foreign_keys})
        for (auto const* node : added_)
            for (auto const& constraint : node->constraints)
                if (constraint_pass(constraint) == pass && !context_.failed())
                    add_constraint(constraint, &node->name, true);
    added_.clear();
}

void TableAlteration::operator()(ast::AddConstraint const& action) {
    add_constraint(action.constraint, nullptr, false);
}

void TableAlteration::operator()(ast::DropConstraint const& action) {
    if (auto const* column = table().not_null_column(action.name.text)) {
        set_not_null(column, false, action.span);
        return;
    }
    if (!table().constraints.contains(std::string(action.name.text))) {
        if (!action.if_exists) unknown_constraint(action.name);
        return;
    }
    drop_constraint(context_, name_, std::string(action.name.text), action.cascade, action.span, false, only());
}

void TableAlteration::operator()(ast::ValidateConstraint const& action) {
    if (auto const* column = table().not_null_column(action.name.text)) {
        validate_not_null(context_, name_, column->name, only(), action.span);
        return;
    }
    auto const* constraint = find_constraint(action.name);
    if (!constraint) return;
    bool const may = constraint->kind == ConstraintKind::check || constraint->kind == ConstraintKind::foreign_key;
    if (!may) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("constraint `{}` is a key, which is always valid", constraint->name),
                       "remove the subcommand");
        return;
    }
    if (!constraint->enforced) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("constraint `{}` is not enforced", constraint->name),
                       constraint->kind == ConstraintKind::check ? "drop it and add it anew"
                                                                 : "write `alter constraint … enforced`");
        return;
    }
    if (constraint->kind == ConstraintKind::check && !constraint->no_inherit && !constraint->validated) {
        if (must_reach_children(action.span, "check validated on")) return;
        hand_on_validation(context_, name_, constraint->name);
    }
    auto after = *constraint;
    after.validated = true;
    change(*constraint, std::move(after));
}

void TableAlteration::operator()(ast::AlterConstraint const& action) {
    if (!is_stored("alterable constraint", action.span)) return;
    bool const of_inheritance = action.inherit || action.attributes.no_inherit;
    if (of_inheritance && context_.target.server_version < first_with_not_null_constraints) {
        needs_version(context_, "`alter constraint … inherit`", first_with_not_null_constraints, action.span);
        return;
    }
    if (auto const* column = table().not_null_column(action.name.text); column && of_inheritance) {
        alter_not_null(context_, name_, column->name, !action.inherit, action.span);
        return;
    } else if (column) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("constraint `{}` is no foreign key", action.name.text), "drop it and add it anew");
        return;
    }
    auto const* constraint = find_constraint(action.name);
    if (!constraint) return;
    if (of_inheritance) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("constraint `{}` is no not-null constraint", constraint->name),
                       "drop it and add it anew");
        return;
    }
    if (constraint->kind != ConstraintKind::foreign_key) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("constraint `{}` is no foreign key", constraint->name), "drop it and add it anew");
        return;
    }
    if (!constraint->parent.name.empty()) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("constraint `{}` belongs to that of the partitioned table", constraint->name),
                       "write it about that table");
        return;
    }
    if (action.attributes.initially_deferred == true && action.attributes.deferrable == false) {
        context_.error(Code::bad_definition, action.span, "`initially deferred` beside `not deferrable`",
                       "remove one of the two");
        return;
    }
    auto after = *constraint;
    bool const since_enforced = context_.target.server_version >= 18;
    if (action.attributes.enforced && !since_enforced) needs_version(context_, "`enforced`", 18, action.span);
    // Before 18 what is not said is `not deferrable`.
    if (!since_enforced || action.attributes.deferrable || action.attributes.initially_deferred) {
        after.initially_deferred = action.attributes.initially_deferred.value_or(false);
        after.deferrable = action.attributes.deferrable.value_or(after.initially_deferred);
    }
    if (action.attributes.enforced && after.enforced != *action.attributes.enforced)
        after.enforced = after.validated = *action.attributes.enforced;
    hand_on_deferral(context_, name_, after);
    change(*constraint, std::move(after));
}

Constraint const* TableAlteration::find_constraint(ast::Identifier const& name) {
    auto const found = table().constraints.find(std::string(name.text));
    if (found != table().constraints.end()) return &found->second;
    unknown_constraint(name);
    return nullptr;
}

void TableAlteration::unknown_constraint(ast::Identifier const& name) {
    unknown_part(context_, "constraint", name.text, fmt::format("table `{}`", context_.shown(name_)),
                 table().constraint_names(), name.span);
}

bool TableAlteration::make_not_null(std::vector<std::string> const& columns, Span span) {
    if (context_.target.server_version >= first_with_not_null_constraints)
        return require_not_null(context_, name_, columns, only(), span);
    for (auto const& name : columns) {
        auto const before = *table().column(name);
        if (before.not_null) continue;
        auto after = before;
        after.not_null = true;
        if (!only()) hand_on(context_, name_, before, after, &Column::not_null);
        context_.perform(Alter{{Kind::column, name_, name}, before, std::move(after), {}}, true);
    }
    return true;
}

// `using index` turns an index into a constraint of its own name, or of the one given.
std::optional<Index> TableAlteration::taken_index(ast::Constraint const& node, Constraint& constraint) {
    auto const* unique = std::get_if<ast::Unique>(&node.body);
    auto const* key = std::get_if<ast::PrimaryKey>(&node.body);
    auto const* parameters = unique ? &unique->parameters : key ? &key->parameters : nullptr;
    if (!parameters || !parameters->using_index) return std::nullopt;
    auto const found = table().indexes.find(std::string(parameters->using_index->text));
    if (found == table().indexes.end()) {
        unknown_relation(context_, {std::nullopt, *parameters->using_index, parameters->using_index->span},
                         Kind::index);
        return std::nullopt;
    }
    auto const& index = found->second;
    bool const plain = index.unique && !index.where && index.method == "btree" &&
                       std::all_of(index.elements.begin(), index.elements.end(), [](IndexElement const& element) {
                           return !element.column.empty() && !element.descending && element.operator_class.empty();
                       });
    if (!plain) {
        context_.error(Code::bad_definition, node.span, fmt::format("index `{}` cannot be a key", index.name.name),
                       "use a unique btree index over plain columns in their default order");
        return std::nullopt;
    }
    if (key && table().primary_key()) {
        context_.error(Code::second_primary_key, node.span,
                       fmt::format("second primary key of table `{}`", context_.shown(name_)), "make it `unique`");
        return std::nullopt;
    }
    constraint.name = node.name ? std::string(node.name->text) : index.name.name;
    if (table().has_constraint(constraint.name)) {
        duplicate(context_, {Kind::constraint, name_, constraint.name}, node.span);
        return std::nullopt;
    }
    constraint.kind = key ? ConstraintKind::primary_key : ConstraintKind::unique;
    for (auto const& element : index.elements) constraint.columns.push_back(element.column);
    constraint.include = index.include;
    constraint.nulls_not_distinct = index.nulls_not_distinct;
    constraint.with = index.with;
    constraint.tablespace = index.tablespace;
    constraint.deferrable = node.attributes.deferrable.value_or(false);
    constraint.initially_deferred = node.attributes.initially_deferred.value_or(false);
    return index;
}

bool TableAlteration::uses_index(ast::Constraint const& node) {
    auto const* unique = std::get_if<ast::Unique>(&node.body);
    auto const* key = std::get_if<ast::PrimaryKey>(&node.body);
    return (unique && unique->parameters.using_index) || (key && key->parameters.using_index);
}

void TableAlteration::add_constraint(ast::Constraint const& node, ast::Identifier const* column, bool implied) {
    if (auto const* not_null = std::get_if<ast::NotNullColumn>(&node.body);
        not_null && context_.target.server_version >= first_with_not_null_constraints) {
        auto const said = said_not_null(context_, node);
        auto const* of = said ? find(not_null->column) : nullptr;
        if (of) catalog::set_not_null(context_, name_, of->name, *said, true, only());
        return;
    }
    std::optional<Constraint> constraint;
    if (uses_index(node)) {
        if (table().partitioned) {
            context_.error(Code::bad_definition, node.span, "`using index` on a partitioned table", "name the columns");
            return;
        }
        Constraint made;
        auto const index = taken_index(node, made);
        if (!index) return;
        context_.perform(Drop{{Kind::index, index->name, name_.name}, *index}, true);
        constraint = std::move(made);
    } else {
        constraint = define_constraint(context_, table(), node, column, false);
    }
    if (!constraint || context_.failed() || !may_have(context_, table(), *constraint, only(), node.span)) return;
    bool const check = constraint->kind == ConstraintKind::check && !constraint->no_inherit;
    if (check && must_reach_children(node.span, "check added to")) return;
    if (constraint->kind == ConstraintKind::primary_key && !make_not_null(constraint->columns, node.span)) return;
    if (!check && table().partitioned && !only()) hand_on_key(context_, name_, *constraint);
    Key const key{Kind::constraint, name_, constraint->name};
    auto const added = *constraint;
    context_.perform(Create{key, std::move(*constraint)}, implied);
    if (check) hand_on_check(context_, name_, added, node.span);
}

} // namespace migc::catalog
