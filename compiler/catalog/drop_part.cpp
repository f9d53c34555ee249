// Columns and constraints that go, from one table and from those that inherit them.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/cascade.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/partition_parts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// Before, a column took the generated ones over it along (ran on 12 to 15).
constexpr int first_that_keeps_generated = 15;

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

// Grants on a column go with it.
void release_column_grants(Context& context, Name const& table_name, std::string const& column) {
    auto const before = context.catalog.table(table_name)->facts;
    auto after = before;
    std::erase_if(after.common.acl, [&](AclItem const& item) { return item.column == column; });
    if (after != before) context.perform(Alter{{Kind::table, table_name, {}}, before, std::move(after), {}}, true);
}

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

// The tables that lose the column together: the server drops all of these columns at once, so that none of them is in
// the way of another, as the default of an inherited one is that reads the sequence of the first.
std::set<Name> tables_losing(Catalog const& catalog, Name const& table, std::string const& column, bool only) {
    std::set<Name> out = {table};
    std::vector<Name> open;
    if (!only) open.push_back(table);
    while (!open.empty()) {
        auto const parent = std::move(open.back());
        open.pop_back();
        for (auto const& child : catalog.children(parent)) {
            auto const* own = catalog.table(child)->column(column);
            if (!own || own->inheritance.local) continue;
            auto const& parents = catalog.table(child)->facts.parents;
            auto const lost =
                std::count_if(parents.begin(), parents.end(), [&](Name const& each) { return out.contains(each); });
            if (lost == own->inheritance.parents && out.insert(child).second) open.push_back(child);
        }
    }
    return out;
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
            if (key.name != table_name || !uses(table->constraints.at(key.part), name)) add_keys(in_the_way, {key});
    }
    auto const dependent_column = [&](Key const& key) {
        if (key.kind == Kind::column && key.name == table_name && key.part != name) add_keys(in_the_way, {key});
    };
    std::set<Key> taken_along;
    for (auto const& column : table->columns) {
        if (column.generated == Generated::no || !mentions(column.default_value, name)) continue;
        Key const generated{Kind::column, table_name, column.name};
        dependent_column(generated);
        if (context.target.server_version < first_that_keeps_generated) taken_along.insert(generated);
    }
    for (auto const& sequence : table->column(name)->owned)
        for (auto const& key : catalog.dependants({Kind::sequence, sequence.name, {}})) dependent_column(key);
    std::erase_if(in_the_way, [&, losing = tables_losing(catalog, table_name, name, only)](Key const& key) {
        return key.kind == Kind::column && key.part == name && losing.contains(key.name);
    });
    std::vector<Key> blocking;
    for (auto const& key : in_the_way)
        if (!goes_along(key, {Kind::column, table_name, name}) && !taken_along.contains(key)) blocking.push_back(key);
    if (!blocking.empty() && !cascade) {
        needed_by(context, context.shown({Kind::column, table_name, name}), blocking, span,
                  cascade_help(context, blocking));
        return;
    }
    for (auto const& key : taken_along) drop_column(context, key.name, key.part, cascade, span, true);
    if (context.failed()) return;
    for (auto const& key : in_the_way)
        if (!taken_along.contains(key)) cascade_to(context, key, {Kind::column, table_name, name}, span);
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

} // namespace migc::catalog
