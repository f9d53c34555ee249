#include "compiler/catalog/maintenance.hpp"

#include "compiler/base/suggest.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "grammar/maintenance.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;

enum class Value { flag, automatic, number, size, word };

struct OptionRow {
    std::string_view statement;
    std::string_view name;
    Value value;
    int since;
};

constexpr OptionRow rows[] = {
#define MAINTENANCE_OPTION(statement, name, value, since) {statement, name, Value::value, since},
#include "compiler/catalog/maintenance_options.def"
#undef MAINTENANCE_OPTION
};

constexpr int first_with_automatic_cleanup = 14;
constexpr int first_with_partitioned_reindex = 14;
constexpr int first_without_name = 16;

std::string_view statement_of(grammar::TokenKind verb) {
    if (verb == kw_vacuum) return "vacuum";
    if (verb == kw_reindex) return "reindex";
    if (verb == kw_cluster) return "cluster";
    return verb == kw_analyze || verb == kw_analyse ? "analyze" : "";
}

bool is_flag(std::string_view value) {
    constexpr std::string_view words[] = {"", "true", "false", "on", "off", "1", "0"};
    return std::find(std::begin(words), std::end(words), value) != std::end(words);
}

bool fits(Value wanted, std::string_view value, int version) {
    switch (wanted) {
    case Value::flag: return is_flag(value);
    case Value::automatic: return is_flag(value) || (value == "auto" && version >= first_with_automatic_cleanup);
    case Value::number:
        return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    case Value::size:
    case Value::word: return !value.empty();
    }
    return false;
}

std::string_view described(Value wanted) {
    switch (wanted) {
    case Value::flag: return "`true` or `false`";
    case Value::automatic: return "`auto`, `true` or `false`";
    case Value::number: return "a number";
    case Value::size: return "a size";
    case Value::word: return "a name";
    }
    return {};
}

void unknown_option(Context& context, grammar::MaintenanceOption const& option, std::string_view statement) {
    std::vector<std::string_view> known;
    for (auto const& row : rows)
        if (row.statement == statement) known.push_back(row.name);
    auto const near = nearest(option.name, known);
    context.error(Code::bad_definition, option.span, fmt::format("`{}` has no option `{}`", statement, option.name),
                  near ? fmt::format("write `{}`", *near) : fmt::format("write one of `{}`", fmt::join(known, "`, `")));
}

/// What a VACUUM is asked for.
struct Wanted {
    bool full = false, analyze = false, parallel = false, pages = false, no_toast = false, limit = false;
    bool only_statistics = false;
};

void check_together(Context& context, ast::Data const& statement, grammar::Maintenance const& said,
                    Wanted const& wanted) {
    auto const refuse = [&](std::string message, std::string help) {
        context.error(Code::bad_definition, statement.span, std::move(message), std::move(help));
    };
    if (said.lists_columns && !wanted.analyze)
        refuse("columns of a `vacuum` that does not analyze", "add `analyze`, or remove the columns");
    if (wanted.full && wanted.parallel) refuse("`parallel` beside `full`", "remove `parallel`");
    if (wanted.full && wanted.pages) refuse("`disable_page_skipping` beside `full`", "remove it");
    if (wanted.full && wanted.no_toast) refuse("`process_toast` switched off beside `full`", "remove it");
    if (wanted.full && wanted.limit && !wanted.analyze) refuse("`buffer_usage_limit` beside `full`", "remove it");
    if (wanted.only_statistics && (!statement.reads.empty() || said.options.size() > 1))
        refuse("`only_database_stats` beside tables or other options", "write `vacuum (only_database_stats)`");
}

// Of a partitioned table the indexes of its partitions are made anew (manual: REINDEX; measured on 12, where it is
// refused or does nothing).
void reindex_relation(Context& context, ast::Data const& statement, grammar::Maintenance const& said) {
    auto const& name = statement.reads.front();
    bool const of_index = said.of == kw_index;
    auto const found = context.find_relation(name);
    auto const wanted = of_index ? Kind::index : Kind::table;
    if (!found) {
        if (name.schema && !context.catalog.has_schema(name.schema->text))
            unknown_schema(context, name.schema->text, name.schema->span);
        else
            unknown_relation(context, name, wanted);
        return;
    }
    auto const* relation = context.catalog.relation(*found);
    auto const* view = context.catalog.view(*found);
    bool const stored = view && view->stored && !of_index;
    if (relation->kind != wanted && !stored) {
        wrong_kind(context, name, *found, relation->kind, wanted);
        return;
    }
    auto const* table = context.catalog.table(of_index ? relation->table : *found);
    if (!table) return;
    if (!of_index && !is_stored_here(context, *table, "index", name.span)) return;
    if (table->partitioned && context.target.server_version < first_with_partitioned_reindex) {
        needs_version(context, "`reindex` of a partitioned table", first_with_partitioned_reindex, statement.span);
        return;
    }
    auto const constraint = table->constraints.find(found->name);
    bool const excludes =
        of_index && constraint != table->constraints.end() && constraint->second.kind == ConstraintKind::exclude;
    if (excludes && said.concurrently)
        context.error(Code::bad_definition, name.span,
                      fmt::format("`concurrently` for the index of exclusion constraint `{}`", found->name),
                      "remove `concurrently`");
}

} // namespace

void check_maintenance_options(Context& context, ast::Data const& statement) {
    auto const name = statement_of(statement.verb);
    if (name.empty()) return;
    auto const said = grammar::maintenance_of(statement, context.source);
    Wanted wanted;
    for (auto const& option : said.options) {
        auto const row = std::find_if(std::begin(rows), std::end(rows), [&](OptionRow const& each) {
            return each.statement == name && each.name == option.name;
        });
        if (row == std::end(rows)) {
            unknown_option(context, option, name);
            continue;
        }
        auto const version = context.target.server_version;
        if (version < row->since) {
            needs_version(context, fmt::format("`{}` of `{}`", row->name, name), row->since, option.span);
            continue;
        }
        auto const& value = option.value;
        if (!fits(row->value, value, version))
            context.error(Code::bad_definition, option.span, fmt::format("`{}` with the value `{}`", row->name, value),
                          fmt::format("write {} behind it", described(row->value)));
        bool const on = grammar::is_on(option);
        if (row->name == "full") wanted.full = on;
        if (row->name == "analyze" || row->name == "analyse") wanted.analyze = on;
        if (row->name == "parallel") wanted.parallel = on;
        if (row->name == "disable_page_skipping") wanted.pages = on;
        if (row->name == "process_toast") wanted.no_toast = !on;
        if (row->name == "buffer_usage_limit") wanted.limit = true;
        if (row->name == "only_database_stats") wanted.only_statistics = on;
    }
    if (statement.verb == kw_vacuum && !context.failed()) check_together(context, statement, said, wanted);
}

// Indexes are as they were.
void reindex(Context& context, ast::Data const& statement) {
    auto const said = grammar::maintenance_of(statement, context.source);
    auto const& wanted = context.target.database;
    switch (said.of) {
    case kw_schema:
        if (!context.catalog.has_schema(*said.name)) unknown_schema(context, *said.name, said.name_span);
        return;
    case kw_database:
        if (!said.name && context.target.server_version < first_without_name)
            needs_version(context, "`reindex database` without a name", first_without_name, statement.span);
        if (said.name && wanted && *wanted != *said.name)
            context.error(Code::bad_definition, said.name_span,
                          fmt::format("`reindex database` of `{}`, and target `{}` is database `{}`", *said.name,
                                      context.target.name, *wanted),
                          "name the database in which the script runs: no other one can be");
        return;
    case kw_system:
        context.error(Code::refused_statement, statement.span, "`reindex system` in a revision",
                      "have it run by hand: the server's own tables are none of the chain's");
        return;
    default: reindex_relation(context, statement, said); return;
    }
}

} // namespace migc::catalog
