// What has to be there before the upgrade runs, and what is to be done behind it.
#pragma once

#include "compiler/emit/rights.hpp"
#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

/// Sentences; names between backticks.
struct Needs {
    std::vector<std::string> rights;
    std::vector<std::string> extensions;
    std::vector<std::string> blocked; // by rows that are there
};
Needs needs_of(Ticket const& ticket);

/// The same rights as upgrade.sql's own guard asks for.
emit::NeededRights rights_of(Ticket const& ticket);

/// Tables whose statistics the upgrade has thrown away or made incomplete: filled, retyped, or with an index over an
/// expression.
std::set<catalog::Name> to_analyze(Ticket const& ticket);

/// Tables that are there before and get, lose or change columns.
std::set<catalog::Name> reshaped_tables(Ticket const& ticket);

} // namespace migc::ticket
