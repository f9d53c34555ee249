// The ticket of one target and one schema: the files that lie together in one folder.
#pragma once

#include "compiler/chain/range.hpp"
#include "compiler/cli/session.hpp"
#include "compiler/ticket/manifest.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migc::cli {

/// A range as a script's header calls it, and the way along it.
struct NamedRoute {
    chain::Route route;
    std::string range;
};

/// Both ways of a target's ticket: the same for each of its schemas.
struct TicketRoutes {
    NamedRoute upgrade;
    NamedRoute downgrade;
};

/// Nothing after an error, which is reported.
std::optional<TicketRoutes> routes_of(Session& session, Target const& target);

struct MadeTicket {
    std::vector<ticket::File> files; // none after an error, which is reported; manifest.json and SHA256SUMS stand last
    std::vector<NamedRoute> hashed;  // ranges of which a file shows the input hash
    std::optional<ticket::InFiles> in_files; // where the scripts are numbered files
};

MadeTicket ticket_of(Session& session, Target const& target, TicketRoutes const& routes);

} // namespace migc::cli
