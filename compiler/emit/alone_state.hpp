// How far a statement outside of transactions has come, as conditions of SQL: true or false, whatever is there.
#pragma once

#include "compiler/emit/alone.hpp"

#include <cstddef>
#include <string>

namespace migc::emit {

/// Some relation has the index's name.
std::string name_is_taken(Alone const& alone);
/// FROM and WHERE of a query: the index's row of pg_index, as `i`, with `c` of pg_class and `n` of pg_namespace.
/// `indent`: blanks before each line but the first.
std::string from_index(Alone const& alone, std::size_t indent);
/// The index is there and finished. A build or a drop that was cut off leaves one that is not (manual: CREATE INDEX,
/// DROP INDEX).
std::string index_is_finished(Alone const& alone);
/// What has the index's name stands in the way of the build.
std::string is_in_the_way(Alone const& build);
/// Detaching that was cut off is pending; the partition is attached until it is finalized.
std::string partition_is_attached(Alone const& alone);
std::string detaching_is_pending(Alone const& alone);

} // namespace migc::emit
