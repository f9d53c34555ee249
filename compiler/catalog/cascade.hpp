// What a DROP does to one object that needs what is dropped (manual 5.14).
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Whether the server drops the dependant without being asked: it has no meaning without what is dropped.
bool goes_along(Key const& dependant, Key const& dropped);

/// "write `cascade`", and what that would take.
std::string cascade_help(Context const& context, std::vector<Key> const& dependants);

/// Most dependants go with what is dropped; a column whose default used it only loses the default.
void cascade_to(Context& context, Key const& key, Key const& dropped, Span span);

/// A base type and its functions need each other: going back, the shell comes first, then they, then the whole type.
void unmake(Context& context, Key const& key);

/// The server forgets that an index was the replica identity or the order of its table when it drops the index.
void release_index(Context& context, Name const& table, std::string const& index);

} // namespace migc::catalog
