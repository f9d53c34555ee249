// Extensions: what one brings is not known, so the world is open behind it (RULINGS 12). Manual: CREATE EXTENSION,
// ALTER EXTENSION.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool schema_exists(Context& context, ast::Identifier const& schema) {
    if (context.catalog.has_schema(schema.text) || schema.text == "pg_catalog") return true;
    unknown_schema(context, schema.text, schema.span);
    return false;
}

} // namespace

void perform(Context& context, ast::CreateExtension const& statement) {
    Extension extension;
    extension.name = statement.name.text;
    Key const key{Kind::extension, {{}, extension.name}, {}};
    // Every database has plpgsql (manual 43.1); pg_dump before 11 names it all the same.
    bool const built_in = extension.name == "plpgsql";
    if (built_in || context.catalog.extension(extension.name)) {
        if (!statement.if_not_exists) duplicate(context, key, statement.name.span);
        return;
    }
    if (statement.schema) {
        if (!schema_exists(context, *statement.schema)) return;
        extension.schema = statement.schema->text;
    }
    if (statement.version) extension.version = statement.version->value;
    context.perform(Create{key, std::move(extension), at_end, statement.if_not_exists});
}

void perform(Context& context, ast::AlterExtension const& statement) {
    if (statement.membership) {
        not_modelled(context, "`alter extension … add` and `drop`", statement.span);
        return;
    }
    ast::QualifiedName const name{std::nullopt, statement.name, statement.name.span};
    auto const key = find_object(context, ast::ObjectKind::extension, name, false);
    if (!key) return;
    auto const before = *context.catalog.extension(key->name.name);
    auto after = before;
    if (statement.set_schema) {
        if (!schema_exists(context, *statement.set_schema)) return;
        after.schema = statement.set_schema->text;
    } else if (statement.update_to) {
        after.version = statement.update_to->value;
    } else {
        context.perform(Unseen{fmt::format("update of extension `{}` to whatever version the server has", after.name)});
        return;
    }
    alter(context, *key, before, std::move(after));
}

} // namespace migc::catalog
