// Statements that leave the schema as it is and still lock tables; and those that may not run in a transaction.
#include "compiler/ticket/effect_of.hpp"

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

EffectKind kind_of(grammar::TokenKind verb) {
    using enum grammar::TokenKind;
    if (verb == kw_analyze || verb == kw_analyse) return analyze;
    if (verb == kw_reindex) return EffectKind::reindex;
    if (verb == kw_cluster) return EffectKind::cluster;
    return no_relation;
}

} // namespace

std::vector<Effect> effects_of(ast::Statement const& statement, catalog::Catalog const& before, Target const& target) {
    Effects out;
    if (auto const* refresh = std::get_if<ast::RefreshView>(&statement))
        out.push_back(
            {refresh->concurrently ? refresh_concurrently : refresh_view, found(before, target, refresh->name), {}});
    auto const* data = std::get_if<ast::Data>(&statement);
    if (data && kind_of(data->verb) != no_relation)
        for (auto const& name : data->reads)
            out.push_back({kind_of(data->verb), table_of(before, found(before, target, name)), {}});
    return out;
}

bool runs_outside(ast::Statement const& statement) {
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
