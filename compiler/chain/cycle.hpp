// Finds and names the cycles of a graph that has some.
#pragma once

#include "compiler/chain/chain.hpp"

namespace migc::chain {

/// One diagnostic for each knot of revisions that wait for each other (a strongly connected component),
/// naming its shortest cycle through the first of its files, with a note at each reference on it. `headers`
/// stand at the same positions as `revisions`.
void report_cycles(std::vector<Revision> const& revisions, std::vector<Header> const& headers,
                   Diagnostics& diagnostics);

} // namespace migc::chain
