// The rows of the version table in a script: changed as Alembic changes them, compared as sets, all heads
// included (RULINGS 26).
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/chain/range.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migc::emit {

/// Rows as a message shows them: `a, b`, or `base` for none.
std::string shown_rows(std::vector<std::string> const& rows);

/// SQL: the same of the array `present`.
inline constexpr std::string_view shown_present =
    "COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base')";

/// PL/pgSQL: the rows there are, sorted by bytes, into the variable `present`; for a line that begins `indent` deep.
std::string read_rows(Target const& target, std::size_t indent = 4);
/// SQL condition: the array `present` holds the same set as the array `expected`, and no row twice.
std::string same_rows(std::string_view expected);

/// The rows are still what the transaction before left.
std::string continued_guard(std::vector<std::string> const& rows, Target const& target);

/// The rows are `rows`, else nothing of the transaction stays.
std::string end_guard(std::vector<std::string> const& rows, Target const& target);

/// The start of a stamp: the rows are `rows`.
std::string stamp_guard(std::vector<std::string> const& rows, std::vector<std::string> const& end_rows,
                        Target const& target);

/// Appends what one revision does to the rows; each change must meet exactly one row.
void append_row_changes(std::string& out, std::vector<chain::RowChange> const& changes, Target const& target);

/// The sorted set `rows` after `changes`.
std::vector<std::string> rows_after(std::vector<std::string> rows, std::vector<chain::RowChange> const& changes);

/// The changes that lead from one sorted set of rows to another, without a way through the chain.
std::vector<chain::RowChange> row_difference(std::vector<std::string> const& from, std::vector<std::string> const& to);

} // namespace migc::emit
