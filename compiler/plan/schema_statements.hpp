// A catalog as DDL (`migc schema`): run into an empty database it makes the schema that the chain makes.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/replay/revision.hpp"

#include <string>
#include <vector>

namespace migc::plan {

/// Statements without `;`, each behind what it needs; the same catalog always gives the same list. Foreign keys and
/// triggers stand last, so that tables may refer to each other in a circle. Schemas that the target's database has
/// from the beginning are altered, not made. Rows are no part of it. A view whose text is stale (RULINGS 17) is
/// reported.
std::vector<std::string> schema_statements(replay::State const& state, Target const& target, Diagnostics& diagnostics);

} // namespace migc::plan
