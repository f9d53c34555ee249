// Where the statements of a revision must be parted, so that each part can run (DESIGN 5.3).
//
// A derived downgrade goes through the same markers as the upgrade, so each direction has a piece wherever the other
// one commits; it commits there only if its own statements ask for it. A downgrade that is written by hand has markers
// of its own.
#pragma once

#include "compiler/emit/plan.hpp"
#include "compiler/plan/uncommitted.hpp"

#include <set>

namespace migc::plan {

/// Markers behind which a derived downgrade commits, by the statements of the upgrade that are still done.
using Markers = std::set<std::size_t>;

/// Where a derived downgrade commits. It cannot inside of what takes back one statement: no marker says so.
struct WayBack {
    Markers cuts;
    std::vector<Conflict> no_marker;
};
WayBack way_back(Target const& target, replay::Outcome const& outcome);

/// Whether the downgrade of a revision has to be looked at for the pieces of its upgrade: what is derived changes no
/// rows and adds no enum values, so that only what is written in `reversed by` can ask for a commit.
bool declares_ways_back(ast::Revision const& revision);

/// The pieces of an upgrade, empty where one transaction takes it and no way back has a marker in it. They depend on
/// the revision alone, so that its markers mean the same in every script of a target.
std::vector<emit::Piece> pieces_of_upgrade(Target const& target, std::vector<replay::Step> const& upgrade,
                                           Markers const& way_back);
/// The pieces of a derived downgrade, from those of the upgrade. `steps` are its statements.
std::vector<emit::Piece> reversed(std::vector<emit::Piece> const& upgrade, std::vector<replay::BackStep> const& steps,
                                  Markers const& cuts);
/// The pieces of a downgrade that is written by hand; empty where one transaction takes it.
std::vector<emit::Piece> written(Target const& target, std::vector<replay::BackStep> const& steps,
                                 std::vector<replay::BackAct> const& acts);

/// Follows the revisions of a script in the order in which they run: whether what runs before one must be committed.
class Joiner {
public:
    explicit Joiner(Target const& target, bool any_start = false) : before_(target, any_start) {}

    /// `acts`: all that the revision does, with the place of each in its statements; `pieces`: theirs.
    bool must_commit_before(std::vector<std::pair<std::size_t, Act>> const& acts,
                            std::vector<emit::Piece> const& pieces);

private:
    Uncommitted before_; // the transaction so far, of earlier revisions as well
};

} // namespace migc::plan
