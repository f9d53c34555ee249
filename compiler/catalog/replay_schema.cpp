// CREATE SCHEMA. Manual: CREATE SCHEMA.
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

namespace migc::catalog {

void perform(Context& context, ast::CreateSchema const& statement) {
    if (statement.has_elements) {
        not_modelled(context, "`create schema` with objects inside it", statement.span,
                     "write each object as a statement of its own behind `create schema`");
        return;
    }
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
    if (context.catalog.has_schema(schema.name)) {
        if (!statement.if_not_exists) duplicate(context, key, name.span);
        return;
    }
    if (statement.authorization) schema.common.owner = std::string(statement.authorization->text);
    context.perform(Create{key, std::move(schema), at_end, statement.if_not_exists});
}

} // namespace migc::catalog
