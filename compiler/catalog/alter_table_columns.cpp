// ALTER TABLE on columns: add, drop and what a column carries beside its type.
#include "compiler/catalog/alter_table.hpp"

#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/type_storage.hpp"
#include "compiler/catalog/type_uses.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

// Release notes of 13: ADD COLUMN IF NOT EXISTS makes no sequence, key, check or foreign key any more for a column that
// is there (ran on 12).
constexpr int first_that_passes_over = 13;

bool makes_more_than_itself(ast::Column const& column) {
    return serial_type(column.type) ||
           std::any_of(column.constraints.begin(), column.constraints.end(), [](ast::Constraint const& each) {
               return std::holds_alternative<ast::Check>(each.body) ||
                      std::holds_alternative<ast::Identity>(each.body) ||
                      std::holds_alternative<ast::Unique>(each.body) ||
                      std::holds_alternative<ast::PrimaryKey>(each.body) ||
                      std::holds_alternative<ast::References>(each.body);
           });
}

} // namespace

void TableAlteration::operator()(ast::AddColumn const& action) {
    auto const& node = action.column;
    if (!has_own_columns(context_, table(), "added column", action.span)) return;
    if (table().facts.bound) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("column added to partition `{}`", context_.shown(name_)),
                       "add it to the partitioned table");
        return;
    }
    if (table().column(node.name.text)) {
        if (!action.if_not_exists)
            duplicate(context_, {Kind::column, name_, std::string(node.name.text)}, node.name.span);
        else if (makes_more_than_itself(node) && context_.target.server_version < first_that_passes_over)
            not_modelled(context_, "what server 12 makes beside such a column though it is there already", action.span,
                         "leave the subcommand out: the column is there");
        return;
    }
    auto column = define_column(context_, table(), node);
    if (!column) return;
    complete_column(context_, table(), node, *column);
    if (context_.failed() || !rows_may_get(*column, action.span) ||
        !name_not_null(context_, table(), *column, action.span))
        return;
    if (must_reach_children(action.span, "column added to")) return;
    bool const partitions_follow = table().partitioned && context_.target.server_version >= 17;
    if (column->identity && has_children() && !partitions_follow) {
        context_.error(
            Code::bad_definition, action.span,
            fmt::format("identity column added to table `{}`, from which others inherit", context_.shown(name_)),
            "add a plain column, and the identity to each table");
        return;
    }
    Key const key{Kind::column, name_, column->name};
    auto const added = *column;
    context_.perform(Create{key, std::move(*column), at_end, action.if_not_exists});
    hand_on_column(context_, name_, added, action.span);
    added_.push_back(&node);
}

// A value in every row: where rows of this table's row type stand elsewhere, the server rewrites none of them
// (SQLSTATE 0A000).
bool TableAlteration::rows_may_get(Column const& column, Span span) {
    bool const has_value = column.default_value || column.identity || brings_values(context_.catalog, column.type);
    auto const holder = has_value ? holder_of_values(context_.catalog, name_) : std::nullopt;
    if (!holder) return true;
    needed_by(context_, context_.shown(Key{Kind::table, name_, {}}), {*holder}, span,
              "add the column without a value: rows of the table's type stand there");
    return false;
}

void TableAlteration::operator()(ast::DropColumn const& action) {
    if (!has_own_columns(context_, table(), "dropped column", action.span)) return;
    if (!table().column(action.name.text)) {
        if (!action.if_exists) unknown_column(context_, table(), action.name.text, action.name.span);
        return;
    }
    drop_column(context_, name_, std::string(action.name.text), action.cascade, action.span, false, only());
}

void TableAlteration::operator()(ast::SetDefault const& action) {
    auto const* column = find(action.column);
    if (!column || !may_have_default(*column, action.span)) return;
    auto after = *column;
    after.default_value = define_default(context_, *column, action.value);
    if (!only() && !context_.failed()) hand_on(context_, name_, *column, after, &Column::default_value);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::DropDefault const& action) {
    auto const* column = find(action.column);
    if (!column || !may_have_default(*column, action.span)) return;
    auto after = *column;
    after.default_value.reset();
    if (!only()) hand_on(context_, name_, *column, after, &Column::default_value);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::SetNotNull const& action) {
    set_not_null(find(action.column), true, action.span);
}

void TableAlteration::operator()(ast::DropNotNull const& action) {
    set_not_null(find(action.column), false, action.span);
}

void TableAlteration::operator()(ast::AddIdentity const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    if (column->identity || column->default_value || column->generated != Generated::no || !column->not_null) {
        auto const why = column->identity        ? "is an identity already"
                         : !column->not_null     ? "may be null"
                         : column->default_value ? "has a default"
                                                 : "is generated";
        context_.error(Code::bad_definition, action.span, fmt::format("column `{}` {}", column->name, why),
                       column->not_null ? "drop that first" : "add `set not null` first");
        return;
    }
    if (!column->not_null_constraint.validated) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("not-null constraint `{}` is not valid", column->not_null_constraint.name),
                       "validate it first");
        return;
    }
    if (!may_change_identity(action.span)) return;
    auto after = *column;
    define_identity(context_, table(), action.identity, after);
    if (shares_identity(context_, table()) && !context_.failed())
        hand_on_identity(context_, name_, after.name, after.identity, action.span);
    if (!context_.failed()) change(*column, std::move(after));
}

void TableAlteration::operator()(ast::AlterIdentity const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    if (!column->identity) {
        context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is no identity", column->name),
                       "write `add generated … as identity` first");
        return;
    }
    auto after = *column;
    if (!action.generated.text.empty()) after.identity->always = action.generated == "always";
    if (!may_change_identity(action.span)) return;
    define_sequence_options(context_, action.options, after.identity->sequence.options, false);
    if (shares_identity(context_, table())) hand_on_identity(context_, name_, after.name, after.identity, action.span);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::DropIdentity const& action) {
    auto const* column = find(action.column);
    if (!column || !may_change_identity(action.span)) return;
    if (!column->identity) {
        if (!action.if_exists)
            context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is no identity", column->name),
                           "remove the subcommand, or add `if exists`");
        return;
    }
    auto after = *column;
    after.identity.reset();
    if (shares_identity(context_, table())) hand_on_identity(context_, name_, after.name, {}, action.span);
    change(*column, std::move(after));
}

// From 17 on a partition has the identity of the partitioned table.
bool TableAlteration::may_change_identity(Span span) {
    auto const* parent = table().facts.bound ? context_.catalog.table(table().facts.parents.front()) : nullptr;
    if (parent && shares_identity(context_, *parent)) {
        context_.error(Code::bad_definition, span, fmt::format("identity of partition `{}`", context_.shown(name_)),
                       "write it about the partitioned table");
        return false;
    }
    if (!only() || !shares_identity(context_, table())) return true;
    context_.error(Code::bad_definition, span,
                   fmt::format("identity of only partitioned table `{}`", context_.shown(name_)), "remove `only`");
    return false;
}

void TableAlteration::operator()(ast::SetExpression const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    if (context_.target.server_version < 17) needs_version(context_, "`set expression`", 17, action.span);
    if (column->generated == Generated::no)
        context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is not generated", column->name),
                       "use `set default`");
    auto after = *column;
    after.default_value = define_generation(context_, table(), *column, action.value);
    if (!only() && !context_.failed()) hand_on(context_, name_, *column, after, &Column::default_value);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::DropExpression const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    if (context_.target.server_version < 13) needs_version(context_, "`drop expression`", 13, action.span);
    if (column->generated == Generated::virtual_) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("column `{}` is a virtual generated column", column->name),
                       "drop the column, and add a plain one");
        return;
    }
    if (column->generated != Generated::stored) {
        if (!action.if_exists)
            context_.error(Code::bad_definition, action.span,
                           fmt::format("column `{}` is no stored generated column", column->name),
                           "remove the subcommand, or add `if exists`");
        return;
    }
    if (column->inheritance.parents > 0) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("column `{}` is generated in the parent, too", column->name),
                       "drop the expression of the parent's column");
        return;
    }
    if (must_reach_children(action.span, "expression dropped from a column of")) return;
    auto after = *column;
    after.generated = Generated::no;
    after.default_value.reset();
    hand_on(context_, name_, *column, after, &Column::generated, &Column::default_value);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::SetStatistics const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    if (column->generated == Generated::virtual_) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("statistics of virtual generated column `{}`", column->name),
                       "remove the subcommand: there are no values to count");
        return;
    }
    auto const text = normalised(context_, action.value.tokens);
    auto after = *column;
    after.statistics = text == "default" || text == "-1" ? std::nullopt : std::optional<int>(std::atoi(text.c_str()));
    if (!only()) hand_on(context_, name_, *column, after, &Column::statistics);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::SetStorage const& action) {
    auto const* column = find(action.column);
    if (!column || !check_storage(context_, *column, action.storage.text, action.storage.span)) return;
    auto after = *column;
    after.storage = action.storage.text == "default" ? std::string() : std::string(action.storage.text);
    if (!only()) hand_on(context_, name_, *column, after, &Column::storage);
    // Before 16 no statement gives a column the storage of its type again: it has to be named, and only here the type
    // is known.
    auto before = *column;
    if (before.storage.empty() && !before.type.schema.empty() && context_.target.server_version < 16)
        before.storage = type_storage(context_.catalog, before.type);
    change(before, std::move(after));
}

void TableAlteration::operator()(ast::SetCompression const& action) {
    if (!is_stored("compression", action.span)) return;
    auto const* column = find(action.column);
    if (!column) return;
    if (context_.target.server_version < 14) needs_version(context_, "`compression`", 14, action.span);
    if (!check_compression(context_, *column, action.method.text, action.method.span)) return;
    auto after = *column;
    after.compression = action.method.text == "default" ? std::string() : std::string(action.method.text);
    change(*column, std::move(after));
}

void TableAlteration::operator()(ast::SetColumnOptions const& action) {
    auto const* column = find(action.column);
    if (!column || !(action.mode == "reset" || check_parameters(context_, action.options, "column"))) return;
    auto after = *column;
    merge(after.options, define_options(context_, action.options), action.mode == "reset");
    change(*column, std::move(after));
}

bool TableAlteration::may_have_default(Column const& column, Span span) {
    if (!column.identity && column.generated == Generated::no) return true;
    context_.error(Code::bad_definition, span,
                   fmt::format("column `{}` is {}", column.name, column.identity ? "an identity" : "generated"),
                   column.identity ? "write `drop identity`" : "write `drop expression`");
    return false;
}

bool TableAlteration::identifies(std::string const& column) const {
    constexpr std::string_view by_index = "using index ";
    auto const& identity = table().facts.replica_identity;
    if (!identity.starts_with(by_index)) return false;
    auto const name = identity.substr(by_index.size());
    auto const key = table().constraints.find(name);
    if (key != table().constraints.end())
        return std::find(key->second.columns.begin(), key->second.columns.end(), column) != key->second.columns.end();
    auto const index = table().indexes.find(name);
    return index != table().indexes.end() &&
           std::any_of(index->second.elements.begin(), index->second.elements.end(),
                       [&](IndexElement const& element) { return element.column == column; });
}

void TableAlteration::set_not_null(Column const* column, bool not_null, Span span) {
    if (!column) return;
    if (!not_null && identifies(column->name)) {
        context_.error(Code::bad_definition, span,
                       fmt::format("column `{}` is in the index that is the replica identity", column->name),
                       "choose another replica identity first");
        return;
    }
    auto const* key = table().primary_key();
    bool const in_key = key && std::find(key->columns.begin(), key->columns.end(), column->name) != key->columns.end();
    if (!not_null && (in_key || column->identity)) {
        auto& diagnostic = context_.error(
            Code::bad_definition, span,
            fmt::format("column `{}` is {}", column->name, in_key ? "in the primary key" : "an identity"),
            in_key ? "drop the primary key first" : "drop the identity first");
        context_.note_origin(diagnostic, {Kind::table, name_, {}});
        return;
    }
    if (!not_null && table().facts.bound &&
        context_.catalog.table(table().facts.parents.front())->column(column->name)->not_null) {
        context_.error(Code::bad_definition, span,
                       fmt::format("column `{}` is not null in the partitioned table", column->name),
                       "write it about that table");
        return;
    }
    if (context_.target.server_version >= first_with_not_null_constraints) {
        if (not_null)
            catalog::set_not_null(context_, name_, column->name, {{}, false, true, span}, false, only());
        else
            catalog::drop_not_null(context_, name_, column->name, only(), span);
        return;
    }
    if (only() && table().partitioned && has_children()) {
        auto const children = context_.catalog.children(name_);
        bool const all_are = std::all_of(children.begin(), children.end(), [&](Name const& child) {
            return context_.catalog.table(child)->column(column->name)->not_null;
        });
        if ((!not_null || !all_are) && must_reach_children(span, not_null ? "`not null` set on a column of"
                                                                          : "`not null` dropped from a column of"))
            return;
    }
    auto after = *column;
    after.not_null = not_null;
    if (!only()) hand_on(context_, name_, *column, after, &Column::not_null);
    change(*column, std::move(after));
}

bool TableAlteration::must_reach_children(Span span, std::string_view what) {
    if (!only() || !has_children()) return false;
    context_.error(Code::bad_definition, span,
                   fmt::format("{} only `{}`, from which others inherit", what, context_.shown(name_)),
                   "remove `only`");
    return true;
}

bool TableAlteration::is_own(Column const& column, Span span, std::string_view what) {
    auto const expected = reach_ == Reach::inherited ? 1 : 0;
    if (column.inheritance.parents > expected) {
        context_.error(
            Code::bad_definition, span,
            fmt::format("{} of column `{}`, which table `{}` inherits", what, column.name, context_.shown(name_)),
            "write it about the parent");
        return false;
    }
    if (!in_partition_key(table(), column.name)) return true;
    context_.error(
        Code::bad_definition, span,
        fmt::format("{} of column `{}`, by which table `{}` is partitioned", what, column.name, context_.shown(name_)),
        "make a new table and move the rows");
    return false;
}

} // namespace migc::catalog
