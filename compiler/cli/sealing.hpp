// Seals of a project: what a revision means, and whether the sealed ones still mean it.
#pragma once

#include "compiler/chain/seals.hpp"
#include "compiler/cli/session.hpp"

namespace migc::cli {

/// SHA-256 over the tree of a revision and of the SQL files that it brings in. Comments, layout and what is said about
/// the revision (message, description, author, date, tickets) do not count.
std::string meaning_of(Project const& project, chain::Index index);

/// Where migc.sum lies: beside the revisions.
std::filesystem::path seal_path(Config const& config);

/// The seals of the project; none where there is no file. Nothing after an error.
std::optional<std::vector<chain::Seal>> seals_of(Session& session);

/// Reports sealed revisions that are gone or mean something else.
void check_seals(Session& session, std::vector<chain::Seal> const& seals);

} // namespace migc::cli
