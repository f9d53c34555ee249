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

} // namespace

std::vector<Piece> Cutter::pieces(std::vector<replay::Step const*> const& steps) {
    within_.forget();
    std::vector<Piece> out;
    bool open = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const& step = *steps[i];
        bool const cut = step.alone || !within_.conflicts(step).empty();
        if (!open || cut) {
            out.push_back({i, i, step.alone, 0, {step.file->source.get(), step.span}});
            within_.forget();
        }
        open = !step.alone;
        out.back().last = i + 1;
        out.back().done = step.number;
        within_.note(step);
    }
    return out;
}

void Cutter::cut(std::vector<replay::Step> const& upgrade, emit::PlannedRevision& revision) {
    std::vector<replay::Step const*> steps;
    for (auto const& step : upgrade)
        if (!step.text.empty()) steps.push_back(&step);
    auto found = pieces(steps);
    if (found.empty()) return;
    auto const& first = found.front();
    if (!first.alone)
        revision.own_transaction =
            std::any_of(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(first.last),
                        [&](replay::Step const* step) { return !before_.conflicts(*step).empty(); });
    if (revision.own_transaction || found.size() > 1 || first.alone) before_.forget();
    auto const& last = found.back();
    if (!last.alone)
        for (auto i = last.first; i < last.last; ++i) before_.note(*steps[i]);
    revision.pieces = unless_whole(std::move(found));
}

std::vector<Piece> reversed(std::vector<Piece> const& upgrade, std::vector<replay::BackStep> const& steps) {
    std::vector<Piece> out;
    std::size_t at = 0;
    for (auto i = upgrade.size(); i-- > 0;) {
        Piece piece{at, at, std::nullopt, i == 0 ? 0 : upgrade[i - 1].done, upgrade[i].place};
        while (at < steps.size() && steps[at].number > piece.done) ++at;
        piece.last = at;
        if (upgrade[i].alone && piece.last > piece.first && steps[piece.first].alone)
            piece.alone = steps[piece.first].alone;
        out.push_back(piece);
    }
    return out;
}

std::vector<Piece> written(std::vector<replay::BackStep> const& steps) {
    std::vector<Piece> out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        bool const follows = i > 0 && !steps[i].alone && !steps[i - 1].alone;
        if (!follows) out.push_back({i, i, steps[i].alone, 0, {}});
        out.back().last = i + 1;
        out.back().done = steps[i].number;
    }
    return unless_whole(std::move(out));
}

} // namespace migc::plan
