// Statements that leave the schema as it is and still lock tables; and those that may not run in a transaction.
#include "compiler/replay/stands_alone.hpp"
#include "compiler/ticket/effect_of.hpp"
#include "grammar/maintenance.hpp"

#include <algorithm>

namespace migc::ticket {

namespace {

using enum EffectKind;

// The relation that an unqualified name means, as the script's search_path finds it.
catalog::Name found(catalog::Catalog const& catalog, Target const& target, ast::QualifiedName const& name) {
    std::string const written(name.name.text);
    if (name.schema) return {std::string(name.schema->text), written};
    for (auto const& schema : target.search_path)
        if (catalog.relation({schema, written})) return {schema, written};
    return {target.schema, written};
}

// REINDEX INDEX locks the table of the index.
catalog::Name table_of(catalog::Catalog const& catalog, catalog::Name const& name) {
    auto const* relation = catalog.relation(name);
    return relation && relation->kind == catalog::Kind::index ? relation->table : name;
}

EffectKind kind_of(ast::Data const& data, SourceFile& source) {
    using enum grammar::TokenKind;
    if (data.verb == kw_vacuum)
        return grammar::maintenance_of(data, source).has("full") ? vacuum_full : EffectKind::vacuum;
    if (data.verb == kw_analyze || data.verb == kw_analyse) return analyze;
    if (data.verb == kw_reindex)
        return grammar::maintenance_of(data, source).concurrently ? reindex_concurrently : EffectKind::reindex;
    if (data.verb == kw_cluster) return EffectKind::cluster;
    return no_relation;
}

void add_stored(catalog::Catalog const& catalog, std::string const& schema, std::vector<catalog::Name>& out) {
    for (auto const& name : catalog.names_in(schema, catalog::Kind::table)) out.push_back({schema, name});
    for (auto const& name : catalog.names_in(schema, catalog::Kind::view))
        if (catalog.view({schema, name})->stored) out.push_back({schema, name});
}

// All of a schema, or of the database, where no relation is named.
std::vector<catalog::Name> relations_of(ast::Data const& data, catalog::Catalog const& catalog, Target const& target,
                                        SourceFile& source) {
    std::vector<catalog::Name> out;
    for (auto const& name : data.reads) out.push_back(table_of(catalog, found(catalog, target, name)));
    if (!out.empty()) return out;
    bool const one = data.verb == grammar::TokenKind::kw_reindex &&
                     grammar::maintenance_of(data, source).of == grammar::TokenKind::kw_schema;
    if (one)
        add_stored(catalog, grammar::maintenance_of(data, source).name.value_or(""), out);
    else
        for (auto const& [schema, object] : catalog.schemas()) add_stored(catalog, schema, out);
    return out;
}

} // namespace

std::vector<Effect> effects_of(ast::Statement const& statement, catalog::Catalog const& before, Target const& target,
                               SourceFile& source) {
    Effects out;
    if (auto const* refresh = std::get_if<ast::RefreshView>(&statement))
        out.push_back(
            {refresh->concurrently ? refresh_concurrently : refresh_view, found(before, target, refresh->name), {}});
    auto const* data = std::get_if<ast::Data>(&statement);
    auto const kind = data ? kind_of(*data, source) : no_relation;
    if (kind != no_relation)
        for (auto& name : relations_of(*data, before, target, source)) out.push_back({kind, std::move(name), {}});
    return out;
}

bool runs_outside(ast::Statement const& statement, catalog::Catalog const& before, Target const& target,
                  SourceFile& source) {
    if (std::holds_alternative<ast::Data>(statement))
        return replay::stands_alone(statement, {}, before, target, source).has_value();
    if (auto const* index = std::get_if<ast::CreateIndex>(&statement)) return index->concurrently;
    if (auto const* drop = std::get_if<ast::Drop>(&statement)) return drop->concurrently;
    if (auto const* table = std::get_if<ast::AlterTable>(&statement))
        return std::any_of(table->actions.begin(), table->actions.end(), [](auto const& action) {
            auto const* detach = std::get_if<ast::DetachPartition>(&action);
            return detach && (detach->mode.text == "concurrently" || detach->mode.text == "finalize");
        });
    return false;
}

} // namespace migc::ticket
