// Which text is fit to be read, shown and passed on.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace migc {

struct Unreadable {
    std::size_t offset = 0;
    std::string_view what; // "a control character", for a message
};

/// Bytes of the UTF-8 character at `offset`; 0 where none starts (RFC 3629: no surrogates, nothing overlong).
std::size_t character_length(std::string_view text, std::size_t offset);

/// Whether the UTF-8 character is one that a terminal acts on or a reader cannot see: controls (C0 and C1), byte order
/// mark, line and paragraph separators, and the marks that turn the direction of writing.
bool is_invisible(std::string_view character);

/// The first byte that is a control character other than tab and line feed, starts no valid UTF-8 character
/// (RFC 3629: no surrogates, nothing overlong), or is a byte order mark at the very start.
std::optional<Unreadable> first_unreadable(std::string_view text);

} // namespace migc
