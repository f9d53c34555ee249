#include "compiler/catalog/errors.hpp"

#include "compiler/base/suggest.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

std::string suggestion(std::string_view word, std::vector<std::string_view> const& candidates, std::string otherwise) {
    auto const near = nearest(word, candidates);
    return near ? fmt::format("write `{}`", *near) : std::move(otherwise);
}

// Behind a `do` block or the like the catalog does not hold all that is there (RULINGS 11).
std::string unless_unseen(Context const& context, std::string otherwise) {
    if (!context.catalog.unseen()) return otherwise;
    return otherwise + "; where a statement that cannot be seen into has made it, write this one as `raw $$ … $$`";
}

std::vector<std::string_view> views(std::vector<std::string> const& names) { return {names.begin(), names.end()}; }

std::string spelled(ast::QualifiedName const& name) {
    return name.schema ? fmt::format("{}.{}", name.schema->text, name.name.text) : std::string(name.name.text);
}

std::string_view article(Kind kind) { return kind == Kind::index || kind == Kind::extension ? "an" : "a"; }

} // namespace

Diagnostic& unknown_schema(Context& context, std::string_view name, Span span) {
    std::vector<std::string_view> candidates;
    for (auto const& [schema, value] : context.catalog.schemas()) candidates.push_back(schema);
    return context.error(Code::unknown_schema, span, fmt::format("unknown schema `{}`", name),
                         suggestion(name, candidates,
                                    fmt::format("create it first: `create schema {};`, or name it in "
                                                "the target's search_path if it was there before",
                                                name)));
}

Diagnostic& unknown_relation(Context& context, ast::QualifiedName const& name, Kind wanted) {
    std::vector<std::string> names;
    for (auto const& schema : context.candidates(name)) {
        auto const found = context.catalog.names_in(schema, wanted);
        names.insert(names.end(), found.begin(), found.end());
    }
    return context.error(
        Code::unknown_relation, name.span, fmt::format("unknown {} `{}`", spelling(wanted), spelled(name)),
        suggestion(name.name.text, views(names),
                   unless_unseen(context, fmt::format("create the {} in an earlier revision", spelling(wanted)))));
}

Diagnostic& wrong_kind(Context& context, ast::QualifiedName const& name, Name const& found, Kind kind, Kind wanted) {
    auto& diagnostic = context.error(Code::wrong_kind, name.span,
                                     fmt::format("`{}` is {} {}, not {} {}", context.shown(found), article(kind),
                                                 spelling(kind), article(wanted), spelling(wanted)),
                                     fmt::format("use the statement for {} {}", article(kind), spelling(kind)));
    context.note_origin(diagnostic, {kind, found, {}});
    return diagnostic;
}

Diagnostic& unknown_column(Context& context, Table const& table, std::string_view column, Span span) {
    if (table.open)
        return not_modelled(
            context,
            fmt::format("column `{}` of table `{}`, which a query made and whose columns are not certain,", column,
                        context.shown(table.name)),
            span, "create the table with its columns, and fill it with `insert into … select …`");
    std::vector<std::string_view> candidates;
    for (auto const& each : table.columns) candidates.push_back(each.name);
    auto& diagnostic = context.error(Code::unknown_column, span,
                                     fmt::format("table `{}` has no column `{}`", context.shown(table.name), column),
                                     suggestion(column, candidates,
                                                candidates.size() <= 12 && !candidates.empty()
                                                    ? fmt::format("use one of {}", fmt::join(candidates, ", "))
                                                    : unless_unseen(context, "add the column first")));
    context.note_origin(diagnostic, {Kind::table, table.name, {}});
    return diagnostic;
}

Diagnostic& unknown_type(Context& context, ast::TypeName const& type) {
    std::vector<std::string> names;
    for (auto const& schema : context.path()) {
        auto const found = context.catalog.names_in(schema, Kind::type);
        names.insert(names.end(), found.begin(), found.end());
    }
    auto const shown = type.schema ? fmt::format("{}.{}", type.schema->text, type.name) : std::string(type.name);
    return context.error(
        Code::unknown_type, type.span, fmt::format("unknown type `{}`", shown),
        suggestion(type.name, views(names), "create the type in an earlier revision, or the extension that brings it"));
}

Diagnostic& unknown_function(Context& context, std::string_view name, Span span) {
    std::vector<std::string> names;
    for (auto const& schema : context.path()) {
        auto const found = context.catalog.names_in(schema, Kind::routine);
        names.insert(names.end(), found.begin(), found.end());
    }
    return context.error(
        Code::unknown_function, span, fmt::format("unknown function `{}`", name),
        suggestion(name, views(names), "create the function in an earlier revision, or the extension that brings it"));
}

Diagnostic& unknown_routine(Context& context, std::string_view shown, Kind kind, Span span) {
    return context.error(Code::unknown_routine, span, fmt::format("unknown {} `{}`", spelling(kind), shown),
                         "name the argument types as they stand in its definition");
}

Diagnostic& unknown_part(Context& context, std::string_view what, std::string_view name, std::string_view owner,
                         std::vector<std::string_view> const& candidates, Span span) {
    return context.error(
        Code::unknown_part, span, fmt::format("{} has no {} `{}`", owner, what, name),
        suggestion(name, candidates,
                   candidates.empty()
                       ? unless_unseen(context, fmt::format("remove the statement: there is no {}", what))
                       : fmt::format("use one of {}", fmt::join(candidates, ", "))));
}

Diagnostic& duplicate(Context& context, Key const& key, Span span) {
    auto& diagnostic = context.error(Code::duplicate_object, span, fmt::format("{} exists already", context.shown(key)),
                                     "choose another name, or drop the existing one first");
    context.note_origin(diagnostic, key);
    return diagnostic;
}

Diagnostic& needed_by(Context& context, std::string_view object, std::vector<Key> const& dependants, Span span,
                      std::string help) {
    std::vector<std::string> names;
    for (auto const& key : dependants) names.push_back(context.shown(key));
    constexpr std::size_t shown = 5;
    auto const more = names.size() > shown ? fmt::format(" and {} more", names.size() - shown) : std::string();
    if (names.size() > shown) names.resize(shown);
    auto& diagnostic =
        context.error(Code::dependency, span, fmt::format("{} is needed by {}{}", object, fmt::join(names, ", "), more),
                      std::move(help));
    for (std::size_t i = 0; i < dependants.size() && i < shown; ++i) {
        if (auto const* place = context.origin(dependants[i]))
            diagnostic.notes.push_back({*place, fmt::format("{} is made here", context.shown(dependants[i]))});
    }
    return diagnostic;
}

Diagnostic& not_modelled(Context& context, std::string what, Span span, std::string help) {
    if (help.empty()) help = "write it as `raw $$ … $$ reversed by { … };` to pass it through unread";
    return context.error(Code::unsupported, span, fmt::format("{} is not modelled yet", what), std::move(help));
}

Diagnostic& needs_version(Context& context, std::string_view what, int since, Span span) {
    return context.error(
        Code::version_too_old, span,
        fmt::format("{} needs PostgreSQL {}, the target is {}", what, since, context.target.server_version),
        fmt::format("set `server_version = {}` if the servers are that new", since));
}

} // namespace migc::catalog
