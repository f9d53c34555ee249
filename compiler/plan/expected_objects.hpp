// What the catalog says of the objects that a script touches, for `guard = drift` (RULINGS 31).
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/catalog.hpp"
#include "compiler/emit/drift.hpp"
#include "compiler/plan/needed_rights.hpp"

namespace migc::plan {

/// Each of the objects as `catalog` has it; a part stands for its whole. What the catalog does not have, or cannot see
/// into, is left out, and everything is where a statement of the chain has not been seen through. `whole` is the
/// catalog of all revisions: the values of an enum that a later one adds may have been left behind by a downgrade.
std::vector<emit::Expected> expected_objects(catalog::Catalog const& catalog, catalog::Catalog const& whole,
                                             std::set<Thing> const& things, Target const& target);

} // namespace migc::plan
