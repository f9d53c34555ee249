// What comments, owners and grants have in common: the value of an object as an operation holds it, and the place in
// it that they change.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The object's value as Alter wants it: of a table only its facts.
std::optional<Object> alterable(Catalog const& catalog, Key const& key);

/// Comment, owner and grants; null for parts of a table, which have at most a comment.
Common* common_of(Object& object);

/// The object's own comment; null where the object has none.
std::optional<std::string>* comment_of(Object& object);

/// Performs the alteration, unless nothing changes.
void alter(Context& context, Key const& key, Object before, Object after);

} // namespace migc::catalog
