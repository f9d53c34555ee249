// What the server makes of a default before it stores it: which ones it drops, and of which type the others are.
// Manual: CREATE TABLE, "DEFAULT default_expr"; ALTER TABLE, "SET DATA TYPE".
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <optional>

namespace migc::catalog {

/// Whether the server turns a value of one type into the other by itself where it is stored: an implicit or assignment
/// cast, a domain as its base type. True where a type is not known.
bool assigns(Catalog const& catalog, Type const& from, Type const& to);

/// Whether `default null` stays a default of its own. The server takes a null constant for no default, but where a
/// length is applied to it (`char(3)`) or a domain is checked, it is a constant no more.
bool keeps_null(Catalog const& catalog, Type const& type);

/// The type of a default as it stands in a column of type `column`: a string takes the column's own, a number, a
/// truth value and the server's clock have one of theirs. Nothing for anything else, since expressions are not typed.
std::optional<Type> type_of_default(Expression const& value, Type const& column);

/// The default as the server keeps it when its column's type changes: a string or `null` alone was read as the old
/// type, and stays of it (`'a'::text`); where that is the new type as well, nothing needs saying (RULINGS 18). `home`:
/// the schema whose names stand alone.
Expression kept_default(Catalog const& catalog, Expression value, Type const& from, Type const& to,
                        std::string_view home);

/// The text of a default of a column of type `column`, without a cast to just that type at its end.
std::string_view without_own_cast(Expression const& value, Type const& column, std::string_view home);

} // namespace migc::catalog
