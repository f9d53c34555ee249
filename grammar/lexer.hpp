// Text into tokens: all of SQL's spelling as PostgreSQL defines it (manual, "Lexical Structure").
//
// Accepts: names, "quoted" and U&"…" names, every string form ('…', E'…', B'…', X'…', N'…', U&'…', $tag$…$tag$, and
// literals continued on the next line), numbers, operators by the server's longest-match rule, `--` and nested
// `/* */` comments, `${name}` variables. White space is blank, tab, line feed and form feed; letters are ASCII
// letters, `_` and bytes from 0x80; words fold in ASCII only (RULINGS 2).
//
// Refuses, with a place: lone carriage returns, other control characters, NUL, a byte order mark, invalid
// UTF-8, unterminated quotes and comments, backslash commands outside quotes, parentheses nested deeper than
// `nesting_limit`. After a refusal the rest of the file is still lexed where that can be trusted.
//
// Statement ends are decided here (RULINGS 3): a `;` inside `create rule … do ( … )` or `begin atomic … end` is
// `inner_semicolon`, every other one is `semicolon` even when a parenthesis is still open.
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "grammar/token.hpp"

#include <string>
#include <string_view>

namespace migc::grammar {

constexpr int nesting_limit = 500;           // parentheses, brackets and braces open at once
constexpr std::size_t identifier_limit = 63; // bytes: NAMEDATALEN - 1

enum class TextKind : std::uint8_t {
    revision, // a .mig file
    schema,   // an SQL file given to `baseline` or `include`: pg_dump's \restrict lines are understood
};

/// Never fails: trouble goes to `diagnostics`, and the list always ends with an `end` token.
TokenList lex(SourceFile& source, TextKind kind, Diagnostics& diagnostics);

/// The value of a string token of any form, as the server would read it. A bad escape is reported.
std::string string_value(SourceFile const& source, Token const& token, Diagnostics& diagnostics);

/// The folded or unquoted spelling of a name, cut to `identifier_limit` bytes at a character as the server
/// cuts it; a view into the source where that already is the spelling.
std::string_view name_value(SourceFile& source, Token const& token, Diagnostics& diagnostics);

/// The part of `name` that the server keeps: at most `identifier_limit` bytes, whole characters.
std::string_view truncated(std::string_view name);

} // namespace migc::grammar
