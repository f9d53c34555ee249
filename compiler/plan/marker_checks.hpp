// What markers ask of a revision, and what a chain's ways back ask of its transactions, for those who look at a chain
// without making a script.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/chain/chain.hpp"
#include "compiler/replay/input.hpp"
#include "compiler/replay/revision.hpp"

namespace migc::plan {

/// Markers are rows of the version table, whose column must have room for the id and what stands behind it (RULINGS
/// 29).
void check_marker_width(chain::Revision const& revision, Severity severity, Diagnostics& diagnostics);

/// With `transaction = segment`: whether the revision's markers have room, and whether its way back can be cut where it
/// must be. What stops a downgrade alone is a warning (RULINGS 14).
void check_markers(Target const& target, replay::Input const& input, chain::Index index, replay::Outcome const& outcome,
                   Diagnostics& diagnostics);

/// Whether the way back leaves something that a later statement of its transaction could meet.
bool leaves_something(replay::Outcome const& outcome);
/// What the downgrade of the whole chain cannot hold in the transactions of the target, as warnings. Replays the chain.
void check_ways_back(Target const& target, replay::Input const& input, Diagnostics& diagnostics);

} // namespace migc::plan
