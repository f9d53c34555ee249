// VACUUM, ANALYZE, REINDEX and CLUSTER: what they change is nothing that the catalog holds, but the server refuses some
// of them. Which of them stand outside of transactions is said in replay/stands_alone.hpp.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The options in parentheses, or as words: that the server's version has them, and which do not go together. Nothing
/// of a statement that has none.
void check_maintenance_options(Context& context, ast::Data const& statement);

void reindex(Context& context, ast::Data const& statement);

} // namespace migc::catalog
