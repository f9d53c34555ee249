#include "compiler/chain/names.hpp"

#include <algorithm>

namespace migc::chain {

std::uint64_t NameTable::leading(std::string_view text) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = value << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return value;
}

bool NameTable::less(Entry const& left, Entry const& right) {
    if (left.leading != right.leading) return left.leading < right.leading;
    return left.text < right.text;
}

void NameTable::sort() {
    std::sort(entries_.begin(), entries_.end(), [](Entry const& left, Entry const& right) {
        if (less(left, right)) return true;
        return !less(right, left) && left.position < right.position;
    });
}

std::optional<Index> NameTable::find(std::string_view text) const {
    Entry const wanted{leading(text), 0, text};
    auto const at = std::lower_bound(entries_.begin(), entries_.end(), wanted, less);
    if (at == entries_.end() || at->text != text) return std::nullopt;
    return at->position;
}

std::vector<Index> NameTable::positions() const {
    std::vector<Index> out;
    out.reserve(entries_.size());
    for (auto const& entry : entries_) out.push_back(entry.position);
    return out;
}

std::vector<std::pair<Index, Index>> NameTable::repeated() const {
    std::vector<std::pair<Index, Index>> out;
    for (std::size_t first = 0, i = 1; i < entries_.size(); ++i) {
        if (entries_[i].text == entries_[first].text)
            out.emplace_back(entries_[i].position, entries_[first].position);
        else
            first = i;
    }
    return out;
}

} // namespace migc::chain
