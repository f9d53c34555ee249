#include "compiler/plan/pieces.hpp"

#include <algorithm>

namespace migc::plan {

using emit::Piece;

namespace {

// One piece of a transaction needs no saying.
std::vector<Piece> unless_whole(std::vector<Piece> pieces) {
    if (pieces.size() == 1 && !pieces.front().alone) pieces.clear();
    return pieces;
}

bool lies_between(Markers const& markers, std::size_t before, std::size_t number) {
    auto const found = markers.lower_bound(before);
    return found != markers.end() && *found < number;
}

// Acts that take back one statement.
struct Group {
    std::size_t number = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

std::vector<Group> groups_of(std::vector<replay::BackAct> const& acts) {
    std::vector<Group> out;
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (out.empty() || out.back().number != acts[i].number) out.push_back({acts[i].number, i, i});
        out.back().last = i + 1;
    }
    return out;
}

bool stands_alone(replay::Outcome const& outcome, Group const& group) {
    return outcome.downgrade[outcome.back_acts[group.first].first].alone.has_value();
}

// Follows the acts of a group; what does not go with something before it.
std::vector<Conflict> follow(replay::Outcome const& outcome, Group const& group, Uncommitted& within) {
    std::vector<Conflict> out;
    for (auto i = group.first; i < group.last; ++i) {
        auto const act = act_of(outcome.back_acts[i], outcome.downgrade);
        for (auto& conflict : within.conflicts(act)) {
            within.forget(conflict);
            out.push_back(std::move(conflict));
        }
        within.note(act);
    }
    return out;
}

} // namespace

WayBack way_back(Target const& target, replay::Outcome const& outcome) {
    WayBack out;
    Uncommitted within(target);
    for (auto const& group : groups_of(outcome.back_acts)) {
        Uncommitted committed(target);
        auto own = follow(outcome, group, committed);
        bool const alone = stands_alone(outcome, group);
        if (alone || follow(outcome, group, within).size() > own.size()) {
            if (!alone) out.cuts.insert(group.number);
            within = committed;
        }
        if (alone) within.forget();
        for (auto& conflict : own) out.no_marker.push_back(std::move(conflict));
    }
    return out;
}

bool declares_ways_back(ast::Revision const& revision) {
    if (revision.downgrade.kind != ast::DowngradeKind::automatic) return false;
    bool out = false;
    auto const look = [&](std::optional<ast::Reversal> const& reversal) {
        out = out || (reversal && !reversal->items.empty());
    };
    auto const each = [&](auto const& self, std::vector<ast::Item> const& items) -> void {
        for (auto const& item : items) {
            if (auto const* sql = std::get_if<ast::SqlItem>(&item.body)) look(sql->reversal);
            if (auto const* raw = std::get_if<ast::RawItem>(&item.body)) look(raw->reversal);
            if (std::holds_alternative<ast::IncludeItem>(item.body)) out = true; // of which nothing is known here
            if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
                self(self, choice->items);
                self(self, choice->otherwise);
            }
        }
    };
    each(each, revision.upgrade);
    return out;
}

std::vector<Piece> pieces_of_upgrade(Target const& target, std::vector<replay::Step> const& upgrade,
                                     Markers const& way_back) {
    Uncommitted within(target);
    std::vector<Piece> out;
    std::size_t at = 0; // of the statements of the script
    for (auto const& step : upgrade) {
        if (step.text.empty()) continue;
        auto const act = act_of(step);
        bool const first = out.empty();
        bool const beside_alone = step.alone || (!first && out.back().alone);
        bool const cut = !first && !beside_alone && !within.conflicts(act).empty();
        if (first || beside_alone || cut || lies_between(way_back, out.back().done, step.number))
            out.push_back({at, at, step.alone, 0, cut, {step.file->source.get(), step.span}});
        if (cut || beside_alone) within.forget();
        out.back().last = ++at;
        out.back().done = step.number;
        within.note(act);
    }
    return unless_whole(std::move(out));
}

std::vector<Piece> reversed(std::vector<Piece> const& upgrade, std::vector<replay::BackStep> const& steps,
                            Markers const& cuts) {
    std::vector<Piece> out;
    std::size_t at = 0;
    for (auto i = upgrade.size(); i-- > 0;) {
        Piece piece{at, at, std::nullopt, i == 0 ? 0 : upgrade[i - 1].done, false, upgrade[i].place};
        while (at < steps.size() && steps[at].number > piece.done) ++at;
        piece.last = at;
        piece.cut = lies_between(cuts, upgrade[i].done, upgrade[i].done + 1);
        // An interrupted REINDEX CONCURRENTLY leaves something behind, though nothing takes back a whole one.
        bool const own = piece.last > piece.first && steps[piece.first].alone;
        bool const clears = upgrade[i].alone && upgrade[i].alone->kind == emit::AloneKind::rebuild_indexes;
        if (upgrade[i].alone && own) piece.alone = steps[piece.first].alone;
        if (clears) {
            piece.alone = upgrade[i].alone;
            piece.alone->kind = emit::AloneKind::clear_indexes;
        }
        out.push_back(piece);
    }
    return out;
}

std::vector<Piece> written(Target const& target, std::vector<replay::BackStep> const& steps,
                           std::vector<replay::BackAct> const& acts) {
    Uncommitted within(target);
    std::vector<Piece> out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const act = act_of(acts[i], steps); // each of one statement
        bool const first = out.empty();
        bool const beside_alone = steps[i].alone || (!first && out.back().alone);
        bool const cut = !first && !beside_alone && !within.conflicts(act).empty();
        if (first || beside_alone || cut) {
            out.push_back({i, i, steps[i].alone, 0, cut, {}});
            within.forget();
        }
        out.back().last = i + 1;
        out.back().done = steps[i].number;
        within.note(act);
    }
    return unless_whole(std::move(out));
}

bool Joiner::must_commit_before(std::vector<std::pair<std::size_t, Act>> const& acts,
                                std::vector<Piece> const& pieces) {
    // The first transaction ends in front of `committed`, the last one begins at `open`.
    std::size_t committed = static_cast<std::size_t>(-1), open = 0;
    for (auto const& piece : pieces) {
        if (!piece.cut && !piece.alone) continue;
        committed = std::min(committed, piece.first);
        open = piece.alone ? piece.last : piece.first;
    }
    bool out = false;
    for (auto const& [at, act] : acts)
        if (at < committed && !before_.conflicts(act).empty()) out = true;
    if (out || committed != static_cast<std::size_t>(-1)) before_.forget();
    for (auto const& [at, act] : acts)
        if (at >= open) before_.note(act);
    return out;
}

} // namespace migc::plan
