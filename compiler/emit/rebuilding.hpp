// What stands around REINDEX CONCURRENTLY. One that is interrupted leaves indexes `…_ccnew` or `…_ccold` behind, which
// are not valid; the next one goes past them and leaves more (measured on 12, 15 and 18).
#pragma once

#include "compiler/emit/alone.hpp"

#include <string>

namespace migc::emit {

/// SQL of type text: the names of such indexes, null where there are none.
std::string leftover_names(Alone const& rebuild);

/// Before the marker behind which the script takes such indexes for the leftover of its own earlier try.
std::string nothing_is_left(Alone const& rebuild);
/// Outside of transactions: drops them, concurrently as well. Also of what is taken back.
void append_clearing(std::string& out, Alone const& rebuild);
/// Behind it: none is left, and the index that was named is valid.
std::string indexes_are_valid(Alone const& rebuild);

} // namespace migc::emit
