// How far a statement outside of transactions has come, as conditions of SQL: true or false, whatever is there.
#pragma once

#include "compiler/emit/alone.hpp"

#include <string>

namespace migc::emit {

/// Some relation has the index's name.
std::string name_is_taken(Alone const& alone);
/// The index is there and finished. A build or a drop that was cut off leaves one that is not (manual: CREATE INDEX,
/// DROP INDEX).
std::string index_is_finished(Alone const& alone);
/// Detaching that was cut off is pending; the partition is attached until it is finalized.
std::string partition_is_attached(Alone const& alone);
std::string detaching_is_pending(Alone const& alone);

} // namespace migc::emit
