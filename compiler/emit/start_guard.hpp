// Whether a database is where a script starts, and if not, where it is instead.
#pragma once

#include "compiler/emit/plan.hpp"

#include <string>

namespace migc::emit {

/// The end of a range as a user types it: `base:head` → `head`.
std::string end_of(std::string_view range);

/// The rows are the plan's start. Otherwise raises what they are instead, told apart as far as the plan knows
/// the chain: at the end or beyond it, inside the range, at another revision, at one the chain does not have,
/// or nothing at all on a database that has tables. Each message carries its next step as HINT.
std::string start_guard(Plan const& plan, Target const& target);

// --- its parts, for scripts that may start inside of their range; PL/pgSQL ---

/// DECLARE … BEGIN: the plan's rows, the chain as far as messages tell it apart, `present`, `shown`, `number`, and
/// `more` declarations.
std::string declarations(Plan const& plan, std::string_view more);
/// Raises what the rows in `present` are, which are none that the script starts from.
std::string where_it_is(Plan const& plan, Target const& target);
/// Raises where a row is the marker of a revision that is applied in part.
std::string half_applied();
/// Raises where relations exist that the script creates; empty where it creates none from base.
std::string made_by_other_means(Plan const& plan);

} // namespace migc::emit
