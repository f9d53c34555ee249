// How long a transaction of a script may wait, run and idle. Always set, never inherited: a role's own timeout would
// end the script in the middle (facts/scripts.md 8).
#pragma once

#include "compiler/base/target.hpp"

#include <string>

namespace migc::emit {

/// SET LOCAL of each timeout that the target's servers have.
std::string local_timeouts(Target const& target);
/// SET of no timeout at all, in front of a statement that stands outside of transactions.
std::string no_timeouts(Target const& target);
/// The same as local_timeouts without a body of PL/pgSQL.
std::string caller_timeouts(Target const& target);

} // namespace migc::emit
