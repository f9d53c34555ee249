// The tickets of one target for many schemas. Two of them differ by the schema's name and by hashes, so replaying the
// chain for each would do the same work again. A few are made by themselves, one more for a name that stands nowhere
// else, and where that one gives each of the few byte for byte, it gives the others, too.
//
// Why that holds: a schema whose name no file and no key mentions can meet others in comparisons only, by its place
// among names in order and by the length of lines. Both grow with the name, so what is the same for the first and the
// last name in order, for the shortest and the longest, is the same between them. Where it is not, the schemas are
// divided, and each half is made in the same way.
#pragma once

#include "compiler/cli/tickets.hpp"

namespace migc::cli {

/// The files of each schema's ticket, in the order of `schemas`; the same as `schema = NAME` alone gives. A warning
/// that is the same for several schemas is reported once. Nothing after an error, which is reported.
std::vector<std::vector<ticket::File>> tickets_of_schemas(Session& session, Target const& target,
                                                          std::vector<std::string> const& schemas,
                                                          TicketRoutes const& routes);

} // namespace migc::cli
