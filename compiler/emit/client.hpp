// What psql does to a statement on its way to the server, told beforehand. psql has a lexer of its own: it replaces
// `:name` outside quotes, acts on a backslash, and decides where a statement ends by counting parentheses and, in a
// routine, `begin`, `case` and `end` (psql manual, "SQL Interpolation"; behaviour of psql 15, RULINGS 13).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace migc::emit {

/// `statement` with one blank after each `:` at which psql would put in a variable (`:name`, `:'name'`, `:"name"`,
/// `:{?name}` outside quotes and comments; not `::`, `:=`); every other byte as it was.
std::string for_psql(std::string_view statement);

/// To be asked of what for_psql returned.
/// `statement` has no `;` at its end; one will be appended. Nothing when psql sends exactly that; else the
/// offset where psql would stop or act: a `;` or backslash inside, or the statement's size where psql would
/// read on beyond the end (an open parenthesis, quote, comment or `begin`).
std::optional<std::size_t> psql_would_cut(std::string_view statement);

/// Whether psql, having read statements with `;` between them and one more `;`, would wait for the end of one, or take
/// a backslash for a command of its own.
bool psql_would_wait(std::string_view statements);

} // namespace migc::emit
