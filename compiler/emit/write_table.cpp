// Tables: one value, one CREATE TABLE, and after it what CREATE TABLE cannot say.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

#include <algorithm>
#include <cassert>

namespace migc::emit {

namespace {

using catalog::Constraint;
using catalog::ConstraintKind;
using catalog::Key;
using catalog::Kind;
using catalog::Persistence;
using catalog::Table;
using catalog::TableFacts;

/// A self-reference may stand on a unique index, which does not exist before CREATE TABLE has ended.
bool stands_on_index(Table const& table, Constraint const& constraint) {
    if (constraint.kind != ConstraintKind::foreign_key || constraint.references != table.name) return false;
    return std::none_of(table.constraints.begin(), table.constraints.end(), [&](auto const& entry) {
        auto const& key = entry.second;
        bool const is_key = key.kind == ConstraintKind::primary_key || key.kind == ConstraintKind::unique;
        return is_key && std::is_permutation(key.columns.begin(), key.columns.end(), constraint.referenced.begin(),
                                             constraint.referenced.end());
    });
}

/// It would be one with another that comes before it.
bool repeats_a_key(Table const& table, Constraint const& constraint) {
    return constraint.kind != ConstraintKind::primary_key &&
           std::any_of(table.constraints.begin(), table.constraints.end(), [&](auto const& entry) {
               auto const& other = entry.second;
               bool const first = other.kind == ConstraintKind::primary_key || other.name < constraint.name;
               return first && other.name != constraint.name && make_one_index(other, constraint);
           });
}

/// CREATE TABLE takes every constraint for valid (manual: CREATE TABLE has no NOT VALID).
bool stands_inside(Table const& table, Constraint const& constraint) {
    return (constraint.validated || !constraint.enforced) && !stands_on_index(table, constraint) &&
           !repeats_a_key(table, constraint);
}

/// Keys first, as a reader looks for them.
std::vector<Constraint const*> in_reading_order(Table const& table) {
    std::vector<Constraint const*> out;
    for (auto const& [name, constraint] : table.constraints) out.push_back(&constraint);
    std::stable_sort(out.begin(), out.end(), [](auto const* a, auto const* b) { return a->kind < b->kind; });
    return out;
}

/// INHERITS brings what is not the table's own; a partition is made whole and attached, so that its parts
/// keep their names.
bool comes_with_parents(Table const& table, catalog::Inheritance const& inheritance) {
    return !table.facts.bound && !inheritance.local;
}

std::string names_of(std::vector<catalog::Name> const& names, Style const& style) {
    std::vector<std::string> out;
    for (auto const& name : names) out.push_back(qualified(name, style));
    return joined(out, ", ");
}

/// `table`, or `foreign table`.
std::string sort_of(TableFacts const& facts) { return facts.foreign ? "foreign table" : "table"; }

// In a partitioned table and in a primary key only ALTER TABLE takes it.
bool must_be_altered(Table const& table, catalog::Column const& column) {
    if (!column.not_null_constraint.no_inherit) return false;
    auto const* key = table.primary_key();
    return table.partitioned ||
           (key && std::find(key->columns.begin(), key->columns.end(), column.name) != key->columns.end());
}

std::string create_statement(Table const& table, Style const& style) {
    std::vector<std::string> lines;
    for (auto column : table.columns) {
        if (comes_with_parents(table, column.inheritance)) continue;
        if (must_be_altered(table, column)) column.not_null_constraint.no_inherit = false;
        lines.push_back(column_definition(table.name, column, style));
    }
    for (auto const& column : table.columns) {
        bool const own = !column.not_null_constraint.name.empty() && column.not_null_constraint.inheritance.local;
        if (own && comes_with_parents(table, column.inheritance))
            lines.push_back(not_null_definition(table.name, column, style));
    }
    for (auto const* constraint : in_reading_order(table))
        if (stands_inside(table, *constraint) && !comes_with_parents(table, constraint->inheritance))
            lines.push_back(constraint_definition(*constraint, style));
    auto out = std::string("create ") + (table.facts.persistence == Persistence::unlogged ? "unlogged " : "") +
               sort_of(table.facts) + " " + qualified(table.name, style);
    out += lines.empty() ? " ()" : " (\n    " + joined(lines, ",\n    ") + "\n)";
    if (!table.facts.bound && !table.facts.parents.empty())
        out += " inherits (" + names_of(table.facts.parents, style) + ")";
    if (table.partitioned)
        out += " partition by " + std::string(spelling(table.partitioned->strategy)) + " (" +
               index_elements(table.partitioned->elements) + ")";
    if (table.facts.foreign) {
        out += " server " + quoted_identifier(table.facts.foreign->server);
        if (auto const options = foreign_options({}, table.facts.foreign->options); !options.empty())
            out += " options (" + options + ")";
    }
    if (!table.facts.method.empty()) out += " using " + quoted_identifier(table.facts.method);
    if (!table.facts.with.empty()) out += " with " + option_list(table.facts.with);
    if (!table.facts.tablespace.empty()) out += " tablespace " + quoted_identifier(table.facts.tablespace);
    return out;
}

std::string replica_identity(std::string_view words) {
    constexpr std::string_view by_index = "using index ";
    if (!words.starts_with(by_index)) return std::string(words);
    auto const index = words.substr(by_index.size());
    return std::string(by_index) + (index.starts_with('"') ? std::string(index) : quoted_identifier(index));
}

void alter_security(std::string const& start, TableFacts const& before, TableFacts const& after, Statements& out) {
    if (before.row_security != after.row_security)
        out.push_back(start + (after.row_security ? "enable" : "disable") + " row level security");
    if (before.force_row_security != after.force_row_security)
        out.push_back(start + (after.force_row_security ? "force" : "no force") + " row level security");
    if (before.replica_identity != after.replica_identity)
        out.push_back(start + "replica identity " + replica_identity(after.replica_identity));
}

void alter_storage(std::string const& start, TableFacts const& before, TableFacts const& after, Statements& out) {
    if (before.clustered_on != after.clustered_on)
        out.push_back(start + (after.clustered_on.empty() ? "set without cluster"
                                                          : "cluster on " + quoted_identifier(after.clustered_on)));
    if (before.persistence != after.persistence)
        out.push_back(start + (after.persistence == Persistence::unlogged ? "set unlogged" : "set logged"));
    if (before.method != after.method)
        out.push_back(start + "set access method " + (after.method.empty() ? "heap" : quoted_identifier(after.method)));
    if (before.tablespace != after.tablespace)
        out.push_back(start + "set tablespace " +
                      (after.tablespace.empty() ? "pg_default" : quoted_identifier(after.tablespace)));
    if (auto const set = changed_options(before.with, after.with); !set.empty())
        out.push_back(start + "set " + option_list(set));
    if (auto const gone = gone_options(before.with, after.with); !gone.empty()) out.push_back(start + "reset " + gone);
}

Subject subject_of(catalog::Name const& table, TableFacts const& facts, Style const& style) {
    auto const name = qualified(table, style);
    return {sort_of(facts), name, "table " + name};
}

bool among(std::vector<catalog::Name> const& names, catalog::Name const& wanted) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

void alter_parents(catalog::Name const& table, TableFacts const& before, TableFacts const& after, Style const& style,
                   Statements& out) {
    auto const name = qualified(table, style);
    bool const moves = before.bound != after.bound;
    for (auto const& parent : before.parents) {
        if (among(after.parents, parent) && !moves) continue;
        if (before.bound)
            out.push_back("alter table " + qualified(parent, style) + " detach partition " + name);
        else
            out.push_back("alter table " + name + " no inherit " + qualified(parent, style));
    }
    for (auto const& parent : after.parents) {
        if (among(before.parents, parent) && !moves) continue;
        if (after.bound)
            out.push_back("alter table " + qualified(parent, style) + " attach partition " + name + " " +
                          spelled(*after.bound));
        else
            out.push_back("alter table " + name + " inherit " + qualified(parent, style));
    }
}

/// What stands in CREATE TABLE already counts as there.
TableFacts said_by_create(TableFacts const& facts) {
    TableFacts out;
    if (!facts.bound) out.parents = facts.parents;
    out.persistence = facts.persistence;
    out.with = facts.with;
    out.tablespace = facts.tablespace;
    out.method = facts.method;
    out.foreign = facts.foreign;
    return out;
}

void alter_facts(catalog::Name const& table, TableFacts const& before, TableFacts const& after, Style const& style,
                 Statements& out) {
    auto const start = "alter " + sort_of(after) + " " + qualified(table, style) + " ";
    alter_parents(table, before, after, style, out);
    if (before.of_type != after.of_type)
        out.push_back(start + (after.of_type ? "of " + qualified_type(*after.of_type, style) : "not of"));
    if (before.foreign && after.foreign)
        if (auto const options = foreign_options(before.foreign->options, after.foreign->options); !options.empty())
            out.push_back(start + "options (" + options + ")");
    alter_storage(start, before, after, out);
    alter_security(start, before, after, out);
    write_common(subject_of(table, after, style), before.common, after.common, out);
}

} // namespace

void create(Context const& context, Table const& table) {
    auto const& style = context.style;
    auto& out = context.out;
    for (auto const& column : table.columns) create_owned_sequences(column, style, out);
    out.push_back(create_statement(table, style));
    for (auto const& column : table.columns)
        if (must_be_altered(table, column))
            out.push_back("alter table " + qualified(table.name, style) + " alter constraint " +
                          quoted_identifier(column.not_null_constraint.name) + " no inherit");
    for (auto const& column : table.columns) write_column_settings(table.name, column, style, out);
    for (auto const& [name, index] : table.indexes)
        create({Key{Kind::index, index.name, table.name.name}, style, out}, index);
    for (auto const* constraint : in_reading_order(table)) {
        Key const key{Kind::constraint, table.name, constraint->name};
        if (stands_inside(table, *constraint) || comes_with_parents(table, constraint->inheritance))
            write_constraint_comments({key, style, out}, *constraint);
        else
            create({key, style, out}, *constraint);
    }
    for (auto const& [name, trigger] : table.triggers)
        if (!trigger.cloned) create({Key{Kind::trigger, table.name, name}, style, out}, trigger);
    for (auto const& [name, rule] : table.rules) create({Key{Kind::rule, table.name, name}, style, out}, rule);
    for (auto const& [name, policy] : table.policies) create({Key{Kind::policy, table.name, name}, style, out}, policy);
    alter_facts(table.name, said_by_create(table.facts), table.facts, style, out);
}

void drop(Context const& context, Table const& table) {
    context.out.push_back("drop " + sort_of(table.facts) + " " + qualified(table.name, context.style));
}

/// Parts of a table have operations of their own; what is left is the table itself.
void alter(Context const& context, Table const& before, Table const& after) {
    alter_facts(after.name, before.facts, after.facts, context.style, context.out);
}

void create(Context const&, TableFacts const&) { assert(false && "facts come with their table"); }

void drop(Context const&, TableFacts const&) { assert(false && "facts go with their table"); }

void alter(Context const& context, TableFacts const& before, TableFacts const& after) {
    alter_facts(context.key.name, before, after, context.style, context.out);
}

} // namespace migc::emit
