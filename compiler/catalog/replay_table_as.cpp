// CREATE TABLE … AS and SELECT … INTO: a table with the columns of a query. Names and types are known where
// the query shows them; else the table is open (RULINGS 10). Manual: CREATE TABLE AS, SELECT INTO.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/define_view.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;

// SELECT INTO without its INTO clause, which names no relation to read from.
std::vector<Token> without_into(ast::CreateTableAs const& statement) {
    std::vector<Token> out;
    int depth = 0;
    bool inside = false;
    for (auto const& token : statement.query.tokens) {
        if (token.kind == left_paren) ++depth;
        if (token.kind == right_paren) --depth;
        if (depth == 0 && token.kind == kw_into) inside = true;
        if (!inside) out.push_back(token);
        if (token.end == statement.name.span.end) inside = false;
    }
    return out;
}

void refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
}

void add_columns(Context& context, ast::CreateTableAs const& statement, BoundQuery const& query, Table& table) {
    table.open = !query.count_known;
    auto const written = statement.columns.size();
    if (query.count_known && written > query.columns.size()) {
        refuse(context, statement.columns[query.columns.size()].span,
               fmt::format("{} names for {} columns", written, query.columns.size()),
               "name no more columns than the query has");
        return;
    }
    auto const count = query.count_known ? query.columns.size() : written;
    for (std::size_t i = 0; i < count; ++i) {
        Column column;
        column.name = i < written ? std::string(statement.columns[i].text) : query.columns[i];
        // Behind a column without a certain name nothing has a certain place.
        if (column.name.empty()) {
            table.open = true;
            return;
        }
        if (query.count_known) {
            column.type = query.types[i];
            column.collation = query.collations[i];
        }
        if (table.column(column.name)) {
            context.error(Code::duplicate_object, i < written ? statement.columns[i].span : statement.name.span,
                          fmt::format("column `{}` stands twice", column.name),
                          "give one of them another name with `as`");
            return;
        }
        table.columns.push_back(std::move(column));
    }
}

} // namespace

void perform(Context& context, ast::CreateTableAs const& statement) {
    auto const& persistence = statement.persistence.text;
    if (!persistence.empty() && persistence != "unlogged") {
        context.error(Code::refused_statement, statement.span, "temporary table, which ends with the session",
                      "use a common table expression, or a table that a later statement drops");
        return;
    }
    auto const name = context.new_name(statement.name);
    if (!name) return;
    if (auto const holder = holder_of_relation_name(context.catalog, *name)) {
        bool const passes = statement.if_not_exists && holder->kind != Kind::type;
        if (!passes) duplicate(context, *holder, statement.name.span);
        return;
    }
    Table table;
    table.name = *name;
    if (persistence == "unlogged") table.facts.persistence = Persistence::unlogged;
    check_parameters(context, statement.with, "table");
    table.facts.with = define_options(context, statement.with);
    if (statement.tablespace) table.facts.tablespace = statement.tablespace->text;
    if (statement.method) table.facts.method = statement.method->text;
    auto const tokens = without_into(statement);
    auto const query = bind_query(context, {tokens.data(), tokens.data() + tokens.size()});
    if (context.failed()) return;
    add_columns(context, statement, query, table);
    if (context.failed()) return;
    if (statement.data != "with no data" && !reads_filled_views(context, query.bindings, statement.query.tokens.span()))
        return;
    context.perform(Create{{Kind::table, *name, {}}, std::move(table), at_end, statement.if_not_exists});
}

} // namespace migc::catalog
