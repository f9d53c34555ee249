// Statements that change rows, that nobody can see into, or that are refused: RULINGS 11.
#include "compiler/catalog/alter_table.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/maintenance.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/query.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;

RowChangeKind change_kind(grammar::TokenKind verb) {
    if (verb == kw_insert) return RowChangeKind::insert;
    if (verb == kw_update) return RowChangeKind::update;
    if (verb == kw_delete) return RowChangeKind::remove;
    if (verb == kw_truncate) return RowChangeKind::truncate;
    return RowChangeKind::other;
}

// A relation whose rows are read or written; nothing where it is the server's own, or after a diagnostic.
std::optional<Name> rows_of(Context& context, ast::QualifiedName const& name) {
    auto const found = context.find_relation(name);
    if (!found) {
        if (is_system_relation(name)) return std::nullopt;
        if (name.schema && !context.catalog.has_schema(name.schema->text))
            unknown_schema(context, name.schema->text, name.schema->span);
        else
            unknown_relation(context, name, Kind::table);
        return std::nullopt;
    }
    auto const kind = context.catalog.relation(*found)->kind;
    if (kind != Kind::index && kind != Kind::type) return found;
    wrong_kind(context, name, *found, kind, Kind::table);
    return std::nullopt;
}

// Written columns stand in no more than one table here: a statement that writes several is left unread.
void check_columns(Context& context, Name const& relation, std::vector<ast::Identifier> const& columns) {
    for (auto const& column : columns) {
        if (auto const* table = context.catalog.table(relation)) {
            if (!table->open) context.column(*table, column);
        } else if (auto const* view = context.catalog.view(relation)) {
            bool const missing = view->columns_known && std::find(view->columns.begin(), view->columns.end(),
                                                                  column.text) == view->columns.end();
            if (missing) unknown_view_column(context, *view, column.text, column.span);
        }
    }
}

void cluster(Context& context, ast::Data const& statement) {
    if (statement.reads.empty()) {
        context.error(Code::not_in_transaction, statement.span,
                      "`cluster` of all tables cannot run inside a transaction, and every script is one",
                      "name a table");
        return;
    }
    auto const* table = context.table(statement.reads.front());
    if (!table || !is_stored_here(context, *table, "order", statement.reads.front().span)) return;
    if (table->partitioned && context.target.server_version < 15) {
        needs_version(context, "`cluster` of a partitioned table", 15, statement.span);
        return;
    }
    if (table->partitioned) {
        context.error(Code::not_in_transaction, statement.span,
                      "`cluster` of a partitioned table cannot run inside a transaction, and every script is one",
                      "name its partitions");
        return;
    }
    auto const using_ = std::find_if(statement.tokens.begin(), statement.tokens.end(),
                                     [](grammar::Token const& token) { return token.kind == kw_using; });
    if (using_ != statement.tokens.end()) {
        auto const& index = using_[1];
        TableAlteration(context, table->name, Reach::only)(
            ast::ClusterOn{{"cluster on"},
                           ast::Identifier{context.source.keep(word_text(context, index)), index.span()},
                           statement.span});
    } else if (table->facts.clustered_on.empty()) {
        context.error(Code::bad_definition, statement.reads.front().span,
                      fmt::format("table `{}` has been clustered by no index yet", context.shown(table->name)),
                      "add `using` and an index");
    }
}

void refuse_lock(Context& context, ast::Data const& statement) {
    for (auto const& name : statement.reads) {
        auto const found = context.find_relation(name);
        auto const* table = found ? context.catalog.table(*found) : nullptr;
        if (table) is_stored_here(context, *table, "lock", name.span);
    }
}

bool is_maintenance(grammar::TokenKind verb) {
    return verb == kw_vacuum || verb == kw_analyze || verb == kw_analyse || verb == kw_lock;
}

} // namespace

void perform(Context& context, ast::Data const& statement) {
    check_maintenance_options(context, statement);
    if (statement.verb == kw_reindex) return reindex(context, statement);
    if (statement.verb == kw_cluster) return cluster(context, statement);
    ChangeRows change{change_kind(statement.verb), {}, {}};
    for (auto const& name : statement.writes)
        if (auto found = rows_of(context, name)) change.tables.push_back(std::move(*found));
    for (auto const& name : statement.reads) rows_of(context, name);
    if (statement.verb == kw_lock) refuse_lock(context, statement);
    if (context.failed() || is_maintenance(statement.verb)) return;
    if (change.tables.size() == 1) check_columns(context, change.tables.front(), statement.columns);
    for (auto const& column : statement.columns) change.columns.emplace_back(column.text);
    if (statement.verb == kw_truncate) {
        if (!context.failed()) context.perform(std::move(change));
        return;
    }
    auto const calls = called_routines(context, statement.tokens);
    if (context.failed()) return;
    if (!statement.writes.empty()) context.perform(std::move(change));
    if (!statement.writes.empty()) return;
    if (calls.acts)
        context.perform(Unseen{fmt::format("a query that calls `{}`", calls.first)});
    else if (calls.moves_sequences)
        context.perform(ChangeRows{RowChangeKind::other, {}, {}});
}

void perform(Context& context, ast::Opaque const& statement) { context.perform(Unseen{std::string(statement.what)}); }

void perform(Context&, ast::SetLocal const&) {}

void perform(Context& context, ast::Refused const& statement) {
    context.error(Code::refused_statement, statement.span, fmt::format("{} in a revision", statement.what),
                  statement.help);
}

void perform(Context& context, ast::Unsupported const& statement) {
    not_modelled(context, fmt::format("`{}`", statement.what), statement.span);
}

void perform(Context& context, ast::SessionSetting const& statement) {
    if (context.baseline) return; // of pg_dump; the script has its own (RULINGS 9)
    context.error(Code::refused_statement, statement.span, "session setting outside a baseline",
                  "remove it: the script sets what it needs itself");
}

} // namespace migc::catalog
