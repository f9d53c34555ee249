#include "compiler/catalog/cascade.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/dependants.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

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

} // namespace

bool goes_along(Key const& dependant, Key const& dropped) {
    if (dependant.kind != Kind::named) return false;
    if (dependant.named == NamedKind::statistics)
        return dropped.kind == Kind::table || dropped.kind == Kind::view || dropped.kind == Kind::column;
    if (dependant.named == NamedKind::publication) return dropped.kind == Kind::table;
    return dependant.named == NamedKind::operator_class && dropped.named == NamedKind::operator_family;
}

std::string cascade_help(Context const& context, std::vector<Key> const& dependants) {
    return fmt::format("drop {} first, or add `cascade`",
                       dependants.size() == 1 ? context.shown(dependants.front()) : "them");
}

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

void drop_dependants(Context& context, Key const& key, Span span) {
    for (auto const& each : outside_dependants(context.catalog, key)) cascade_to(context, each, key, span);
}

} // namespace migc::catalog
