// The version table itself: named, found or made, locked (RULINGS 26).
#pragma once

#include "compiler/base/target.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// The version table's name as it stands in SQL, always with its schema.
std::string version_table(Target const& target);

enum class WhenAbsent : std::uint8_t { create, pass, stop };

/// The table at the version table's name can hold version rows; where there is none it is created exactly as
/// Alembic does, or left to a later one to create, or the script stops; `to` is the end of the range, for the hint.
std::string version_table_guard(WhenAbsent when_absent, std::string_view to, Target const& target);

/// Holds off every other writer of version rows until the transaction ends, a running Alembic included, which
/// an advisory lock does not (facts/scripts.md 8, ran).
std::string version_table_lock(Target const& target);

/// SQL expression: what to do where no version row is, which depends on whether the schema has tables.
std::string no_row_hint(std::string_view to, Target const& target);

} // namespace migc::emit
