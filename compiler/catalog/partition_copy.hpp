// What stands on a partition for a part of the partitioned table, as the server makes it. For the files about
// parts of partitions alone.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The part with the name that is free for it on the partition.
Index copy_for(Catalog const& catalog, Name const& parent, Index index, Table const& partition);
Constraint copy_for(Catalog const& catalog, Name const& parent, Constraint key, Table const& partition);
Trigger copy_for(Name const& parent, Trigger trigger, Name const& partition);

/// Whether partitions get one of their own: keys and foreign keys. Checks are inherited.
bool is_handed_on(Constraint const& constraint);

/// Makes a part like the one that will come back with the partitioned table's.
template <class Part>
void level(Context& context, Key const& key, Part const& own, Part alike) {
    if (own != alike) context.perform(Alter{key, own, std::move(alike), {}}, true);
}

} // namespace migc::catalog
