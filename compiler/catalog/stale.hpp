// Text that mentions a name which has changed since it was written (RULINGS 17): nothing can be created from
// it.
#pragma once

#include "compiler/catalog/objects.hpp"

namespace migc::catalog {

/// What of the object is stale, as "view `v`" or "policy `p`"; empty where nothing is. Of a table: its
/// policies and rules.
std::string stale_part(Object const& object);

} // namespace migc::catalog
