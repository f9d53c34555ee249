// How the parts of partitions go: with those of the partitioned table, or apart from them.
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/partition_copy.hpp"
#include "compiler/catalog/partition_parts.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

void set_parent(Context& context, Name const& partition, Index const& own, Name const& parent) {
    auto after = own;
    after.parent = parent;
    context.propagate(Alter{{Kind::index, own.name, partition.name}, own, std::move(after), {}});
}

/// Asks while the part is away, so that its own name is free. The catalog is left as it was.
template <class Ask>
auto while_away(Context& context, Drop const& part, Ask const& ask) {
    Operation const gone{part, {}, true, true, false};
    context.catalog.apply(gone);
    auto answer = ask(*context.catalog.table(part.key.kind == Kind::index ? Name{part.key.name.schema, part.key.part}
                                                                          : part.key.name));
    context.catalog.apply(inverse(gone));
    return answer;
}

// Gives a part the name and the facts under which the server would make it now; the name that it has then.
Name make_like_new(Context& context, Name const& parent, Index const& index, Name const& partition, Index const& own) {
    auto alike = while_away(context, {{Kind::index, own.name, partition.name}, own},
                            [&](Table const& rest) { return copy_for(context.catalog, parent, index, rest); });
    auto named = own;
    if (alike.name != own.name && !context.catalog.relation(alike.name)) {
        context.perform(Rename{{Kind::index, own.name, {}}, {Kind::index, alike.name, {}}}, true);
        named = *context.catalog.index(alike.name);
    }
    alike.name = named.name;
    for (std::size_t i = 0; i < alike.elements.size(); ++i) alike.elements[i].label = named.elements[i].label;
    level(context, {Kind::index, named.name, {}}, named, alike);
    return named.name;
}

std::string make_like_new(Context& context, Name const& parent, Constraint const& key, Name const& partition,
                          Constraint const& own) {
    auto alike = while_away(context, {{Kind::constraint, partition, own.name}, own},
                            [&](Table const& rest) { return copy_for(context.catalog, parent, key, rest); });
    auto named = own;
    bool const free = !context.catalog.relation({partition.schema, alike.name});
    if (alike.name != own.name && free) {
        context.perform(Rename{{Kind::constraint, partition, own.name}, {Kind::constraint, partition, alike.name}},
                        true);
        named = context.catalog.table(partition)->constraints.at(alike.name);
    }
    alike.name = named.name;
    level(context, {Kind::constraint, partition, named.name}, named, alike);
    return named.name;
}

// An index that was made ON ONLY comes back so, and what was attached to it one by one.
void drop_attached(Context& context, Name const& partition, Index const& own) {
    auto alone = own;
    alone.parent = {};
    context.perform(Alter{{Kind::index, own.name, {}}, own, alone, {}}, true);
    drop_partition_parts(context, partition, alone);
    context.perform(Drop{{Kind::index, own.name, partition.name}, *context.catalog.index(own.name)}, true);
}

} // namespace

void detach_parts(Context& context, Name const& parent, Name const& partition) {
    auto const table = *context.catalog.table(partition);
    auto const triggers = context.catalog.table(parent)->triggers;
    for (auto const& [name, trigger] : triggers) {
        auto const found = table.triggers.find(name);
        if (found == table.triggers.end() || !found->second.cloned) continue;
        drop_partition_parts(context, partition, found->second);
        context.propagate(Drop{{Kind::trigger, partition, name}, context.catalog.table(partition)->triggers.at(name)});
    }
    for (auto const& [name, index] : table.indexes)
        if (!index.parent.name.empty()) set_parent(context, partition, index, {});
    for (auto const& [name, constraint] : table.constraints) {
        if (constraint.parent.name.empty()) continue;
        auto after = constraint;
        after.parent = {};
        after.inheritance = {};
        context.propagate(Alter{{Kind::constraint, partition, name}, constraint, std::move(after), {}});
    }
}

void drop_partition_parts(Context& context, Name const& parent, Index const& index) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const table = *context.catalog.table(partition);
        for (auto const& [name, own] : table.indexes) {
            if (own.parent != index.name) continue;
            if (!index.valid) {
                drop_attached(context, partition, own);
                continue;
            }
            drop_partition_parts(context, partition, own);
            auto const name_now = make_like_new(context, parent, index, partition, own);
            context.propagate(Drop{{Kind::index, name_now, partition.name}, *context.catalog.index(name_now)});
        }
        for (auto const& [name, own] : table.constraints) {
            if (!own.has_index() || own.parent != index.name) continue;
            Key const key{Kind::constraint, partition, name};
            needed_by(context, context.shown({Kind::index, index.name, {}}), {key}, context.statement(),
                      fmt::format("detach partition `{}` first", context.shown(partition)));
            return;
        }
    }
}

void drop_partition_parts(Context& context, Name const& parent, Constraint const& key) {
    if (!is_handed_on(key)) return;
    Name const parent_name{parent.schema, key.name};
    for (auto const& partition : context.catalog.children(parent)) {
        auto const table = *context.catalog.table(partition);
        for (auto const& [name, own] : table.constraints) {
            if (own.parent != parent_name || own.has_index() != key.has_index()) continue;
            drop_partition_parts(context, partition, own);
            auto const name_now = make_like_new(context, parent, key, partition, own);
            context.propagate(Drop{{Kind::constraint, partition, name_now},
                                   context.catalog.table(partition)->constraints.at(name_now)});
        }
    }
}

void make_partition_parts_anew(Context& context, Name const& parent, Index const& index) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const indexes = context.catalog.table(partition)->indexes;
        for (auto const& [name, own] : indexes) {
            if (own.parent != index.name) continue;
            make_partition_parts_anew(context, partition, own);
            make_like_new(context, parent, index, partition, own);
        }
    }
}

void make_partition_parts_anew(Context& context, Name const& parent, Constraint const& key) {
    Name const parent_name{parent.schema, key.name};
    for (auto const& partition : context.catalog.children(parent)) {
        auto const constraints = context.catalog.table(partition)->constraints;
        for (auto const& [name, own] : constraints) {
            if (own.parent != parent_name || !own.has_index()) continue;
            make_partition_parts_anew(context, partition, own);
            make_like_new(context, parent, key, partition, own);
        }
    }
}

void drop_partition_parts(Context& context, Name const& parent, Trigger const& trigger) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const& triggers = context.catalog.table(partition)->triggers;
        auto const found = triggers.find(trigger.name);
        if (found == triggers.end() || !found->second.cloned) continue;
        auto const own = found->second;
        drop_partition_parts(context, partition, own);
        Key const key{Kind::trigger, partition, own.name};
        level(context, key, own, copy_for(parent, trigger, partition));
        context.propagate(Drop{key, context.catalog.table(partition)->triggers.at(own.name)});
    }
}

} // namespace migc::catalog
