// CREATE TABLE. Manual: CREATE TABLE.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/define_like.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

constexpr int first_with_like_of_foreign = 18;

bool is_modelled(Context& context, ast::CreateTable const& statement) {
    auto const errors = context.diagnostics.error_count();
    if (statement.of_type && !statement.inherits.empty())
        context.error(Code::bad_definition, statement.inherits.front().span, "typed table that inherits",
                      "remove one of the two");
    if (statement.of_type)
        for (auto const& element : statement.elements)
            if (auto const* column = std::get_if<ast::Column>(&element); column && !column->type.name.empty())
                context.error(Code::bad_definition, column->type.span, "type of a column of a typed table",
                              "remove it, or write `with options`");
    if (statement.server && context.target.server_version < first_with_like_of_foreign)
        for (auto const& element : statement.elements)
            if (auto const* like = std::get_if<ast::Like>(&element))
                context.error(Code::bad_definition, like->span, "`like` in a foreign table", "write the columns");
    auto const& persistence = statement.persistence.text;
    if (!persistence.empty() && persistence != "unlogged")
        context.error(Code::refused_statement, statement.span, "temporary table, which ends with the session",
                      "use a common table expression, or a table that a later statement drops");
    return context.diagnostics.error_count() == errors;
}

// --- parents ---

/// The tables whose columns come first; nothing when one of them cannot be a parent.
std::optional<std::vector<Table const*>> parents_of(Context& context, ast::CreateTable const& statement, Table& table) {
    std::vector<Table const*> out;
    if (statement.partition_of) {
        auto const* parent = context.table(*statement.partition_of);
        if (!parent) return std::nullopt;
        if (!parent->partitioned) {
            context.error(Code::bad_definition, statement.partition_of->span,
                          fmt::format("table `{}` is not partitioned", context.shown(parent->name)),
                          "write `inherits (…)`");
            return std::nullopt;
        }
        auto bound = define_bound(context, *parent, *statement.partition_bound);
        if (!bound) return std::nullopt;
        table.facts.bound = std::move(*bound);
        out.push_back(parent);
    }
    for (auto const& name : statement.inherits) {
        auto const* parent = parent_named(context, name);
        if (!parent) return std::nullopt;
        if (std::find(out.begin(), out.end(), parent) != out.end()) {
            context.error(Code::duplicate_object, name.span,
                          fmt::format("table `{}` stands twice", context.shown(parent->name)), "remove one of the two");
            return std::nullopt;
        }
        out.push_back(parent);
    }
    if (!statement.inherits.empty() && statement.partition_by)
        context.error(Code::bad_definition, statement.partition_by->span, "partitioned table that inherits",
                      "remove one of the two");
    for (auto const* parent : out) table.facts.parents.push_back(parent->name);
    return out;
}

// --- columns ---

struct OwnColumn {
    ast::Column const* node;
    std::size_t place; // in the table's own columns
};

// A partition's columns have the types of the parent.
std::optional<Column> untyped_column(Context& context, Table const& inherited, ast::Column const& node) {
    auto const* parent = context.column(inherited, node.name);
    if (!parent) return std::nullopt;
    Column out;
    out.name = parent->name;
    out.type = parent->type;
    out.collation = parent->collation;
    return out;
}

void merge_own_columns(Context& context, Table own, std::vector<OwnColumn> const& nodes,
                       std::set<std::string> const& conflicts, Table& table) {
    if (table.columns.empty()) {
        table.columns = std::move(own.columns);
        return;
    }
    auto undecided = conflicts;
    for (std::size_t i = 0; i < own.columns.size(); ++i) {
        auto& column = own.columns[i];
        auto const node =
            std::find_if(nodes.begin(), nodes.end(), [&](OwnColumn const& each) { return each.place == i; });
        auto const span = node != nodes.end() ? node->node->span : context.statement();
        if (column.default_value) undecided.erase(column.name);
        if (table.facts.bound && column.identity) {
            context.error(Code::bad_definition, span, fmt::format("identity column `{}` of a partition", column.name),
                          "make the column of the partitioned table an identity");
            return;
        }
        if (auto* inherited = table.column(column.name)) {
            merge_own_column(context, std::move(column), span, *inherited);
            if (table.facts.bound) inherited->inheritance.local = false;
        } else {
            table.columns.push_back(std::move(column));
        }
    }
    for (auto const& name : undecided)
        context.error(Code::bad_definition, context.statement(),
                      fmt::format("column `{}` inherits several defaults", name),
                      "write the column with the default that it should have");
}

// First all names and types, then the facts that may use any of the columns.
void define_columns(Context& context, ast::CreateTable const& statement, Table& table) {
    auto const parents = parents_of(context, statement, table);
    if (!parents) return;
    Table own = table;
    if (statement.of_type) {
        auto const* type = row_type_named(context, *statement.of_type);
        if (!type) return;
        take_over_type(*type, table);
    }
    std::set<std::string> conflicts;
    for (std::size_t i = 0; i < parents->size(); ++i)
        take_over(context, *(*parents)[i],
                  statement.partition_of ? statement.partition_of->span : statement.inherits[i].span, table, conflicts);
    std::vector<OwnColumn> nodes;
    for (auto const& element : statement.elements) {
        if (auto const* like = std::get_if<ast::Like>(&element)) like_columns(context, *like, own);
        auto const* node = std::get_if<ast::Column>(&element);
        if (!node) continue;
        if (own.column(node->name.text)) {
            context.error(Code::duplicate_object, node->name.span,
                          fmt::format("column `{}` stands twice", node->name.text), "rename or remove one of the two");
            continue;
        }
        auto column =
            node->type.name.empty() ? untyped_column(context, table, *node) : define_column(context, own, *node);
        if (!column) continue;
        nodes.push_back({node, own.columns.size()});
        own.columns.push_back(std::move(*column));
    }
    if (context.failed()) return;
    // Which columns are generated must be known before the first generation expression is read.
    for (auto const& [node, place] : nodes)
        for (auto const& constraint : node->constraints)
            if (std::holds_alternative<ast::Generated>(constraint.body))
                own.columns[place].generated = Generated::stored;
    Table with_inherited;
    if (!table.columns.empty()) {
        with_inherited = table;
        for (auto const& column : own.columns)
            if (!with_inherited.column(column.name)) with_inherited.columns.push_back(column);
    }
    auto const& scope = table.columns.empty() ? own : with_inherited;
    for (auto const& [node, place] : nodes) {
        complete_column(context, scope, *node, own.columns[place]);
        bool const makes_values = own.columns[place].identity || own.columns[place].generated != Generated::no;
        if (statement.of_type && makes_values)
            context.error(Code::bad_definition, node->span, "identity or generated column of a typed table",
                          "use a default");
    }
    if (!context.failed()) merge_own_columns(context, std::move(own), nodes, conflicts, table);
}

// --- constraints ---

// A name that was given wins over one that was made.
bool merged(Table& table, Constraint const& added, bool is_named, std::set<std::string>& made_names) {
    if (added.kind == ConstraintKind::primary_key) return false;
    for (auto const& [name, prior] : table.constraints) {
        if (!make_one_index(prior, added) || !prior.parent.name.empty()) continue;
        if (is_named && made_names.erase(name) != 0) {
            auto node = table.constraints.extract(name);
            node.key() = added.name;
            node.mapped().name = added.name;
            table.constraints.insert(std::move(node));
        }
        return true;
    }
    return false;
}

// A check of the name and the condition of an inherited one is that one, and the table's own, too.
bool merges_with_inherited(Context& context, ast::Constraint const& node, ast::Identifier const* column, Table& table) {
    auto const* check = std::get_if<ast::Check>(&node.body);
    auto const found =
        check && node.name ? table.constraints.find(std::string(node.name->text)) : table.constraints.end();
    if (found == table.constraints.end() || found->second.inheritance.parents == 0 || found->second.inheritance.local)
        return false;
    auto without = table;
    without.constraints.erase(found->first);
    auto const own = define_constraint(context, without, node, column, true);
    if (!own || own->condition != found->second.condition || own->no_inherit) return false;
    if (found->second.enforced && !own->enforced) {
        context.error(Code::bad_definition, node.span,
                      fmt::format("check `{}` is enforced in the parent", found->first), "remove `not enforced`");
        return true;
    }
    found->second.enforced = found->second.validated = own->enforced;
    found->second.inheritance.local = !table.facts.bound;
    return true;
}

void add_constraint(Context& context, ast::Constraint const& node, ast::Identifier const* column, Table& table,
                    std::set<std::string>& made_names) {
    if (auto const* not_null = std::get_if<ast::NotNullColumn>(&node.body);
        not_null && context.target.server_version >= first_with_not_null_constraints) {
        auto const said = said_not_null(context, node);
        if (said && context.column(table, not_null->column))
            declare_not_null(context, *table.column(not_null->column.text), *said);
        return;
    }
    if (merges_with_inherited(context, node, column, table)) return;
    auto constraint = define_constraint(context, table, node, column, !table.facts.foreign);
    if (!constraint || !may_have(context, table, *constraint, false, node.span) ||
        merged(table, *constraint, node.name.has_value(), made_names))
        return;
    if (!node.name) made_names.insert(constraint->name);
    if (constraint->kind == ConstraintKind::primary_key)
        for (auto const& name : constraint->columns)
            declare_not_null(context, *table.column(name), {{}, false, true, node.span});
    table.constraints.emplace(constraint->name, std::move(*constraint));
}

void define_constraints(Context& context, ast::CreateTable const& statement, Table& table) {
    std::set<std::string> made_names;
    auto const add = [&](auto const& wanted) {
        for (auto const& element : statement.elements) {
            if (auto const* node = std::get_if<ast::Constraint>(&element); node && wanted(*node))
                add_constraint(context, *node, nullptr, table, made_names);
            if (auto const* node = std::get_if<ast::Column>(&element))
                for (auto const& constraint : node->constraints)
                    if (wanted(constraint)) add_constraint(context, constraint, &node->name, table, made_names);
        }
    };
    auto const is_primary = [](ast::Constraint const& node) {
        return std::holds_alternative<ast::PrimaryKey>(node.body);
    };
    add([](ast::Constraint const& node) { return constraint_pass(node) == ConstraintPass::checks; });
    if (statement.partition_of && !context.failed())
        take_over_parts(context, *context.catalog.table(table.facts.parents.front()), table,
                        statement.partition_of->span);
    add(is_primary);
    add([&](ast::Constraint const& node) {
        return constraint_pass(node) == ConstraintPass::keys && !is_primary(node);
    });
    for (auto const& element : statement.elements)
        if (auto const* like = std::get_if<ast::Like>(&element); like && !context.failed())
            like_parts(context, *like, table);
    if (!context.failed()) name_not_nulls(context, table, statement.span);
    add([](ast::Constraint const& node) { return constraint_pass(node) == ConstraintPass::foreign_keys; });
}

} // namespace

void perform(Context& context, ast::CreateTable const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name || !is_modelled(context, statement)) return;
    if (auto const* existing = context.catalog.relation(*name)) {
        if (!statement.if_not_exists) duplicate(context, {existing->kind, *name, {}}, statement.name.span);
        return;
    }
    if (context.catalog.has_type(*name)) {
        duplicate(context, {Kind::type, *name, {}}, statement.name.span);
        return;
    }
    Table table;
    table.name = *name;
    if (statement.persistence == "unlogged") table.facts.persistence = Persistence::unlogged;
    if (statement.partition_by && !statement.with.empty())
        context.error(Code::bad_definition, statement.with.front().span, "storage parameter of a partitioned table",
                      "set it on the partitions: the table itself stores nothing");
    if (statement.server) {
        table.facts.foreign = Foreign{std::string(statement.server->text), {}};
        change_foreign_options(context, statement.foreign_options,
                               fmt::format("foreign table `{}`", context.shown(*name)), table.facts.foreign->options);
    }
    check_parameters(context, statement.with, "table");
    table.facts.with = define_options(context, statement.with);
    if (statement.tablespace) table.facts.tablespace = statement.tablespace->text;
    if (statement.method) table.facts.method = statement.method->text;
    define_columns(context, statement, table);
    if (context.failed()) return;
    if (statement.partition_by) table.partitioned = define_partition_key(context, table, *statement.partition_by);
    if (context.failed()) return;
    define_constraints(context, statement, table);
    if (context.failed()) return;
    context.perform(Create{{Kind::table, *name, {}}, std::move(table), at_end, statement.if_not_exists});
    for (auto const& element : statement.elements)
        if (auto const* like = std::get_if<ast::Like>(&element)) like_others(context, *like, *name);
}

} // namespace migc::catalog
