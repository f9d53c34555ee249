// The history table (`history_table`, off by default): who changed the version rows, when and by which script. It is
// written in the transaction that changes them, and never read by migc.
#pragma once

#include "compiler/emit/plan.hpp"

namespace migc::emit {

/// Its name as it stands in SQL: in the schema of the version table.
std::string history_table(Target const& target);

/// Makes the table where there is none. Inside the transaction that will write to it; empty without a history table.
std::string history_table_guard(Target const& target);

/// The entry of one revision, behind its change of the version rows; empty without a history table.
std::string history_entry(Plan const& plan, PlannedRevision const& revision, Target const& target);
/// The entry of a stamp, with the rows that it has set.
std::string history_entry(std::vector<std::string> const& rows, Target const& target);

/// The same as single statements without bodies, and without `;`.
std::string caller_history_table(Target const& target);
std::string caller_history_entry(Plan const& plan, PlannedRevision const& revision, Target const& target);
std::string caller_history_entry(std::vector<std::string> const& rows, Target const& target);

} // namespace migc::emit
