// DROP of every kind that the catalog keeps. Manual: the DROP pages, and 5.14 "Dependency Tracking".
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

// The index of a constraint goes with the constraint alone.
bool is_index_of_constraint(Context& context, ast::ObjectName const& object, Key const& key) {
    if (object.kind != ast::ObjectKind::index || key.kind != Kind::constraint) return false;
    needed_by(context, fmt::format("index `{}`", key.part), {key}, object.span,
              fmt::format("write `alter table {} drop constraint {}`", context.shown(key.name), key.part));
    return true;
}

void drop_schema(Context& context, Key const& key, bool cascade, Span span) {
    auto contents = context.catalog.contents(key.name.name);
    for (auto const& [name, extension] : context.catalog.extensions())
        if (extension.schema == key.name.name) contents.push_back({Kind::extension, {{}, name}, {}});
    if (!contents.empty() && !cascade) {
        needed_by(context, context.shown(key), contents, span, "drop what is in it first, or add `cascade`");
        return;
    }
    for (auto const& each : contents) drop_object(context, each, true, span, {});
    if (context.failed()) return;
    context.perform(Drop{key, *context.catalog.value(key)});
}

} // namespace

void perform(Context& context, ast::Drop const& statement) {
    if (statement.concurrently) {
        context.error(Code::not_in_transaction, statement.span,
                      "`drop index concurrently` cannot run inside a transaction, and every script is one",
                      "remove `concurrently`");
        return;
    }
    std::vector<Key> keys;
    std::set<Key> named;
    for (auto const& object : statement.names) {
        auto key = find_object(context, object, statement.if_exists);
        if (!key || is_index_of_constraint(context, object, *key)) continue;
        if (named.insert(*key).second) keys.push_back(std::move(*key));
    }
    if (context.failed()) return;
    for (auto const& key : keys) {
        if (key.kind == Kind::schema) drop_schema(context, key, statement.cascade, statement.span);
        else drop_object(context, key, statement.cascade, statement.span, named);
        if (context.failed()) return;
    }
}

} // namespace migc::catalog
