// What stands in each transaction of a script, whatever it does: its settings, an author's statement, a revision's
// baseline, its end.
#pragma once

#include "compiler/emit/plan.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// Nothing may follow the arguments of a meta-command: psql joins further words into the value (facts/scripts.md 1).
inline constexpr std::string_view stop_at_errors = "\\set ON_ERROR_STOP on\n";

/// The settings of psql and of the session, and the guards that need no transaction.
void append_session(std::string& out, Target const& target);

/// BEGIN and the settings of the transaction.
void append_begin(std::string& out, Target const& target, chain::Direction direction);

/// An author's statement, which has no `;` yet.
void append_statement(std::string& out, std::string_view statement);

/// What existed before the chain, where nothing of it is there (RULINGS 9).
void append_baseline(std::string& out, PlannedRevision const& revision);

/// The line that psql prints: `what` N of M and the revision.
void append_voice(std::string& out, Plan const& plan, std::size_t revision, std::string_view more = {});

/// Compares the version rows with what the changes must have made them, and commits.
void append_commit(std::string& out, std::vector<std::string> const& rows, Target const& target);

/// The last line that psql prints.
void append_last_line(std::string& out, std::string_view done, std::vector<std::string> const& rows);

} // namespace migc::emit
