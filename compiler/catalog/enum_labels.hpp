// What happened between two label lists of an enum type: the writer, reversal and comparison must agree on
// it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migc::catalog {

inline bool contains(std::vector<std::string> const& labels, std::string const& label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// The labels of `list` that `other` does not have.
inline std::vector<std::string> missing_from(std::vector<std::string> const& other,
                                             std::vector<std::string> const& list) {
    std::vector<std::string> out;
    for (auto const& label : list)
        if (!contains(other, label)) out.push_back(label);
    return out;
}

/// Old and new spelling when exactly one label differs, at the same position.
inline std::optional<std::pair<std::string, std::string>> renamed_label(std::vector<std::string> const& before,
                                                                        std::vector<std::string> const& after) {
    if (before.size() != after.size()) return std::nullopt;
    std::optional<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i]) continue;
        if (out) return std::nullopt;
        out.emplace(before[i], after[i]);
    }
    return out;
}

} // namespace migc::catalog
