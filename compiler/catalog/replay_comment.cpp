// COMMENT ON. An empty comment is none (src/backend/commands/comment.c, CreateComments). Manual: COMMENT.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/replay.hpp"

namespace migc::catalog {

namespace {

void comment_on_view_column(Context& context, Key const& column, std::optional<std::string> const& text) {
    auto const before = *context.catalog.view(column.name);
    auto after = before;
    if (text)
        after.column_comments[column.part] = *text;
    else
        after.column_comments.erase(column.part);
    alter(context, {Kind::view, column.name, {}}, before, std::move(after));
}

void comment_on_attribute(Context& context, Key const& column, std::optional<std::string> const& text) {
    auto const before = *context.catalog.composite(column.name);
    auto after = before;
    for (auto& attribute : after.attributes)
        if (attribute.name == column.part) attribute.comment = text;
    alter(context, {Kind::type, column.name, {}}, before, std::move(after));
}

void comment_on_domain_constraint(Context& context, ast::ObjectName const& object,
                                  std::optional<std::string> const& text) {
    ast::ObjectName of;
    of.kind = ast::ObjectKind::domain;
    of.name = *object.table;
    of.span = object.table->span;
    auto const key = find_object(context, of, false);
    if (!key) return;
    auto const before = *context.catalog.domain(key->name);
    auto after = before;
    auto const check = after.checks.find(std::string(object.name.name.text));
    if (check == after.checks.end()) {
        auto const names = before.constraint_names();
        unknown_part(context, "constraint", object.name.name.text, context.shown(*key), {names.begin(), names.end()},
                     object.name.span);
        return;
    }
    check->second.comment = text;
    alter(context, *key, before, std::move(after));
}

// Of an extension that is in every database; pg_dump before 11 writes it once more.
bool is_comment_from_the_beginning(ast::ObjectName const& object, std::optional<std::string> const& text) {
    return object.kind == ast::ObjectKind::extension && object.name.name.text == "plpgsql" &&
           text == "PL/pgSQL procedural language";
}

} // namespace

void perform(Context& context, ast::Comment const& statement) {
    std::optional<std::string> text;
    if (statement.text && !statement.text->value.empty()) text = statement.text->value;
    if (statement.object.kind == ast::ObjectKind::domain_constraint) {
        comment_on_domain_constraint(context, statement.object, text);
        return;
    }
    if (comment_on_not_null(context, statement.object, text)) return;
    if (is_comment_from_the_beginning(statement.object, text)) return;
    auto const key = find_object(context, statement.object, false);
    if (!key) return;
    if (statement.object.kind == ast::ObjectKind::index && key->kind == Kind::constraint) {
        auto const before = context.catalog.table(key->name)->constraints.at(key->part);
        auto after = before;
        after.index_comment = text;
        alter(context, *key, before, std::move(after));
        return;
    }
    if (key->kind == Kind::column && context.catalog.composite(key->name)) {
        comment_on_attribute(context, *key, text);
        return;
    }
    if (key->kind == Kind::column && context.catalog.view(key->name)) {
        comment_on_view_column(context, *key, text);
        return;
    }
    auto before = *alterable(context.catalog, *key);
    auto after = before;
    *comment_of(after) = text;
    alter(context, *key, std::move(before), std::move(after));
}

} // namespace migc::catalog
