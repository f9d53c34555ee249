// Statistics objects that `create table … (like t including statistics)` copies, and the names that the server makes
// for such objects. src/backend/parser/parse_utilcmd.c, generateClonedExtStatsStmt; src/backend/commands/statscmds.c.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// `table_a_b_stat` for the columns `a` and `b` of a relation, numbered where it is taken; `expr` stands for an
/// expression (ChooseExtendedStatisticName).
Name statistics_name(Catalog const& catalog, Name const& relation, std::vector<std::string> const& columns);

/// Creates a copy of each statistics object of the relation that `node` names for `table`, which is in the catalog.
void like_statistics(Context& context, ast::Like const& node, Name const& table, bool comments);

} // namespace migc::catalog
