// ALTER … RENAME TO, RENAME COLUMN, RENAME CONSTRAINT and SET SCHEMA. What follows a rename and what does not:
// RULINGS 17.
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

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
        return has_row_type && catalog.type(to.name) && clash({Kind::type, to.name, {}});
    }
    if (from.kind == Kind::type && (catalog.type(to.name) || catalog.table(to.name) || catalog.view(to.name)))
        return clash({Kind::type, to.name, {}});
    if (from.kind == Kind::constraint) {
        auto const* table = catalog.table(from.name);
        Name const relation{from.name.schema, to.part};
        if (table->constraints.at(from.part).has_index())
            if (auto const* existing = catalog.relation(relation)) return clash({existing->kind, relation, {}});
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
        if (column.identity) names.push_back(column.identity->sequence.name.name);
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

void move(Context& context, Key const& from, Key const& to, Span span) {
    if (from == to) {
        context.error(Code::duplicate_object, span, fmt::format("{} has that name already", context.shown(from)),
                      "remove the statement");
        return;
    }
    if (!is_taken(context, from, to, span) && !parts_are_taken(context, from, to, span)) context.perform(Rename{from, to});
}

void rename_view_column(Context& context, Key const& from, ast::Identifier const& to) {
    auto const& view = *context.catalog.view(from.name);
    if (!view.columns_known) {
        not_modelled(context, "renaming a column of a view whose columns are not known", to.span, "create the view again with the new name");
        return;
    }
    auto const& columns = view.columns;
    if (std::find(columns.begin(), columns.end(), to.text) != columns.end()) {
        context.error(Code::duplicate_object, to.span, fmt::format("view `{}` has a column `{}` already", context.shown(view.name), to.text),
                      "choose another name");
        return;
    }
    auto moved = from;
    moved.part = to.text;
    context.perform(Rename{from, moved});
}

bool is_part(Kind kind) { return kind == Kind::column || kind == Kind::constraint || kind == Kind::trigger || kind == Kind::policy || kind == Kind::rule; }

} // namespace

void perform(Context& context, ast::Rename const& statement) {
    auto const key = find_object(context, statement.object, statement.if_exists, RelationMatch::relations);
    if (!key) return;
    auto from = *key;
    if (from.kind == Kind::column && context.catalog.view(from.name)) {
        rename_view_column(context, from, statement.to);
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
    auto to = from;
    if (is_part(from.kind)) to.part = statement.to.text;
    else to.name.name = statement.to.text;
    if (from.kind == Kind::index) from.part = to.part = {};
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
        context.error(Code::wrong_kind, statement.object.span, "an index cannot leave the schema of its table", "move the table");
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
    bool const moves = key->kind == Kind::table || key->kind == Kind::view || key->kind == Kind::sequence || key->kind == Kind::type ||
                       key->kind == Kind::routine || key->kind == Kind::extension ||
                       (key->kind == Kind::named && facts_of(key->named).in_schema);
    if (!moves) {
        context.error(Code::wrong_kind, statement.object.span, fmt::format("{} has no schema of its own", context.shown(*key)),
                      "remove the statement");
        return;
    }
    auto to = *key;
    to.name.schema = statement.schema.text;
    if (to == *key) return; // the server takes it as done
    move(context, *key, to, statement.span);
}

} // namespace migc::catalog
