// Names that the server makes when the author gives none, as src/backend/commands/indexcmds.c and parse_utilcmd.c make
// them: parts cut to fit 63 bytes, a counter behind on collision (RULINGS 22).
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <string>
#include <string_view>

namespace migc::catalog {

/// At most `length` bytes, whole characters (pg_mbcliplen).
std::string_view clipped(std::string_view text, std::size_t length);

/// `table_column_label`, the longer of table and column cut until the whole fits, at whole characters.
std::string object_name(std::string_view table, std::string_view column, std::string_view label);

/// A free name for a relation (index, sequence) of the schema of `table`: `label`, `label1`, `label2` …. A constraint's
/// index may not have the name of a constraint, either. What `table` holds counts although it may not be in the
/// catalog yet.
std::string free_relation_name(Catalog const& catalog, Table const& table, std::string_view column,
                               std::string_view label, bool is_constraint);

/// A free name for a check or foreign key of `table`; constraints of the whole schema count.
std::string free_constraint_name(Catalog const& catalog, Table const& table, std::string_view column,
                                 std::string_view label);

/// `a_b_c`, cut at 63 bytes: the columns part of an index's or a constraint's name.
std::string joined_columns(std::vector<std::string> const& columns);

} // namespace migc::catalog
