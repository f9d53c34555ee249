// Tables that inherit from others, partitions included: what a child takes over when it is made or tied to a
// parent, and how what happens to the parent reaches it. Manual 5.10 "Inheritance";
// src/backend/commands/tablecmds.c, MergeAttributes, MergeAttributesIntoExisting, RemoveInheritance.
#pragma once

#include "compiler/catalog/context.hpp"
#include "compiler/catalog/define_like.hpp"

#include <set>

namespace migc::catalog {

// --- CREATE TABLE ---

/// Adds the columns and checks of `parent` to `table`, which is still being built; a column that stands there
/// already is merged. `conflicts` gets the columns whose parents disagree about the default, for which the
/// table must say one.
void take_over(Context& context, Table const& parent, Span span, Table& table, std::set<std::string>& conflicts);

/// Merges a column that the table defines itself into the inherited one of its name.
void merge_own_column(Context& context, Column own, Span span, Column& inherited);

/// A parent named by INHERITS; reports what no table may inherit from.
Table const* parent_named(Context& context, ast::QualifiedName const& name);

// --- what ALTER TABLE hands on ---

/// All that inherit from the table, each once and behind its own children.
std::vector<Name> descendants(Catalog const& catalog, Name const& table);

/// The column as a child gets it when it is added to the parent.
Column inherited_column(Column const& column, Name const& parent, Name const& child);

/// Adds the column to all children, or merges it with theirs.
void hand_on_column(Context& context, Name const& parent, Column const& column, Span span);
/// Whether the partitions of the table have its identities, as they do from 17 on.
bool shares_identity(Context const& context, Table const& table);
/// Gives the identity of a partitioned table's column to the partitions, or takes it from them.
void hand_on_identity(Context& context, Name const& parent, std::string const& column,
                      std::optional<Identity> const& identity, Span span);
/// A table with identities of its own is no partition of another from 17 on; reports it.
bool may_be_attached(Context& context, Table const& child, Span span);
/// Adds a check to all children, or merges it with theirs.
void hand_on_check(Context& context, Name const& parent, Constraint const& check, Span span);
void hand_on_validation(Context& context, Name const& parent, std::string const& check);
/// Renames the column or the check in all children; `to` is its new name.
void hand_on_rename(Context& context, Key const& from, std::string const& to);

/// Takes the column `before` of `table` as it was, makes every child's alike in `facets` and then as `after`
/// has them. The first step has an inverse that is written, so that a child that departed gets its own back.
template <class... Member>
void hand_on(Context& context, Name const& table, Column const& before, Column const& after,
             Member Column::*... facets) {
    for (auto const& child : descendants(context.catalog, table)) {
        auto const* found = context.catalog.table(child)->column(before.name);
        if (!found || found->inheritance.parents == 0) continue;
        auto const own = *found;
        Key const key{Kind::column, child, before.name};
        auto alike = own;
        ((alike.*facets = before.*facets), ...);
        alike.default_value = rebound(alike.default_value, table, child);
        if (alike != own) context.perform(Alter{key, own, alike, {}}, true, true);
        auto changed = alike;
        ((changed.*facets = after.*facets), ...);
        changed.default_value = rebound(changed.default_value, table, child);
        if (changed != alike) context.propagate(Alter{key, alike, changed, {}});
    }
}

// --- INHERIT and NO INHERIT, ATTACH and DETACH ---

/// Whether `child` has what `parent` demands of it; reports what it lacks.
bool may_inherit(Context& context, Table const& parent, Table const& child, Span span);
/// Counts the parent on the child's columns and checks.
void tie(Context& context, Name const& parent, Name const& child);
void untie(Context& context, Name const& parent, Name const& child);

/// Before a child is dropped: makes what it only inherits like that of its parents, since that is how it
/// comes back.
void level_with_parents(Context& context, Name const& child);

/// Whether `above` is the table or one of its ancestors.
bool descends_from(Catalog const& catalog, Name const& table, Name const& above);

} // namespace migc::catalog
