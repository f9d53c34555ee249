// Which rows of effect.def hold for an alteration: one for each thing that is another one than before.
#include "compiler/ticket/effect_of.hpp"

#include "compiler/catalog/type_uses.hpp"

#include <algorithm>

namespace migc::ticket {

using catalog::Column;
using catalog::Kind;
using catalog::Name;
using catalog::TableFacts;
using enum EffectKind;

namespace {

void add(Effects& out, bool when, EffectKind kind, Name const& relation) {
    if (when) out.push_back({kind, relation, {}});
}

// --- columns ---

// The server scans unless a valid check implies it: `c is not null` is the form it recognises alone or among conditions
// joined by AND (src/backend/commands/tablecmds.c, NotNullImpliedByRelConstraints).
bool is_proved_not_null(Scene const& scene, Name const& table, std::string const& column) {
    auto const* found = scene.catalog.table(table);
    if (!found) return false;
    return std::any_of(found->constraints.begin(), found->constraints.end(), [&](auto const& entry) {
        auto const& check = entry.second;
        if (check.kind != catalog::ConstraintKind::check || !check.validated || !check.condition) return false;
        auto const& bindings = check.condition->bindings;
        bool const alone = bindings.size() == 1 && bindings.front().column == column;
        return alone && check.condition->text.substr(bindings.front().end) == " is not null" &&
               bindings.front().begin == 0;
    });
}

// Tables that a foreign key joins to the column: the key has to be looked at again.
std::vector<Name> joined_by_keys(Scene const& scene, Name const& table, std::string const& column) {
    std::set<Name> out;
    auto const among = [&](std::vector<std::string> const& columns) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (auto const* own = scene.catalog.table(table))
        for (auto const& [name, constraint] : own->constraints)
            if (constraint.kind == catalog::ConstraintKind::foreign_key && among(constraint.columns))
                out.insert(constraint.references);
    for (auto const& key : scene.catalog.dependants({Kind::table, table, {}}, column)) {
        auto const* other = key.kind == Kind::constraint ? scene.catalog.table(key.name) : nullptr;
        auto const found = other ? other->constraints.find(key.part) : decltype(other->constraints.end()){};
        if (other && found != other->constraints.end() && found->second.references == table) out.insert(key.name);
    }
    out.erase(table);
    return {out.begin(), out.end()};
}

EffectKind kind_of(Rows rows) {
    switch (rows) {
    case Rows::untouched: return type_kept;
    case Rows::indexed: return type_reindexed;
    case Rows::rewritten: return type_rewritten;
    case Rows::none:
    case Rows::changed:
    case Rows::scanned:
    case Rows::removed:
    case Rows::unknown: return type_unknown;
    }
    return type_unknown;
}

void change_type(Scene const& scene, catalog::Alter const& change, Column const& before, Column const& after,
                 Effects& out) {
    auto const rows = rows_of_type_change(scene.catalog, before, after, change.using_expression);
    out.push_back({kind_of(rows), change.key.name, joined_by_keys(scene, change.key.name, before.name)});
}

void change_not_null(Scene const& scene, Name const& table, Column const& before, Column const& after, Effects& out) {
    bool const checked_before = before.not_null && before.not_null_constraint.validated;
    bool const checked_after = after.not_null && after.not_null_constraint.validated;
    if (before.not_null && !after.not_null)
        out.push_back({drop_not_null, table, {}});
    else if (!before.not_null && after.not_null && !checked_after)
        out.push_back({not_null_not_valid, table, {}});
    else if (before.not_null && !checked_before && checked_after)
        out.push_back({validate_check, table, {}});
    else if (!before.not_null && after.not_null)
        out.push_back({is_proved_not_null(scene, table, before.name) ? set_not_null_proved : EffectKind::set_not_null,
                       table,
                       {}});
}

void alter(Scene const& scene, catalog::Alter const& change, Column const& before, Column const& after, Effects& out) {
    auto const& table = change.key.name;
    if (before.type != after.type || before.collation != after.collation || !change.using_expression.empty())
        change_type(scene, change, before, after, out);
    bool const generated = before.generated != catalog::Generated::no;
    if (generated && after.generated == catalog::Generated::no)
        out.push_back({drop_expression, table, {}});
    else if (generated && before.default_value != after.default_value)
        out.push_back({set_expression, table, {}});
    else
        add(out, before.default_value != after.default_value, alter_default, table);
    change_not_null(scene, table, before, after, out);
    add(out, before.identity != after.identity, EffectKind::alter_identity, table);
    add(out, before.statistics != after.statistics || before.options != after.options, column_statistics, table);
    add(out, before.storage != after.storage || before.compression != after.compression, column_storage, table);
    add(out, before.comment != after.comment || before.labels != after.labels, comment_on, table);
    add(out, before.foreign_options != after.foreign_options, alter_table_facts, table);
}

// --- tables ---

void alter_common(Name const& relation, catalog::Common const& before, catalog::Common const& after, Effects& out) {
    add(out, before.owner != after.owner, EffectKind::alter_owner, relation);
    add(out, before.comment != after.comment || before.labels != after.labels, comment_on, relation);
    add(out, before.acl != after.acl, grant_on, relation);
}

bool among(std::vector<Name> const& names, Name const& wanted) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

void change_parents(Scene const& scene, Name const& table, TableFacts const& before, TableFacts const& after,
                    Effects& out) {
    bool const moves = before.bound != after.bound;
    for (auto const& parent : before.parents) {
        if (among(after.parents, parent) && !moves) continue;
        if (!before.bound)
            out.push_back({disinherit, table, {parent}});
        else if (scene.circumstances.concurrently)
            out.push_back({detach_concurrently, table, {parent}});
        else
            out.push_back({detach_partition, table, with_default_partition(scene, parent)});
    }
    for (auto const& parent : after.parents)
        if (!among(before.parents, parent) || moves) {
            out.push_back({after.bound ? attach_partition : EffectKind::inherit, table, {parent}});
            if (after.bound) effects_on_default_partition(scene, parent, out);
        }
}

bool has_catalog_parameter(catalog::Options const& options) { return options.contains("user_catalog_table"); }

void alter(Scene const& scene, Name const& table, TableFacts const& before, TableFacts const& after, Effects& out) {
    change_parents(scene, table, before, after, out);
    add(out, before.persistence != after.persistence, set_persistence, table);
    add(out, before.method != after.method, EffectKind::set_access_method, table);
    add(out, before.tablespace != after.tablespace, EffectKind::set_tablespace, table);
    bool const of_catalog = has_catalog_parameter(before.with) != has_catalog_parameter(after.with);
    add(out, before.with != after.with, of_catalog ? set_catalog_parameter : set_parameters, table);
    add(out, before.clustered_on != after.clustered_on, EffectKind::cluster_on, table);
    add(out,
        before.row_security != after.row_security || before.force_row_security != after.force_row_security ||
            before.replica_identity != after.replica_identity || before.of_type != after.of_type ||
            before.foreign != after.foreign,
        alter_table_facts, table);
    alter_common(table, before.common, after.common, out);
}

// --- constraints and indexes ---

void alter(Scene const& scene, Name const& table, catalog::Constraint const& before, catalog::Constraint const& after,
           Effects& out) {
    auto same = before;
    same.comment = after.comment;
    same.index_comment = after.index_comment;
    add(out, same != before, comment_on, table);
    if (!before.validated && after.validated && before.enforced) {
        bool const foreign = after.kind == catalog::ConstraintKind::foreign_key;
        out.push_back({foreign ? validate_foreign_key : validate_check, table,
                       foreign && after.references != table ? std::vector{after.references} : std::vector<Name>()});
        same.validated = true;
    }
    if (same.deferrable != after.deferrable || same.initially_deferred != after.initially_deferred) {
        out.push_back({EffectKind::alter_constraint, table, {}});
        same.deferrable = after.deferrable;
        same.initially_deferred = after.initially_deferred;
    }
    if (same.with != after.with || same.tablespace != after.tablespace) {
        out.push_back({alter_index, table, {}});
        same.with = after.with;
        same.tablespace = after.tablespace;
    }
    same.inheritance = after.inheritance;
    same.parent = after.parent;
    if (same != after) out.push_back(effect_of_constraint(scene, table, after));
}

// --- others ---

void alter(catalog::View const& before, catalog::View const& after, Effects& out) {
    auto same = before;
    same.common = after.common;
    same.column_comments = after.column_comments;
    add(out, same != after, EffectKind::alter_view, after.name);
    add(out, before.column_comments != after.column_comments, comment_on, after.name);
    alter_common(after.name, before.common, after.common, out);
}

void alter(catalog::Sequence const& before, catalog::Sequence const& after, Effects& out) {
    add(out, before.options != after.options || before.unlogged != after.unlogged, EffectKind::alter_sequence,
        after.name);
    alter_common(after.name, before.common, after.common, out);
}

// What a domain asks anew, the columns of the type are searched for.
void alter(Scene const& scene, catalog::Domain const& before, catalog::Domain const& after, Effects& out) {
    bool const asks_more = (after.not_null && !before.not_null) ||
                           std::any_of(after.checks.begin(), after.checks.end(), [&](auto const& entry) {
                               auto const old = before.checks.find(entry.first);
                               return entry.second.validated && (old == before.checks.end() || !old->second.validated);
                           });
    if (!asks_more) return;
    std::map<Name, std::vector<std::string>> columns;
    for (auto const& key : scene.catalog.dependants({Kind::type, after.name, {}}))
        if (key.kind == Kind::column) columns[key.name].push_back(key.part);
    for (auto& [table, list] : columns) out.push_back({check_domain, table, {}, std::move(list)});
}

} // namespace

void effects_of_alter(Scene const& scene, catalog::Alter const& change, Effects& out) {
    auto const& name = change.key.name;
    auto const empty = out.size();
    if (auto const* column = std::get_if<Column>(&change.before)) {
        alter(scene, change, *column, std::get<Column>(change.after), out);
    } else if (auto const* facts = std::get_if<TableFacts>(&change.before)) {
        alter(scene, name, *facts, std::get<TableFacts>(change.after), out);
    } else if (auto const* table = std::get_if<catalog::Table>(&change.before)) {
        alter(scene, name, table->facts, std::get<catalog::Table>(change.after).facts, out);
    } else if (auto const* constraint = std::get_if<catalog::Constraint>(&change.before)) {
        alter(scene, name, *constraint, std::get<catalog::Constraint>(change.after), out);
    } else if (std::holds_alternative<catalog::Index>(change.before)) {
        out.push_back({alter_index, {name.schema, change.key.part}, {}});
    } else if (auto const* trigger = std::get_if<catalog::Trigger>(&change.before)) {
        bool const only_comment = trigger->comment != std::get<catalog::Trigger>(change.after).comment;
        out.push_back({only_comment ? comment_on : alter_trigger, name, {}});
    } else if (auto const* policy = std::get_if<catalog::Policy>(&change.before)) {
        bool const only_comment = policy->comment != std::get<catalog::Policy>(change.after).comment;
        out.push_back({only_comment ? comment_on : alter_policy, name, {}});
    } else if (auto const* rule = std::get_if<catalog::Rule>(&change.before)) {
        bool const only_comment = rule->comment != std::get<catalog::Rule>(change.after).comment;
        out.push_back({only_comment ? comment_on : alter_rule, name, {}});
    } else if (auto const* view = std::get_if<catalog::View>(&change.before)) {
        alter(*view, std::get<catalog::View>(change.after), out);
    } else if (auto const* sequence = std::get_if<catalog::Sequence>(&change.before)) {
        alter(*sequence, std::get<catalog::Sequence>(change.after), out);
    } else if (auto const* domain = std::get_if<catalog::Domain>(&change.before)) {
        alter(scene, *domain, std::get<catalog::Domain>(change.after), out);
    } else if (auto const* named = std::get_if<catalog::Named>(&change.before);
               named && named->kind == catalog::NamedKind::publication) {
        for (auto const& each : tables_named_by(std::get<catalog::Named>(change.after)))
            out.push_back({publish, each, {}});
    }
    if (out.size() == empty) out.push_back({no_relation, {}, {}});
}

} // namespace migc::ticket
