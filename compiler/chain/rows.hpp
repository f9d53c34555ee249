// Version rows while revisions run: Alembic's HeadMaintainer, in constant time for each edge
// (facts/alembic.md 3.6).
#pragma once

#include "compiler/chain/range.hpp"

namespace migc::chain {

/// Those of `of` that no other one of them needs, in total order.
Rows uncovered(Chain const& chain, std::span<Index const> of);

/// The version table of a database while revisions run on it, one by one. At every moment its rows are the
/// applied revisions that no applied one revises or depends on.
class VersionRows {
public:
    /// `applied` holds, with a revision, all that it needs.
    VersionRows(Chain const& chain, std::vector<bool> applied);

    /// Runs a revision whose parents and dependencies are applied. Their rows become its own: all but the
    /// last of them are removed, the last is updated; where none has a row, its own is inserted.
    std::vector<RowChange> apply(Index revision);
    /// Takes back a revision that has a row: the rows it replaced come back, unless another applied revision
    /// covers them.
    std::vector<RowChange> revert(Index revision);

    std::vector<bool> const& applied() const { return applied_; }
    Rows rows() const;

private:
    Chain const& chain_;
    std::vector<bool> applied_;
    std::vector<std::size_t> needed_by_; // applied edges that lead to a revision
};

} // namespace migc::chain
