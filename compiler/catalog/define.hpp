// From the nodes of a definition to values, shared by CREATE TABLE, ALTER TABLE and CREATE INDEX.
#pragma once

#include "compiler/catalog/bind.hpp"

namespace migc::catalog {

/// Reads the options of a sequence over `options`, checking them as the server does. `type` and names aside, an
/// option not given keeps its value.
bool define_sequence_options(Context& context, std::vector<ast::SequenceOption> const& list, SequenceOptions& options,
                             bool created);
/// Bounds that follow from the type and the direction, before any option is read.
SequenceOptions default_sequence_options(std::string_view type, std::int64_t increment = 1);

/// The column without its constraints, except those that are facts of the column itself: NOT NULL, DEFAULT,
/// GENERATED, identity, collation. `table` must hold the columns before it.
std::optional<Column> define_column(Context& context, Table const& table, ast::Column const& node);

/// The constraints that a column definition carries (primary key, unique, check, references), on `table`, which
/// already holds the column. Names are chosen as the server would; `table` may not be in the catalog yet.
std::vector<Constraint> define_column_constraints(Context& context, Table const& table, ast::Column const& node);
std::optional<Constraint> define_table_constraint(Context& context, Table const& table, ast::Constraint const& node);

/// Index elements, of CREATE INDEX and of exclusion constraints.
std::optional<IndexElement> define_index_element(Context& context, Table const& table, ast::IndexElement const& node);

Options define_options(Context& context, std::vector<ast::Option> const& list);

/// Columns that a primary key makes NOT NULL and that are not yet.
std::vector<std::string> nullable_columns(Table const& table, std::vector<std::string> const& columns);

} // namespace migc::catalog
