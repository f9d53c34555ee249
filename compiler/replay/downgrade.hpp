// How a revision is taken back: derived from its operations (`auto`), written by hand, or not at all. Hand-written
// parts are replayed, so that what a server would refuse is found, and the result is compared with what was before
// (DESIGN 4).
#pragma once

#include "compiler/replay/items.hpp"
#include "compiler/replay/revision.hpp"

#include <functional>

namespace migc::replay {

/// Replays items on the catalog and reports into the given list.
using ReplayItems = std::function<std::vector<Step>(std::vector<PlacedItem> const&, Diagnostics&)>;

/// The class of the revision as far as its upgrade and its declaration decide it (RULINGS 21).
void derive_class(ast::Revision const& revision, Outcome& out);

/// Fills the downgrade's side of `out`. The catalog stands behind the upgrade, before and after.
void reverse(State& state, Target const& target, Input const& input, chain::Index index,
             ReplayItems const& replay_items, Outcome& out);

} // namespace migc::replay
