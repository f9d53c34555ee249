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

} // namespace migc::emit
