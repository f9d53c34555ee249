// What a rename, and a move to another schema, changes elsewhere in the catalog (RULINGS 17).
#include "compiler/catalog/catalog_access.hpp"
#include "compiler/catalog/rename.hpp"
#include "compiler/catalog/shared_identity.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

void follow_replica_identity(Table& table, std::string const& from, std::string const& to) {
    if (table.facts.replica_identity == "using index " + from) table.facts.replica_identity = "using index " + to;
}

void follow_index(Table& table, std::string const& from, std::string const& to) {
    follow_replica_identity(table, from, to);
    if (table.facts.clustered_on == from) table.facts.clustered_on = to;
}

} // namespace

void Catalog::follow(Rename const& rename, Key const& needed) {
    auto const list = dependants_.find(needed);
    if (list == dependants_.end()) return;
    std::vector<Key> affected;
    for (auto const& [dependant, count] : list->second) affected.push_back(dependant);
    // A view takes its triggers, rules and indexes along: each must have left under its old needs before.
    std::stable_partition(affected.begin(), affected.end(), [](Key const& key) { return key.kind != Kind::view; });
    for (auto& dependant : affected)
        with(dependant, [&](auto& object) {
            enter_needs(dependant, object, false);
            // The parts of a table are followed as dependants of their own.
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(object)>, Table>) {
                follow_rename(rename, object.facts);
                if (object.partitioned) follow_rename(rename, *object.partitioned);
            } else {
                follow_rename(rename, object);
            }
            auto key = dependant;
            // A routine is known by the types of its arguments, which have just changed their names.
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(object)>, Routine>)
                key.part = object.signature();
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(object)>, Named>) key = object.key();
            enter_needs(key, object, true);
        });
    for (auto const& dependant : affected) {
        if (dependant.kind != Kind::named) continue;
        auto node = named_.extract(dependant);
        node.key() = node.mapped().key();
        named_.insert(std::move(node));
    }
}

namespace {

void rename_role(Common& common, std::string const& from, std::string const& to) {
    if (common.owner == from) common.owner = to;
    for (auto& item : common.acl)
        if (item.role == from) item.role = to;
    std::sort(common.acl.begin(), common.acl.end());
}

} // namespace

// Default privileges and publications name schemas.
void Catalog::rename_mentions(std::string const& from, std::string const& to) {
    std::vector<Key> keys;
    for (auto& [key, object] : named_) {
        if (key.named == NamedKind::default_privileges && key.name.schema == from) keys.push_back(key);
        if (auto property = object.properties.extract("schema " + from)) {
            property.key() = "schema " + to;
            object.properties.insert(std::move(property));
        }
    }
    for (auto const& key : keys) {
        auto node = named_.extract(key);
        node.key().name.schema = node.mapped().name.schema = to;
        named_.insert(std::move(node));
    }
}

// Owners and grants name roles, and so do user mappings, memberships and policies.
void Catalog::rename_roles(Rename const& rename) {
    auto const& from = rename.from.name.name;
    auto const& to = rename.to.name.name;
    for (auto& [name, schema] : schemas_) rename_role(schema.common, from, to);
    for (auto& [name, sequence] : sequences_) rename_role(sequence.common, from, to);
    for (auto& [name, type] : types_) std::visit([&](auto& each) { rename_role(each.common, from, to); }, type);
    for (auto& [name, view] : views_) rename_role(view.common, from, to);
    for (auto& [name, overloads] : routines_)
        for (auto& routine : overloads) rename_role(routine.common, from, to);
    for (auto& [name, table] : tables_) {
        rename_role(table.facts.common, from, to);
        for (auto& column : table.columns) {
            if (column.identity) rename_role(column.identity->sequence.common, from, to);
            for (auto& sequence : column.owned) rename_role(sequence.common, from, to);
        }
        for (auto& [policy_name, policy] : table.policies) {
            std::replace(policy.roles.begin(), policy.roles.end(), from, to);
            std::sort(policy.roles.begin(), policy.roles.end());
        }
    }
    std::vector<Key> keys;
    for (auto& [key, object] : named_) {
        rename_role(object.common, from, to);
        bool const by_role = key.named == NamedKind::user_mapping || key.named == NamedKind::membership ||
                             key.named == NamedKind::default_privileges;
        if (by_role && (key.name.name == from || object.place == from)) keys.push_back(key);
    }
    for (auto const& key : keys) {
        auto node = named_.extract(key);
        auto& object = node.mapped();
        enter_needs(key, object, false);
        if (object.name.name == from) object.name.name = to;
        if (object.place == from && key.named == NamedKind::membership) object.place = to;
        node.key() = object.key();
        enter_needs(node.key(), object, true);
        named_.insert(std::move(node));
    }
}

// A table moves with everything whose name lives in its schema: indexes, sequences of its columns, constraints.
void Catalog::rename_relation(Rename const& rename) {
    auto const& from = rename.from.name;
    auto const& to = rename.to.name;
    auto node = tables_.extract(from);
    auto& table = node.mapped();
    enter_table(table, false);
    follow_rename(rename, table);
    table.name = to;
    if (from.schema != to.schema) {
        for (auto& [name, index] : table.indexes) index.name.schema = to.schema;
        for (auto& column : table.columns) {
            auto const move = [&](Sequence& sequence) {
                Rename const moved{{Kind::sequence, sequence.name, {}},
                                   {Kind::sequence, {to.schema, sequence.name.name}, {}}};
                follow_rename(moved, column);
            };
            auto owned = column.owned;
            for (auto& sequence : owned) move(sequence);
            if (column.identity && !is_shared(*column.identity)) column.identity->sequence.name.schema = to.schema;
        }
    }
    enter_table(table, true);
    node.key() = to;
    tables_.insert(std::move(node));
    if (from.schema == to.schema) return;
    auto const& moved = tables_.at(to);
    auto const follow_name = [&](std::string const& name) {
        follow_in_partitions(from, {from.schema, name}, {to.schema, name});
    };
    for (auto const& [name, index] : moved.indexes) follow_name(name);
    for (auto const& [name, constraint] : moved.constraints) follow_name(name);
}

// The parts of partitions know those of the partitioned table by name.
void Catalog::follow_in_partitions(Name const& parent, Name const& from, Name const& to) {
    for (auto const& name : children(parent)) {
        auto& partition = tables_.at(name);
        for (auto& [index_name, index] : partition.indexes)
            if (index.parent == from) index.parent = to;
        for (auto& [constraint_name, constraint] : partition.constraints)
            if (constraint.parent == from) constraint.parent = to;
    }
}

void Catalog::rename_schema(Rename const& rename) {
    auto const& from = rename.from.name.name;
    auto const& to = rename.to.name.name;
    auto node = schemas_.extract(from);
    node.key() = to;
    node.mapped().name = to;
    schemas_.insert(std::move(node));
    auto const move = [&](Key const& key) {
        auto moved = key;
        moved.name.schema = to;
        this->rename({key, moved});
    };
    for (auto const& key : contents(from))
        if (key.kind != Kind::routine) move(key);
    // Only now: the types of the schema are in the signatures.
    for (auto const& key : contents(from)) move(key);
    std::vector<Name> multiranges;
    for (auto const& [multirange, range] : multiranges_)
        if (multirange.schema == from) multiranges.push_back(multirange);
    for (auto const& name : multiranges) move({Kind::type, name, {}});
    for (auto& [name, type] : types_) {
        auto* range = std::get_if<RangeType>(&type);
        if (!range) continue;
        auto const constructors = {&range->constructor, &range->multirange.constructor};
        enter_type(type, false);
        for (auto* constructor : constructors)
            if (constructor->schema == from) constructor->schema = to;
        enter_type(type, true);
    }
}

void Catalog::rename(Rename const& rename) {
    auto const& from = rename.from;
    auto const& to = rename.to;
    switch (from.kind) {
    case Kind::schema:
        rename_schema(rename);
        rename_mentions(from.name.name, to.name.name);
        return;
    case Kind::table:
        rename_relation(rename);
        follow(rename, from);
        follow(rename, {Kind::type, from.name, {}});
        return;
    case Kind::column: {
        if (auto* view = find_in(views_, from.name)) {
            enter_view(*view, false);
            follow_rename(rename, *view);
            enter_view(*view, true);
            follow(rename, {Kind::table, from.name, {}});
            follow(rename, {Kind::view, from.name, {}});
            return;
        }
        auto& table = tables_.at(from.name);
        enter_table(table, false);
        follow_rename(rename, table);
        enter_table(table, true);
        follow(rename, {Kind::table, from.name, {}});
        return;
    }
    case Kind::constraint: {
        auto& constraints = tables_.at(from.name).constraints;
        auto node = constraints.extract(from.part);
        if (node.mapped().has_index()) follow_index(tables_.at(from.name), from.part, to.part);
        follow_in_partitions(from.name, {from.name.schema, from.part}, {to.name.schema, to.part});
        enter_constraint(from.name, node.mapped(), false);
        node.key() = to.part;
        node.mapped().name = to.part;
        enter_constraint(from.name, node.mapped(), true);
        constraints.insert(std::move(node));
        return;
    }
    case Kind::index: {
        auto const* entry = relation(from.name);
        auto const home = entry->table;
        auto& indexes = indexes_at(home);
        if (auto* table = find_in(tables_, home)) follow_index(*table, from.name.name, to.name.name);
        follow_in_partitions(home, from.name, to.name);
        auto node = indexes.extract(from.name.name);
        enter_index(home, node.mapped(), false);
        node.key() = to.name.name;
        node.mapped().name = to.name;
        enter_index(home, node.mapped(), true);
        indexes.insert(std::move(node));
        return;
    }
    case Kind::trigger: {
        auto* table = find_in(tables_, from.name);
        auto& triggers = table ? table->triggers : views_.at(from.name).triggers;
        auto node = triggers.extract(from.part);
        enter_trigger(from.name, node.mapped(), false);
        node.key() = to.part;
        node.mapped().name = to.part;
        enter_trigger(from.name, node.mapped(), true);
        triggers.insert(std::move(node));
        return;
    }
    case Kind::policy: {
        auto& policies = tables_.at(from.name).policies;
        auto node = policies.extract(from.part);
        enter_part(from, node.mapped(), false);
        node.key() = node.mapped().name = to.part;
        enter_part(to, node.mapped(), true);
        policies.insert(std::move(node));
        return;
    }
    case Kind::rule: {
        auto& rules = rules_of(from.name);
        auto node = rules.extract(from.part);
        enter_part(from, node.mapped(), false);
        node.key() = node.mapped().name = to.part;
        enter_part(to, node.mapped(), true);
        rules.insert(std::move(node));
        return;
    }
    case Kind::named: {
        auto node = named_.extract(from);
        auto& object = node.mapped();
        enter_needs(from, object, false);
        object.name = to.name;
        enter_needs(to, object, true);
        node.key() = to;
        named_.insert(std::move(node));
        follow(rename, from);
        if (from.named == NamedKind::role) rename_roles(rename);
        return;
    }
    case Kind::view: {
        auto node = views_.extract(from.name);
        auto& view = node.mapped();
        enter_view(view, false);
        view.name = to.name;
        if (view.stored)
            for (auto& [name, index] : view.stored->indexes) index.name.schema = to.name.schema;
        enter_view(view, true);
        node.key() = to.name;
        views_.insert(std::move(node));
        follow(rename, from);
        follow(rename, {Kind::table, from.name, {}});
        return;
    }
    case Kind::sequence: {
        auto const entry = *relation(from.name);
        if (entry.table.name.empty()) {
            auto node = sequences_.extract(from.name);
            node.key() = to.name;
            node.mapped().name = to.name;
            sequences_.insert(std::move(node));
            enter_relation(from.name, {}, false);
            enter_relation(to.name, {Kind::sequence, {}, {}}, true);
        } else {
            auto& column = *tables_.at(entry.table).column(entry.part);
            enter_column(entry.table, column, false);
            follow_rename(rename, column);
            enter_column(entry.table, column, true);
        }
        follow(rename, from);
        return;
    }
    case Kind::type: return rename_type(rename);
    case Kind::routine: {
        auto& overloads = routines_.at(from.name);
        auto const at = std::find_if(overloads.begin(), overloads.end(),
                                     [&](Routine const& each) { return each.signature() == from.part; });
        auto routine = std::move(*at);
        overloads.erase(at);
        if (overloads.empty()) routines_.erase(from.name);
        enter_needs(from, routine, false);
        routine.name = to.name;
        enter_needs(to, routine, true);
        routines_[to.name].push_back(std::move(routine));
        follow(rename, {Kind::routine, from.name, {}});
        return;
    }
    case Kind::extension: assert(false && "an extension has one name for ever"); return;
    }
}

} // namespace migc::catalog
