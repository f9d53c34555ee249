// The total order in which revisions run (RULINGS 34).
#pragma once

#include "compiler/chain/chain.hpp"

namespace migc::chain {

/// Parents and dependencies first; among those that could run next, the branch just run goes on, else the
/// smallest id by bytes comes. Takes revisions with all edges set, and `by_id`. Where there is a cycle, what
/// lies on it or behind it is left out, so the result is shorter than `revisions`.
std::vector<Index> total_order(std::vector<Revision> const& revisions, std::span<Index const> by_id);

} // namespace migc::chain
