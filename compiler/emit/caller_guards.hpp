// Guards as plain SELECTs: a cast that fails carries the message, since only PL/pgSQL can raise one of its own, and
// that needs a body with `;` in it (facts/scripts.md 8, ran). The SQLSTATE is the cast's, so the message begins with
// the code that the other flavour raises. Each function returns one statement or several, without `;` behind the last.
#pragma once

#include "compiler/emit/guards.hpp"
#include "compiler/emit/plan.hpp"

#include <string>
#include <vector>

namespace migc::emit {

using Statements = std::vector<std::string>;

/// Fails with `message` and `hint` (SQL of type text) unless `condition` is true; `from` follows the select list.
std::string caller_requires(Guard guard, std::string_view condition, std::string_view message, std::string_view hint,
                            std::string_view from = {});

/// SQL of type text: the code of the guard, the message, the hint.
std::string caller_answer(Guard guard, std::string_view message, std::string_view hint);
/// A query whose one row has the version rows, sorted by bytes, as the array `present`.
std::string caller_rows(Target const& target);

/// The first statement: fails outside of a transaction, explicit or of one query, and changes nothing.
std::string caller_inside();
/// The session and the server are ones that the script can work with.
Statements caller_session_guards(Target const& target);
std::string caller_advisory_lock(Target const& target);
std::string caller_schema_guard(Target const& target);
/// The version table, found, or made where there may be none, and locked.
Statements caller_version_table(bool may_create, Target const& target);
std::string caller_stamp_guard(std::vector<std::string> const& rows, Target const& target);
/// Empty where the script needs no rights.
std::string caller_rights_guard(NeededRights const& needed);
/// What a baseline makes must not be there: without a client that chooses, it cannot be skipped (RULINGS 9).
std::string caller_baseline_guard(PlannedRevision const& revision);
/// What one revision does to the rows; each change must meet exactly one.
Statements caller_row_changes(std::vector<chain::RowChange> const& changes, Target const& target);
std::string caller_end_guard(std::vector<std::string> const& rows, Target const& target);

} // namespace migc::emit
