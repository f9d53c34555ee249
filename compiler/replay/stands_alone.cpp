#include "compiler/replay/stands_alone.hpp"

#include "compiler/emit/write.hpp"
#include "grammar/maintenance.hpp"

#include <algorithm>

namespace migc::replay {

namespace {

using emit::Alone;
using emit::AloneKind;

// Of no schema: every name is qualified.
emit::Style anywhere(Target const& target) { return {{}, target.server_version, true}; }

// The relation as the script's search_path finds it.
catalog::Name found(catalog::Catalog const& catalog, ast::QualifiedName const& name, Target const& target) {
    std::string written(name.name.text);
    if (name.schema) return {std::string(name.schema->text), std::move(written)};
    for (auto const& schema : target.search_path)
        if (catalog.relation({schema, written})) return {schema, std::move(written)};
    return {target.schema, std::move(written)};
}

std::optional<Alone> created(std::vector<catalog::Operation> const& operations, Target const& target) {
    for (auto const& operation : operations)
        if (auto const* create = std::get_if<catalog::Create>(&operation.change);
            create && create->key.kind == catalog::Kind::index)
            return Alone{AloneKind::create_index,
                         {create->key.name.schema, create->key.name.name},
                         {},
                         emit::write(operation, anywhere(target)).front()};
    return std::nullopt;
}

// With `if not exists` the catalog may have the index; the server runs the statement outside of transactions even so.
std::optional<Alone> built(ast::CreateIndex const& statement, std::vector<catalog::Operation> const& operations,
                           catalog::Catalog const& catalog, Target const& target) {
    auto out = created(operations, target);
    if (!out && statement.if_not_exists && statement.name) {
        auto const table = found(catalog, statement.table, target);
        catalog::Name const name{table.schema, std::string(statement.name->text)};
        if (auto const* index = catalog.index(name))
            out = created({{catalog::Create{{catalog::Kind::index, name, table.name}, *index}, {}}}, target);
    }
    if (out) out->if_not_exists = statement.if_not_exists;
    return out;
}

// With `if exists` the catalog may have no such index.
Alone dropped(ast::Drop const& statement, std::vector<catalog::Operation> const& operations, Target const& target) {
    for (auto const& operation : operations)
        if (auto const* drop = std::get_if<catalog::Drop>(&operation.change);
            drop && drop->key.kind == catalog::Kind::index)
            return {AloneKind::drop_index, {drop->key.name.schema, drop->key.name.name}, {}, {}};
    auto const& name = statement.names.front().name;
    auto const schema = name.schema ? std::string(name.schema->text) : target.schema;
    return {AloneKind::drop_index, {schema, std::string(name.name.text)}, {}, {}};
}

bool detaches_concurrently(ast::AlterTable const& statement) {
    return std::any_of(statement.actions.begin(), statement.actions.end(), [](ast::TableAction const& action) {
        auto const* detach = std::get_if<ast::DetachPartition>(&action);
        return detach && detach->mode == "concurrently";
    });
}

std::optional<Alone> detached(std::vector<catalog::Operation> const& operations) {
    for (auto const& operation : operations) {
        auto const* alter = std::get_if<catalog::Alter>(&operation.change);
        auto const* before = alter ? std::get_if<catalog::TableFacts>(&alter->before) : nullptr;
        if (!before || !before->bound || std::get<catalog::TableFacts>(alter->after).bound) continue;
        auto const& parent = before->parents.front();
        return Alone{AloneKind::detach_partition,
                     {alter->key.name.schema, alter->key.name.name},
                     {parent.schema, parent.name},
                     {}};
    }
    return std::nullopt;
}

std::optional<Alone> rebuilt(ast::Data const& statement, catalog::Catalog const& catalog, Target const& target,
                             SourceFile& source) {
    auto const said = grammar::maintenance_of(statement, source);
    Alone out{said.concurrently ? AloneKind::rebuild_indexes : AloneKind::reindex, {}};
    bool const of_index = said.of == grammar::TokenKind::kw_index;
    if (said.of == grammar::TokenKind::kw_schema) {
        out.reach = emit::Reach::schema;
        out.relation.first = said.name.value_or("");
        return out;
    }
    if (statement.reads.empty()) {
        out.reach = emit::Reach::database;
        return out;
    }
    auto const name = found(catalog, statement.reads.front(), target);
    out.reach = of_index ? emit::Reach::index : emit::Reach::table;
    out.relation = {name.schema, name.name};
    auto const* relation = catalog.relation(name);
    auto const* table = catalog.table(relation && of_index ? relation->table : name);
    // The indexes of its partitions are rebuilt one by one.
    bool const several = table && table->partitioned;
    return said.concurrently || several ? std::optional(out) : std::nullopt;
}

} // namespace

std::optional<Alone> stands_alone(ast::Statement const& statement, std::vector<catalog::Operation> const& operations,
                                  catalog::Catalog const& catalog, Target const& target, SourceFile& source) {
    if (auto const* data = std::get_if<ast::Data>(&statement)) {
        if (data->verb == grammar::TokenKind::kw_vacuum) return Alone{AloneKind::vacuum, {}};
        return data->verb == grammar::TokenKind::kw_reindex ? rebuilt(*data, catalog, target, source) : std::nullopt;
    }
    if (auto const* index = std::get_if<ast::CreateIndex>(&statement); index && index->concurrently)
        return built(*index, operations, catalog, target);
    if (auto const* drop = std::get_if<ast::Drop>(&statement); drop && drop->concurrently)
        return dropped(*drop, operations, target);
    if (auto const* table = std::get_if<ast::AlterTable>(&statement); table && detaches_concurrently(*table))
        return detached(operations);
    return std::nullopt;
}

std::optional<Alone> reversal_of(Alone const& alone, catalog::Operation const& back, Target const& target) {
    auto out = alone;
    out.definition.clear();
    switch (alone.kind) {
    case AloneKind::create_index: out.kind = AloneKind::drop_index; break;
    case AloneKind::drop_index: return created({back}, target).value_or(out);
    case AloneKind::detach_partition: out.kind = AloneKind::attach_partition; break;
    case AloneKind::attach_partition: out.kind = AloneKind::detach_partition; break;
    case AloneKind::rebuild_indexes:
    case AloneKind::clear_indexes:
    case AloneKind::vacuum:
    case AloneKind::reindex: return std::nullopt;
    }
    return out;
}

std::string help_outside(Alone const& alone) {
    bool const concurrently = alone.kind != AloneKind::vacuum && alone.kind != AloneKind::reindex;
    return std::string("set `transaction = segment`, or ") +
           (concurrently ? "remove `concurrently`" : "run it by hand when the script is done");
}

} // namespace migc::replay
