#include "compiler/base/suggest.hpp"

#include <algorithm>

namespace migc {

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1), row(right.size() + 1), next(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            auto const change = row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            next[j] = std::min({change, row[j] + 1, next[j - 1] + 1});
            bool const swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[right.size()];
}

std::optional<std::string> nearest(std::string_view word, std::vector<std::string_view> const& candidates) {
    constexpr std::size_t longest = 256; // the distance takes the product of both lengths; nobody mistypes such a word
    if (word.size() > longest) return std::nullopt;
    auto const limit = std::max<std::size_t>(1, word.size() / 3);
    std::optional<std::string> best;
    auto best_distance = limit + 1;
    for (auto const candidate : candidates) {
        auto const gap =
            candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
        if (gap >= best_distance) continue;
        auto const distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = std::string(candidate);
        }
    }
    return best;
}

} // namespace migc
