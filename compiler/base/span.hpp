// A half-open range of byte offsets into one source text. Line and column exist only in the renderer.
#pragma once

#include <cstdint>

namespace migc {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    friend constexpr bool operator==(Span, Span) = default;
};

/// The smallest span that covers both.
constexpr Span cover(Span first, Span last) { return {first.begin, last.end}; }

} // namespace migc
