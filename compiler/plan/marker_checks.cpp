#include "compiler/plan/marker_checks.hpp"

#include "compiler/emit/plan.hpp"
#include "compiler/plan/pieces.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/plan/transaction_limits.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::plan {

namespace {

void append_as_warnings(Diagnostics const& from, Diagnostics& to) {
    for (auto diagnostic : from.items()) {
        diagnostic.severity = Severity::warning;
        to.add(std::move(diagnostic));
    }
}

} // namespace

void check_marker_width(chain::Revision const& revision, Severity severity, Diagnostics& diagnostics) {
    auto const& id = revision.id;
    if (id.name.size() <= emit::marked_id_width) return;
    auto& diagnostic =
        diagnostics.add(Code::id_too_wide, id.place,
                        fmt::format("the id `{}` has {} bytes; the version column holds {} and a marker behind them",
                                    id.name, id.name.size(), emit::marked_id_width),
                        fmt::format("shorten it to {} bytes, and what revises it likewise", emit::marked_id_width));
    diagnostic.severity = severity;
}

void check_markers(Target const& target, replay::Input const& input, chain::Index index, replay::Outcome const& outcome,
                   Diagnostics& diagnostics) {
    if (target.transaction != TransactionMode::segment || outcome.upgrade_trouble.has_errors()) return;
    bool const by_hand = input.file(index).revision.downgrade.kind == ast::DowngradeKind::written;
    auto const back = by_hand ? WayBack() : way_back(target, outcome);
    Diagnostics found;
    for (auto const& conflict : back.no_marker) report_no_marker(conflict, found);
    append_as_warnings(found, diagnostics);
    auto const& revision = input.chain[index];
    if (!pieces_of_upgrade(target, outcome.upgrade, back.cuts).empty())
        check_marker_width(revision, Severity::error, diagnostics);
    else if (by_hand && !written(target, outcome.downgrade, outcome.back_acts).empty())
        check_marker_width(revision, Severity::warning, diagnostics);
}

bool leaves_something(replay::Outcome const& outcome) {
    return std::any_of(outcome.back_acts.begin(), outcome.back_acts.end(), [](replay::BackAct const& act) {
        return !act.trace.added.empty() || !act.trace.pending_if_deferred.empty();
    });
}

void check_ways_back(Target const& target, replay::Input const& input, Diagnostics& diagnostics) {
    std::vector<replay::Outcome> ways(input.chain.revisions.size());
    replay::State state(target);
    replay_all(target, input, state, [&](chain::Index index, replay::Outcome& outcome) {
        ways[index].back_acts = std::move(outcome.back_acts);
        ways[index].downgrade = std::move(outcome.downgrade);
    });
    Diagnostics found;
    DowngradeLimits limits(target, found);
    for (auto index = input.chain.order.rbegin(); index != input.chain.order.rend(); ++index) {
        if (input.file(*index).revision.downgrade.kind == ast::DowngradeKind::irreversible) limits.forget();
        limits.revision(ways[*index]);
    }
    append_as_warnings(found, diagnostics);
}

} // namespace migc::plan
