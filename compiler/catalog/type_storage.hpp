// How the server keeps long values of a type unless the column says otherwise. Manual: CREATE TYPE, "storage"; pg_type,
// typstorage.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <string_view>

namespace migc::catalog {

/// Of a type of the server: `plain`, `main` or `extended`.
std::string_view builtin_storage(Type const& type);

/// Of any type, a domain as its base type; empty where it is not known (a base type of its own).
std::string_view type_storage(Catalog const& catalog, Type const& type);

} // namespace migc::catalog
