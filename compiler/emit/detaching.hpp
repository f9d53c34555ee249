// What stands around a partition that is detached outside of transactions (RULINGS 29), and around what takes that
// back. An interrupted detaching is pending until it is finalized (manual: ALTER TABLE).
#pragma once

#include "compiler/emit/alone.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// `ALTER TABLE … DETACH PARTITION … FINALIZE`, without `;`. May run in a transaction (ran).
std::string finalizing(Alone const& alone);

/// Outside of transactions: finalizes a detaching that is pending, else runs `statement` where the partition is
/// attached. Without a statement it does the first alone.
void append_detaching(std::string& out, Alone const& alone, std::string_view statement);

/// Raises where the partition is attached yet.
std::string partition_is_detached(Alone const& alone);

/// What stands between the two runs only where the partition is not attached.
void append_unless_attached(std::string& out, Alone const& alone);
void append_end_of_unless_attached(std::string& out);

} // namespace migc::emit
