// What ALTER DEFAULT PRIVILEGES gives to objects made from now on.
#pragma once

#include "compiler/catalog/catalog.hpp"

namespace migc::catalog {

/// The grants that a new object of that key comes with, made by `role` (the target's; none: whoever runs the
/// script). What was said for other roles is none of them.
std::vector<AclItem> default_grants(Catalog const& catalog, std::optional<std::string> const& role, Key const& key);

} // namespace migc::catalog
