// CREATE SCHEMA, with the objects inside it. Manual: CREATE SCHEMA; their order:
// src/backend/parser/parse_utilcmd.c, transformCreateSchemaStmtElements.
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// --- elements ---

enum class Turn : std::uint8_t { sequences, tables, views, indexes, triggers, grants };

struct TurnOf {
    Turn operator()(ast::CreateSequence const&) const { return Turn::sequences; }
    Turn operator()(ast::CreateTable const&) const { return Turn::tables; }
    Turn operator()(ast::CreateView const&) const { return Turn::views; }
    Turn operator()(ast::CreateIndex const&) const { return Turn::indexes; }
    Turn operator()(ast::CreateTrigger const&) const { return Turn::triggers; }
    Turn operator()(auto const&) const { return Turn::grants; }
};

/// The name that must be one of the new schema: of the object, or of the table it stands on.
struct PlaceOf {
    ast::QualifiedName* operator()(ast::CreateSequence& node) const { return &node.name; }
    ast::QualifiedName* operator()(ast::CreateTable& node) const { return &node.name; }
    ast::QualifiedName* operator()(ast::CreateView& node) const { return &node.name; }
    ast::QualifiedName* operator()(ast::CreateIndex& node) const { return &node.table; }
    ast::QualifiedName* operator()(ast::CreateTrigger& node) const { return &node.table; }
    ast::QualifiedName* operator()(auto&) const { return nullptr; }
};

void perform_element(Context& context, ast::Identifier const& schema, ast::SchemaElement const& element) {
    auto statement = element.statement;
    if (auto const* index = std::get_if<ast::CreateIndex>(&statement); index && index->concurrently) {
        context.error(Code::not_in_transaction, index->span, "`concurrently` inside of `create schema`",
                      "write the index as a statement of its own");
        return;
    }
    if (auto* place = std::visit(PlaceOf{}, statement)) {
        if (place->schema && place->schema->text != schema.text) {
            context.error(
                Code::bad_definition, place->span,
                fmt::format("object of schema `{}` inside of `create schema {}`", place->schema->text, schema.text),
                "write it as a statement of its own");
            return;
        }
        place->schema = ast::Identifier{schema.text, place->span};
    }
    std::visit([&](auto const& node) { perform(context, node); }, statement);
}

void perform_elements(Context& context, ast::Identifier const& schema, ast::CreateSchema const& statement) {
    std::vector<ast::SchemaElement const*> elements;
    for (auto const& element : statement.elements) elements.push_back(&element);
    std::stable_sort(elements.begin(), elements.end(), [](auto const* left, auto const* right) {
        return std::visit(TurnOf{}, left->statement) < std::visit(TurnOf{}, right->statement);
    });
    auto const& owner = statement.authorization;
    context.enter_schema(std::string(schema.text), owner ? std::optional(std::string(owner->text)) : std::nullopt);
    for (auto const* element : elements)
        if (!context.failed()) perform_element(context, schema, *element);
    context.leave_schema();
}

} // namespace

void perform(Context& context, ast::CreateSchema const& statement) {
    // AUTHORIZATION alone names the schema, too.
    auto const& name = statement.name ? *statement.name : *statement.authorization;
    bool const is_word =
        !statement.name && (name.text == "current_user" || name.text == "session_user" || name.text == "current_role");
    if (is_word) {
        context.error(Code::needs_name, name.span, "schema named after whoever runs the script",
                      "write the name: `create schema NAME authorization …`");
        return;
    }
    Schema schema{std::string(name.text), {}};
    Key const key{Kind::schema, {{}, schema.name}, {}};
    if (name.text.substr(0, 3) == "pg_") {
        reserved_name(context, name, "`pg_` begins the names of system schemas");
        return;
    }
    if (statement.if_not_exists && !statement.elements.empty()) {
        context.error(Code::bad_definition, statement.span, "`if not exists` of a schema with objects inside it",
                      "write each object as a statement of its own behind `create schema`");
        return;
    }
    if (context.catalog.has_schema(schema.name)) {
        if (!statement.if_not_exists) duplicate(context, key, name.span);
        return;
    }
    if (statement.authorization) schema.common.owner = std::string(statement.authorization->text);
    context.perform(Create{key, std::move(schema), at_end, statement.if_not_exists});
    if (!statement.elements.empty()) perform_elements(context, name, statement);
}

} // namespace migc::catalog
