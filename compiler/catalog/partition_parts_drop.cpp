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
            auto const alike =
                while_away(context, {{Kind::index, own.name, partition.name}, own},
                           [&](Table const& rest) { return copy_for(context.catalog, parent, index, rest); });
            Key const key{Kind::index, own.name, partition.name};
            auto named = own;
            if (alike.name != own.name && !context.catalog.relation(alike.name)) {
                context.perform(Rename{{Kind::index, own.name, {}}, {Kind::index, alike.name, {}}}, true);
                named = *context.catalog.index(alike.name);
            }
            Key const levelled{Kind::index, named.name, partition.name};
            level(context, {Kind::index, named.name, {}}, named, [&] {
                auto same = alike;
                same.name = named.name;
                for (std::size_t i = 0; i < same.elements.size(); ++i) same.elements[i].label = named.elements[i].label;
                return same;
            }());
            context.propagate(Drop{levelled, *context.catalog.index(named.name)});
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
            auto alike = while_away(context, {{Kind::constraint, partition, name}, own},
                                    [&](Table const& rest) { return copy_for(context.catalog, parent, key, rest); });
            auto named = own;
            bool const free = !context.catalog.relation({partition.schema, alike.name});
            if (alike.name != own.name && free) {
                context.perform(Rename{{Kind::constraint, partition, name}, {Kind::constraint, partition, alike.name}},
                                true);
                named = context.catalog.table(partition)->constraints.at(alike.name);
            }
            alike.name = named.name;
            Key const dropped{Kind::constraint, partition, named.name};
            level(context, dropped, named, alike);
            context.propagate(Drop{dropped, context.catalog.table(partition)->constraints.at(named.name)});
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
