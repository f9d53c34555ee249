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

/// The first byte that is a control character other than tab and line feed, starts no valid UTF-8 character
/// (RFC 3629: no surrogates, nothing overlong), or is a byte order mark at the very start.
std::optional<Unreadable> first_unreadable(std::string_view text);

} // namespace migc
