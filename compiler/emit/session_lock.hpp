// The lock of a script with statements outside of transactions: no lock of a transaction lasts over them (RULINGS 27).
#pragma once

#include "compiler/base/target.hpp"

#include <string>

namespace migc::emit {

/// Fails inside any transaction, before the first work (RULINGS 28, ran: facts/scripts.md 5).
std::string outside_of_transactions();

std::string take_session_lock(Target const& target);
/// SQL condition.
std::string holds_session_lock(Target const& target);
/// Raises where the lock was lost while the script ran.
std::string release_session_lock(Target const& target);

} // namespace migc::emit
