// From a route through the chain to a plan: every revision that has run at the start is replayed, then those of the
// route, whose statements and row changes the plan takes up. What stops a script is reported as RULINGS 14 says.
#pragma once

#include "compiler/chain/range.hpp"
#include "compiler/emit/plan.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/replay/input.hpp"
#include "compiler/replay/revision.hpp"

#include <functional>
#include <optional>

namespace migc::plan {

struct PlanRequest {
    Target const& target;
    replay::Input const& input;
    chain::Route const& route;
    std::string range; // for the header, as the two ends are called
};

/// Nothing after an error. Warnings of the range's revisions are reported, too.
std::optional<emit::Plan> make_plan(PlanRequest const& request, Diagnostics& diagnostics);

/// The irreversible revisions that a downgrade would cross, the newest first, and the oldest revision that can be
/// reached without crossing one ("deepest range that works").
struct IrreversiblePart {
    std::vector<emit::Irreversible> revisions;
    std::vector<Place> places;
    std::string nearest; // an id, never empty where `revisions` is not
};
IrreversiblePart irreversible_part(replay::Input const& input, chain::Route const& route);

/// SHA-256 over what the script is made from (RULINGS 32), lower-case hexadecimal.
std::string input_hash(PlanRequest const& request);

/// Replays the whole chain in total order, downgrades included, and hands each revision out as it is done.
void replay_all(Target const& target, replay::Input const& input, replay::State& state,
                std::function<void(chain::Index, replay::Outcome&)> const& visit);

} // namespace migc::plan
