// What belongs to an extension as far as the chain says so: members that ALTER EXTENSION … ADD has made, and what
// depends on it. What its script makes is not known. Manual 38.17 "Packaging Related Objects into an Extension".
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The objects that have been added to the extension and not taken out again.
std::vector<Key> members_of(Catalog const& catalog, std::string const& extension);

/// The extension that the object is a member of; empty where it is of none.
std::string extension_of(Catalog const& catalog, Key const& key);

/// Takes the object out of its extension, as part of another statement.
void release_member(Context& context, Key const& key);

/// The list of extensions that the object depends on; null for kinds that cannot.
std::vector<std::string>* extensions_of(Object& object);

} // namespace migc::catalog
