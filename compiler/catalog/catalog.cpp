// What a catalog holds, and what an operation does to it; types stand in catalog_types.cpp, renames in
// catalog_rename.cpp.
#include "compiler/catalog/catalog_access.hpp"

#include "compiler/catalog/enum_labels.hpp"
#include "compiler/catalog/shared_identity.hpp"

#include <algorithm>
#include <cassert>

namespace migc::catalog {

Catalog::Catalog(std::vector<std::string> const& schemas) {
    for (auto const& name : schemas) schemas_.emplace(name, Schema{name, {}});
    // As initdb makes it.
    if (auto const found = schemas_.find("public"); found != schemas_.end())
        found->second.common.comment = "standard public schema";
}

// --- questions ---

bool Catalog::has_schema(std::string_view name) const { return schema(name) != nullptr; }
Schema const* Catalog::schema(std::string_view name) const { return find_in(schemas_, std::string(name)); }
Extension const* Catalog::extension(std::string_view name) const { return find_in(extensions_, std::string(name)); }
Relation const* Catalog::relation(Name const& name) const { return find_in(relations_, name); }
Table const* Catalog::table(Name const& name) const { return find_in(tables_, name); }
View const* Catalog::view(Name const& name) const { return find_in(views_, name); }
std::vector<Routine> const* Catalog::routines(Name const& name) const { return find_in(routines_, name); }

Routine const* Catalog::routine(Name const& name, std::string_view signature) const {
    auto const* overloads = routines(name);
    if (!overloads) return nullptr;
    for (auto const& routine : *overloads)
        if (routine.signature() == signature) return &routine;
    return nullptr;
}

Sequence const* Catalog::sequence(Name const& name) const {
    if (auto const* own = find_in(sequences_, name)) return own;
    auto const* entry = relation(name);
    if (!entry || entry->kind != Kind::sequence) return nullptr;
    auto const* column = table(entry->table)->column(entry->part);
    if (column->identity && column->identity->sequence.name == name) return &column->identity->sequence;
    for (auto const& owned : column->owned)
        if (owned.name == name) return &owned;
    return nullptr;
}

Index const* Catalog::index(Name const& name) const {
    auto const* entry = relation(name);
    if (!entry || entry->kind != Kind::index || !entry->part.empty()) return nullptr;
    return find_in(*indexes_of(entry->table), name.name);
}

std::map<std::string, Index> const* Catalog::indexes_of(Name const& name) const {
    if (auto const* found = table(name)) return &found->indexes;
    auto const* found = view(name);
    return found && found->stored ? &found->stored->indexes : nullptr;
}

Named const* Catalog::named(Key const& key) const { return find_in(named_, key); }

std::size_t Catalog::constraints_named(Name const& name) const {
    auto const* count = find_in(constraint_names_, name);
    return count ? *count : 0;
}

std::vector<Key> Catalog::dependants(Key const& object, std::string_view column) const {
    std::vector<Key> out;
    auto const* list = find_in(dependants_, object);
    if (!list) return out;
    for (auto const& entry : *list) {
        auto const& dependant = entry.first;
        if (!column.empty()) {
            bool wants_column = false;
            bool const there = with(dependant, [&](auto const& value) {
                auto const wants = needs(dependant, value);
                wants_column = std::any_of(wants.begin(), wants.end(), [&](Need const& need) {
                    return need.object == object && need.column == column;
                });
            });
            assert(there);
            if (!there || !wants_column) continue;
        }
        out.push_back(dependant);
    }
    return out;
}

std::vector<Name> Catalog::children(Name const& parent) const {
    std::vector<Name> out;
    auto const* list = find_in(dependants_, Key{Kind::table, parent, {}});
    if (!list) return out;
    for (auto const& [dependant, count] : *list)
        if (dependant.kind == Kind::table) out.push_back(dependant.name);
    return out;
}

std::vector<Key> Catalog::contents(std::string_view schema) const {
    std::vector<Key> out;
    for (auto const& [name, table] : tables_)
        if (name.schema == schema) out.push_back({Kind::table, name, {}});
    for (auto const& [name, view] : views_)
        if (name.schema == schema) out.push_back({Kind::view, name, {}});
    for (auto const& [name, sequence] : sequences_)
        if (name.schema == schema) out.push_back({Kind::sequence, name, {}});
    for (auto const& [name, type] : types_)
        if (name.schema == schema) out.push_back({Kind::type, name, {}});
    for (auto const& [name, overloads] : routines_)
        if (name.schema == schema)
            for (auto const& routine : overloads) out.push_back({Kind::routine, name, routine.signature()});
    for (auto const& [key, object] : named_)
        if (key.name.schema == schema && key.named != NamedKind::default_privileges) out.push_back(key);
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Key> Catalog::ranges_that_reach_into(std::string_view schema) const {
    std::vector<Key> out;
    for (auto const& [name, type] : types_) {
        auto const* range = std::get_if<RangeType>(&type);
        if (!range || name.schema == schema) continue;
        auto const parts = {&range->constructor, &range->multirange.name, &range->multirange.constructor};
        if (std::any_of(parts.begin(), parts.end(), [&](Name const* part) { return part->schema == schema; }))
            out.push_back({Kind::type, name, {}});
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> Catalog::names_in(std::string_view schema, Kind kind) const {
    std::vector<std::string> out;
    if (kind == Kind::type) {
        for (auto const& [name, type] : types_)
            if (name.schema == schema) out.push_back(name.name);
    } else if (kind == Kind::routine) {
        for (auto const& [name, overloads] : routines_)
            if (name.schema == schema) out.push_back(name.name);
    } else {
        for (auto const& [name, entry] : relations_)
            if (name.schema == schema && entry.kind == kind) out.push_back(name.name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<Object> Catalog::value(Key const& key) const {
    std::optional<Object> out;
    with(key, [&](auto const& object) { out = object; });
    return out;
}

std::optional<Object> Catalog::facts(Name const& name) const {
    auto const* found = table(name);
    return found ? std::optional<Object>(found->facts) : std::nullopt;
}

// --- changes ---

void Catalog::apply(Operation const& operation) {
    struct Visitor {
        Catalog& catalog;
        void operator()(Create const& create) const { catalog.insert(create); }
        void operator()(Drop const& drop) const { catalog.remove(drop); }
        void operator()(Alter const& alter) const { catalog.alter(alter); }
        void operator()(Rename const& rename) const { catalog.rename(rename); }
        void operator()(ChangeRows const&) const {}
        void operator()(Unseen const& unseen) const { catalog.unseen_ |= !unseen.part_of; }
    };
    std::visit(Visitor{*this}, operation.change);
}

void Catalog::enter_relation(Name const& name, Relation relation, bool add) {
    if (add)
        relations_.insert_or_assign(name, std::move(relation));
    else
        relations_.erase(name);
}

void Catalog::enter_column(Name const& table, Column const& column, bool add) {
    if (auto const& name = column.not_null_constraint.name; !name.empty())
        enter_constraint_name({table.schema, name}, add);
    if (column.identity && !is_shared(*column.identity))
        enter_relation(column.identity->sequence.name, {Kind::sequence, table, column.name}, add);
    for (auto const& sequence : column.owned) enter_relation(sequence.name, {Kind::sequence, table, column.name}, add);
    enter_needs({Kind::column, table, column.name}, column, add);
}

void Catalog::enter_constraint_name(Name const& name, bool add) {
    if (add)
        ++constraint_names_[name];
    else if (--constraint_names_[name] == 0)
        constraint_names_.erase(name);
}

void Catalog::enter_constraint(Name const& table, Constraint const& constraint, bool add) {
    Name const name{table.schema, constraint.name};
    if (constraint.has_index()) enter_relation(name, {Kind::index, table, constraint.name}, add);
    enter_constraint_name(name, add);
    enter_needs({Kind::constraint, table, constraint.name}, constraint, add);
}

void Catalog::enter_index(Name const& table, Index const& index, bool add) {
    enter_relation(index.name, {Kind::index, table, {}}, add);
    enter_needs({Kind::index, index.name, {}}, index, add);
}

void Catalog::enter_trigger(Name const& table, Trigger const& trigger, bool add) {
    enter_needs({Kind::trigger, table, trigger.name}, trigger, add);
}

void Catalog::enter_type(UserType const& type, bool add) {
    std::visit(
        [&](auto const& value) {
            using T = std::decay_t<decltype(value)>;
            auto const enter = [&](auto& map, Name const& name) {
                if (name.name.empty()) return;
                if (add)
                    map.insert_or_assign(name, value.name);
                else
                    map.erase(name);
            };
            if constexpr (std::is_same_v<T, CompositeType>) enter_relation(value.name, {Kind::type, {}, {}}, add);
            if constexpr (std::is_same_v<T, Domain>)
                for (auto const& name : value.constraint_names()) enter_constraint_name({value.name.schema, name}, add);
            if constexpr (std::is_same_v<T, RangeType>) {
                enter(constructors_, value.constructor);
                enter(constructors_, value.multirange.constructor);
                enter(multiranges_, value.multirange.name);
            }
            enter_needs({Kind::type, value.name, {}}, value, add);
        },
        type);
}

void Catalog::enter_table(Table const& table, bool add) {
    enter_relation(table.name, {Kind::table, table.name, {}}, add);
    enter_needs({Kind::table, table.name, {}}, table, add);
    for (auto const& column : table.columns) enter_column(table.name, column, add);
    for (auto const& [name, constraint] : table.constraints) enter_constraint(table.name, constraint, add);
    for (auto const& [name, index] : table.indexes) enter_index(table.name, index, add);
    for (auto const& [name, trigger] : table.triggers) enter_trigger(table.name, trigger, add);
    for (auto const& [name, policy] : table.policies) enter_part({Kind::policy, table.name, name}, policy, add);
    for (auto const& [name, rule] : table.rules) enter_part({Kind::rule, table.name, name}, rule, add);
}

void Catalog::enter_part(Key const& key, Policy const& policy, bool add) { enter_needs(key, policy, add); }
void Catalog::enter_part(Key const& key, Rule const& rule, bool add) { enter_needs(key, rule, add); }

void Catalog::enter_view(View const& view, bool add) {
    enter_relation(view.name, {Kind::view, view.name, {}}, add);
    enter_needs({Kind::view, view.name, {}}, view, add);
    for (auto const& [name, trigger] : view.triggers) enter_trigger(view.name, trigger, add);
    for (auto const& [name, rule] : view.rules) enter_part({Kind::rule, view.name, name}, rule, add);
    if (!view.stored) return;
    for (auto const& [name, index] : view.stored->indexes) enter_index(view.name, index, add);
}

std::map<std::string, Rule>& Catalog::rules_of(Name const& relation) {
    auto* table = find_in(tables_, relation);
    return table ? table->rules : views_.at(relation).rules;
}

std::map<std::string, Index>& Catalog::indexes_at(Name const& relation) {
    auto* table = find_in(tables_, relation);
    return table ? table->indexes : views_.at(relation).stored->indexes;
}

void Catalog::insert(Create const& create) {
    struct Visitor {
        Catalog& c;
        Create const& create;
        Name const& name() const { return create.key.name; }

        void operator()(Schema const& schema) const { c.schemas_.insert_or_assign(schema.name, schema); }
        void operator()(Extension const& extension) const { c.extensions_.insert_or_assign(extension.name, extension); }
        void type(UserType const& type) const {
            c.types_.insert_or_assign(name(), type);
            c.enter_type(type, true);
        }
        void operator()(EnumType const& value) const { type(value); }
        void operator()(Domain const& value) const { type(value); }
        void operator()(CompositeType const& value) const { type(value); }
        void operator()(RangeType const& value) const { type(value); }
        void operator()(Multirange const&) const { assert(false && "a multirange comes with its range"); }
        void operator()(BaseType const& value) const { type(value); }
        void operator()(Sequence const& sequence) const {
            c.sequences_.insert_or_assign(sequence.name, sequence);
            c.enter_relation(sequence.name, {Kind::sequence, {}, {}}, true);
        }
        void operator()(Table const& table) const {
            c.tables_.insert_or_assign(table.name, table);
            c.enter_table(table, true);
        }
        void operator()(TableFacts const&) const { assert(false && "the facts of a table come with it"); }
        void operator()(Column const& column) const {
            auto& columns = c.tables_.at(name()).columns;
            auto const at = std::min(create.position, columns.size());
            columns.insert(columns.begin() + static_cast<std::ptrdiff_t>(at), column);
            c.enter_column(name(), column, true);
        }
        void operator()(Constraint const& constraint) const {
            c.tables_.at(name()).constraints.insert_or_assign(constraint.name, constraint);
            c.enter_constraint(name(), constraint, true);
        }
        // An index goes by its own name: its table stands in `part`, which is otherwise unused for it.
        void operator()(Index const& index) const {
            Name const table{index.name.schema, create.key.part};
            c.indexes_at(table).insert_or_assign(index.name.name, index);
            c.enter_index(table, index, true);
        }
        void operator()(View const& view) const {
            c.views_.insert_or_assign(view.name, view);
            c.enter_view(view, true);
        }
        void operator()(Routine const& routine) const {
            c.routines_[routine.name].push_back(routine);
            c.enter_needs(create.key, routine, true);
        }
        void operator()(Trigger const& trigger) const {
            auto* table = find_in(c.tables_, name());
            auto& triggers = table ? table->triggers : c.views_.at(name()).triggers;
            triggers.insert_or_assign(trigger.name, trigger);
            c.enter_trigger(name(), trigger, true);
        }
        void operator()(Policy const& policy) const {
            c.tables_.at(name()).policies.insert_or_assign(policy.name, policy);
            c.enter_part(create.key, policy, true);
        }
        void operator()(Rule const& rule) const {
            c.rules_of(name()).insert_or_assign(rule.name, rule);
            c.enter_part(create.key, rule, true);
        }
        void operator()(Named const& object) const {
            c.named_.insert_or_assign(create.key, object);
            c.enter_needs(create.key, object, true);
        }
    };
    std::visit(Visitor{*this, create}, create.after);
}

void Catalog::remove(Drop const& drop) {
    struct Visitor {
        Catalog& c;
        Drop const& drop;
        Name const& name() const { return drop.key.name; }

        void operator()(Schema const& schema) const { c.schemas_.erase(schema.name); }
        void operator()(Extension const& extension) const { c.extensions_.erase(extension.name); }
        void type() const {
            auto const at = c.types_.find(name());
            c.enter_type(at->second, false);
            c.types_.erase(at);
        }
        void operator()(EnumType const&) const { type(); }
        void operator()(Domain const&) const { type(); }
        void operator()(CompositeType const&) const { type(); }
        void operator()(RangeType const&) const { type(); }
        void operator()(Multirange const&) const { assert(false && "a multirange goes with its range"); }
        void operator()(BaseType const&) const { type(); }
        void operator()(Sequence const& sequence) const {
            c.sequences_.erase(sequence.name);
            c.enter_relation(sequence.name, {}, false);
        }
        void operator()(Table const&) const {
            auto const it = c.tables_.find(name());
            c.enter_table(it->second, false);
            c.tables_.erase(it);
        }
        void operator()(TableFacts const&) const { assert(false && "the facts of a table go with it"); }
        void operator()(Column const& column) const {
            auto& columns = c.tables_.at(name()).columns;
            auto const at = std::find_if(columns.begin(), columns.end(),
                                         [&](Column const& each) { return each.name == column.name; });
            c.enter_column(name(), *at, false);
            columns.erase(at);
        }
        void operator()(Constraint const& constraint) const {
            auto& constraints = c.tables_.at(name()).constraints;
            auto const at = constraints.find(constraint.name);
            c.enter_constraint(name(), at->second, false);
            constraints.erase(at);
        }
        void operator()(Index const& index) const {
            Name const table{index.name.schema, drop.key.part};
            auto& indexes = c.indexes_at(table);
            auto const at = indexes.find(index.name.name);
            c.enter_index(table, at->second, false);
            indexes.erase(at);
        }
        void operator()(View const&) const {
            auto const at = c.views_.find(name());
            c.enter_view(at->second, false);
            c.views_.erase(at);
        }
        void operator()(Routine const& routine) const {
            auto& overloads = c.routines_.at(name());
            auto const signature = routine.signature();
            auto const at = std::find_if(overloads.begin(), overloads.end(),
                                         [&](Routine const& each) { return each.signature() == signature; });
            c.enter_needs(drop.key, *at, false);
            overloads.erase(at);
            if (overloads.empty()) c.routines_.erase(name());
        }
        void operator()(Trigger const& trigger) const {
            auto* table = find_in(c.tables_, name());
            auto& triggers = table ? table->triggers : c.views_.at(name()).triggers;
            auto const at = triggers.find(trigger.name);
            c.enter_trigger(name(), at->second, false);
            triggers.erase(at);
        }
        void operator()(Policy const& policy) const {
            auto& policies = c.tables_.at(name()).policies;
            auto const at = policies.find(policy.name);
            c.enter_part(drop.key, at->second, false);
            policies.erase(at);
        }
        void operator()(Rule const& rule) const {
            auto& rules = c.rules_of(name());
            auto const at = rules.find(rule.name);
            c.enter_part(drop.key, at->second, false);
            rules.erase(at);
        }
        void operator()(Named const&) const {
            auto const at = c.named_.find(drop.key);
            c.enter_needs(drop.key, at->second, false);
            c.named_.erase(at);
        }
    };
    std::visit(Visitor{*this, drop}, drop.before);
}

// `owned by` moves a sequence into its column and out of it again; the sequence itself neither comes nor goes. While it
// is there its owner is the table's.
void Catalog::take_ownership(Column const& before, Column const& after, std::optional<std::string> const& owner) {
    auto const among = [](std::vector<Sequence> const& list, Sequence const& wanted) {
        return std::any_of(list.begin(), list.end(), [&](Sequence const& each) { return each.name == wanted.name; });
    };
    for (auto const& sequence : after.owned)
        if (!among(before.owned, sequence) && sequences_.erase(sequence.name) != 0)
            enter_relation(sequence.name, {}, false);
    for (auto const& sequence : before.owned) {
        if (among(after.owned, sequence)) continue;
        sequences_.insert_or_assign(sequence.name, sequence).first->second.common.owner = owner;
        enter_relation(sequence.name, {Kind::sequence, {}, {}}, true);
    }
}

void Catalog::alter(Alter const& alter) {
    auto const& key = alter.key;
    if (auto const* facts = std::get_if<TableFacts>(&alter.after)) {
        auto& table = tables_.at(key.name);
        Key const dependant{Kind::table, key.name, {}};
        enter_needs(dependant, table, false);
        table.facts = *facts;
        enter_needs(dependant, table, true);
        return;
    }
    if (auto const* after = std::get_if<Column>(&alter.after)) {
        auto& column = *tables_.at(key.name).column(key.part);
        auto const before = std::move(column);
        enter_column(key.name, before, false);
        take_ownership(before, *after, tables_.at(key.name).facts.common.owner);
        column = *after;
        enter_column(key.name, column, true);
        return;
    }
    if (auto const* after = std::get_if<Constraint>(&alter.after)) {
        auto& constraint = tables_.at(key.name).constraints.at(key.part);
        enter_constraint(key.name, constraint, false);
        constraint = *after;
        enter_constraint(key.name, constraint, true);
        return;
    }
    if (auto const found = types_.find(key.name); key.kind == Kind::type && found != types_.end()) {
        enter_type(found->second, false);
        std::visit(
            [&](auto& value) {
                using T = std::decay_t<decltype(value)>;
                value = std::get<T>(alter.after);
            },
            found->second);
        enter_type(found->second, true);
    } else {
        alter_in_place(alter);
    }
    auto const* before = std::get_if<EnumType>(&alter.before);
    if (!before) return;
    if (auto const label = renamed_label(before->labels, std::get<EnumType>(alter.after).labels))
        rename({before->name, domains_over(before->name), label->first, label->second});
}

// Names stay: only the value and what it needs change.
void Catalog::alter_in_place(Alter const& alter) {
    auto const& key = alter.key;
    with(key, [&](auto& object) {
        using T = std::remove_reference_t<decltype(object)>;
        if constexpr (!std::is_same_v<T, Table>) {
            auto const dependant = key.kind == Kind::index ? Key{Kind::index, key.name, {}} : key;
            enter_needs(dependant, object, false);
            object = std::get<T>(alter.after);
            enter_needs(dependant, object, true);
        }
    });
}

} // namespace migc::catalog
