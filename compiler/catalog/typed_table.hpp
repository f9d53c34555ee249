// Typed tables: their columns are the attributes of a composite type, and only that type changes them. Manual: CREATE
// TABLE, OF; ALTER TABLE, OF and NOT OF.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The composite type of that name; reports one that is missing or of another sort.
CompositeType const* row_type_named(Context& context, ast::QualifiedName const& name);

/// Gives a table that is being made the columns of its type.
void take_over_type(CompositeType const& type, Table& table);

/// Whether the columns of the table are those of the type: names, types and order; reports what differs.
bool fits_type(Context& context, Table const& table, CompositeType const& type, Span span);

/// Reports a change of its columns that a typed table refuses.
bool has_own_columns(Context& context, Table const& table, std::string_view what, Span span);

/// The tables of a type.
std::vector<Key> tables_of_type(Catalog const& catalog, Name const& type);

} // namespace migc::catalog
