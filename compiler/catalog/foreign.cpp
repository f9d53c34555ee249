#include "compiler/catalog/foreign.hpp"

#include "compiler/catalog/errors.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool change_option(Context& context, ast::ForeignOption const& change, std::string const& owner, Options& options) {
    std::string const name(change.name.text);
    bool const there = options.contains(name);
    if (change.verb == "add") {
        if (there) {
            context.error(Code::duplicate_object, change.span, fmt::format("{} has option `{}` already", owner, name),
                          "remove it, or write `set` in front of it");
            return false;
        }
        options.emplace(name, change.value);
        return true;
    }
    if (!there) {
        std::vector<std::string_view> candidates;
        for (auto const& [each, value] : options) candidates.push_back(each);
        unknown_part(context, "option", name, owner, candidates, change.span);
        return false;
    }
    if (change.verb == "set")
        options.insert_or_assign(name, change.value);
    else
        options.erase(name);
    return true;
}

} // namespace

bool change_foreign_options(Context& context, std::vector<ast::ForeignOption> const& changes, std::string const& owner,
                            Options& options) {
    for (auto const& change : changes)
        if (!change_option(context, change, owner, options)) return false;
    return true;
}

bool is_stored_here(Context& context, Table const& table, std::string_view what, Span span) {
    if (!table.facts.foreign) return true;
    auto& diagnostic =
        context.error(Code::wrong_kind, span, fmt::format("{} of foreign table `{}`", what, context.shown(table.name)),
                      "remove it: the rows are on another server");
    context.note_origin(diagnostic, {Kind::table, table.name, {}});
    return false;
}

bool is_foreign(Context& context, Table const& table, std::string_view what, Span span) {
    if (table.facts.foreign) return true;
    auto& diagnostic = context.error(
        Code::wrong_kind, span, fmt::format("{} `{}`, which is not a foreign table", what, context.shown(table.name)),
        "use `alter table`");
    context.note_origin(diagnostic, {Kind::table, table.name, {}});
    return false;
}

Table const* foreign_part(Catalog const& catalog, Table const& table) {
    if (table.facts.foreign) return &table;
    if (!table.partitioned) return nullptr;
    for (auto const& partition : catalog.children(table.name))
        if (auto const* found = foreign_part(catalog, *catalog.table(partition))) return found;
    return nullptr;
}

bool reaches_no_foreign(Context& context, Table const& table, std::string_view what, Span span) {
    auto const* partition = table.facts.foreign ? nullptr : foreign_part(context.catalog, table);
    if (!partition) return is_stored_here(context, table, what, span);
    auto& diagnostic = context.error(Code::wrong_kind, span,
                                     fmt::format("{} of table `{}`, of which foreign table `{}` is a partition", what,
                                                 context.shown(table.name), context.shown(partition->name)),
                                     "detach the foreign table first");
    context.note_origin(diagnostic, {Kind::table, partition->name, {}});
    return false;
}

} // namespace migc::catalog
