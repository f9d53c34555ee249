// Which types the server compares with each other across a key. comparable_types.def holds what was measured.
#pragma once

#include "compiler/catalog/catalog.hpp"

namespace migc::catalog {

/// A range type of the server or of the chain, or a multirange; no array of one.
bool is_range(Catalog const& catalog, Type const& type);

/// Whether a column of one type may refer to one of the other; true where the types are not known well enough.
bool may_reference(Catalog const& catalog, Type const& referring, Type const& referenced);

} // namespace migc::catalog
