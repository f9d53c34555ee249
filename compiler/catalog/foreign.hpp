// Foreign tables: tables whose rows another server keeps. Most of what a table can have they have, too; what is refused
// stands here. Manual: CREATE FOREIGN TABLE, ALTER FOREIGN TABLE; src/backend/commands/tablecmds.c,
// ATSimplePermissions.
#pragma once

#include "compiler/catalog/context.hpp"

#include <string_view>

namespace migc::catalog {

/// ADD, SET and DROP of options, one after the other: reports one that is there already, or is not. `owner` is whose
/// options they are, as messages show it.
bool change_foreign_options(Context& context, std::vector<ast::ForeignOption> const& changes, std::string const& owner,
                            Options& options);

/// What stores its rows elsewhere has no `what`, an index or row security: reports that the table is foreign. True
/// where it is a table of our own.
bool is_stored_here(Context& context, Table const& table, std::string_view what, Span span);

/// OPTIONS of a column, or ALTER FOREIGN TABLE, of a table that is not foreign.
bool is_foreign(Context& context, Table const& table, std::string_view what, Span span);

/// Whether rows of the table may be in a foreign one: the table itself, or one of its partitions.
Table const* foreign_part(Catalog const& catalog, Table const& table);

/// A key, unique index or foreign key, which no foreign partition can keep: reports the partition.
bool reaches_no_foreign(Context& context, Table const& table, std::string_view what, Span span);

} // namespace migc::catalog
