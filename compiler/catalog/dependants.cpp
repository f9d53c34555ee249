#include "compiler/catalog/dependants.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/errors.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool belongs_to(Catalog const& catalog, Key const& key, Name const& table) {
    switch (key.kind) {
    case Kind::column: case Kind::constraint: case Kind::trigger: case Kind::policy: case Kind::rule: return key.name == table;
    case Kind::index: {
        auto const* entry = catalog.relation(key.name);
        return entry && entry->table == table;
    }
    default: return false;
    }
}

void add(std::vector<Key>& out, std::vector<Key> const& more) {
    for (auto const& key : more)
        if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
}

void add_sequences(Catalog const& catalog, std::vector<Key>& out, Column const& column) {
    for (auto const& sequence : column.owned) add(out, catalog.dependants({Kind::sequence, sequence.name, {}}));
}

bool mentions(std::optional<Expression> const& expression, std::string_view column) {
    return expression && std::any_of(expression->bindings.begin(), expression->bindings.end(), [&](Binding const& b) {
               return b.kind == Kind::column && b.column == column && b.begin != b.end;
           });
}

bool uses(Index const& index, std::string const& column) {
    return std::find(index.include.begin(), index.include.end(), column) != index.include.end() ||
           mentions(index.where, column) ||
           std::any_of(index.elements.begin(), index.elements.end(), [&](IndexElement const& element) {
               return element.column == column || mentions(element.expression, column);
           });
}

bool uses(Constraint const& constraint, std::string const& column) {
    auto const in = [&](std::vector<std::string> const& list) {
        return std::find(list.begin(), list.end(), column) != list.end();
    };
    return in(constraint.columns) || in(constraint.include) || mentions(constraint.condition, column) ||
           mentions(constraint.exclude_elements, column) || mentions(constraint.where, column);
}

bool uses(Trigger const& trigger, std::string const& column) {
    return std::find(trigger.update_columns.begin(), trigger.update_columns.end(), column) != trigger.update_columns.end() ||
           mentions(trigger.rest, column);
}

bool uses(Policy const& policy, std::string const& column) {
    return mentions(policy.using_expression, column) || mentions(policy.check, column);
}

bool uses(Rule const& rule, std::string const& column) { return mentions(rule.where, column); }

template <class Map>
std::vector<std::string> names_using(Map const& map, std::string const& column) {
    std::vector<std::string> out;
    for (auto const& [name, value] : map)
        if (uses(value, column)) out.push_back(name);
    return out;
}

std::size_t position_of(Table const& table, std::string const& column) {
    return static_cast<std::size_t>(table.column(column) - table.columns.data());
}

// Whether a foreign key relies on this key: on the table, and made of its columns.
std::vector<Key> relying_foreign_keys(Catalog const& catalog, Name const& table, Constraint const& constraint) {
    std::vector<Key> out;
    if (constraint.kind != ConstraintKind::primary_key && constraint.kind != ConstraintKind::unique) return out;
    auto const relies = [&](Constraint const& other) {
        if (other.kind != ConstraintKind::foreign_key || other.references != table) return false;
        auto left = other.referenced, right = constraint.columns;
        std::sort(left.begin(), left.end());
        std::sort(right.begin(), right.end());
        return left == right;
    };
    for (auto const& key : catalog.dependants({Kind::table, table, {}}))
        if (key.kind == Kind::constraint && relies(catalog.table(key.name)->constraints.at(key.part))) out.push_back(key);
    for (auto const& [name, other] : catalog.table(table)->constraints)
        if (relies(other)) out.push_back({Kind::constraint, table, name});
    return out;
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
    for (auto const& [name, constraint] : table->constraints)
        if (constraint.has_index() && sorted(constraint.columns) == wanted) return {};
    for (auto const& [name, other] : table->indexes) {
        std::vector<std::string> columns;
        for (auto const& element : other.elements) columns.push_back(element.column);
        if (name != index.name.name && other.unique && !other.where && sorted(columns) == wanted) return {};
    }
    return relying_foreign_keys(catalog, table_name, as_key);
}

// Whether a sequence is made of an identity, which alone can take it away again.
bool is_of_identity(Catalog const& catalog, Key const& key) {
    auto const* entry = key.kind == Kind::sequence ? catalog.relation(key.name) : nullptr;
    auto const* table = entry && !entry->part.empty() ? catalog.table(entry->table) : nullptr;
    auto const* column = table ? table->column(entry->part) : nullptr;
    return column && column->identity && column->identity->sequence.name == key.name;
}

// A sequence leaves the column that owns it before it is dropped, so that the inverse finds the column without it.
void release(Context& context, Key const& key) {
    auto const entry = *context.catalog.relation(key.name);
    if (entry.part.empty()) return;
    auto const before = *context.catalog.table(entry.table)->column(entry.part);
    auto after = before;
    std::erase_if(after.owned, [&](Sequence const& each) { return each.name == key.name; });
    context.perform(Alter{{Kind::column, entry.table, entry.part}, before, std::move(after), {}}, true);
}

// Of the kind that the server drops without being asked: it has no meaning without what is dropped.
bool goes_along(Key const& dependant, Key const& dropped) {
    if (dependant.kind != Kind::named) return false;
    if (dependant.named == NamedKind::statistics) return dropped.kind == Kind::table || dropped.kind == Kind::view || dropped.kind == Kind::column;
    if (dependant.named == NamedKind::publication) return dropped.kind == Kind::table;
    return dependant.named == NamedKind::operator_class && dropped.named == NamedKind::operator_family;
}

// A publication only loses the table.
void unpublish(Context& context, Key const& publication, Name const& table) {
    auto const before = *context.catalog.named(publication);
    auto after = before;
    std::erase_if(after.properties, [&](auto const& each) {
        auto const& bindings = each.second.bindings;
        return each.first.starts_with("table ") && !bindings.empty() && bindings.front().object == table;
    });
    if (after != before) context.perform(Alter{publication, before, std::move(after), {}}, true);
}

std::string cascade_help(Context const& context, std::vector<Key> const& dependants) {
    return fmt::format("drop {} first, or add `cascade`", dependants.size() == 1 ? context.shown(dependants.front()) : "them");
}

// What dropping `dropped` does to one dependant: most go with it; a column whose default used it only loses the default.
void cascade_to(Context& context, Key const& key, Key const& dropped, Span span) {
    auto const& catalog = context.catalog;
    switch (key.kind) {
    case Kind::constraint:
        if (auto const* table = catalog.table(key.name); table && table->constraints.contains(key.part))
            drop_constraint(context, key.name, key.part, true, span, true);
        return;
    case Kind::column: {
        auto const* table = catalog.table(key.name);
        auto const* column = table ? table->column(key.part) : nullptr;
        if (!column) return;
        bool const by_type = dropped.kind != Kind::column && column->type.schema == dropped.name.schema &&
                             column->type.name == dropped.name.name;
        auto after = *column;
        after.default_value.reset();
        bool const only_default = !by_type && column->generated == Generated::no;
        if (only_default) context.perform(Alter{key, *column, std::move(after), {}}, true);
        else drop_column(context, key.name, key.part, true, span, true);
        return;
    }
    case Kind::named:
        if (!context.catalog.named(key)) return;
        if (key.named == NamedKind::publication && (dropped.kind == Kind::table || dropped.kind == Kind::column)) {
            unpublish(context, key, dropped.name);
            return;
        }
        drop_object(context, key, true, span, {});
        return;
    default: drop_object(context, key, true, span, {}); return;
    }
}

// The server forgets that an index was the replica identity when it drops the index.
void release_replica_identity(Context& context, Name const& table_name, std::string const& index) {
    auto const* table = context.catalog.table(table_name);
    if (!table) return; // of a materialized view
    auto const before = table->facts;
    if (before.replica_identity != "using index " + index) return;
    auto after = before;
    after.replica_identity = "default";
    context.perform(Alter{{Kind::table, table_name, {}}, before, std::move(after), {}}, true);
}

// Grants on a column go with it.
void release_column_grants(Context& context, Name const& table_name, std::string const& column) {
    auto const before = context.catalog.table(table_name)->facts;
    auto after = before;
    std::erase_if(after.common.acl, [&](AclItem const& item) { return item.column == column; });
    if (after != before) context.perform(Alter{{Kind::table, table_name, {}}, before, std::move(after), {}}, true);
}

} // namespace

std::vector<Key> outside_dependants(Catalog const& catalog, Key const& key, std::string_view column) {
    std::vector<Key> out;
    if (key.kind == Kind::table || key.kind == Kind::view) {
        add(out, catalog.dependants({Kind::table, key.name, {}}, column));
        if (column.empty()) {
            add(out, catalog.dependants({Kind::view, key.name, {}}));
            add(out, catalog.dependants({Kind::type, key.name, {}}));
        }
        if (auto const* table = catalog.table(key.name)) {
            for (auto const& each : table->columns)
                if (column.empty() || each.name == column) add_sequences(catalog, out, each);
        }
        std::erase_if(out, [&](Key const& each) { return belongs_to(catalog, each, key.name); });
        return out;
    }
    if (key.kind == Kind::routine) {
        // Needs go by name: with overloads, the others may serve.
        auto const* overloads = catalog.routines(key.name);
        if (overloads && overloads->size() > 1) return out;
        return catalog.dependants({Kind::routine, key.name, {}});
    }
    if (key.kind == Kind::index) {
        auto const* index = catalog.index(key.name);
        return index ? relying_foreign_keys(catalog, *index, catalog.relation(key.name)->table) : out;
    }
    return catalog.dependants({key.kind, key.name, key.kind == Kind::named ? key.part : std::string(), key.named});
}

void drop_constraint(Context& context, Name const& table_name, std::string const& name, bool cascade, Span span, bool implied) {
    auto const* table = context.catalog.table(table_name);
    auto const relying = relying_foreign_keys(context.catalog, table_name, table->constraints.at(name));
    if (!relying.empty() && !cascade) {
        needed_by(context, context.shown({Kind::constraint, table_name, name}), relying, span, cascade_help(context, relying));
        return;
    }
    for (auto const& key : relying) cascade_to(context, key, {Kind::constraint, table_name, name}, span);
    release_replica_identity(context, table_name, name);
    auto const found = context.catalog.table(table_name)->constraints.find(name);
    context.perform(Drop{{Kind::constraint, table_name, name}, found->second}, implied);
}

void drop_column(Context& context, Name const& table_name, std::string const& name, bool cascade, Span span, bool implied) {
    auto const& catalog = context.catalog;
    auto const* table = catalog.table(table_name);
    auto in_the_way = outside_dependants(catalog, {Kind::table, table_name, {}}, name);
    for (auto const& trigger : names_using(table->triggers, name)) in_the_way.push_back({Kind::trigger, table_name, trigger});
    for (auto const& policy : names_using(table->policies, name)) in_the_way.push_back({Kind::policy, table_name, policy});
    for (auto const& rule : names_using(table->rules, name)) in_the_way.push_back({Kind::rule, table_name, rule});
    for (auto const& constraint : names_using(table->constraints, name)) {
        auto const& value = table->constraints.at(constraint);
        for (auto const& key : relying_foreign_keys(catalog, table_name, value))
            if (key.name != table_name || !uses(table->constraints.at(key.part), name)) add(in_the_way, {key});
    }
    auto const dependent_column = [&](Key const& key) {
        if (key.kind == Kind::column && key.name == table_name && key.part != name) add(in_the_way, {key});
    };
    for (auto const& column : table->columns)
        if (column.generated != Generated::no && mentions(column.default_value, name))
            dependent_column({Kind::column, table_name, column.name});
    for (auto const& sequence : table->column(name)->owned)
        for (auto const& key : catalog.dependants({Kind::sequence, sequence.name, {}})) dependent_column(key);
    std::vector<Key> blocking;
    for (auto const& key : in_the_way)
        if (!goes_along(key, {Kind::column, table_name, name})) blocking.push_back(key);
    if (!blocking.empty() && !cascade) {
        needed_by(context, context.shown({Kind::column, table_name, name}), blocking, span, cascade_help(context, blocking));
        return;
    }
    for (auto const& key : in_the_way) cascade_to(context, key, {Kind::column, table_name, name}, span);
    table = catalog.table(table_name);
    for (auto const& constraint : names_using(table->constraints, name))
        if (catalog.table(table_name)->constraints.contains(constraint))
            drop_constraint(context, table_name, constraint, true, span, true);
    for (auto const& index : names_using(catalog.table(table_name)->indexes, name)) {
        release_replica_identity(context, table_name, index);
        auto const& value = catalog.table(table_name)->indexes.at(index);
        context.perform(Drop{{Kind::index, value.name, table_name.name}, value}, true);
    }
    release_column_grants(context, table_name, name);
    table = catalog.table(table_name);
    context.perform(Drop{{Kind::column, table_name, name}, *table->column(name), position_of(*table, name)}, implied);
}

void drop_dependants(Context& context, Key const& key, Span span) {
    for (auto const& each : outside_dependants(context.catalog, key)) cascade_to(context, each, key, span);
}

void drop_object(Context& context, Key const& key, bool cascade, Span span, std::set<Key> const& named) {
    auto value = context.catalog.value(key);
    if (!value) return; // a cascade from another side has taken it
    if (is_of_identity(context.catalog, key)) {
        auto const& entry = *context.catalog.relation(key.name);
        needed_by(context, context.shown(key), {{Kind::column, entry.table, entry.part}}, span,
                  fmt::format("write `alter table {} alter column {} drop identity`", context.shown(entry.table), entry.part));
        return;
    }
    auto in_the_way = outside_dependants(context.catalog, key);
    std::erase_if(in_the_way, [&](Key const& each) {
        if (goes_along(each, key)) return true;
        bool const part = each.kind == Kind::constraint || each.kind == Kind::column || each.kind == Kind::trigger ||
                          each.kind == Kind::policy || each.kind == Kind::rule;
        return named.contains(each) || (part && (named.contains({Kind::table, each.name, {}}) || named.contains({Kind::view, each.name, {}})));
    });
    if (!in_the_way.empty() && !cascade) {
        needed_by(context, context.shown(key), in_the_way, span, cascade_help(context, in_the_way));
        return;
    }
    // Those of the same DROP go with their own object, but what ties them to this one goes first, so that the
    // inverses come in an order that works.
    auto const everything = outside_dependants(context.catalog, key);
    for (auto const& each : everything) cascade_to(context, each, key, span);
    if (!context.catalog.value(key)) return;
    if (key.kind == Kind::sequence) release(context, key);
    value = context.catalog.value(key);
    auto full = key;
    if (key.kind == Kind::index) {
        auto const table = context.catalog.relation(key.name)->table;
        full.part = table.name;
        release_replica_identity(context, table, key.name.name);
    }
    context.perform(Drop{full, std::move(*value)}, !named.contains(key));
}

} // namespace migc::catalog
