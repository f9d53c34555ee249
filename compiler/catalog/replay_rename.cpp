// ALTER … RENAME TO, RENAME COLUMN, RENAME CONSTRAINT and SET SCHEMA. What follows a rename and what does not:
// RULINGS 17.
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/shared_identity.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool shares_namespace(Kind kind) {
    return kind == Kind::table || kind == Kind::view || kind == Kind::sequence || kind == Kind::index;
}

// Whether something is in the way at the new key; reports it.
bool is_taken(Context& context, Key const& from, Key const& to, Span span) {
    auto const& catalog = context.catalog;
    auto const clash = [&](Key const& key) {
        duplicate(context, key, span);
        return true;
    };
    if (shares_namespace(from.kind)) {
        if (auto const* existing = catalog.relation(to.name)) return clash({existing->kind, to.name, {}});
        bool const has_row_type = from.kind == Kind::table || from.kind == Kind::view;
        return has_row_type && catalog.has_type(to.name) && clash({Kind::type, to.name, {}});
    }
    if (from.kind == Kind::type) {
        if (holder_of_type_name(context, to.name)) return clash({Kind::type, to.name, {}});
        auto const* existing = catalog.composite(from.name) ? catalog.relation(to.name) : nullptr;
        return existing && clash({existing->kind, to.name, {}});
    }
    if (from.kind == Kind::constraint) {
        auto const* table = catalog.table(from.name);
        Name const relation{from.name.schema, to.part};
        if (table->constraints.at(from.part).has_index())
            if (auto const* existing = catalog.relation(relation)) return clash({existing->kind, relation, {}});
        if (table->not_null_column(to.part)) return clash(to);
    }
    return catalog.value(to).has_value() && clash(to);
}

// What a table takes along into another schema must find its names free there.
bool parts_are_taken(Context& context, Key const& from, Key const& to, Span span) {
    if (from.kind != Kind::table || from.name.schema == to.name.schema) return false;
    auto const& catalog = context.catalog;
    auto const& table = *catalog.table(from.name);
    std::vector<std::string> names;
    for (auto const& [name, index] : table.indexes) names.push_back(name);
    for (auto const& [name, constraint] : table.constraints)
        if (constraint.has_index()) names.push_back(name);
    for (auto const& column : table.columns) {
        if (column.identity && !is_shared(*column.identity)) names.push_back(column.identity->sequence.name.name);
        for (auto const& sequence : column.owned) names.push_back(sequence.name.name);
    }
    for (auto const& name : names) {
        Name const moved{to.name.schema, name};
        auto const* existing = catalog.relation(moved);
        if (!existing) continue;
        duplicate(context, {existing->kind, moved, {}}, span);
        return true;
    }
    return false;
}

bool is_check(Catalog const& catalog, Key const& key) {
    auto const* table = key.kind == Kind::constraint ? catalog.table(key.name) : nullptr;
    return table && table->constraints.at(key.part).kind == ConstraintKind::check;
}

// The triggers of partitions have the name of that of the partitioned table (release notes of 15).
void rename_clones(Context& context, Key const& from, std::string const& to) {
    for (auto const& partition : context.catalog.children(from.name)) {
        auto const& triggers = context.catalog.table(partition)->triggers;
        auto const found = triggers.find(from.part);
        if (found == triggers.end() || !found->second.cloned) continue;
        context.propagate(Rename{{Kind::trigger, partition, from.part}, {Kind::trigger, partition, to}});
        rename_clones(context, {Kind::trigger, partition, from.part}, to);
    }
}

// An inherited column or check has the name of the parent's; the parent's may not leave those of its children
// behind.
bool may_rename(Context& context, Key const& key, bool only, Span span) {
    auto const value = context.catalog.value(key);
    auto const* column = value ? std::get_if<Column>(&*value) : nullptr;
    if (column && !has_own_columns(context, *context.catalog.table(key.name), "name of a column", span)) return false;
    auto const* constraint = value ? std::get_if<Constraint>(&*value) : nullptr;
    auto const* trigger = value ? std::get_if<Trigger>(&*value) : nullptr;
    bool const check = constraint && constraint->kind == ConstraintKind::check;
    auto const parents = column ? column->inheritance.parents : check ? constraint->inheritance.parents : 0;
    if (parents > 0 || (trigger && trigger->cloned && context.target.server_version >= 15)) {
        context.error(Code::bad_definition, span, fmt::format("{} comes from another table", context.shown(key)),
                      "rename that of the parent");
        return false;
    }
    bool const inherits = column || (check && !constraint->no_inherit);
    if (!only || !inherits || context.catalog.children(key.name).empty()) return true;
    context.error(Code::bad_definition, span, fmt::format("only {}, which others inherit", context.shown(key)),
                  "remove `only`");
    return false;
}

// What children have of their own under the new name is in the way.
bool is_taken_below(Context& context, Key const& from, std::string const& to, Span span) {
    if (from.kind != Kind::column) return false;
    for (auto const& child : context.catalog.children(from.name)) {
        auto const* table = context.catalog.table(child);
        if (table->column(to)) {
            duplicate(context, {Kind::column, child, to}, span);
            return true;
        }
        if (auto const* column = table->column(from.part); column && column->inheritance.parents > 1) {
            context.error(Code::bad_definition, span,
                          fmt::format("{} is inherited by `{}` from another table, too", context.shown(from),
                                      context.shown(child)),
                          "end the inheritance from one of them first");
            return true;
        }
        if (is_taken_below(context, {Kind::column, child, from.part}, to, span)) return true;
    }
    return false;
}

void move(Context& context, Key const& from, Key const& to, Span span) {
    if (from == to && from.kind == Kind::trigger && context.target.server_version >= 15) return;
    if (from == to) {
        context.error(Code::duplicate_object, span, fmt::format("{} has that name already", context.shown(from)),
                      "remove the statement");
        return;
    }
    if (is_taken(context, from, to, span) || parts_are_taken(context, from, to, span)) return;
    context.perform(Rename{from, to});
    if (from.kind == Kind::column || is_check(context.catalog, to)) hand_on_rename(context, from, to.part);
    if (from.kind == Kind::trigger && context.target.server_version >= 15) rename_clones(context, from, to.part);
}

bool is_part(Kind kind) {
    return kind == Kind::column || kind == Kind::constraint || kind == Kind::trigger || kind == Kind::policy ||
           kind == Kind::rule;
}

void rename_column(Context& context, View const& view, std::string const& from, ast::Identifier const& to) {
    auto const& columns = view.columns;
    if (std::find(columns.begin(), columns.end(), to.text) != columns.end()) {
        duplicate(context, {Kind::column, view.name, std::string(to.text)}, to.span);
        return;
    }
    context.perform(Rename{{Kind::column, view.name, from}, {Kind::column, view.name, std::string(to.text)}});
}

} // namespace

void perform(Context& context, ast::Rename const& statement) {
    if (rename_not_null(context, statement.object, statement.to, statement.only, statement.span)) return;
    auto const key = find_object(context, statement.object, statement.if_exists, RelationMatch::relations);
    if (!key) return;
    auto from = *key;
    if (from.kind == Kind::column && context.catalog.composite(from.name)) {
        perform(context, ast::RenameAttribute{*statement.object.table,
                                              {statement.object.name.name, statement.to, false, statement.span},
                                              statement.span});
        return;
    }
    auto const* type = from.kind == Kind::type ? context.catalog.type(from.name) : nullptr;
    if (type && std::holds_alternative<BaseType>(*type) && std::get<BaseType>(*type).is_shell()) {
        context.error(Code::unknown_type, statement.object.span,
                      fmt::format("type `{}` is only a shell so far", context.shown(from.name)),
                      "complete it with `create type … ( … )` first");
        return;
    }
    if (auto const* view = from.kind == Kind::column ? context.catalog.view(from.name) : nullptr) {
        rename_column(context, *view, from.part, statement.to);
        return;
    }
    if (from.kind == Kind::extension) {
        context.error(Code::wrong_kind, statement.span, "an extension cannot be renamed", "remove the statement");
        return;
    }
    if (from.kind == Kind::schema && statement.to.text.substr(0, 3) == "pg_") {
        reserved_name(context, statement.to, "`pg_` begins the names of system schemas");
        return;
    }
    if (from.kind == Kind::column && !check_column_name(context, statement.to.text, statement.to.span)) return;
    if (!may_rename(context, from, statement.only, statement.span)) return;
    auto to = from;
    if (is_part(from.kind))
        to.part = statement.to.text;
    else
        to.name.name = statement.to.text;
    if (from.kind == Kind::index) from.part = to.part = {};
    if (is_taken_below(context, from, to.part, statement.to.span)) return;
    move(context, from, to, statement.to.span);
}

void perform(Context& context, ast::SetSchema const& statement) {
    auto const key = find_object(context, statement.object, statement.if_exists, RelationMatch::relations);
    if (!key) return;
    if (!context.catalog.has_schema(statement.schema.text)) {
        unknown_schema(context, statement.schema.text, statement.schema.span);
        return;
    }
    if (key->kind == Kind::index || key->kind == Kind::constraint) {
        context.error(Code::wrong_kind, statement.object.span, "an index cannot leave the schema of its table",
                      "move the table");
        return;
    }
    if (key->kind == Kind::sequence) {
        auto const* entry = context.catalog.relation(key->name);
        if (!entry->table.name.empty()) {
            needed_by(context, context.shown(*key), {{Kind::column, entry->table, entry->part}}, statement.span,
                      "move the table: its sequences go with it");
            return;
        }
    }
    bool const moves = key->kind == Kind::table || key->kind == Kind::view || key->kind == Kind::sequence ||
                       key->kind == Kind::type || key->kind == Kind::routine || key->kind == Kind::extension ||
                       (key->kind == Kind::named && facts_of(key->named).in_schema);
    if (!moves) {
        context.error(Code::wrong_kind, statement.object.span,
                      fmt::format("{} has no schema of its own", context.shown(*key)), "remove the statement");
        return;
    }
    auto to = *key;
    to.name.schema = statement.schema.text;
    if (to == *key) return; // the server takes it as done
    move(context, *key, to, statement.span);
}

} // namespace migc::catalog
