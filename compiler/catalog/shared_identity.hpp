// From 17 on the partitions have the identities of the partitioned table (release notes of 17).
#pragma once

#include "compiler/catalog/objects.hpp"

namespace migc::catalog {

/// Whether it is that of the partitioned table: such a one has no sequence of its own, and none of its name.
inline bool is_shared(Identity const& identity) { return identity.sequence.name.name.empty(); }

} // namespace migc::catalog
