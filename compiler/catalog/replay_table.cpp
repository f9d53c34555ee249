// CREATE TABLE. Manual: CREATE TABLE.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <fmt/format.h>

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
    for (std::size_t i = 0; i < nodes.size(); ++i) complete_column(context, table, *nodes[i], table.columns[i]);
}

void add_constraint(Context& context, ast::Constraint const& node, ast::Identifier const* column, Table& table) {
    auto constraint = define_constraint(context, table, node, column, true);
    if (!constraint) return;
    if (constraint->kind == ConstraintKind::primary_key)
        for (auto const& name : constraint->columns) table.column(name)->not_null = true;
    table.constraints.emplace(constraint->name, std::move(*constraint));
}

void define_constraints(Context& context, ast::CreateTable const& statement, Table& table) {
    for (auto const pass : {ConstraintPass::checks, ConstraintPass::keys, ConstraintPass::foreign_keys})
        for (auto const& element : statement.elements) {
            if (auto const* node = std::get_if<ast::Constraint>(&element); node && constraint_pass(*node) == pass)
                add_constraint(context, *node, nullptr, table);
            if (auto const* node = std::get_if<ast::Column>(&element))
                for (auto const& constraint : node->constraints)
                    if (constraint_pass(constraint) == pass) add_constraint(context, constraint, &node->name, table);
        }
}

} // namespace

void perform(Context& context, ast::CreateTable const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name || !is_modelled(context, statement)) return;
    if (auto const* existing = context.catalog.relation(*name)) {
        if (!statement.if_not_exists) duplicate(context, {existing->kind, *name, {}}, statement.name.span);
        return;
    }
    if (context.catalog.type(*name)) {
        duplicate(context, {Kind::type, *name, {}}, statement.name.span);
        return;
    }
    Table table;
    table.name = *name;
    if (statement.persistence == "unlogged") table.facts.persistence = Persistence::unlogged;
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
