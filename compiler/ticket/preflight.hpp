// preflight.sql: read-only questions whose answers say whether upgrade.sql would stop or wait. Ends with the line
// `ready`, or with the list of what is in the way and exit status 3.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

std::string preflight_script(Ticket const& ticket);

} // namespace migc::ticket
