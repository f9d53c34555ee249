// migc.sum: which revisions may no longer change. One line for each, in the order in which they were sealed: its id,
// the hash of what it means, and a hash over all lines up to it. Two branches that both seal something end in another
// last line, so that git finds a conflict there instead of joining them in silence; and a line that was taken out, put
// in or moved breaks the hashes behind it.
#pragma once

#include "compiler/base/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::chain {

struct Seal {
    std::string id;
    std::string meaning; // SHA-256, lower-case hexadecimal
    Place place;         // of the id in migc.sum
};

inline constexpr std::string_view seal_file = "migc.sum";

/// The seals of a file, or nothing after an error: a line that is none, an id that stands twice, a chain of hashes that
/// does not hold, what git leaves behind after a merge.
std::optional<std::vector<Seal>> read_seals(SourceFile const& source, Diagnostics& diagnostics);

/// The text of the file.
std::string write_seals(std::vector<Seal> const& seals);

} // namespace migc::chain
