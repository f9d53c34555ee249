// What stands around an index that is built outside of transactions (RULINGS 29).
#pragma once

#include "compiler/emit/alone.hpp"

#include <string>

namespace migc::emit {

/// Before the marker behind which the script takes what has the name for the leftover of its own earlier try. With
/// `if not exists` a valid index may have it.
std::string name_is_free(Alone const& build);
/// Drops that leftover, for psql.
void append_clearing_unfinished(std::string& out, Alone const& build);
/// Behind the build. A build that fails leaves an invalid index (manual: CREATE INDEX).
std::string index_is_valid(Alone const& build);

} // namespace migc::emit
