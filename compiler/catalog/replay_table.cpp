// CREATE TABLE. Manual: CREATE TABLE.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

bool is_modelled(Context& context, ast::CreateTable const& statement) {
    auto const errors = context.diagnostics.error_count();
    for (auto const& element : statement.elements)
        if (auto const* like = std::get_if<ast::Like>(&element)) not_modelled(context, "`like`", like->span, "write the columns");
    if (!statement.inherits.empty()) not_modelled(context, "inheritance", statement.inherits.front().span);
    if (statement.partition_of) not_modelled(context, "a partition", statement.partition_of->span);
    if (!statement.partition_by.empty()) not_modelled(context, "a partitioned table", statement.partition_by.span());
    if (statement.of_type) not_modelled(context, "a typed table", statement.of_type->span);
    auto const& persistence = statement.persistence.text;
    if (!persistence.empty() && persistence != "unlogged")
        context.error(Code::refused_statement, statement.span, "temporary table, which ends with the session",
                      "use a common table expression, or a table that a later statement drops");
    return context.diagnostics.error_count() == errors;
}

// First all names and types, then the facts that may use any of the columns.
void define_columns(Context& context, ast::CreateTable const& statement, Table& table) {
    std::vector<ast::Column const*> nodes;
    for (auto const& element : statement.elements) {
        auto const* node = std::get_if<ast::Column>(&element);
        if (!node) continue;
        if (table.column(node->name.text)) {
            context.error(Code::duplicate_object, node->name.span, fmt::format("column `{}` stands twice", node->name.text),
                          "rename or remove one of the two");
            continue;
        }
        if (auto column = define_column(context, table, *node)) {
            table.columns.push_back(std::move(*column));
            nodes.push_back(node);
        }
    }
    if (context.failed()) return;
    // Which columns are generated must be known before the first generation expression is read.
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (auto const& constraint : nodes[i]->constraints)
            if (std::holds_alternative<ast::Generated>(constraint.body)) table.columns[i].generated = Generated::stored;
    for (std::size_t i = 0; i < nodes.size(); ++i) complete_column(context, table, *nodes[i], table.columns[i]);
}

// The server makes one index of keys that are alike; a name that was given wins over one that was made
// (src/backend/parser/parse_utilcmd.c, transformIndexConstraints).
bool merged(Table& table, Constraint const& added, bool is_named, std::set<std::string>& made_names) {
    if (added.kind != ConstraintKind::unique) return false;
    for (auto const& [name, prior] : table.constraints) {
        bool const is_key = prior.kind == ConstraintKind::primary_key || prior.kind == ConstraintKind::unique;
        bool const alike = is_key && prior.columns == added.columns && prior.include == added.include &&
                           prior.nulls_not_distinct == added.nulls_not_distinct && prior.deferrable == added.deferrable &&
                           prior.initially_deferred == added.initially_deferred;
        if (!alike) continue;
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

void add_constraint(Context& context, ast::Constraint const& node, ast::Identifier const* column, Table& table,
                    std::set<std::string>& made_names) {
    auto constraint = define_constraint(context, table, node, column, true);
    if (!constraint || merged(table, *constraint, node.name.has_value(), made_names)) return;
    if (!node.name) made_names.insert(constraint->name);
    if (constraint->kind == ConstraintKind::primary_key)
        for (auto const& name : constraint->columns) table.column(name)->not_null = true;
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
    auto const is_primary = [](ast::Constraint const& node) { return std::holds_alternative<ast::PrimaryKey>(node.body); };
    add([](ast::Constraint const& node) { return constraint_pass(node) == ConstraintPass::checks; });
    add(is_primary);
    add([&](ast::Constraint const& node) { return constraint_pass(node) == ConstraintPass::keys && !is_primary(node); });
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
    check_parameters(context, statement.with, "table");
    table.facts.with = define_options(context, statement.with);
    if (statement.tablespace) table.facts.tablespace = statement.tablespace->text;
    if (statement.method) table.facts.method = statement.method->text;
    define_columns(context, statement, table);
    if (context.failed()) return;
    define_constraints(context, statement, table);
    if (context.failed()) return;
    context.perform(Create{{Kind::table, *name, {}}, std::move(table), at_end, statement.if_not_exists});
}

} // namespace migc::catalog
