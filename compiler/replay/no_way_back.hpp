// Inverses that the catalog knows and no statement of the target's server can bring about.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/catalog.hpp"
#include "compiler/catalog/operation.hpp"

#include <string>
#include <vector>

namespace migc::replay {

/// Why `back`, an inverse about to be written, cannot be done on `catalog` as it stands before it; one sentence for
/// each reason, none where it can.
std::vector<std::string> no_way_back(catalog::Catalog const& catalog, Target const& target,
                                     catalog::Operation const& back);

} // namespace migc::replay
