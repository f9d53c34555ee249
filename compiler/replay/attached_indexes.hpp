// The indexes that a revision attaches to those of a partitioned table, on the way back. No statement detaches one: it
// goes with the index it is attached to and with its table, cannot be dropped alone, and is free again where its
// partition is detached. Manual: ALTER INDEX, ATTACH PARTITION.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "compiler/replay/revision.hpp"

#include <map>

namespace migc::replay {

class AttachedIndexes {
public:
    explicit AttachedIndexes(std::vector<Step> const& upgrade) : upgrade_(upgrade) {}

    /// Whether an operation of the way back undoes such an attachment: no statement does, and it is remembered.
    bool holds(catalog::Catalog const& catalog, catalog::Operation const& back);

    enum class Drop : std::uint8_t { alone, along, impossible };
    /// How an operation of the way back that drops such an index is done: by a statement of its own, along with what
    /// the same downgrade drops, or not at all.
    Drop drop(catalog::Operation const& back);

    /// What comes back behind an operation of the way back that drops an index or detaches a partition: the indexes
    /// from before the revision that the server has dropped along with it.
    std::vector<catalog::Operation> dropped_along(catalog::Operation const& back);

    /// Those that are attached in the end, each as the operation that would have detached it.
    std::vector<catalog::Operation> left() const;

private:
    struct Held {
        catalog::Name parent;
        catalog::Name table;
        catalog::Operation detaches;
        bool goes_along; // the index it is attached to, or its table, was made by the revision
    };

    bool makes_index(catalog::Name const& index) const;
    bool makes(catalog::Key const& key) const;

    std::vector<Step> const& upgrade_;
    std::map<catalog::Key, Held> held_;
};

} // namespace migc::replay
