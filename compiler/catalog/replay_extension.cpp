// Extensions: what one brings is not known, so the world is open behind it (RULINGS 12). Manual: CREATE EXTENSION,
// ALTER EXTENSION.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/extension_parts.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool schema_exists(Context& context, ast::Identifier const& schema) {
    if (context.catalog.has_schema(schema.text) || schema.text == "pg_catalog") return true;
    unknown_schema(context, schema.text, schema.span);
    return false;
}

// src/backend/commands/extension.c, ExecAlterExtensionContentsStmt (SQLSTATE 42P17).
bool may_be_member(ast::ObjectKind kind) {
    using enum ast::ObjectKind;
    return kind != index && kind != statistics && kind != extension && kind != publication && kind != subscription &&
           kind != database && kind != tablespace && kind != role;
}

void change_member(Context& context, Extension const& extension, ast::AlterExtension const& statement) {
    if (!may_be_member(statement.member->kind)) {
        context.error(Code::bad_definition, statement.member->span, "object of a kind that no extension has as its own",
                      "remove the statement");
        return;
    }
    auto const key = find_object(context, *statement.member, false);
    if (!key) return;
    auto before = *alterable(context.catalog, *key);
    auto after = before;
    auto* common = common_of(after);
    bool const adds = statement.membership == "add";
    if (adds && !common->member_of.empty()) {
        context.error(Code::wrong_kind, statement.member->span,
                      fmt::format("{} is a part of extension `{}` already", context.shown(*key), common->member_of),
                      fmt::format("write `alter extension {} drop …` first", common->member_of));
        return;
    }
    if (!adds && common->member_of != extension.name) {
        // What the extension's own script has made is none of the chain's objects.
        context.error(Code::wrong_kind, statement.member->span,
                      fmt::format("{} is no part of extension `{}`", context.shown(*key), extension.name),
                      "remove the statement");
        return;
    }
    common->member_of = adds ? extension.name : std::string();
    alter(context, *key, std::move(before), std::move(after));
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
    ast::QualifiedName const name{std::nullopt, statement.name, statement.name.span};
    auto const key = find_object(context, ast::ObjectKind::extension, name, false);
    if (!key) return;
    auto const before = *context.catalog.extension(key->name.name);
    if (statement.member) return change_member(context, before, statement);
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

// Manual: ALTER FUNCTION, ALTER INDEX, ALTER MATERIALIZED VIEW, ALTER TRIGGER.
void perform(Context& context, ast::DependsOnExtension const& statement) {
    if (statement.no && context.target.server_version < 13)
        needs_version(context, "`no depends on extension`", 13, statement.span);
    auto const key = find_object(context, statement.object, false);
    ast::QualifiedName const name{std::nullopt, statement.extension, statement.extension.span};
    auto const extension = key ? find_object(context, ast::ObjectKind::extension, name, false) : std::nullopt;
    if (!extension) return;
    auto before = *alterable(context.catalog, *key);
    auto after = before;
    auto* extensions = extensions_of(after);
    if (!extensions) {
        not_modelled(context, "`depends on extension` of the index of a constraint", statement.object.span);
        return;
    }
    auto const at = std::lower_bound(extensions->begin(), extensions->end(), extension->name.name);
    bool const there = at != extensions->end() && *at == extension->name.name;
    if (statement.no && there) extensions->erase(at);
    if (!statement.no && !there) extensions->insert(at, extension->name.name);
    alter(context, *key, std::move(before), std::move(after));
}

} // namespace migc::catalog
