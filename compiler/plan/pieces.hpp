// Where the statements of a revision must be parted, so that each part can run (DESIGN 5.3).
#pragma once

#include "compiler/emit/plan.hpp"
#include "compiler/plan/uncommitted.hpp"

namespace migc::plan {

/// Follows the revisions of a script in order.
class Cutter {
public:
    Cutter(Target const& target, catalog::Catalog const& catalog, bool any_start)
        : within_(target, catalog), before_(target, catalog, any_start) {}

    /// Sets the pieces of a revision from its upgrade, and whether what runs before it must be committed. The pieces
    /// depend on the revision alone, so that its markers mean the same in every script of a target. To be asked when
    /// the catalog stands behind the revision.
    void cut(std::vector<replay::Step> const& upgrade, emit::PlannedRevision& revision);

private:
    std::vector<emit::Piece> pieces(std::vector<replay::Step const*> const& steps);

    Uncommitted within_; // the piece
    Uncommitted before_; // the transaction so far, of earlier revisions as well
};

/// The pieces of a derived downgrade: those of the upgrade in reverse. `steps` are its statements.
std::vector<emit::Piece> reversed(std::vector<emit::Piece> const& upgrade, std::vector<replay::BackStep> const& steps);
/// The pieces of a downgrade that is written by hand; empty where one transaction takes it.
std::vector<emit::Piece> written(std::vector<replay::BackStep> const& steps);

} // namespace migc::plan
