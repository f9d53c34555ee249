// verify.sql: says where a database stands in the range of this ticket: before, between, after, elsewhere. Exit status
// 0 where that is what was asked for (`-v expect=before`; without it: after), else 3.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

std::string verify_script(Ticket const& ticket);

} // namespace migc::ticket
