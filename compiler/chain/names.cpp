#include "compiler/chain/names.hpp"

#include <algorithm>

namespace migc::chain {

std::uint64_t NameTable::leading(std::string_view text) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = value << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return value;
}

void NameTable::reserve(std::size_t count) {
    texts_.reserve(count);
    entries_.reserve(count);
}

void NameTable::add(std::string_view text) {
    entries_.push_back({leading(text), static_cast<Index>(texts_.size())});
    texts_.push_back(text);
}

void NameTable::sort() {
    std::sort(entries_.begin(), entries_.end(), [this](Entry const& left, Entry const& right) {
        if (left.leading != right.leading) return left.leading < right.leading;
        auto const order = text(left).compare(text(right));
        return order != 0 ? order < 0 : left.position < right.position;
    });
}

std::optional<Index> NameTable::find(std::string_view wanted) const {
    auto const wanted_leading = leading(wanted);
    auto const at =
        std::lower_bound(entries_.begin(), entries_.end(), wanted, [&](Entry const& entry, std::string_view name) {
            if (entry.leading != wanted_leading) return entry.leading < wanted_leading;
            return text(entry) < name;
        });
    if (at == entries_.end() || text(*at) != wanted) return std::nullopt;
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
        if (text(entries_[i]) == text(entries_[first]))
            out.emplace_back(entries_[i].position, entries_[first].position);
        else
            first = i;
    }
    return out;
}

} // namespace migc::chain
