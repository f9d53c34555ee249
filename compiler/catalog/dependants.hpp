// Dropping with what hangs on it: who is in the way, and what `cascade` takes along (manual 5.14).
#pragma once

#include "compiler/catalog/context.hpp"

#include <set>

namespace migc::catalog {

/// Objects outside of `key` itself that need it. For a table or view: whoever needs it as a relation, as a type, or
/// needs a sequence that its columns own. With `column`: who needs that column, its own table aside.
std::vector<Key> outside_dependants(Catalog const& catalog, Key const& key, std::string_view column = {});

/// Foreign keys that rely on this key of the table, made of its columns.
std::vector<Key> relying_foreign_keys(Catalog const& catalog, Name const& table, Constraint const& constraint);

/// Adds those of `more` that are not in `out` yet.
void add_keys(std::vector<Key>& out, std::vector<Key> const& more);

/// Drops the object. Others that need it are in the way, unless `cascade`, or unless they are in `named`, the objects
/// that the DROP itself names; what cascades goes first, as implied operations.
void drop_object(Context& context, Key const& key, bool cascade, Span span, std::set<Key> const& named);

/// Drops whoever needs the object, as `cascade` would, and leaves the object itself.
void drop_dependants(Context& context, Key const& key, Span span);

/// Drops one column with what the server drops along with it in any case: constraints, indexes and generated
/// columns over it. Tables that inherit the column lose it, too, unless they have it otherwise, or `only` the
/// one table is meant: then it becomes theirs.
void drop_column(Context& context, Name const& table, std::string const& column, bool cascade, Span span, bool implied,
                 bool only = false);

/// Drops a constraint; foreign keys that rely on a dropped key are in the way. For `only` see drop_column.
void drop_constraint(Context& context, Name const& table, std::string const& constraint, bool cascade, Span span,
                     bool implied, bool only = false);

} // namespace migc::catalog
