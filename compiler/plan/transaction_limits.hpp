// What one transaction cannot hold (RULINGS 24).
#pragma once

#include "compiler/chain/range.hpp"
#include "compiler/plan/uncommitted.hpp"

namespace migc::plan {

/// Follows the statements of a script in order and reports, unless the target lets the script have several segments, a
/// statement that may not run in a transaction, and with both places a use of an enum value that the same transaction
/// added, and an alteration of a table whose rows with deferred checks the same transaction changed. Warns of more
/// relations than a server's default lock table holds.
class TransactionLimits {
public:
    TransactionLimits(Target const& target, Diagnostics& diagnostics, bool any_start = false)
        : target_(target), diagnostics_(diagnostics), uncommitted_(target, any_start) {}

    void begin_revision();
    void statement(replay::Step const& step);
    /// After the last one.
    void finish();

private:
    void forget();
    void refuse_alone(replay::Step const& step);

    Target const& target_;
    Diagnostics& diagnostics_;
    Uncommitted uncommitted_;
    std::set<catalog::Name> relations_; // touched by the transaction
    std::size_t most_relations_ = 0;
};

/// The same for the statements of a downgrade, of which those that may not run in a transaction have been reported
/// (replay/downgrade.cpp).
class DowngradeLimits {
public:
    DowngradeLimits(Target const& target, Diagnostics& diagnostics)
        : target_(target), diagnostics_(diagnostics), uncommitted_(target) {}

    void revision(replay::Outcome const& outcome);
    /// Behind a revision that no script crosses.
    void forget() { uncommitted_.forget(); }

private:
    Target const& target_;
    Diagnostics& diagnostics_;
    Uncommitted uncommitted_;
};

/// Reports with both places.
void report(Conflict const& conflict, Target const& target, chain::Direction direction, Diagnostics& diagnostics);
/// Of a derived downgrade that would have to commit where no marker can stand (pieces.hpp).
void report_no_marker(Conflict const& conflict, Diagnostics& diagnostics);

} // namespace migc::plan
