#include "compiler/catalog/dependants.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

bool belongs_to(Catalog const& catalog, Key const& key, Name const& table) {
    switch (key.kind) {
    case Kind::column:
    case Kind::constraint:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: return key.name == table;
    case Kind::index: {
        auto const* entry = catalog.relation(key.name);
        return entry && entry->table == table;
    }
    default: return false;
    }
}

void add_sequences(Catalog const& catalog, std::vector<Key>& out, Column const& column) {
    for (auto const& sequence : column.owned) add_keys(out, catalog.dependants({Kind::sequence, sequence.name, {}}));
}

// A unique index that is no constraint serves foreign keys, too. Where several keys would do, which one the server took
// depends on the order of their creation; then none is held to be needed.
std::vector<Key> relying_foreign_keys(Catalog const& catalog, Index const& index, Name const& table_name) {
    if (!index.unique || index.where) return {};
    Constraint as_key;
    as_key.kind = ConstraintKind::unique;
    for (auto const& element : index.elements) as_key.columns.push_back(element.column);
    auto const sorted = [](std::vector<std::string> list) {
        std::sort(list.begin(), list.end());
        return list;
    };
    auto const wanted = sorted(as_key.columns);
    auto const* table = catalog.table(table_name);
    if (!table) return {}; // nothing refers to a materialized view
    for (auto const& [name, constraint] : table->constraints)
        if (constraint.has_index() && sorted(constraint.columns) == wanted) return {};
    for (auto const& [name, other] : table->indexes) {
        std::vector<std::string> columns;
        for (auto const& element : other.elements) columns.push_back(element.column);
        if (name != index.name.name && other.unique && !other.where && sorted(columns) == wanted) return {};
    }
    return relying_foreign_keys(catalog, table_name, as_key);
}

} // namespace

void add_keys(std::vector<Key>& out, std::vector<Key> const& more) {
    for (auto const& key : more)
        if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
}

std::vector<Key> relying_foreign_keys(Catalog const& catalog, Name const& table, Constraint const& constraint) {
    std::vector<Key> out;
    if (constraint.kind != ConstraintKind::primary_key && constraint.kind != ConstraintKind::unique) return out;
    auto const relies = [&](Constraint const& other) {
        if (other.kind != ConstraintKind::foreign_key || other.references != table) return false;
        if (other.period != constraint.period) return false;
        auto left = other.referenced, right = constraint.columns;
        std::sort(left.begin(), left.end());
        std::sort(right.begin(), right.end());
        return left == right;
    };
    for (auto const& key : catalog.dependants({Kind::table, table, {}}))
        if (key.kind == Kind::constraint && relies(catalog.table(key.name)->constraints.at(key.part)))
            out.push_back(key);
    for (auto const& [name, other] : catalog.table(table)->constraints)
        if (relies(other)) out.push_back({Kind::constraint, table, name});
    return out;
}

std::vector<Key> outside_dependants(Catalog const& catalog, Key const& key, std::string_view column) {
    std::vector<Key> out;
    if (key.kind == Kind::table || key.kind == Kind::view) {
        add_keys(out, catalog.dependants({Kind::table, key.name, {}}, column));
        if (column.empty()) {
            add_keys(out, catalog.dependants({Kind::view, key.name, {}}));
            add_keys(out, catalog.dependants({Kind::type, key.name, {}}));
        }
        if (auto const* table = catalog.table(key.name)) {
            for (auto const& each : table->columns)
                if (column.empty() || each.name == column) add_sequences(catalog, out, each);
        }
        std::erase_if(out, [&](Key const& each) { return belongs_to(catalog, each, key.name); });
        return out;
    }
    if (key.kind == Kind::routine) {
        out = catalog.dependants({Kind::routine, key.name, {}});
        // Needs go by name: with overloads, the others may serve. A trigger calls the one without arguments.
        auto const* overloads = catalog.routines(key.name);
        if (overloads && overloads->size() > 1)
            std::erase_if(out, [&](Key const& each) {
                bool const triggered = each.kind == Kind::trigger || each.named == NamedKind::event_trigger;
                return !triggered || !key.part.empty();
            });
        return out;
    }
    if (key.kind == Kind::index) {
        auto const* index = catalog.index(key.name);
        return index ? relying_foreign_keys(catalog, *index, catalog.relation(key.name)->table) : out;
    }
    out = catalog.dependants({key.kind, key.name, key.kind == Kind::named ? key.part : std::string(), key.named});
    auto const* range = key.kind == Kind::type ? catalog.range(key.name) : nullptr;
    if (!range) return out;
    add_keys(out, catalog.dependants({Kind::type, range->multirange.name, {}}));
    for (auto const& constructor : {range->constructor, range->multirange.constructor})
        if (!catalog.routines(constructor)) add_keys(out, catalog.dependants({Kind::routine, constructor, {}}));
    return out;
}

} // namespace migc::catalog
