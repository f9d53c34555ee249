// Where the values of a type are stored, through everything that may hold one: arrays, domains, attributes, ranges, row
// types. The server rewrites none of these when a type inside changes (src/backend/commands/tablecmds.c,
// find_composite_type_dependencies).
#pragma once

#include "compiler/catalog/catalog.hpp"

namespace migc::catalog {

/// A column whose values hold the type in whatever way, or a view that mentions it; nothing where there is none.
std::optional<Key> holder_of_values(Catalog const& catalog, Name const& type);

/// The same for a domain, whose plain columns the server can check: those that hold it inside of something else.
std::optional<Key> holder_of_nested_values(Catalog const& catalog, Name const& domain);

/// Whether a column of the type has something to say about rows that are there: a domain with a default, a check or
/// NOT NULL, or one over such a domain.
bool brings_values(Catalog const& catalog, Type const& type);

/// Whether the type is made of the other one, through arrays and attributes.
bool is_made_of(Catalog const& catalog, Type const& type, Name const& other);

} // namespace migc::catalog
