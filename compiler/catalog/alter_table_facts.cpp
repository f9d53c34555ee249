// ALTER TABLE on the table itself: triggers, row security, replica identity, logging, options, owner.
#include "compiler/catalog/alter_table.hpp"

#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/shared_identity.hpp"
#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

void TableAlteration::operator()(ast::EnableTrigger const& action) {
    std::vector<std::string> names;
    if (action.name) {
        if (!table().triggers.contains(std::string(action.name->text))) {
            std::vector<std::string_view> candidates;
            for (auto const& [name, trigger] : table().triggers) candidates.push_back(name);
            unknown_part(context_, "trigger", action.name->text, fmt::format("table `{}`", context_.shown(name_)),
                         candidates, action.name->span);
            return;
        }
        names.emplace_back(action.name->text);
    } else {
        for (auto const& [name, trigger] : table().triggers) names.push_back(name);
    }
    for (auto const& name : names) {
        auto const before = table().triggers.at(name);
        auto after = before;
        after.mode = action.mode.text;
        if (!only()) hand_on_mode(context_, name_, before, after.mode);
        if (before == after) continue;
        context_.perform(Alter{{Kind::trigger, name_, name}, before, std::move(after), {}});
    }
}

void TableAlteration::operator()(ast::EnableRule const& action) {
    if (!is_stored("rule", action.span)) return;
    auto const& rules = table().rules;
    auto const found = rules.find(std::string(action.name.text));
    if (found == rules.end()) {
        std::vector<std::string_view> candidates;
        for (auto const& [name, rule] : rules) candidates.push_back(name);
        unknown_part(context_, "rule", action.name.text, fmt::format("table `{}`", context_.shown(name_)), candidates,
                     action.name.span);
        return;
    }
    auto const before = found->second;
    auto after = before;
    after.mode = action.mode.text;
    if (before != after) context_.perform(Alter{{Kind::rule, name_, before.name}, before, std::move(after), {}});
}

void TableAlteration::operator()(ast::RowSecurity const& action) {
    if (!is_stored("row security", action.span)) return;
    auto after = table().facts;
    if (action.mode == "enable" || action.mode == "disable")
        after.row_security = action.mode == "enable";
    else
        after.force_row_security = action.mode == "force";
    change(std::move(after));
}

void TableAlteration::operator()(ast::ReplicaIdentity const& action) {
    if (!is_stored("replica identity", action.span)) return;
    auto after = table().facts;
    after.replica_identity = action.mode.text;
    if (action.index) {
        if (!may_identify(*action.index)) return;
        after.replica_identity += " " + std::string(action.index->text);
    }
    change(std::move(after));
}

void TableAlteration::operator()(ast::SetLogged const& action) {
    if (!is_stored("logging", action.span)) return;
    if (table().partitioned && context_.target.server_version >= 18) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("`set {}` of partitioned table `{}`", action.mode.text, context_.shown(name_)),
                       "write it about the partitions: the table itself stores nothing");
        return;
    }
    auto after = table().facts;
    after.persistence = action.mode == "logged" ? Persistence::permanent : Persistence::unlogged;
    if (!may_persist(after.persistence, action.span) || table().partitioned) return; // it stores nothing
    bool const unlogged = after.persistence == Persistence::unlogged;
    change(std::move(after));
    if (context_.target.server_version >= 15) set_sequences_logged(unlogged);
}

void TableAlteration::operator()(ast::SetTableOptions const& action) {
    if (!is_stored("storage parameter", action.span)) return;
    if (table().partitioned && action.mode != "reset" && !action.options.empty()) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("storage parameter of partitioned table `{}`", context_.shown(name_)),
                       "set it on the partitions: the table itself stores nothing");
        return;
    }
    if (action.mode != "reset" && !check_parameters(context_, action.options, "table")) return;
    auto after = table().facts;
    merge(after.with, define_options(context_, action.options), action.mode == "reset");
    change(std::move(after));
}

void TableAlteration::operator()(ast::ChangeOwner const& action) {
    auto after = table().facts;
    after.common.owner = std::string(action.owner.text);
    change(std::move(after));
}

void TableAlteration::operator()(ast::ClusterOn const& action) {
    if (!is_stored("order", action.span)) return;
    auto after = table().facts;
    after.clustered_on.clear();
    if (action.index) {
        std::string const name(action.index->text);
        auto const key = table().constraints.find(name);
        bool const of_key = key != table().constraints.end() && key->second.has_index();
        auto const index = table().indexes.find(name);
        if (!of_key && index == table().indexes.end()) {
            unknown_relation(context_, {std::nullopt, *action.index, action.index->span}, Kind::index);
            return;
        }
        if (!of_key && !may_cluster_on(index->second, *action.index)) return;
        after.clustered_on = name;
    }
    if (table().partitioned) {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("table `{}` is partitioned and stores no rows", context_.shown(name_)),
                       "cluster the partitions");
        return;
    }
    change(std::move(after));
}

// Only a btree or gist index over all rows gives them an order (SQLSTATE 0A000).
bool TableAlteration::may_cluster_on(Index const& index, ast::Identifier const& name) {
    bool const ordered = index.method == "btree" || index.method == "gist";
    if (ordered && !index.where) return true;
    context_.error(Code::bad_definition, name.span,
                   index.where
                       ? fmt::format("index `{}` with a condition as the order of a table", name.text)
                       : fmt::format("index `{}` of method `{}` as the order of a table", name.text, index.method),
                   "use a btree index over all rows");
    return false;
}

void TableAlteration::operator()(ast::SetAccessMethod const& action) {
    if (!is_stored("access method", action.span)) return;
    if (context_.target.server_version < 15) needs_version(context_, "`set access method`", 15, action.span);
    if (table().partitioned && context_.target.server_version < 17) {
        context_.error(Code::wrong_kind, action.span,
                       fmt::format("access method of partitioned table `{}`", context_.shown(name_)),
                       "set it on the partitions");
        return;
    }
    bool const heap = action.method.text == "heap" || action.method.text == "default";
    if (!heap && !context_.catalog.open_world()) {
        context_.error(Code::bad_definition, action.method.span,
                       fmt::format("unknown access method `{}`", action.method.text), "use heap");
        return;
    }
    auto after = table().facts;
    after.method = heap ? std::string() : std::string(action.method.text);
    change(std::move(after));
}

void TableAlteration::operator()(ast::SetTablespace const& action) {
    if (!is_stored("tablespace", action.span)) return;
    auto after = table().facts;
    after.tablespace = action.tablespace.text == "pg_default" ? std::string() : std::string(action.tablespace.text);
    change(std::move(after));
}

// SET WITHOUT OIDS: since 12 there are none, and the server takes it as done.
void TableAlteration::operator()(ast::OtherAction const&) {}

void TableAlteration::operator()(ast::OfType const& action) {
    if (!is_stored("type", action.span)) return;
    auto after = table().facts;
    after.of_type.reset();
    if (action.type) {
        auto const* type = row_type_named(context_, *action.type);
        if (!type) return;
        if (!table().facts.parents.empty()) {
            context_.error(Code::wrong_kind, action.span,
                           fmt::format("table `{}` inherits from another, and has no type", context_.shown(name_)),
                           "write `no inherit` first");
            return;
        }
        if (!fits_type(context_, table(), *type, action.span)) return;
        after.of_type = type->name;
    } else if (!table().facts.of_type) {
        context_.error(Code::wrong_kind, action.span, fmt::format("table `{}` is not typed", context_.shown(name_)),
                       "remove the subcommand");
        return;
    }
    change(std::move(after));
}

void TableAlteration::operator()(ast::ChangeForeignOptions const& action) {
    if (!is_foreign(context_, table(), "options of", action.span)) return;
    auto const owner = context_.shown(Key{Kind::table, name_, {}});
    if (!action.column) {
        auto after = table().facts;
        if (change_foreign_options(context_, action.options, owner, after.foreign->options)) change(std::move(after));
        return;
    }
    auto const* column = find(*action.column);
    if (!column) return;
    auto after = *column;
    if (change_foreign_options(context_, action.options, fmt::format("column `{}` of {}", column->name, owner),
                               after.foreign_options))
        change(*column, std::move(after));
}

// From 15 on the sequences of a table's columns change with it.
void TableAlteration::set_sequences_logged(bool unlogged) {
    std::vector<std::string> names;
    for (auto const& column : table().columns)
        if ((column.identity && !is_shared(*column.identity)) || !column.owned.empty()) names.push_back(column.name);
    for (auto const& name : names) {
        auto const before = *table().column(name);
        auto after = before;
        if (after.identity) after.identity->sequence.unlogged = unlogged;
        for (auto& sequence : after.owned) sequence.unlogged = unlogged;
        if (before != after) context_.perform(Alter{{Kind::column, name_, name}, before, std::move(after), {}}, true);
    }
}

// Only a unique index over all rows and plain columns that cannot be null tells every row (manual: ALTER TABLE,
// REPLICA IDENTITY).
bool TableAlteration::may_identify(ast::Identifier const& wanted) {
    std::string const name(wanted.text);
    auto const index = table().indexes.find(name);
    auto const key = table().constraints.find(name);
    bool const of_key = key != table().constraints.end() && key->second.has_index();
    if (index == table().indexes.end() && !of_key) {
        unknown_relation(context_, {std::nullopt, wanted, wanted.span}, Kind::index);
        return false;
    }
    auto const refuse = [&](std::string_view what) {
        context_.error(Code::bad_definition, wanted.span, fmt::format("index `{}` {} as replica identity", name, what),
                       "use a unique index over columns that are not null");
        return false;
    };
    std::vector<std::string> columns;
    if (of_key) {
        if (key->second.kind == ConstraintKind::exclude) return refuse("that is not unique");
        if (key->second.deferrable) return refuse("of a deferrable key");
        columns = key->second.columns;
    } else {
        if (!index->second.unique) return refuse("that is not unique");
        if (index->second.where) return refuse("with a condition");
        for (auto const& element : index->second.elements) columns.push_back(element.column);
    }
    for (auto const& each : columns) {
        auto const* column = table().column(each);
        if (!column) return refuse("over an expression");
        if (!column->not_null) return refuse(fmt::format("with column `{}`, which may be null,", each));
    }
    return true;
}

// A permanent table may not refer to an unlogged one (SQLSTATE 42P16).
bool TableAlteration::may_persist(Persistence after, Span span) {
    if (after == table().facts.persistence) return true;
    std::optional<Name> other;
    if (after == Persistence::permanent) {
        for (auto const& [name, constraint] : table().constraints)
            if (constraint.kind == ConstraintKind::foreign_key && constraint.references != name_ &&
                context_.catalog.table(constraint.references)->facts.persistence == Persistence::unlogged)
                other = constraint.references;
    } else {
        for (auto const& key : context_.catalog.dependants({Kind::table, name_, {}})) {
            if (key.named == NamedKind::publication) {
                context_.error(Code::bad_definition, span,
                               fmt::format("table `{}` is in {}, and unlogged tables are not published",
                                           context_.shown(name_), context_.shown(key)),
                               "take it out of the publication first");
                return false;
            }
            if (key.kind == Kind::constraint &&
                context_.catalog.table(key.name)->facts.persistence == Persistence::permanent)
                other = key.name;
        }
    }
    if (!other) return true;
    context_.error(
        Code::bad_definition, span,
        fmt::format(
            "a foreign key ties table `{}` to `{}`, and the permanent one of them may not refer to an unlogged one",
            context_.shown(name_), context_.shown(*other)),
        fmt::format("change table `{}` first", context_.shown(*other)));
    return false;
}

} // namespace migc::catalog
