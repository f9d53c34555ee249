#include "compiler/catalog/partition_parts.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/partition_copy.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool contains(std::vector<std::string> const& list, std::string const& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// --- what a partition has already ---

bool same_foreign_key(Constraint const& left, Constraint const& right) {
    return right.kind == ConstraintKind::foreign_key && left.columns == right.columns &&
           left.references == right.references && left.referenced == right.referenced && left.match == right.match &&
           left.on_delete == right.on_delete && left.on_update == right.on_update &&
           left.set_columns == right.set_columns && left.deferrable == right.deferrable &&
           left.initially_deferred == right.initially_deferred && right.validated;
}

constexpr int first_with_own_primary_keys = 17;
constexpr int first_with_exclusion = 17;

// The index of an exclusion constraint stands for no other (src/backend/catalog/index.c, CompareIndexInfo).
bool is_key(Constraint const& constraint) {
    return constraint.has_index() && constraint.kind != ConstraintKind::exclude;
}

// From 17 on a primary key takes only a primary key of the partition for its part.
std::optional<std::string> key_like(Context const& context, Table const& partition, Name const& parent,
                                    Constraint const& wanted) {
    bool const primary =
        wanted.kind == ConstraintKind::primary_key && context.target.server_version >= first_with_own_primary_keys;
    for (auto const& [name, own] : partition.constraints) {
        if (!own.parent.name.empty() || (primary && own.kind != ConstraintKind::primary_key)) continue;
        bool const fits = wanted.kind == ConstraintKind::foreign_key
                              ? same_foreign_key(wanted, own)
                              : wanted.kind != ConstraintKind::exclude && is_key(own) &&
                                    own.deferrable == wanted.deferrable &&
                                    matches(index_of(parent, wanted), index_of(partition.name, own));
        if (fits) return name;
    }
    return std::nullopt;
}

std::vector<std::string> const& compared_columns(Constraint const& key) {
    return key.kind == ConstraintKind::exclude ? key.exclude_equal : key.columns;
}

void attach_key(Context& context, Name const& partition, std::string const& name, Name const& parent,
                bool of_constraint) {
    auto const before = context.catalog.table(partition)->constraints.at(name);
    auto after = before;
    after.parent = parent;
    if (of_constraint) after.inheritance = {false, 1};
    context.propagate(Alter{{Kind::constraint, partition, name}, before, std::move(after), {}});
}

void attach_index(Context& context, Name const& partition, Index const& own, Name const& parent) {
    auto after = own;
    after.parent = parent;
    context.propagate(Alter{{Kind::index, own.name, partition.name}, own, std::move(after), {}});
}

// A statement about the parent makes the part, or takes what is there; its inverse drops both, so that what
// was there has to come back by itself.
enum class Made : std::uint8_t { by_parent, for_itself };

void make(Context& context, Made made, decltype(Operation::change) change) {
    if (made == Made::by_parent)
        context.propagate(std::move(change));
    else
        context.perform(std::move(change), true);
}

void ensure_index(Context& context, Name const& parent, Index const& index, Name const& partition, Made made) {
    auto const* table = context.catalog.table(partition);
    if (table->facts.foreign) {
        if (index.unique) is_stored_here(context, *table, "unique index", context.statement());
        return;
    }
    for (auto const& [name, own] : table->indexes) {
        if (!own.parent.name.empty() || !matches(index, own)) continue;
        auto const before = own;
        if (made == Made::by_parent) {
            // Dropping the parent's index drops this one.
            context.perform(Drop{{Kind::index, before.name, partition.name}, before}, true);
            auto attached = before;
            attached.parent = index.name;
            context.propagate(Create{{Kind::index, before.name, partition.name}, attached, at_end, false});
        } else {
            attach_index(context, partition, before, index.name);
        }
        return;
    }
    for (auto const& [name, own] : table->constraints) {
        if (!is_key(own) || !own.parent.name.empty() || !matches(index, index_of(partition, own))) continue;
        if (made == Made::for_itself) return attach_key(context, partition, name, index.name, false);
        not_modelled(context, "a unique index of a partitioned table, for which a key of a partition would stand,",
                     context.statement(), "add a key of the same columns to the partitioned table");
        return;
    }
    auto copy = copy_for(context.catalog, parent, index, *table);
    Key const key{Kind::index, copy.name, partition.name};
    auto const parent_index = copy.parent;
    if (made == Made::for_itself) copy.parent = {};
    make(context, made, Create{key, copy, at_end, false});
    if (made == Made::for_itself) attach_index(context, partition, copy, parent_index);
    copy.parent = parent_index;
    for (auto const& below : context.catalog.children(partition)) ensure_index(context, partition, copy, below, made);
}

void ensure_key(Context& context, Name const& parent, Constraint const& key, Name const& partition, Made made) {
    auto const* table = context.catalog.table(partition);
    if (!is_stored_here(context, *table, "key", context.statement())) return;
    Name const parent_name{parent.schema, key.name};
    if (auto const name = key_like(context, *table, parent, key)) {
        auto const before = table->constraints.at(*name);
        if (made == Made::by_parent) {
            context.perform(Drop{{Kind::constraint, partition, *name}, before}, true);
            auto attached = before;
            attached.parent = parent_name;
            attached.inheritance = {false, 1};
            context.propagate(Create{{Kind::constraint, partition, *name}, attached, at_end, false});
        } else {
            attach_key(context, partition, *name, parent_name, true);
        }
        return;
    }
    if (auto const* own = key.kind == ConstraintKind::primary_key ? table->primary_key() : nullptr) {
        auto& diagnostic = context.error(
            Code::second_primary_key, context.statement(),
            fmt::format("partition `{}` has another primary key than its table", context.shown(partition)),
            "drop that of the partition first");
        context.note_origin(diagnostic, {Kind::constraint, partition, own->name});
        return;
    }
    auto copy = copy_for(context.catalog, parent, key, *table);
    Key const created{Kind::constraint, partition, copy.name};
    auto const as_part = copy;
    if (made == Made::for_itself) {
        copy.parent = {};
        copy.inheritance = {};
    }
    make(context, made, Create{created, copy, at_end, false});
    if (made == Made::for_itself) attach_key(context, partition, copy.name, parent_name, true);
    for (auto const& below : context.catalog.children(partition)) ensure_key(context, partition, as_part, below, made);
}

} // namespace

bool covers_partition_key(Context& context, Table const& table, std::vector<std::string> const& columns, Span span,
                          bool with_partitions) {
    if (!table.partitioned) return true;
    for (auto const& element : table.partitioned->elements) {
        if (element.expression) {
            context.error(Code::bad_definition, span,
                          fmt::format("unique key of table `{}`, which is partitioned by an expression",
                                      context.shown(table.name)),
                          "give each partition a key of its own");
            return false;
        }
        if (contains(columns, element.column)) continue;
        auto& diagnostic =
            context.error(Code::bad_definition, span,
                          fmt::format("unique key without column `{}`, by which table `{}` is partitioned",
                                      element.column, context.shown(table.name)),
                          "add the column to the key: an index of a partition knows only its own rows");
        context.note_origin(diagnostic, {Kind::table, table.name, {}});
        return false;
    }
    if (!with_partitions) return true;
    for (auto const& child : context.catalog.children(table.name))
        if (!covers_partition_key(context, *context.catalog.table(child), columns, span)) return false;
    return true;
}

bool may_have(Context& context, Table const& table, Constraint const& constraint, bool only, Span span) {
    if (table.facts.foreign && constraint.kind != ConstraintKind::check) {
        context.error(Code::bad_definition, span, fmt::format("key of foreign table `{}`", context.shown(table.name)),
                      "remove it: only checks may stand on a foreign table");
        return false;
    }
    bool const reaches_partitions = constraint.kind == ConstraintKind::foreign_key || !only;
    if (constraint.kind != ConstraintKind::check && reaches_partitions &&
        !reaches_no_foreign(context, table, "key", span))
        return false;
    if (!table.partitioned) return true;
    auto const refuse = [&](std::string_view what, std::string help) {
        context.error(Code::bad_definition, span,
                      fmt::format("{} of partitioned table `{}`", what, context.shown(table.name)), std::move(help));
        return false;
    };
    switch (constraint.kind) {
    case ConstraintKind::primary_key:
    case ConstraintKind::unique: {
        auto columns = constraint.columns;
        if (constraint.period) columns.pop_back(); // the index cannot tell equal ones by it
        return covers_partition_key(context, table, columns, span, !only);
    }
    case ConstraintKind::exclude:
        if (context.target.server_version < first_with_exclusion)
            return refuse("exclusion constraint", "give each partition one of its own");
        return covers_partition_key(context, table, constraint.exclude_equal, span, !only);
    case ConstraintKind::check:
        return !constraint.no_inherit || refuse("check that is not inherited,", "remove `no inherit`");
    case ConstraintKind::foreign_key:
        if (!constraint.validated && context.target.server_version < 18)
            return refuse("foreign key, not valid,", "remove `not valid`");
        return !only || refuse("foreign key of only the one table,", "remove `only`");
    }
    return true;
}

void take_over_parts(Context& context, Table const& parent, Table& partition, Span span) {
    for (bool const primary : {true, false})
        for (auto const& [name, constraint] : parent.constraints) {
            if (!is_handed_on(constraint) || (constraint.kind == ConstraintKind::primary_key) != primary) continue;
            if (!is_stored_here(context, partition, "key", span)) return;
            auto copy = copy_for(context.catalog, parent.name, constraint, partition);
            if (constraint.has_index() && !covers_partition_key(context, partition, compared_columns(copy), span))
                return;
            partition.constraints.emplace(copy.name, std::move(copy));
        }
    for (auto const& [name, index] : parent.indexes) {
        if (partition.facts.foreign) {
            if (index.unique && !is_stored_here(context, partition, "unique index", span)) return;
            continue;
        }
        auto copy = copy_for(context.catalog, parent.name, index, partition);
        partition.indexes.emplace(copy.name.name, std::move(copy));
    }
    for (auto const& [name, trigger] : parent.triggers)
        if (is_row_trigger(trigger)) partition.triggers.emplace(name, copy_for(parent.name, trigger, partition.name));
}

void hand_on_index(Context& context, Name const& parent, Index const& index) {
    for (auto const& partition : context.catalog.children(parent))
        ensure_index(context, parent, index, partition, Made::by_parent);
}

void hand_on_key(Context& context, Name const& parent, Constraint const& key) {
    for (auto const& partition : context.catalog.children(parent))
        ensure_key(context, parent, key, partition, Made::by_parent);
}

void hand_on_deferral(Context& context, Name const& parent, Constraint const& key) {
    Name const name{parent.schema, key.name};
    for (auto const& partition : context.catalog.children(parent)) {
        auto const constraints = context.catalog.table(partition)->constraints;
        for (auto const& [own_name, own] : constraints) {
            if (own.parent != name || own.kind != ConstraintKind::foreign_key) continue;
            auto after = own;
            after.deferrable = key.deferrable;
            after.initially_deferred = key.initially_deferred;
            if (after.enforced != key.enforced) {
                after.enforced = key.enforced;
                after.validated = key.validated;
            }
            hand_on_deferral(context, partition, after);
            if (after != own)
                context.propagate(Alter{{Kind::constraint, partition, own_name}, own, std::move(after), {}});
        }
    }
}

void hand_on_mode(Context& context, Name const& parent, Trigger const& trigger, std::string const& mode) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const& triggers = context.catalog.table(partition)->triggers;
        auto const found = triggers.find(trigger.name);
        if (found == triggers.end() || !found->second.cloned) continue;
        hand_on_mode(context, partition, trigger, mode);
        auto const own = context.catalog.table(partition)->triggers.at(trigger.name);
        Key const key{Kind::trigger, partition, trigger.name};
        auto alike = own;
        alike.mode = trigger.mode;
        level(context, key, own, alike);
        auto after = alike;
        after.mode = mode;
        if (after != alike) context.propagate(Alter{key, alike, std::move(after), {}});
    }
}

bool is_row_trigger(Trigger const& trigger) {
    auto const& text = trigger.rest.text;
    auto const condition = text.find("when (");
    auto const each = text.find("for each row");
    auto const row = text.find("for row");
    auto const at = std::min(each, row);
    return at != std::string::npos && (condition == std::string::npos || at < condition);
}

void hand_on_trigger(Context& context, Name const& parent, Trigger const& trigger, Span span) {
    for (auto const& partition : context.catalog.children(parent)) {
        Key const key{Kind::trigger, partition, trigger.name};
        if (context.catalog.table(partition)->triggers.contains(trigger.name)) {
            duplicate(context, key, span);
            return;
        }
        auto const copy = copy_for(parent, trigger, partition);
        context.propagate(Create{key, copy, at_end, false});
        hand_on_trigger(context, partition, copy, span);
        if (context.failed()) return;
    }
}

void hand_on_replacement(Context& context, Name const& parent, Trigger const& before, Trigger const& after) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const& triggers = context.catalog.table(partition)->triggers;
        auto const found = triggers.find(before.name);
        if (found == triggers.end() || !found->second.cloned) continue;
        hand_on_replacement(context, partition, before, after);
        auto const own = context.catalog.table(partition)->triggers.at(before.name);
        Key const key{Kind::trigger, partition, before.name};
        auto const alike = copy_for(parent, before, partition); // as it comes back with that of the parent
        level(context, key, own, alike);
        auto replaced = copy_for(parent, after, partition);
        replaced.comment = own.comment;
        if (replaced != alike) context.propagate(Alter{key, alike, std::move(replaced), {}});
    }
}

void attach_parts(Context& context, Name const& parent, Name const& partition, Span span) {
    auto const constraints = context.catalog.table(parent)->constraints;
    for (bool const primary : {true, false})
        for (auto const& [name, constraint] : constraints) {
            if (!is_handed_on(constraint) || (constraint.kind == ConstraintKind::primary_key) != primary) continue;
            auto const* table = context.catalog.table(partition);
            if (constraint.has_index() && !covers_partition_key(context, *table, compared_columns(constraint), span))
                return;
            ensure_key(context, parent, constraint, partition, Made::for_itself);
        }
    auto const indexes = context.catalog.table(parent)->indexes;
    for (auto const& [name, index] : indexes) ensure_index(context, parent, index, partition, Made::for_itself);
    auto const triggers = context.catalog.table(parent)->triggers;
    for (auto const& [name, trigger] : triggers) {
        if (!is_row_trigger(trigger)) continue;
        Key const key{Kind::trigger, partition, name};
        if (context.catalog.table(partition)->triggers.contains(name)) {
            duplicate(context, key, span);
            return;
        }
        auto const copy = copy_for(parent, trigger, partition);
        context.propagate(Create{key, copy, at_end, false});
        hand_on_trigger(context, partition, copy, span);
    }
}

void hand_on_statistics(Context& context, Name const& parent, Index const& before, std::size_t column,
                        std::optional<int> wanted) {
    for (auto const& partition : context.catalog.children(parent)) {
        auto const indexes = context.catalog.table(partition)->indexes;
        for (auto const& [name, own] : indexes) {
            if (own.parent != before.name || column >= own.elements.size()) continue;
            hand_on_statistics(context, partition, own, column, wanted);
            auto alike = own;
            alike.elements[column].statistics = before.elements[column].statistics;
            Key const key{Kind::index, own.name, {}};
            level(context, key, own, alike);
            auto after = alike;
            after.elements[column].statistics = wanted;
            if (after != alike) context.propagate(Alter{key, alike, std::move(after), {}});
        }
    }
}

bool is_made_alone(Catalog const& catalog, Name const& table, Constraint const& key) {
    auto const partitions = catalog.children(table);
    if (!key.has_index() || partitions.empty() || !catalog.table(table)->partitioned) return false;
    Name const index{table.schema, key.name};
    return std::none_of(partitions.begin(), partitions.end(), [&](Name const& partition) {
        auto const& constraints = catalog.table(partition)->constraints;
        return std::any_of(constraints.begin(), constraints.end(),
                           [&](auto const& entry) { return entry.second.parent == index; });
    });
}

bool matches(Index const& parent, Index const& own) {
    bool const facts = parent.unique == own.unique && parent.method == own.method && parent.include == own.include &&
                       parent.nulls_not_distinct == own.nulls_not_distinct && parent.where == own.where &&
                       parent.elements.size() == own.elements.size();
    return facts && std::equal(parent.elements.begin(), parent.elements.end(), own.elements.begin(),
                               [](IndexElement const& left, IndexElement const& right) {
                                   return left.column == right.column && left.expression == right.expression &&
                                          left.collation == right.collation &&
                                          left.operator_class == right.operator_class;
                               });
}

Index index_of(Name const& table, Constraint const& key) {
    Index out;
    out.name = {table.schema, key.name};
    out.unique = true;
    if (key.period) out.method = "gist";
    for (auto const& column : key.columns) out.elements.emplace_back().column = column;
    out.include = key.include;
    out.nulls_not_distinct = key.nulls_not_distinct;
    return out;
}

bool all_attached(Catalog const& catalog, Name const& parent_table, Name const& parent_index) {
    auto const children = catalog.children(parent_table);
    return std::all_of(children.begin(), children.end(), [&](Name const& child) {
        auto const* table = catalog.table(child);
        if (table->facts.foreign) return true; // keeps no index, and needs none
        auto const stands_for = [&](auto const& part) { return part.second.parent == parent_index; };
        return std::any_of(table->indexes.begin(), table->indexes.end(), stands_for) ||
               std::any_of(table->constraints.begin(), table->constraints.end(), stands_for);
    });
}

} // namespace migc::catalog
