// What a server would refuse about objects known by name: schemas, extensions, types, sequences, views, routines,
// triggers, grants. Named constructors, as in errors.hpp.
#pragma once

#include "compiler/catalog/errors.hpp"

namespace migc::catalog {

Diagnostic& unknown_extension(Context& context, std::string_view name, Span span);
/// A column of a view whose columns are known.
Diagnostic& unknown_view_column(Context& context, View const& view, std::string_view column, Span span);
Diagnostic& unknown_attribute(Context& context, CompositeType const& type, std::string_view attribute, Span span);
/// A word of a query that is a column of none of its relations.
Diagnostic& no_such_column(Context& context, std::string_view column, Span span);
/// SQLSTATE 42725: `f` without argument types, and several functions have that name.
Diagnostic& ambiguous_routine(Context& context, Name const& name, std::vector<Routine const*> const& found, Span span);
/// `drop function` of a procedure, or the other way round.
Diagnostic& wrong_routine_kind(Context& context, Routine const& routine, std::string_view wanted, Span span);

/// A type of another sort than the statement is for: `wanted` is `a domain`, `an enum`, `a composite type`.
Diagnostic& wrong_type(Context& context, Name const& type, std::string_view wanted, Span span);
/// A type of the server itself, which nobody alters or drops.
Diagnostic& type_of_server(Context& context, std::string_view type, Span span);
/// A column or an attribute of a pseudo-type, or of one that is only a shell so far; says whether it is fine.
bool check_value_type(Context& context, Type const& type, std::string_view what, Span span);

/// A name that the server keeps for itself.
Diagnostic& reserved_name(Context& context, ast::Identifier const& name, std::string why);

/// A view where a materialized one is meant, or the other way round.
Diagnostic& wrong_view_kind(Context& context, View const& view, Span span);
/// A table where a foreign one is meant, or the other way round.
Diagnostic& wrong_table_kind(Context& context, Table const& table, Span span);
/// An object of named_kind.def.
Diagnostic& unknown_named(Context& context, Key const& key, Span span);

} // namespace migc::catalog
