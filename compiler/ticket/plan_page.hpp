// plan.md: what a DBA reads before signing. What happens to which object, in which order and at what cost; what has to
// be there, what to save first, the commands, how to go on and how to go back.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

std::string plan_page(Ticket const& ticket);

// --- parts, for plan_page ---

/// Every statement in its order, with its locks and what becomes of rows: one table.
std::string acts_table(Ticket const& ticket, Way way);
/// Each relation that is there before, with its strongest lock: one table.
std::string impact_table(Ticket const& ticket, Way way);
/// "Before": the checks, the rights, the extensions, what to save, the space.
std::string before_section(Ticket const& ticket);
/// "Run": commands and exit status; how to go on.
std::string run_section(Ticket const& ticket);
/// "After": ANALYZE, standbys, logical replication.
std::string after_section(Ticket const& ticket);
/// "Going back".
std::string back_section(Ticket const& ticket);

/// `psql … -f FILE`, for a code block; `options` end in a blank.
std::string psql_command(Target const& target, std::string_view script, std::string_view options = {});
/// "`a`, `b`": markdown.
std::string name_list(std::set<catalog::Name> const& names, std::string_view home);
/// `pg_dump … -t …` of these, for a code block; for all of the database where a name cannot stand in a command.
std::string dump_command(Target const& target, std::set<catalog::Name> const& tables, std::string_view file);

} // namespace migc::ticket
