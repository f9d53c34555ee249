#include "compiler/catalog/dependants.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/extension_parts.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/partition_parts.hpp"

#include <algorithm>
#include <fmt/format.h>

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
    return std::find(trigger.update_columns.begin(), trigger.update_columns.end(), column) !=
               trigger.update_columns.end() ||
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
    if (dependant.named == NamedKind::statistics)
        return dropped.kind == Kind::table || dropped.kind == Kind::view || dropped.kind == Kind::column;
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
    return fmt::format("drop {} first, or add `cascade`",
                       dependants.size() == 1 ? context.shown(dependants.front()) : "them");
}

// A type's names: of the multirange that goes with a range, too.
bool is_of(Catalog const& catalog, Type const& type, Key const& dropped) {
    if (type.schema == dropped.name.schema && type.name == dropped.name.name) return true;
    auto const* range = dropped.kind == Kind::type ? catalog.range(dropped.name) : nullptr;
    return range && type.schema == range->multirange.name.schema && type.name == range->multirange.name.name;
}

bool mentions(Catalog const& catalog, Expression const& expression, Key const& dropped) {
    auto const* range = dropped.kind == Kind::type ? catalog.range(dropped.name) : nullptr;
    return std::any_of(expression.bindings.begin(), expression.bindings.end(), [&](Binding const& each) {
        return each.object == dropped.name ||
               (range && (each.object == range->constructor || each.object == range->multirange.constructor ||
                          each.object == range->multirange.name));
    });
}

// A composite type loses the attribute, a domain the check; a domain whose base type or default goes, goes itself.
bool loosen_type(Context& context, Key const& key, Key const& dropped) {
    auto const& catalog = context.catalog;
    if (auto const* composite = catalog.composite(key.name)) {
        auto const before = *composite;
        auto after = before;
        std::erase_if(after.attributes, [&](Attribute const& each) { return is_of(catalog, each.type, dropped); });
        context.perform(Alter{key, before, std::move(after), {}}, true);
        return true;
    }
    auto const* domain = catalog.domain(key.name);
    if (!domain || is_of(catalog, domain->base, dropped)) return false;
    if (domain->default_value && mentions(catalog, *domain->default_value, dropped)) return false;
    auto const before = *domain;
    auto after = before;
    std::erase_if(after.checks, [&](auto const& each) { return mentions(catalog, each.second.condition, dropped); });
    context.perform(Alter{key, before, std::move(after), {}}, true);
    return true;
}

// A base type and its functions need each other: going back, the shell comes first, then they, then the whole type.
void unmake(Context& context, Key const& key) {
    auto const* found = key.kind == Kind::type ? context.catalog.type(key.name) : nullptr;
    auto const* base = found ? std::get_if<BaseType>(found) : nullptr;
    if (!base || base->is_shell()) return;
    auto const before = *base;
    auto shell = before;
    shell.definition.clear();
    shell.functions.clear();
    context.perform(Alter{key, before, std::move(shell), {}}, true);
}

// What dropping `dropped` does to one dependant: most go with it; a column whose default used it only loses the
// default.
void cascade_to(Context& context, Key const& key, Key const& dropped, Span span) {
    auto const& catalog = context.catalog;
    switch (key.kind) {
    case Kind::constraint: {
        auto const* table = catalog.table(key.name);
        if (!table || !table->constraints.contains(key.part)) return;
        auto const& constraint = table->constraints.at(key.part);
        if (constraint.parent.name.empty())
            drop_constraint(context, key.name, key.part, true, span, true);
        else
            cascade_to(context, {Kind::constraint, table->facts.parents.front(), constraint.parent.name}, dropped,
                       span);
        return;
    }
    case Kind::column: {
        auto const* table = catalog.table(key.name);
        auto const* column = table ? table->column(key.part) : nullptr;
        if (!column) return;
        bool const by_type = dropped.kind != Kind::column && is_of(catalog, column->type, dropped);
        auto after = *column;
        after.default_value.reset();
        bool const only_default = !by_type && column->generated == Generated::no;
        if (only_default)
            context.perform(Alter{key, *column, std::move(after), {}}, true);
        else
            drop_column(context, key.name, key.part, true, span, true);
        return;
    }
    case Kind::type:
        if (!loosen_type(context, key, dropped)) drop_object(context, key, true, span, {});
        return;
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

// The server forgets that an index was the replica identity or the order of its table when it drops the
// index.
void release_index(Context& context, Name const& table_name, std::string const& index) {
    auto const* table = context.catalog.table(table_name);
    if (!table) return; // of a materialized view
    auto const before = table->facts;
    auto after = before;
    if (before.replica_identity == "using index " + index) after.replica_identity = "default";
    if (before.clustered_on == index) after.clustered_on.clear();
    if (after == before) return;
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
    out = catalog.dependants({key.kind, key.name, key.kind == Kind::named ? key.part : std::string(), key.named});
    auto const* range = key.kind == Kind::type ? catalog.range(key.name) : nullptr;
    if (!range) return out;
    add(out, catalog.dependants({Kind::type, range->multirange.name, {}}));
    for (auto const& constructor : {range->constructor, range->multirange.constructor})
        if (!catalog.routines(constructor)) add(out, catalog.dependants({Kind::routine, constructor, {}}));
    return out;
}

namespace {

// What a partitioned table or a parent still has on it goes or stays with that.
bool is_inherited(Context& context, Name const& table, std::string_view what, std::string const& name, int parents,
                  Span span) {
    if (parents == 0) return false;
    context.error(Code::bad_definition, span,
                  fmt::format("{} `{}`, which table `{}` inherits", what, name, context.shown(table)),
                  fmt::format("drop the {} of the parent", what));
    return true;
}

bool is_only_of_partitioned(Context& context, Name const& table, bool only, Span span) {
    if (!only || !context.catalog.table(table)->partitioned || context.catalog.children(table).empty()) return false;
    context.error(Code::bad_definition, span,
                  fmt::format("only table `{}`, which has partitions", context.shown(table)), "remove `only`");
    return true;
}

bool is_partitioned_by(Context& context, Name const& table, std::string const& column, Span span) {
    if (!in_partition_key(*context.catalog.table(table), column)) return false;
    context.error(Code::bad_definition, span,
                  fmt::format("column `{}`, by which table `{}` is partitioned", column, context.shown(table)),
                  "make a new table and move the rows");
    return true;
}

// Whether a child loses what its parent loses; else it is counted down, or becomes the child's own.
bool goes_with_parent(Inheritance const& inheritance, bool only) {
    return !only && inheritance.parents == 1 && !inheritance.local;
}
Inheritance left_by_parent(Inheritance const& inheritance, bool only) {
    return {inheritance.local || only, inheritance.parents - 1};
}

void drop_check_of_children(Context& context, Name const& parent, Constraint const& check, Span span, bool only) {
    if (check.kind != ConstraintKind::check || check.no_inherit) return;
    for (auto const& child : context.catalog.children(parent)) {
        auto const& constraints = context.catalog.table(child)->constraints;
        auto const found = constraints.find(check.name);
        if (found == constraints.end() || found->second.inheritance.parents == 0) continue;
        if (goes_with_parent(found->second.inheritance, only)) {
            drop_constraint(context, child, check.name, true, span, true);
            continue;
        }
        auto const before = found->second;
        auto after = before;
        after.inheritance = left_by_parent(before.inheritance, only);
        context.propagate(Alter{{Kind::constraint, child, check.name}, before, std::move(after), {}});
    }
}

void drop_column_of_children(Context& context, Name const& parent, Column const& column, bool cascade, Span span,
                             bool only) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const* own = context.catalog.table(child)->column(column.name);
        if (!own || own->inheritance.parents == 0) continue;
        if (goes_with_parent(own->inheritance, only)) {
            if (is_partitioned_by(context, child, column.name, span)) return;
            drop_column(context, child, column.name, cascade, span, true);
            continue;
        }
        auto const before = *own;
        auto after = before;
        after.inheritance = left_by_parent(before.inheritance, only);
        context.propagate(Alter{{Kind::column, child, column.name}, before, std::move(after), {}});
    }
}

// A column that comes back with the parent's comes back like that one.
void level_with_parent(Context& context, Name const& child, std::string const& name) {
    auto const own = *context.catalog.table(child)->column(name);
    for (auto const& parent : context.catalog.table(child)->facts.parents) {
        auto const* column = context.catalog.table(parent)->column(name);
        if (!column) continue;
        auto alike = inherited_column(*column, parent, child);
        alike.statistics = column->statistics;
        alike.inheritance = own.inheritance;
        alike.compression.clear();
        alike.identity = own.identity;
        if (own.not_null && alike.not_null) alike.not_null_constraint = own.not_null_constraint;
        if (alike != own) context.perform(Alter{{Kind::column, child, name}, own, std::move(alike), {}}, true, true);
        return;
    }
}

} // namespace

void drop_constraint(Context& context, Name const& table_name, std::string const& name, bool cascade, Span span,
                     bool implied, bool only) {
    auto const* table = context.catalog.table(table_name);
    auto const value = table->constraints.at(name);
    bool const inherited = value.inheritance.parents > 0;
    if (!implied && is_inherited(context, table_name, "constraint", name, value.inheritance.parents, span)) return;
    bool const check = value.kind == ConstraintKind::check;
    // From 18 on the partitions keep it as their own.
    bool const stays = context.target.server_version >= 18;
    if (check && !stays && is_only_of_partitioned(context, table_name, only, span)) return;
    auto const relying = relying_foreign_keys(context.catalog, table_name, table->constraints.at(name));
    if (!relying.empty() && !cascade) {
        needed_by(context, context.shown({Kind::constraint, table_name, name}), relying, span,
                  cascade_help(context, relying));
        return;
    }
    for (auto const& key : relying) cascade_to(context, key, {Kind::constraint, table_name, name}, span);
    release_index(context, table_name, name);
    drop_check_of_children(context, table_name, value, span, only);
    bool const alone = is_made_alone(context.catalog, table_name, value);
    drop_partition_parts(context, table_name, value);
    auto const found = context.catalog.table(table_name)->constraints.find(name);
    Drop const drop{{Kind::constraint, table_name, name}, found->second};
    if (check && inherited)
        context.propagate(drop);
    else
        context.perform(drop, implied, alone);
}

void drop_column(Context& context, Name const& table_name, std::string const& name, bool cascade, Span span,
                 bool implied, bool only) {
    auto const& catalog = context.catalog;
    auto const* table = catalog.table(table_name);
    bool const inherited = table->column(name)->inheritance.parents > 0;
    if (!implied) {
        if (is_inherited(context, table_name, "column", name, table->column(name)->inheritance.parents, span)) return;
        if (is_partitioned_by(context, table_name, name, span)) return;
        if (is_only_of_partitioned(context, table_name, only, span)) return;
    }
    auto in_the_way = outside_dependants(catalog, {Kind::table, table_name, {}}, name);
    for (auto const& trigger : names_using(table->triggers, name))
        in_the_way.push_back({Kind::trigger, table_name, trigger});
    for (auto const& policy : names_using(table->policies, name))
        in_the_way.push_back({Kind::policy, table_name, policy});
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
        needed_by(context, context.shown({Kind::column, table_name, name}), blocking, span,
                  cascade_help(context, blocking));
        return;
    }
    for (auto const& key : in_the_way) cascade_to(context, key, {Kind::column, table_name, name}, span);
    table = catalog.table(table_name);
    for (auto const& constraint : names_using(table->constraints, name))
        if (auto const& all = catalog.table(table_name)->constraints;
            all.contains(constraint) && all.at(constraint).parent.name.empty())
            drop_constraint(context, table_name, constraint, true, span, true);
    for (auto const& index : names_using(catalog.table(table_name)->indexes, name)) {
        auto const& value = catalog.table(table_name)->indexes.at(index);
        if (!value.parent.name.empty()) continue; // goes with the index of the partitioned table
        release_index(context, table_name, index);
        drop_partition_parts(context, table_name, value);
        context.perform(Drop{{Kind::index, value.name, table_name.name}, value}, true);
    }
    release_column_grants(context, table_name, name);
    if (inherited) level_with_parent(context, table_name, name);
    drop_column_of_children(context, table_name, *catalog.table(table_name)->column(name), cascade, span, only);
    if (context.failed()) return;
    table = catalog.table(table_name);
    Drop const drop{{Kind::column, table_name, name}, *table->column(name), position_of(*table, name)};
    if (inherited)
        context.propagate(drop);
    else
        context.perform(drop, implied);
}

void drop_dependants(Context& context, Key const& key, Span span) {
    for (auto const& each : outside_dependants(context.catalog, key)) cascade_to(context, each, key, span);
}

namespace {

// Partitions go without being asked, so it is they whose dependants are in the way.
void look_into_partitions(Catalog const& catalog, Name const& table, std::vector<Key>& in_the_way) {
    if (!catalog.table(table)->partitioned) return;
    for (auto const& partition : catalog.children(table)) {
        std::erase(in_the_way, Key{Kind::table, partition, {}});
        auto below = outside_dependants(catalog, {Kind::table, partition, {}});
        look_into_partitions(catalog, partition, below);
        add(in_the_way, below);
    }
}

// Partitions that come back would get their part of any index that is there, so one made ON ONLY comes back
// last.
void drop_indexes_without_parts(Context& context, Name const& table) {
    auto const indexes = context.catalog.table(table)->indexes;
    for (auto const& [name, index] : indexes) {
        if (index.valid) continue;
        drop_partition_parts(context, table, index);
        context.perform(Drop{{Kind::index, index.name, table.name}, index}, true);
    }
    auto const constraints = context.catalog.table(table)->constraints;
    for (auto const& [name, constraint] : constraints)
        if (is_made_alone(context.catalog, table, constraint))
            context.perform(Drop{{Kind::constraint, table, name}, constraint}, true, true);
}

bool is_part_of_partitioned(Context& context, Key const& key, Span span) {
    auto const refuse = [&](Key const& whole) {
        needed_by(context, context.shown(key), {whole}, span, fmt::format("drop {} instead", context.shown(whole)));
        return true;
    };
    if (auto const* index = key.kind == Kind::index ? context.catalog.index(key.name) : nullptr)
        return !index->parent.name.empty() && refuse({Kind::index, index->parent, {}});
    auto const* table = key.kind == Kind::trigger ? context.catalog.table(key.name) : nullptr;
    return table && table->triggers.at(key.part).cloned &&
           refuse({Kind::trigger, table->facts.parents.front(), key.part});
}

} // namespace

namespace {

// A member goes with its extension alone; where CASCADE reaches it, the extension goes.
void drop_member(Context& context, Key const& member, Key const& extension, bool cascade, Span span) {
    if (cascade) {
        drop_object(context, extension, true, span, {});
        return;
    }
    needed_by(context, context.shown(member), {extension}, span,
              fmt::format("write `alter extension {} drop …` first, or drop the extension", extension.name.name));
}

// What needs a part of the extension and is none itself.
std::vector<Key> dependants_of_parts(Catalog const& catalog, Key const& extension) {
    auto parts = members_of(catalog, extension.name.name);
    add(parts, catalog.dependants(extension));
    std::vector<Key> out;
    for (auto const& part : parts) {
        add(out, outside_dependants(catalog, part));
        if (part.kind == Kind::schema) add(out, catalog.contents(part.name.name));
    }
    std::erase_if(out, [&](Key const& each) {
        bool const of_table = each.kind == Kind::constraint || each.kind == Kind::column || each.kind == Kind::trigger;
        Key const table{Kind::table, each.name, {}};
        return std::find(parts.begin(), parts.end(), each) != parts.end() ||
               (of_table && std::find(parts.begin(), parts.end(), table) != parts.end());
    });
    return out;
}

void drop_members(Context& context, std::string const& extension, Span span) {
    auto const members = members_of(context.catalog, extension);
    for (auto const& member : members) release_member(context, member);
    for (auto const& member : members) drop_object(context, member, true, span, {});
}

} // namespace

void drop_object(Context& context, Key const& key, bool cascade, Span span, std::set<Key> const& named) {
    auto value = context.catalog.value(key);
    if (!value) return; // a cascade from another side has taken it
    if (auto const* range = key.kind == Kind::type ? context.catalog.range_of(key.name) : nullptr) {
        needed_by(context, context.shown(key), {{Kind::type, range->name, {}}}, span,
                  fmt::format("drop type `{}`: its multirange goes with it", context.shown(range->name)));
        return;
    }
    if (is_of_identity(context.catalog, key)) {
        auto const& entry = *context.catalog.relation(key.name);
        needed_by(context, context.shown(key), {{Kind::column, entry.table, entry.part}}, span,
                  fmt::format("write `alter table {} alter column {} drop identity`", context.shown(entry.table),
                              entry.part));
        return;
    }
    if (named.contains(key) && is_part_of_partitioned(context, key, span)) return;
    if (auto const extension = extension_of(context.catalog, key); !extension.empty()) {
        drop_member(context, key, {Kind::extension, {{}, extension}, {}}, cascade && !named.contains(key), span);
        return;
    }
    auto in_the_way = key.kind == Kind::extension ? dependants_of_parts(context.catalog, key)
                                                  : outside_dependants(context.catalog, key);
    if (key.kind == Kind::table) look_into_partitions(context.catalog, key.name, in_the_way);
    std::erase_if(in_the_way, [&](Key const& each) {
        if (key.kind != Kind::extension && goes_along(each, key)) return true;
        bool const part = each.kind == Kind::constraint || each.kind == Kind::column || each.kind == Kind::trigger ||
                          each.kind == Kind::policy || each.kind == Kind::rule;
        return named.contains(each) ||
               (part && (named.contains({Kind::table, each.name, {}}) || named.contains({Kind::view, each.name, {}})));
    });
    if (!in_the_way.empty() && !cascade) {
        needed_by(context, context.shown(key), in_the_way, span, cascade_help(context, in_the_way));
        return;
    }
    if (key.kind == Kind::table) drop_indexes_without_parts(context, key.name);
    if (key.kind == Kind::extension) drop_members(context, key.name.name, span);
    // Those of the same DROP go with their own object, but what ties them to this one goes first, so that the
    // inverses come in an order that works.
    auto const everything = outside_dependants(context.catalog, key);
    for (auto const& each : everything)
        if (each.kind != Kind::routine) cascade_to(context, each, key, span);
    unmake(context, key);
    for (auto const& each : everything)
        if (each.kind == Kind::routine) cascade_to(context, each, key, span);
    if (!context.catalog.value(key)) return;
    if (key.kind == Kind::table) level_with_parents(context, key.name);
    if (auto const* trigger = std::get_if<Trigger>(&*value)) drop_partition_parts(context, key.name, *trigger);
    if (key.kind == Kind::sequence) release(context, key);
    value = context.catalog.value(key);
    auto full = key;
    if (key.kind == Kind::index) {
        auto const table = context.catalog.relation(key.name)->table;
        full.part = table.name;
        release_index(context, table, key.name.name);
        drop_partition_parts(context, table, std::get<Index>(*value));
    }
    context.perform(Drop{full, std::move(*value)}, !named.contains(key));
}

} // namespace migc::catalog
