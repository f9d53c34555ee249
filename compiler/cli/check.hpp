// Parts of `migc check` that other commands or tests ask for.
#pragma once

#include "compiler/cli/session.hpp"
#include "compiler/replay/revision.hpp"

namespace migc::cli {

/// The first revision of the last head's branch: the one whose `revises` makes the chain linear.
std::string lowest_of_branch(chain::Chain const& chain, std::vector<chain::Index> const& heads);

/// One line for `check -v`; below it what the downgrade loses, and where the script departs from the author's bytes.
std::string revision_line(Session const& session, Target const& target, chain::Index index,
                          replay::Outcome const& outcome);

} // namespace migc::cli
