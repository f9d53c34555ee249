// Which row of effect.def holds for an operation: what is created, dropped, renamed, and rows that change. Alterations
// are in effect_of_alter.cpp.
#include "compiler/ticket/effect_of.hpp"

#include "compiler/catalog/type_uses.hpp"

#include <algorithm>

namespace migc::ticket {

using catalog::Kind;
using catalog::Name;
using enum EffectKind;

namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

bool is_generated(catalog::Column const& column) { return column.generated != catalog::Generated::no; }

// The server fills a new column from pg_attribute.attmissingval unless each row needs a value of its own.
EffectKind kind_of_new_column(Scene const& scene, catalog::Column const& column) {
    if (column.generated == catalog::Generated::virtual_) return add_column;
    bool const each_its_own = is_generated(column) || column.identity || !column.owned.empty() ||
                              (column.default_value && is_volatile(scene.catalog, *column.default_value)) ||
                              has_constraints(scene.catalog, column.type);
    if (each_its_own) return add_column_filled;
    return column.not_null && !column.default_value ? add_column_checked : add_column;
}

// Tables that the foreign keys refer to, the own one aside.
std::vector<Name> far_ends(catalog::Table const& table) {
    std::set<Name> out;
    for (auto const& [name, constraint] : table.constraints)
        if (constraint.kind == catalog::ConstraintKind::foreign_key && constraint.references != table.name)
            out.insert(constraint.references);
    return {out.begin(), out.end()};
}

void create_table(Scene const& scene, catalog::Table const& table, Effects& out) {
    out.push_back({create_relation, {}, far_ends(table)});
    for (auto const& parent : table.facts.parents) {
        out.push_back({table.facts.bound ? create_partition : create_child, parent, {}});
        if (table.facts.bound) effects_on_default_partition(scene, parent, out);
    }
}

void drop_table_of(Scene const& scene, catalog::Table const& table, Effects& out) {
    auto others = far_ends(table);
    if (table.facts.bound)
        for (auto const& parent : table.facts.parents)
            for (auto const& name : with_default_partition(scene, parent))
                if (name != table.name) others.push_back(name);
    out.push_back({drop_table, table.name, std::move(others)});
}

// CREATE STATISTICS and CREATE PUBLICATION look at the tables that they name.
void tables_of(catalog::Named const& named, EffectKind kind, Effects& out) {
    for (auto const& table : tables_named_by(named)) out.push_back({kind, table, {}});
    if (out.empty()) out.push_back({no_relation, {}, {}});
}

void create_named(catalog::Named const& named, Effects& out) {
    if (named.kind == catalog::NamedKind::statistics)
        tables_of(named, create_statistics, out);
    else if (named.kind == catalog::NamedKind::publication)
        tables_of(named, publish, out);
    else
        out.push_back({no_relation, {}, {}});
}

Name table_of_index(catalog::Key const& key) { return {key.name.schema, key.part}; }

void create(Scene const& scene, catalog::Create const& change, Effects& out) {
    auto const& table = change.key.name;
    auto const nothing = [&](auto const&) { out.push_back({no_relation, {}, {}}); };
    std::visit(Overloaded{
                   [&](catalog::Table const& made) { create_table(scene, made, out); },
                   [&](catalog::Column const& column) {
                       out.push_back({kind_of_new_column(scene, column), table, {}});
                   },
                   [&](catalog::Constraint const& made) { out.push_back(effect_of_constraint(scene, table, made)); },
                   [&](catalog::Index const&) {
                       out.push_back({scene.circumstances.concurrently ? create_index_concurrently : create_index,
                                      table_of_index(change.key),
                                      {}});
                   },
                   [&](catalog::Trigger const&) {
                       out.push_back({create_trigger, table, {}});
                   },
                   [&](catalog::Policy const&) {
                       out.push_back({alter_policy, table, {}});
                   },
                   [&](catalog::Rule const&) {
                       out.push_back({alter_rule, table, {}});
                   },
                   [&](catalog::Named const& named) { create_named(named, out); },
                   [&](catalog::Schema const& made) { nothing(made); },
                   [&](catalog::Extension const& made) { nothing(made); },
                   [&](catalog::EnumType const& made) { nothing(made); },
                   [&](catalog::Domain const& made) { nothing(made); },
                   [&](catalog::CompositeType const& made) { nothing(made); },
                   [&](catalog::RangeType const& made) { nothing(made); },
                   [&](catalog::Multirange const& made) { nothing(made); },
                   [&](catalog::BaseType const& made) { nothing(made); },
                   [&](catalog::Sequence const& made) { nothing(made); },
                   [&](catalog::TableFacts const& made) { nothing(made); },
                   [&](catalog::View const& made) { nothing(made); },
                   [&](catalog::Routine const& made) { nothing(made); },
               },
               change.after);
}

void drop(Scene const& scene, catalog::Operation const& operation, catalog::Drop const& change, Effects& out) {
    auto const& name = change.key.name;
    auto const nothing = [&](auto const&) { out.push_back({no_relation, {}, {}}); };
    std::visit(
        Overloaded{
            [&](catalog::Table const& table) { drop_table_of(scene, table, out); },
            [&](catalog::Column const&) {
                out.push_back({drop_column, name, {}});
            },
            [&](catalog::Constraint const& constraint) {
                bool const far = constraint.kind == catalog::ConstraintKind::foreign_key &&
                                 constraint.references != name && scene.catalog.table(constraint.references);
                out.push_back({far ? drop_foreign_key : drop_constraint, name,
                               far ? std::vector{constraint.references} : std::vector<Name>()});
            },
            [&](catalog::Index const&) {
                auto const table = table_of_index(change.key);
                // Implied: a constraint takes the index over, which says so itself.
                if (operation.implied && scene.circumstances.taken_indexes_of.contains(table)) return;
                out.push_back({scene.circumstances.concurrently ? drop_index_concurrently : drop_index, table, {}});
            },
            [&](catalog::Trigger const&) {
                out.push_back({drop_trigger, name, {}});
            },
            [&](catalog::Policy const&) {
                out.push_back({alter_policy, name, {}});
            },
            [&](catalog::Rule const&) {
                out.push_back({alter_rule, name, {}});
            },
            [&](catalog::View const&) {
                out.push_back({drop_view, name, {}});
            },
            [&](catalog::Sequence const&) {
                out.push_back({EffectKind::drop_sequence, name, {}});
            },
            [&](catalog::Named const& gone) { nothing(gone); },
            [&](catalog::Schema const& gone) { nothing(gone); },
            [&](catalog::Extension const& gone) { nothing(gone); },
            [&](catalog::EnumType const& gone) { nothing(gone); },
            [&](catalog::Domain const& gone) { nothing(gone); },
            [&](catalog::CompositeType const& gone) { nothing(gone); },
            [&](catalog::RangeType const& gone) { nothing(gone); },
            [&](catalog::Multirange const& gone) { nothing(gone); },
            [&](catalog::BaseType const& gone) { nothing(gone); },
            [&](catalog::TableFacts const& gone) { nothing(gone); },
            [&](catalog::Routine const& gone) { nothing(gone); },
        },
        change.before);
}

void rename(catalog::Rename const& change, Effects& out) {
    auto const& name = change.from.name;
    switch (change.from.kind) {
    case Kind::table:
    case Kind::view:
    case Kind::sequence: out.push_back({rename_relation, name, {}}); return;
    case Kind::column:
    case Kind::constraint:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: out.push_back({rename_part, name, {}}); return;
    // SHARE UPDATE EXCLUSIVE on the index, of which the table's readers notice nothing.
    case Kind::index: out.push_back({alter_index, table_of_index(change.from), {}}); return;
    case Kind::schema:
    case Kind::extension:
    case Kind::type:
    case Kind::routine:
    case Kind::named: out.push_back({no_relation, {}, {}}); return;
    }
}

void change_rows_of(catalog::ChangeRows const& change, Effects& out) {
    bool const all = change.kind == catalog::RowChangeKind::truncate;
    bool const known = change.kind != catalog::RowChangeKind::other;
    for (auto const& table : change.tables) out.push_back({all ? truncate : known ? change_rows : unknown, table, {}});
    if (change.tables.empty()) out.push_back({unknown, {}, {}});
}

} // namespace

std::vector<Name> with_default_partition(Scene const& scene, Name const& parent) {
    std::vector<Name> out{parent};
    for (auto const& child : scene.catalog.children(parent)) {
        auto const* table = scene.catalog.table(child);
        if (table && table->facts.bound && table->facts.bound->is_default) out.push_back(child);
    }
    return out;
}

// Rows that belong into the new partition must not be in the one for all others.
void effects_on_default_partition(Scene const& scene, Name const& parent, Effects& out) {
    auto const names = with_default_partition(scene, parent);
    for (std::size_t i = 1; i < names.size(); ++i) out.push_back({check_default_partition, names[i], {}});
}

Effect effect_of_constraint(Scene const& scene, Name const& table, catalog::Constraint const& constraint) {
    switch (constraint.kind) {
    case catalog::ConstraintKind::primary_key:
    case catalog::ConstraintKind::unique:
        return {scene.circumstances.taken_indexes_of.contains(table) ? add_key_using_index : add_key, table, {}};
    case catalog::ConstraintKind::check: return {constraint.validated ? add_check : add_check_not_valid, table, {}};
    case catalog::ConstraintKind::exclude: return {EffectKind::add_exclusion, table, {}};
    case catalog::ConstraintKind::foreign_key:
        return {constraint.validated ? EffectKind::add_foreign_key : add_foreign_key_not_valid, table,
                constraint.references == table ? std::vector<Name>() : std::vector{constraint.references}};
    }
    return {unknown, table, {}};
}

std::set<Name> tables_named_by(catalog::Named const& named) {
    std::set<Name> out;
    auto const add = [&](catalog::Expression const& part) {
        for (auto const& binding : part.bindings)
            if (binding.kind == Kind::table) out.insert(binding.object);
    };
    add(named.definition);
    for (auto const& [name, value] : named.properties) add(value);
    return out;
}

bool has_constraints(catalog::Catalog const& catalog, catalog::Type const& type) {
    auto const* domain = type.array ? nullptr : catalog.domain({type.schema, type.name});
    return domain && (domain->not_null || !domain->checks.empty() || has_constraints(catalog, domain->base));
}

std::vector<Effect> effects_of(catalog::Operation const& operation, catalog::Catalog const& before,
                               Target const& target, Circumstances const& circumstances) {
    Effects out;
    Scene const scene{before, target, circumstances};
    std::visit(Overloaded{
                   [&](catalog::Create const& change) { create(scene, change, out); },
                   [&](catalog::Drop const& change) { drop(scene, operation, change, out); },
                   [&](catalog::Alter const& change) { effects_of_alter(scene, change, out); },
                   [&](catalog::Rename const& change) { rename(change, out); },
                   [&](catalog::ChangeRows const& change) { change_rows_of(change, out); },
                   [&](catalog::Unseen const&) {
                       out.push_back({unknown, {}, {}});
                   },
               },
               operation.change);
    return out;
}

} // namespace migc::ticket
