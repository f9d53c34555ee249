// Nearest names, for "did you mean".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc {

/// Insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, restricted).
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to `word`, if it is near enough to be a slip: at most a third of its length.
std::optional<std::string> nearest(std::string_view word, std::vector<std::string_view> const& candidates);

} // namespace migc
