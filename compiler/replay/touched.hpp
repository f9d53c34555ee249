// The whole objects that an operation changes.
#pragma once

#include "compiler/catalog/operation.hpp"

#include <set>

namespace migc::replay {

/// Adds the keys under which the catalog is to be asked before and behind the operation. A part of a table stands for
/// its table; since it may be a view's, that key is given as well and has no value where there is no such view.
void add_touched(catalog::Operation const& operation, std::set<catalog::Key>& out);

} // namespace migc::replay
