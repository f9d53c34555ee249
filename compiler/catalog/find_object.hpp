// Which object DROP, ALTER … RENAME, SET SCHEMA, OWNER TO, COMMENT ON and GRANT mean: looked up as the server does,
// with the diagnostics it would raise.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// `exact`: a view is not a table. `relations`: TABLE stands for any relation, as in ALTER TABLE … RENAME and GRANT ON
/// TABLE (manual: ALTER TABLE, Description of RENAME; GRANT).
enum class RelationMatch : std::uint8_t { exact, relations };

/// The object, or nothing: after a diagnostic; or where it is not there and need not be (`if_exists`).
///
/// What may have come from outside the chain (a type, routine or trigger function of an extension, RULINGS 12) and is
/// not in the catalog is recorded as Unseen by the statement at hand, and nothing is returned.
///
/// - An index that belongs to a constraint is found as that constraint: renaming one renames the other on the server,
///   dropping it is refused there.
/// - An index has its table's name in `part`, as operations on it want.
/// - A column may be an attribute of a composite type; its key has the type's name.
/// - A column may be that of a view; its key has the view's name. Where the view's columns are not known, any name is.
/// - Kinds that the catalog does not keep are reported as not modelled.
/// - `if_exists` covers a missing table, but not a missing column or constraint of a table that exists.
std::optional<Key> find_object(Context& context, ast::ObjectName const& object, bool if_exists,
                               RelationMatch match = RelationMatch::exact);

/// The same for a name that a statement gives without the words for its kind.
std::optional<Key> find_object(Context& context, ast::ObjectKind kind, ast::QualifiedName const& name, bool if_exists);

/// A function or procedure: by its argument types, or by its name alone where only one has it. Unknown and ambiguous
/// ones and those of the other kind are reported, with `if_exists` only the latter two.
std::optional<Key> find_routine(Context& context, ast::ObjectName const& object, bool if_exists = false);

/// What keeps a new relation from having this name: a relation of the schema, or a type, since tables, views and
/// sequences may not have the name of one (SQLSTATE 42710). An index may: ask Catalog::relation for it.
std::optional<Key> holder_of_relation_name(Catalog const& catalog, Name const& name);

/// What keeps a new type from having this name: another type, the row type of a table or view, and before 14 that of
/// a sequence.
std::optional<Key> holder_of_type_name(Context const& context, Name const& name);

} // namespace migc::catalog
