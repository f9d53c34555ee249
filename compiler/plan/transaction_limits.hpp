// What one transaction cannot hold (RULINGS 24).
#pragma once

#include "compiler/plan/uncommitted.hpp"

namespace migc::plan {

/// Follows the statements of a script in order and reports, unless the target lets the script have several segments, a
/// statement that may not run in a transaction, and with both places a use of an enum value that the same transaction
/// added, and an alteration of a table whose rows with deferred checks the same transaction changed. Warns of more
/// relations than a server's default lock table holds.
class TransactionLimits {
public:
    TransactionLimits(Target const& target, catalog::Catalog const& catalog, Diagnostics& diagnostics,
                      bool any_start = false)
        : target_(target), diagnostics_(diagnostics), uncommitted_(target, catalog, any_start) {}

    void begin_revision();
    void statement(replay::Step const& step);
    /// After the last one.
    void finish();

private:
    void forget();
    void refuse_alone(replay::Step const& step);
    void report(Conflict const& conflict);

    Target const& target_;
    Diagnostics& diagnostics_;
    Uncommitted uncommitted_;
    std::set<catalog::Name> relations_; // touched by the transaction
    std::size_t most_relations_ = 0;
};

} // namespace migc::plan
