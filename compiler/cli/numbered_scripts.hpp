// The scripts of `client = caller` where its transaction may be left: numbered files (emit/numbered.hpp).
#pragma once

#include "compiler/cli/session.hpp"
#include "compiler/ticket/manifest.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migc::cli {

struct RangeRoute {
    chain::Route const& route;
    std::string const& range;
};

/// Plans both directions and lays them into files; `goes_back` is false where the downgrade is irreversible. Nothing
/// after an error, which is reported.
std::optional<ticket::InFiles> compile_files(Session& session, Target const& target, RangeRoute const& upgrade,
                                             RangeRoute const& downgrade, bool goes_back);

/// The files, and where there are several of one direction, state.sql.
std::vector<ticket::File> scripts_of_files(ticket::InFiles const& in_files, Target const& target);

} // namespace migc::cli
