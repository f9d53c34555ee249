// CREATE VIEW. Manual: CREATE VIEW; replacing: src/backend/commands/view.c, checkViewTupleDesc.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/define_view.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/query.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

// The names of `create view v (a, b)` stand for the first columns of the query.
template <class Statement>
void name_columns(Context& context, Statement const& statement, BoundQuery& query, View& view) {
    view.columns_written = !statement.columns.empty();
    if (query.count_known && statement.columns.size() > query.columns.size()) {
        context.error(Code::bad_definition, statement.columns[query.columns.size()].span,
                      fmt::format("view of {} columns with {} names", query.columns.size(), statement.columns.size()),
                      "name no more columns than the query has");
        return;
    }
    if (!query.count_known) {
        for (auto const& column : statement.columns) view.columns.emplace_back(column.text);
        return;
    }
    for (std::size_t i = 0; i < statement.columns.size(); ++i) query.columns[i] = statement.columns[i].text;
    view.columns_known =
        std::none_of(query.columns.begin(), query.columns.end(), [](auto const& each) { return each.empty(); });
    if (view.columns_known) {
        view.columns = query.columns;
        view.types = std::move(query.types);
        view.types.resize(view.columns.size());
        view.collations = std::move(query.collations);
        view.collations.resize(view.columns.size());
    } else
        for (auto const& column : statement.columns) view.columns.emplace_back(column.text);
}

// SQLSTATE 42701; columns without a certain name are empty here.
template <class Statement>
void check_doubles(Context& context, Statement const& statement, std::vector<std::string> const& columns) {
    for (std::size_t i = 1; i < columns.size(); ++i) {
        auto const earlier = columns.begin() + static_cast<std::ptrdiff_t>(i);
        if (columns[i].empty() || std::find(columns.begin(), earlier, columns[i]) == earlier) continue;
        auto const span = i < statement.columns.size() ? statement.columns[i].span : statement.name.span;
        context.error(Code::duplicate_object, span,
                      fmt::format("view `{}` has two columns named `{}`", statement.name.name.text, columns[i]),
                      "give one of them another name with `as`");
        return;
    }
}

void refuse_into(Context& context, grammar::TokenRange query) {
    int depth = 0;
    for (auto const& token : query) {
        if (token.kind == grammar::TokenKind::left_paren) ++depth;
        if (token.kind == grammar::TokenKind::right_paren) --depth;
        if (depth == 0 && token.kind == grammar::TokenKind::kw_into)
            context.error(Code::bad_definition, token.span(), "`into` in the query of a view", "remove it");
    }
}

// Without the schema of the server's own ones.
std::string_view collation_name(std::string_view collation) {
    constexpr std::string_view server = "pg_catalog.";
    if (collation.empty()) return "\"default\"";
    return collation.starts_with(server) ? collation.substr(server.size()) : collation;
}

// What the column at a place becomes that a replacement must not change; empty: nothing, as far as that is certain.
std::string changed_column(Context& context, View const& before, View const& after, std::size_t place) {
    if (before.columns[place] != after.columns[place]) return fmt::format("`{}`", after.columns[place]);
    auto const &old_type = before.types[place], &new_type = after.types[place];
    if (old_type.name.empty() || new_type.name.empty()) return {};
    if (!(old_type == new_type)) {
        return fmt::format("`{}` instead of `{}`", spelled(new_type, context.home()),
                           spelled(old_type, context.home()));
    }
    auto const old_collation = collation_name(before.collations[place]);
    auto const new_collation = collation_name(after.collations[place]);
    // The collation since 15 (ran).
    if (old_collation == new_collation || context.target.server_version < 15) return {};
    return fmt::format("one with the collation {} instead of {}", new_collation, old_collation);
}

void check_replacement(Context& context, View const& before, View const& after, Span span) {
    if (!before.columns_known || !after.columns_known) return;
    auto const shown = context.shown(before.name);
    std::string const help = fmt::format("drop the view first: `drop view {};`", shown);
    if (after.columns.size() < before.columns.size()) {
        auto& diagnostic = context.error(
            Code::bad_replacement, span,
            fmt::format("view `{}` would lose its column `{}`", shown, before.columns[after.columns.size()]), help);
        context.note_origin(diagnostic, {Kind::view, before.name, {}});
        return;
    }
    for (std::size_t i = 0; i < before.columns.size(); ++i) {
        auto const becomes = changed_column(context, before, after, i);
        if (becomes.empty()) continue;
        auto& diagnostic = context.error(
            Code::bad_replacement, span,
            fmt::format("column `{}` of view `{}` would become {}", before.columns[i], shown, becomes),
            fmt::format("keep the first {} columns as they are, or drop the view first", before.columns.size()));
        context.note_origin(diagnostic, {Kind::view, before.name, {}});
        return;
    }
}

void check_options(Context& context, ast::CreateView const& statement, View const& view) {
    check_view_options(context, statement.with);
    for (auto const& option : statement.with) {
        if (option.name.text == "check_option" && !view.check_option.empty())
            context.error(Code::bad_definition, option.span, "check option stands twice", "remove one of the two");
    }
}

template <class Statement>
std::optional<View> with_query(Context& context, Statement const& statement, View view,
                               std::string_view recursive_name) {
    refuse_into(context, statement.query.tokens);
    auto query = bind_view_query(context, statement.query.tokens, recursive_name);
    view.query = stored_text(context, statement.query.tokens, query);
    view.bindings = std::move(query.bindings);
    name_columns(context, statement, query, view);
    if (!context.failed()) check_doubles(context, statement, query.columns);
    if (context.failed()) return std::nullopt;
    return view;
}

std::optional<View> define_view(Context& context, ast::CreateView const& statement, Name name) {
    View view;
    view.name = std::move(name);
    view.recursive = statement.recursive;
    view.check_option = statement.check_option.text;
    check_options(context, statement, view);
    view.with = define_options(context, statement.with);
    return with_query(context, statement, std::move(view),
                      statement.recursive ? statement.name.name.text : std::string_view());
}

} // namespace

std::optional<View> define_stored_view(Context& context, ast::CreateMaterializedView const& statement, Name name) {
    View view;
    view.name = std::move(name);
    if (check_parameters(context, statement.with, "table")) view.with = define_options(context, statement.with);
    return with_query(context, statement, std::move(view), {});
}

bool reads_filled_views(Context& context, std::vector<Binding> const& bindings, Span span) {
    std::set<Name> seen;
    std::vector<std::vector<Binding> const*> open = {&bindings};
    while (!open.empty()) {
        auto const* query = open.back();
        open.pop_back();
        for (auto const& binding : *query) {
            auto const* view = context.catalog.view(binding.object);
            if (!view || !seen.insert(binding.object).second) continue;
            if (!view->stored) {
                open.push_back(&view->bindings);
            } else if (!view->stored->populated) {
                context.error(Code::bad_definition, span,
                              fmt::format("materialized view `{}`, which is read here, holds no rows yet",
                                          context.shown(binding.object)),
                              "refresh it first, or write `with no data`");
                return false;
            }
        }
    }
    return true;
}

void check_view_options(Context& context, std::vector<ast::Option> const& options) {
    constexpr std::string_view known[] = {"check_option", "security_barrier", "security_invoker"};
    for (auto const& option : options) {
        if (std::find(std::begin(known), std::end(known), option.name.text) == std::end(known))
            context.error(Code::bad_definition, option.span, fmt::format("a view has no option `{}`", option.name.text),
                          fmt::format("use one of {}", fmt::join(known, ", ")));
        if (option.name.text == "security_invoker" && context.target.server_version < 15)
            needs_version(context, "`security_invoker`", 15, option.span);
    }
}

void perform(Context& context, ast::CreateView const& statement) {
    bool const temporary = statement.temporary || (statement.name.schema && statement.name.schema->text == "pg_temp");
    if (temporary) {
        context.error(Code::refused_statement, statement.span, "temporary view, which ends with the session",
                      "create a permanent one, or write the query where it is used");
        return;
    }
    auto const name = context.new_name(statement.name);
    if (!name) return;
    Key const key{Kind::view, *name, {}};
    if (auto const holder = holder_of_relation_name(context.catalog, *name)) {
        if (!statement.or_replace || holder->kind == Kind::type) {
            duplicate(context, *holder, statement.name.span);
            return;
        }
        auto const* stored = context.catalog.view(*name);
        if (stored && stored->stored) {
            wrong_view_kind(context, *stored, statement.name.span);
            return;
        }
        if (holder->kind != Kind::view) {
            wrong_kind(context, statement.name, *name, holder->kind, Kind::view);
            return;
        }
    }
    auto view = define_view(context, statement, *name);
    if (!view) return;
    auto const* existing = context.catalog.view(*name);
    if (!existing) {
        context.perform(Create{key, std::move(*view), at_end, false});
        return;
    }
    auto const before = *existing;
    check_replacement(context, before, *view, statement.name.span);
    if (context.failed()) return;
    view->common = before.common;
    view->triggers = before.triggers;
    view->column_comments = before.column_comments;
    view->column_defaults = before.column_defaults;
    if (before.stale)
        context.perform(Alter{key, before, std::move(*view), {}});
    else
        alter(context, key, before, std::move(*view));
}

} // namespace migc::catalog
