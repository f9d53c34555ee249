// The frame of the scripts that change nothing: preflight.sql and verify.sql.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

/// Header, client settings, and the BEGIN of a read-only transaction in which names mean what they mean in upgrade.sql.
/// `purpose` is a line of ours; `file` is the script's name, for the command line.
std::string begin_read_only(Ticket const& ticket, std::string_view purpose, std::string_view file);

/// PL/pgSQL, with a variable `present` of type text[]: the version rows, none where there is no version table.
std::string read_rows_if_any(Target const& target);

/// A block that does `statement`, of PL/pgSQL, where the server is a standby.
std::string on_standby(std::string_view statement);

/// Adds a line to what has been found so far; `text` is a SQL expression.
std::string note_found(std::string_view text);
/// SQL expression: all lines that were noted, or an empty text.
std::string all_found();

} // namespace migc::ticket
