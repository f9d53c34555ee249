// `create table … (like t including …)`: what of another table is copied, and under which names. Manual:
// CREATE TABLE, LIKE; src/backend/parser/parse_utilcmd.c, transformTableLikeClause and expandTableLikeClause.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Adds the columns of the table named to `table`, which is still being built. What does not fit is reported.
void like_columns(Context& context, ast::Like const& node, Table& table);

/// Adds checks and indexes. The server does so when the table has its own keys and before its foreign keys.
void like_parts(Context& context, ast::Like const& node, Table& table);

/// Creates what stands beside a table, which is in the catalog by now: statistics objects.
void like_others(Context& context, ast::Like const& node, Name const& table);

/// A copy of an expression over `from`, over the columns of the same names in `to`.
Expression rebound(Expression expression, Name const& from, Name const& to);
std::optional<Expression> rebound(std::optional<Expression> expression, Name const& from, Name const& to);

/// The name that the server makes for an index like `index` on `table`.
std::string copied_index_name(Catalog const& catalog, Table const& table, Index const& index);
/// The same for the index of a key or an exclusion constraint.
std::string copied_constraint_name(Catalog const& catalog, Table const& table, Constraint const& constraint);

} // namespace migc::catalog
