// What one transaction cannot hold although each of its statements may run in one (RULINGS 24).
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/replay/revision.hpp"

#include <map>
#include <set>

namespace migc::plan {

/// Follows the statements of a script in order and reports, with both places, a use of an enum value that the same
/// transaction added, and an alteration of a table whose rows with deferred checks the same transaction changed.
/// Warns of more relations than a server's default lock table holds.
class TransactionLimits {
public:
    TransactionLimits(Target const& target, catalog::Catalog const& catalog, Diagnostics& diagnostics)
        : target_(target), catalog_(catalog), diagnostics_(diagnostics) {}

    void begin_revision();
    void statement(replay::Step const& step);
    /// After the last one.
    void finish();

private:
    void forget();
    void check_enum_use(replay::Step const& step);
    void check_pending_rows(replay::Step const& step);

    Target const& target_;
    catalog::Catalog const& catalog_;
    Diagnostics& diagnostics_;
    std::map<std::string, Place> added_labels_;
    std::map<catalog::Name, Place> pending_rows_;
    std::set<catalog::Name> created_types_;
    std::set<catalog::Name> relations_; // touched by the transaction
    std::size_t most_relations_ = 0;
};

} // namespace migc::plan
