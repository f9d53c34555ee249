#include "compiler/catalog/named_errors.hpp"

#include "compiler/base/suggest.hpp"

#include <fmt/format.h>

namespace migc::catalog {

Diagnostic& unknown_extension(Context& context, std::string_view name, Span span) {
    std::vector<std::string_view> candidates;
    for (auto const& [known, extension] : context.catalog.extensions()) candidates.push_back(known);
    auto const near = nearest(name, candidates);
    return context.error(Code::unknown_extension, span, fmt::format("unknown extension `{}`", name),
                         near ? fmt::format("write `{}`", *near)
                              : std::string("create the extension in an earlier revision"));
}

Diagnostic& unknown_view_column(Context& context, View const& view, std::string_view column, Span span) {
    std::vector<std::string_view> const candidates(view.columns.begin(), view.columns.end());
    auto const near = nearest(column, candidates);
    auto& diagnostic = context.error(
        Code::unknown_column, span, fmt::format("view `{}` has no column `{}`", context.shown(view.name), column),
        near ? fmt::format("write `{}`", *near) : fmt::format("use one of {}", fmt::join(candidates, ", ")));
    context.note_origin(diagnostic, {Kind::view, view.name, {}});
    return diagnostic;
}

Diagnostic& no_such_column(Context& context, std::string_view column, Span span) {
    return context.error(Code::unknown_column, span, fmt::format("no relation of the query has a column `{}`", column),
                         "name a column of one of them, or put a text into single quotes");
}

Diagnostic& ambiguous_routine(Context& context, Name const& name, std::vector<Routine const*> const& found, Span span) {
    auto& diagnostic = context.error(
        Code::ambiguous_routine, span, fmt::format("{} functions are named `{}`", found.size(), context.shown(name)),
        fmt::format("name the argument types: `{}({})`", context.shown(name), found.front()->signature()));
    for (auto const* each : found) {
        auto const origin = context.origins.find({Kind::routine, each->name, each->signature()});
        if (origin != context.origins.end())
            diagnostic.notes.push_back(
                {origin->second, fmt::format("`{}({})` is made here", context.shown(each->name), each->signature())});
    }
    return diagnostic;
}

Diagnostic& wrong_routine_kind(Context& context, Routine const& routine, std::string_view wanted, Span span) {
    Key const key{Kind::routine, routine.name, routine.signature()};
    auto& diagnostic = context.error(Code::wrong_kind, span, fmt::format("{} is not a {}", context.shown(key), wanted),
                                     fmt::format("write `{}`", routine.procedure ? "procedure" : "function"));
    context.note_origin(diagnostic, key);
    return diagnostic;
}

Diagnostic& reserved_name(Context& context, ast::Identifier const& name, std::string why) {
    return context.error(Code::bad_definition, name.span, fmt::format("name `{}` is reserved: {}", name.text, why),
                         "choose another name");
}

Diagnostic& unknown_attribute(Context& context, CompositeType const& type, std::string_view attribute, Span span) {
    std::vector<std::string_view> names;
    for (auto const& each : type.attributes) names.push_back(each.name);
    auto const near = nearest(attribute, names);
    auto& diagnostic = context.error(
        Code::unknown_column, span, fmt::format("type `{}` has no attribute `{}`", context.shown(type.name), attribute),
        near            ? fmt::format("write `{}`", *near)
        : names.empty() ? std::string("add the attribute first")
                        : fmt::format("use one of {}", fmt::join(names, ", ")));
    context.note_origin(diagnostic, {Kind::type, type.name, {}});
    return diagnostic;
}

Diagnostic& wrong_type(Context& context, Name const& type, std::string_view wanted, Span span) {
    Key const key{Kind::type, type, {}};
    auto& diagnostic = context.error(Code::wrong_kind, span, fmt::format("{} is not {}", context.shown(key), wanted),
                                     "use the statement for its own sort of type");
    context.note_origin(diagnostic, key);
    return diagnostic;
}

Diagnostic& type_of_server(Context& context, std::string_view type, Span span) {
    return context.error(Code::wrong_kind, span, fmt::format("type `{}` is the server's own", type),
                         "write the schema of your own type in front of its name");
}

bool check_value_type(Context& context, Type const& type, std::string_view what, Span span) {
    if (is_pseudo_type(type)) {
        context.error(Code::bad_definition, span,
                      fmt::format("{} of pseudo-type {}", what, spelled(type, context.home())),
                      "use a type that has values of its own");
        return false;
    }
    auto const* found = context.catalog.type({type.schema, type.name});
    auto const* base = found ? std::get_if<BaseType>(found) : nullptr;
    if (!base || !base->is_shell()) return true;
    context.error(Code::unknown_type, span, fmt::format("type `{}` is only a shell so far", context.shown(base->name)),
                  "complete it with `create type … ( … )` first");
    return false;
}

Diagnostic& wrong_view_kind(Context& context, View const& view, Span span) {
    auto const shown = context.shown(view.name);
    auto& diagnostic = context.error(Code::wrong_kind, span,
                                     view.stored ? fmt::format("`{}` is a materialized view, not a view", shown)
                                                 : fmt::format("`{}` is a view, not a materialized view", shown),
                                     view.stored ? "write `materialized view`" : "write `view`");
    context.note_origin(diagnostic, {Kind::view, view.name, {}});
    return diagnostic;
}

Diagnostic& wrong_table_kind(Context& context, Table const& table, Span span) {
    auto const shown = context.shown(table.name);
    auto& diagnostic = context.error(Code::wrong_kind, span,
                                     table.facts.foreign ? fmt::format("`{}` is a foreign table, not a table", shown)
                                                         : fmt::format("`{}` is a table, not a foreign table", shown),
                                     table.facts.foreign ? "write `foreign table`" : "write `table`");
    context.note_origin(diagnostic, {Kind::table, table.name, {}});
    return diagnostic;
}

Diagnostic& unknown_named(Context& context, Key const& key, Span span) {
    std::vector<std::string_view> candidates;
    for (auto const& [known, object] : context.catalog.all_named())
        if (known.named == key.named && known.part == key.part) candidates.push_back(known.name.name);
    auto const near = nearest(key.name.name, candidates);
    return context.error(Code::unknown_object, span, fmt::format("unknown {}", context.shown(key)),
                         near ? fmt::format("write `{}`", *near)
                              : "create it in an earlier revision, or remove the statement");
}

} // namespace migc::catalog
