// Where a script departs from the bytes that an author wrote (RULINGS 13), for `check -v`.
#pragma once

#include "compiler/cli/session.hpp"
#include "compiler/replay/revision.hpp"

#include <string>
#include <vector>

namespace migc::cli {

/// One line for each departure of a revision's upgrade, `path:line: what`, file by file in the order of the lines.
std::vector<std::string> departures(Session const& session, Target const& target, chain::Index index,
                                    replay::Outcome const& outcome);

} // namespace migc::cli
