// What plan.md says where a range takes several files (emit/numbered.hpp): their order, how each runs, which one is
// next.
#pragma once

#include "compiler/ticket/ticket.hpp"

#include <string>

namespace migc::ticket {

/// Each file of the undisturbed way, with the version rows before and behind it: one table; then the commands.
std::string files_in_order(Ticket const& ticket, Way way, bool accepts_loss);

/// How the two sorts of files run with other clients than psql.
std::string how_files_run(Ticket const& ticket);

/// state.sql, and for each state of the version rows which file is next either way: one table.
std::string which_file_is_next(Ticket const& ticket);

} // namespace migc::ticket
