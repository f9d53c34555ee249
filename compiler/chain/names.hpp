// Ids and labels by name while the graph is built.
#pragma once

#include "compiler/chain/chain.hpp"

namespace migc::chain {

/// Names in the order of their bytes. The first eight bytes stand beside the position, so that sorting and
/// searching a hundred thousand of them rarely leaves one array.
class NameTable {
public:
    void reserve(std::size_t count);
    /// Its position is the number of names added before. The text must outlive the table.
    void add(std::string_view text);
    /// Before the first question; equal names keep the order of their positions.
    void sort();

    /// The first position of this name.
    std::optional<Index> find(std::string_view text) const;
    std::vector<Index> positions() const;
    /// For each name that stands more than once: its second and later positions, each with the first one.
    std::vector<std::pair<Index, Index>> repeated() const;

private:
    struct Entry {
        std::uint64_t leading;
        Index position;
    };
    static std::uint64_t leading(std::string_view text);
    std::string_view text(Entry const& entry) const { return texts_[entry.position]; }

    std::vector<std::string_view> texts_; // by position
    std::vector<Entry> entries_;
};

} // namespace migc::chain
