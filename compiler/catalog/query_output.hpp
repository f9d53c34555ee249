// The columns that a query gives: their names, and their types where they are plain columns or casts of such.
#pragma once

#include "compiler/catalog/query_reader.hpp"

namespace migc::catalog {

/// Fills what BoundQuery says of its columns. `bound` are the references that the query's words came to.
void append_output_columns(QueryReader const& query, BoundColumns const& bound, BoundQuery& out);

} // namespace migc::catalog
