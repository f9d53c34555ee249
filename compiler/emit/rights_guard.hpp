// Whether the role that runs a script may do what the script does, asked before it does anything.
#pragma once

#include "compiler/emit/rights.hpp"

#include <string>

namespace migc::emit {

/// Raises a list of the rights that the current role lacks, each with the owner where it is ownership. What is not
/// there is not asked about: the statement that needs it says so. Runs behind SET LOCAL ROLE. Nothing where the
/// script needs no rights.
std::string rights_guard(NeededRights const& needed);

/// A query of one text column, a row for each right that is lacking; empty where the script needs none.
std::string lacking_rights(NeededRights const& needed);

/// PL/pgSQL: raises unless the current role may create in `schema`; in front of the version table's own creation.
std::string may_create_in(std::string const& schema);

} // namespace migc::emit
