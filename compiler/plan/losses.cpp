#include "compiler/plan/losses.hpp"

#include "compiler/catalog/reversal.hpp"
#include "compiler/ticket/origins.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::plan {

using catalog::Kind;
using catalog::Name;

namespace {

std::string relation(Name const& name) { return qualified_identifier(name.schema, name.name); }

void set_rows(emit::PlannedLoss& loss, Name const& table) {
    loss.relation = {table.schema, table.name};
    loss.count = fmt::format("(SELECT pg_catalog.count(*) FROM {})", relation(table));
}

// Sets a scalar query, or nothing where no query tells: rows that a DELETE will meet, the place of a sequence.
void set_count(emit::PlannedLoss& loss, catalog::Operation const& operation, ticket::Origins const& origins) {
    auto const* drop = std::get_if<catalog::Drop>(&operation.change);
    auto const* alter = std::get_if<catalog::Alter>(&operation.change);
    auto const* rows = std::get_if<catalog::ChangeRows>(&operation.change);
    auto const* key = drop ? &drop->key : alter ? &alter->key : nullptr;
    if (rows && rows->kind == catalog::RowChangeKind::truncate && rows->tables.size() == 1)
        if (auto const table = origins.relation(rows->tables.front())) return set_rows(loss, *table);
    if (!key) return;
    auto const table = origins.relation(key->name);
    if (!table) return;
    if (key->kind == Kind::table) return set_rows(loss, *table);
    auto const column = key->kind == Kind::column ? origins.column(key->name, key->part) : std::nullopt;
    if (!column) return;
    loss.relation = {table->schema, table->name};
    loss.column = *column;
    loss.count =
        fmt::format("(SELECT pg_catalog.count(t.{}) FROM {} AS t)", quoted_identifier(*column), relation(*table));
}

// Nothing is in it when the script begins.
bool is_made_on_the_way(catalog::Operation const& operation, ticket::Origins const& origins) {
    auto const* drop = std::get_if<catalog::Drop>(&operation.change);
    auto const* alter = std::get_if<catalog::Alter>(&operation.change);
    auto const* key = drop ? &drop->key : alter ? &alter->key : nullptr;
    if (!key) return false;
    if (key->kind == Kind::column) return !origins.column(key->name, key->part);
    return key->kind == Kind::table && !origins.relation(key->name);
}

} // namespace

void Losses::note(chain::Index revision, std::vector<catalog::Operation> const& operations, std::string_view home) {
    auto& parts = parts_[revision];
    for (auto const& operation : operations) {
        auto words = catalog::loss_of(operation, home);
        auto const* create = std::get_if<catalog::Create>(&operation.change);
        auto const* drop = std::get_if<catalog::Drop>(&operation.change);
        auto const* alter = std::get_if<catalog::Alter>(&operation.change);
        catalog::Operation light;
        if (create)
            light.change = catalog::Create{create->key, catalog::Schema{}};
        else if (drop)
            light.change = catalog::Drop{drop->key, catalog::Schema{}};
        else if (alter)
            light.change = catalog::Alter{alter->key, catalog::Schema{}, catalog::Schema{}, {}};
        else
            light = operation;
        bool const renames = std::holds_alternative<catalog::Rename>(operation.change);
        if (create || renames || !words.empty()) parts.push_back({std::move(words), std::move(light)});
    }
}

std::vector<emit::PlannedLoss> Losses::along(chain::Route const& route, chain::Chain const& chain,
                                             std::map<chain::Index, Reversal> const& class_of,
                                             Target const& target) const {
    std::vector<emit::PlannedLoss> out;
    ticket::Origins origins;
    for (auto const& step : route.steps) {
        auto const found = parts_.find(step.revision);
        if (found == parts_.end()) continue;
        auto const reversal = class_of.find(step.revision);
        bool const accepted = reversal != class_of.end() && accepts_by_name(target, reversal->second);
        for (auto const& part : found->second) {
            if (!part.words.empty() && !is_made_on_the_way(part.light, origins))
                for (auto const& words : part.words) {
                    out.push_back({chain[step.revision].id.name, words, {}, accepted});
                    set_count(out.back(), part.light, origins);
                }
            origins.follow(part.light);
        }
    }
    return out;
}

// `accept` sets both directions alike, and their defaults differ (RULINGS 21).
bool accepts_by_name(Target const& target, Reversal reversal) {
    return target.accept_upgrade == target.accept_downgrade && target.accept_downgrade.contains(reversal);
}

} // namespace migc::plan
