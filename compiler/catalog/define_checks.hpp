// What the parts of a definition must be to each other, whatever the data; asked where they are defined and
// where they are altered. Each function reports what the server would refuse and says whether it found
// nothing.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// `ctid` and its like are columns of every table (manual 5.5 "System Columns"; SQLSTATE 42701).
bool check_column_name(Context& context, std::string_view name, Span span);

/// Whether a type of the server's own is one of strings, the only ones that have a collation.
bool is_collatable(Type const& type);

/// COLLATE behind a built-in type that has none (SQLSTATE 42804).
bool check_collatable(Context& context, Type const& type, Span span);

/// A string literal, bare or cast to the enum, that is no label of it (SQLSTATE 22P02).
bool check_enum_literal(Context& context, Type const& type, Expression const& value, Span span);

/// A default whose own type is certain and does not become `type` by itself (SQLSTATE 42804).
bool check_default_type(Context& context, Type const& type, Expression const& value, Span span);

/// A function that is not IMMUTABLE, `now()`, in an index or a generated column (SQLSTATE 42P17). Functions
/// of the chain are judged where there is only one of the name.
bool check_immutable(Context& context, grammar::TokenRange tokens, std::string_view where);

/// The same for one function that is named without a call.
bool check_immutable_routine(Context& context, Name const& name, Span span, std::string_view where);

/// Whether the server can sort the type by itself, as a range type asks of its subtype (SQLSTATE 42704).
bool check_order(Context& context, Type const& type, Span span);

/// The same for a cast of one of the table's columns that is not IMMUTABLE, `day::text`; casts of other operands are
/// not looked into.
bool check_casts_immutable(Context& context, Table const& table, grammar::TokenRange tokens, std::string_view where);
/// The first such cast of `column` in an expression over `table`, if the column were of `type`: "`day::text`".
std::optional<std::string> changing_cast(Context const& context, Table const& table, Expression const& expression,
                                         Column const& column, Type const& type);

/// Storage parameters: `of` is `table`, `column` or an index method. Unknown methods have unknown parameters.
bool check_parameters(Context& context, std::vector<ast::Option> const& list, std::string_view of);

/// What the method of an index can do, and that it knows the types of the columns (manual 11.2, 11.10). With
/// an extension in the chain methods and operator classes may come from there.
bool check_index_method(Context& context, Table const& table, Index const& index, Span span);

/// Whether none of the columns is a virtual generated one, of which the table keeps nothing; reports the first that is.
bool are_stored(Context& context, Table const& table, std::vector<std::string> const& columns, Span span);

/// Whether a virtual generated column may have its type and its expression: none that a user made (manual 18, 5.4
/// "Generated Columns").
bool check_virtual(Context& context, Table const& table, Column const& column, Expression const& value, Span span);

/// STORAGE and COMPRESSION of a column (manual: ALTER TABLE, SET STORAGE).
bool check_storage(Context& context, Column const& column, std::string_view storage, Span span);
bool check_compression(Context& context, Column const& column, std::string_view method, Span span);

} // namespace migc::catalog
