// Author text in comments of a script. psql acts on a backslash at the start of what follows a comment, so a
// line break that left the comment would be a command line of the DBA's machine (facts/scripts.md 2, ran).
#pragma once

#include <string>
#include <string_view>

namespace migc::emit {

constexpr std::size_t comment_width = 200; // bytes of a line, the `-- ` included

/// `text` with every line break (CR, LF, VT, FF, NEL, U+2028, U+2029), control character and bidirectional
/// control written as \u{XXXX}, and bytes that are no UTF-8 as \x{XX}: it holds one visible line, in the
/// order it is read.
std::string visible(std::string_view text);

/// Appends `text`, made visible, as one comment line or several of at most `comment_width` bytes, cut between
/// characters; lines after the first stand two blanks deeper than `indent`.
void append_comment(std::string& out, std::string_view text, std::size_t indent = 0);

} // namespace migc::emit
