// Which object of named_kind.def a statement means.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The kind that the grammar's words stand for; `none` where they stand for another kind of object. USER and
/// GROUP are roles.
NamedKind named_kind(ast::ObjectKind kind);

struct NamedKindFacts {
    bool in_schema = false;
    bool owned = false;
    bool outside = false;
};
NamedKindFacts facts_of(NamedKind kind);

/// Where a new object of that kind and name would be made; an unknown schema is reported.
std::optional<Name> new_named(Context& context, NamedKind kind, ast::QualifiedName const& name);

/// The object of that name, as the search path finds it, if a revision has made it; nothing is reported.
std::optional<Key> known_named(Context& context, NamedKind kind, ast::QualifiedName const& name,
                               std::string const& part = {});

/// The object, or nothing: after a diagnostic, or where it need not be there. One that may exist though no
/// revision made it (RULINGS 12) is recorded as Unseen by the statement at hand.
std::optional<Key> find_named(Context& context, ast::ObjectName const& object, bool if_exists);

/// The types of the signature, as Named keeps them; nothing after a diagnostic.
std::optional<std::vector<Type>> types_of(Context& context, ast::ObjectName const& object);

} // namespace migc::catalog
