// CREATE INDEX. Manual: CREATE INDEX; names of unnamed indexes: RULINGS 22.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/expression_name.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// A materialized view as the table that it is for its indexes. Not all types of its columns are known, nor its columns
// where the query does not say them: then those that the index names are taken to be there.
Table as_table(View const& view, ast::CreateIndex const& statement) {
    Table out;
    out.name = view.name;
    auto names = view.columns;
    if (!view.columns_known) {
        for (auto const& element : statement.elements)
            if (auto const* column = std::get_if<ast::Identifier>(&element.subject)) names.emplace_back(column->text);
        for (auto const& column : statement.include) names.emplace_back(column.text);
    }
    for (auto const& name : names) {
        if (out.column(name)) continue;
        Column column;
        column.name = name;
        auto const place = out.columns.size();
        if (view.columns_known && place < view.types.size() && !view.types[place].name.empty())
            column.type = view.types[place];
        else
            column.type.schema = "pg_temp"; // of no type that anything is known of
        out.columns.push_back(std::move(column));
    }
    out.indexes = view.stored->indexes;
    return out;
}

// Manual: CREATE INDEX, "Building Indexes Concurrently".
bool may_build_concurrently(Context& context, Table const& table, ast::CreateIndex const& statement) {
    if (table.partitioned) {
        context.error(Code::bad_definition, statement.span,
                      fmt::format("`concurrently` on partitioned table `{}`", context.shown(table.name)),
                      "create it `on only` the table, then concurrently on each partition, and attach those");
        return false;
    }
    return true;
}

} // namespace

void perform(Context& context, ast::CreateIndex const& statement) {
    auto const owner = context.find_relation(statement.table);
    auto const* view = owner ? context.catalog.view(*owner) : nullptr;
    Table const scope = view && view->stored ? as_table(*view, statement) : Table();
    auto const* table = view && view->stored ? &scope : context.table(statement.table);
    if (!table || !is_stored_here(context, *table, "index", statement.table.span)) return;
    if (statement.concurrently && !may_build_concurrently(context, *table, statement)) return;
    Index index;
    index.unique = statement.unique;
    index.name.schema = table->name.schema;
    if (statement.method) index.method = statement.method->text;
    for (auto const& node : statement.elements)
        if (auto element = define_index_element(context, *table, node)) index.elements.push_back(std::move(*element));
    for (auto const& column : statement.include)
        if (context.column(*table, column)) index.include.emplace_back(column.text);
    if (statement.nulls_not_distinct && context.target.server_version < 15)
        needs_version(context, "`nulls not distinct`", 15, statement.span);
    index.nulls_not_distinct = statement.nulls_not_distinct;
    check_parameters(context, statement.with, index.method);
    index.with = define_options(context, statement.with);
    if (statement.tablespace) index.tablespace = statement.tablespace->text;
    if (statement.where) {
        index.where = bind(context, statement.where->tokens, {table});
        auto const tokens = statement.where->tokens;
        if (check_immutable(context, tokens, "the condition of an index"))
            check_casts_immutable(context, *table, tokens, "the condition of an index");
    }
    auto used = index.include;
    for (auto const& element : index.elements) {
        if (!element.expression) used.push_back(element.column);
        if (element.expression)
            for (auto const& column : columns_of(*element.expression)) used.push_back(column);
    }
    if (index.where)
        for (auto const& column : columns_of(*index.where)) used.push_back(column);
    if (context.failed() || !are_stored(context, *table, used, statement.span) ||
        !check_index_method(context, *table, index, statement.span))
        return;
    bool const written_order =
        std::any_of(statement.elements.begin(), statement.elements.end(), [](ast::IndexElement const& each) {
            return !each.order.text.empty() || !each.nulls_order.text.empty();
        });
    if (written_order && index.method != "btree" && !context.catalog.open_world()) {
        context.error(Code::bad_definition, statement.span,
                      fmt::format("order of an index with method `{}`", index.method),
                      "remove `asc`, `desc` and `nulls`");
        return;
    }

    if (statement.name) {
        index.name.name = statement.name->text;
        if (auto const* existing = context.catalog.relation(index.name)) {
            // A concurrent build ends with a valid index, which nothing else that has the name can stand for.
            bool const passes = statement.if_not_exists && (existing->kind == Kind::index || !statement.concurrently);
            if (!passes) duplicate(context, {existing->kind, index.name, {}}, statement.name->span);
            return;
        }
    } else {
        auto const columns = joined_columns(index_column_names(context, statement.elements, statement.include));
        index.name.name = free_relation_name(context.catalog, *table, columns, "idx", false);
    }
    if (index.unique && table->partitioned && !statement.only &&
        !reaches_no_foreign(context, *table, "unique index", statement.span))
        return;
    if (index.unique && table->partitioned) {
        std::vector<std::string> columns;
        for (auto const& element : index.elements) columns.push_back(element.column);
        if (!covers_partition_key(context, *table, columns, statement.span, !statement.only)) return;
    }
    bool const with_partitions = table->partitioned && !context.catalog.children(table->name).empty();
    if (with_partitions && statement.only)
        index.valid = false;
    else if (with_partitions)
        hand_on_index(context, table->name, index);
    Key const key{Kind::index, index.name, table->name.name};
    context.perform(Create{key, std::move(index), at_end, statement.if_not_exists});
}

} // namespace migc::catalog
