// The version table in a script: there, locked, holding what the script expects before and after (RULINGS 26).
// Rows are compared as sets, all heads included; the table is kept as Alembic keeps it.
#pragma once

#include "compiler/emit/plan.hpp"

#include <string>
#include <vector>

namespace migc::emit {

/// The version table's name as it stands in SQL, always with its schema.
std::string version_table(Target const& target);

enum class WhenAbsent : std::uint8_t { create, stop };

/// The table at the version table's name can hold version rows; where there is none it is created exactly as
/// Alembic does, or the script stops; `to` is the range or its end, for the hint.
std::string version_table_guard(WhenAbsent when_absent, std::string_view to, Target const& target);

/// Holds off every other writer of version rows until the transaction ends, a running Alembic included, which an
/// advisory lock does not (facts/scripts.md 8, ran).
std::string version_table_lock(Target const& target);

/// The rows are the plan's start. Otherwise raises what they are instead, told apart as far as the plan knows the
/// chain: at the end or beyond it, inside the range, at another revision, at one the chain does not have, or
/// nothing at all on a database that has tables. Each message carries its next step as HINT.
std::string start_guard(Plan const& plan, Target const& target);

/// The rows are still what the transaction before left.
std::string continued_guard(std::vector<std::string> const& rows, Target const& target);

/// The rows are `rows`, else nothing of the transaction stays.
std::string end_guard(std::vector<std::string> const& rows, Target const& target);

/// What one revision does to the rows; each change must meet exactly one row.
std::string row_changes(std::vector<chain::RowChange> const& changes, Target const& target);

/// The sorted set `rows` after `changes`.
std::vector<std::string> rows_after(std::vector<std::string> rows, std::vector<chain::RowChange> const& changes);

/// The changes that lead from one sorted set of rows to another, without a way through the chain.
std::vector<chain::RowChange> row_difference(std::vector<std::string> const& from, std::vector<std::string> const& to);

/// The start of a stamp: the rows are `rows`.
std::string stamp_guard(std::vector<std::string> const& rows, std::vector<std::string> const& end_rows,
                        Target const& target);

} // namespace migc::emit
