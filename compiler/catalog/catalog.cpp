#include "compiler/catalog/catalog.hpp"

#include "compiler/catalog/enum_labels.hpp"
#include "compiler/catalog/rename.hpp"
#include "compiler/catalog/shared_identity.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace migc::catalog {

namespace {

template <class Map, class K>
auto find(Map& map, K const& key) -> decltype(&map.begin()->second) {
    auto const it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

void follow_replica_identity(Table& table, std::string const& from, std::string const& to) {
    if (table.facts.replica_identity == "using index " + from) table.facts.replica_identity = "using index " + to;
}

void follow_index(Table& table, std::string const& from, std::string const& to) {
    follow_replica_identity(table, from, to);
    if (table.facts.clustered_on == from) table.facts.clustered_on = to;
}

} // namespace

Catalog::Catalog(std::vector<std::string> const& schemas) {
    for (auto const& name : schemas) schemas_.emplace(name, Schema{name, {}});
    // As initdb makes it.
    if (auto const found = schemas_.find("public"); found != schemas_.end())
        found->second.common.comment = "standard public schema";
}

// --- questions ---

bool Catalog::has_schema(std::string_view name) const { return schema(name) != nullptr; }
Schema const* Catalog::schema(std::string_view name) const { return find(schemas_, std::string(name)); }
Extension const* Catalog::extension(std::string_view name) const { return find(extensions_, std::string(name)); }
Relation const* Catalog::relation(Name const& name) const { return find(relations_, name); }
Table const* Catalog::table(Name const& name) const { return find(tables_, name); }
View const* Catalog::view(Name const& name) const { return find(views_, name); }
std::vector<Routine> const* Catalog::routines(Name const& name) const { return find(routines_, name); }

Routine const* Catalog::routine(Name const& name, std::string_view signature) const {
    auto const* overloads = routines(name);
    if (!overloads) return nullptr;
    for (auto const& routine : *overloads)
        if (routine.signature() == signature) return &routine;
    return nullptr;
}

Sequence const* Catalog::sequence(Name const& name) const {
    if (auto const* own = find(sequences_, name)) return own;
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
    return find(*indexes_of(entry->table), name.name);
}

std::map<std::string, Index> const* Catalog::indexes_of(Name const& name) const {
    if (auto const* found = table(name)) return &found->indexes;
    auto const* found = view(name);
    return found && found->stored ? &found->stored->indexes : nullptr;
}

Named const* Catalog::named(Key const& key) const { return find(named_, key); }

std::size_t Catalog::constraints_named(Name const& name) const {
    auto const* count = find(constraint_names_, name);
    return count ? *count : 0;
}

std::vector<Key> Catalog::dependants(Key const& object, std::string_view column) const {
    std::vector<Key> out;
    auto const* list = find(dependants_, object);
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
    auto const* list = find(dependants_, Key{Kind::table, parent, {}});
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

template <class F>
bool Catalog::with(Key const& key, F const& look) const {
    return const_cast<Catalog*>(this)->with(key, [&](auto& object) { look(std::as_const(object)); });
}

template <class F>
bool Catalog::with(Key const& key, F const& change) {
    auto const in_table = [&]() { return find(tables_, key.name); };
    auto const call = [&](auto* object) {
        if (object) change(*object);
        return object != nullptr;
    };
    switch (key.kind) {
    case Kind::schema: return call(find(schemas_, key.name.name));
    case Kind::extension: return call(find(extensions_, key.name.name));
    case Kind::type: {
        if (auto* type = find(types_, key.name)) return std::visit([&](auto& object) { return call(&object); }, *type);
        return call(range_of(key.name) ? &const_cast<RangeType*>(range_of(key.name))->multirange : nullptr);
    }
    case Kind::table: return call(in_table());
    case Kind::view: return call(find(views_, key.name));
    case Kind::sequence: return call(const_cast<Sequence*>(sequence(key.name)));
    case Kind::index: return call(const_cast<Index*>(index(key.name)));
    case Kind::column: {
        auto* table = in_table();
        return table && call(table->column(key.part));
    }
    case Kind::constraint: {
        auto* table = in_table();
        return table && call(find(table->constraints, key.part));
    }
    case Kind::trigger: {
        if (auto* table = in_table()) return call(find(table->triggers, key.part));
        auto* view = find(views_, key.name);
        return view && call(find(view->triggers, key.part));
    }
    case Kind::rule: {
        if (auto* table = in_table()) return call(find(table->rules, key.part));
        auto* view = find(views_, key.name);
        return view && call(find(view->rules, key.part));
    }
    case Kind::policy: {
        auto* table = in_table();
        return table && call(find(table->policies, key.part));
    }
    case Kind::named: return call(find(named_, key));
    case Kind::routine: {
        auto* overloads = find(routines_, key.name);
        if (!overloads) return false;
        for (auto& routine : *overloads)
            if (routine.signature() == key.part) return call(&routine);
        return false;
    }
    }
    return false;
}

template <class T>
void Catalog::enter_needs(Key const& dependant, T const& value, bool add) {
    for (auto const& need : needs(dependant, value)) {
        if (add) {
            ++dependants_[need.object][dependant];
            continue;
        }
        auto const list = dependants_.find(need.object);
        assert(list != dependants_.end());
        auto const count = list->second.find(dependant);
        assert(count != list->second.end());
        if (--count->second == 0) list->second.erase(count);
        if (list->second.empty()) dependants_.erase(list);
    }
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
    auto* table = find(tables_, relation);
    return table ? table->rules : views_.at(relation).rules;
}

std::map<std::string, Index>& Catalog::indexes_at(Name const& relation) {
    auto* table = find(tables_, relation);
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
            auto* table = find(c.tables_, name());
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
            auto* table = find(c.tables_, name());
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

// --- renames ---

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
        if (auto* view = find(views_, from.name)) {
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
        if (auto* table = find(tables_, home)) follow_index(*table, from.name.name, to.name.name);
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
        auto* table = find(tables_, from.name);
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
