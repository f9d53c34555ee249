// Chains for tests, written as lines `id | parents | dependencies | labels`; places point into that text.
#pragma once

#include "compiler/chain/range.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace chain_fixture {

using namespace migc;
using namespace migc::chain;

struct Built {
    SourcePtr source;
    Diagnostics diagnostics;
    Chain chain;
};

inline std::vector<Reference> references(SourceFile const& source, std::size_t begin, std::size_t end) {
    std::vector<Reference> out;
    while (begin < end) {
        auto const comma = std::min(source.text.find(',', begin), end);
        auto first = begin, last = comma;
        while (first < last && source.text[first] == ' ') ++first;
        while (first < last && source.text[last - 1] == ' ') --last;
        if (first < last)
            out.push_back({source.text.substr(first, last - first),
                           {&source, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}}});
        begin = comma + 1;
    }
    return out;
}

inline std::vector<Header> headers(SourceFile const& source) {
    std::vector<Header> out;
    for (std::size_t line = 0; line < source.text.size();) {
        auto const end = std::min(source.text.find('\n', line), source.text.size());
        std::vector<std::vector<Reference>> fields;
        for (auto begin = line; begin <= end;) {
            auto const bar = std::min(source.text.find('|', begin), end);
            fields.push_back(references(source, begin, bar));
            begin = bar + 1;
        }
        fields.resize(4);
        if (!fields[0].empty()) out.push_back({fields[0].front(), fields[1], fields[2], fields[3], {}});
        line = end + 1;
    }
    return out;
}

inline Built built(std::string text) {
    Built out{std::make_shared<SourceFile>("chain", std::move(text)), {}, {}};
    out.chain = build(headers(*out.source), out.diagnostics);
    return out;
}

inline std::string spelt(Chain const& chain, std::vector<Index> const& revisions) {
    std::string out;
    for (auto const index : revisions) out += (out.empty() ? "" : " ") + chain[index].id.name;
    return out;
}

inline std::string spelt(Chain const& chain, std::vector<bool> const& flags) {
    std::vector<Index> some;
    for (auto const index : chain.order)
        if (flags[index]) some.push_back(index);
    return spelt(chain, some);
}

/// `name: message` of the only diagnostic.
inline std::string only(Diagnostics const& diagnostics) {
    REQUIRE(diagnostics.items().size() == 1);
    auto const& first = diagnostics.items().front();
    return std::string(info(first.code).name) + ": " + first.message;
}

/// The names of all diagnostics.
inline std::string codes(Diagnostics const& diagnostics) {
    std::string out;
    for (auto const& item : diagnostics.items()) out += (out.empty() ? "" : " ") + std::string(info(item.code).name);
    return out;
}

/// A chain that must build.
inline Built good(std::string text) {
    auto out = built(std::move(text));
    REQUIRE(codes(out.diagnostics) == "");
    return out;
}

/// The text a place covers.
inline std::string_view at(Place const& place) {
    REQUIRE(place.source != nullptr);
    return place.source->slice(place.span);
}

} // namespace chain_fixture
