// One object that goes, and what goes with it.
#include "compiler/catalog/cascade.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/extension_parts.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/partition_parts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

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

// Partitions go without being asked, so it is they whose dependants are in the way.
void look_into_partitions(Catalog const& catalog, Name const& table, std::vector<Key>& in_the_way) {
    if (!catalog.table(table)->partitioned) return;
    for (auto const& partition : catalog.children(table)) {
        std::erase(in_the_way, Key{Kind::table, partition, {}});
        auto below = outside_dependants(catalog, {Kind::table, partition, {}});
        look_into_partitions(catalog, partition, below);
        add_keys(in_the_way, below);
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
    add_keys(parts, catalog.dependants(extension));
    std::vector<Key> out;
    for (auto const& part : parts) {
        add_keys(out, outside_dependants(catalog, part));
        if (part.kind == Kind::schema) add_keys(out, catalog.contents(part.name.name));
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
