// What becomes of a column's values when its type changes: whether they fit, and how the server is told to
// convert them (RULINGS 18; casts.def and widenings.def hold what was measured).
#pragma once

#include "compiler/catalog/objects.hpp"

namespace migc::catalog {

/// `same`: both types hold the same values (`text` and `character varying`). `widens`: every value stays what
/// it is and new ones become possible. `narrows`: a value may be refused, cut or rounded; also the answer
/// where nothing is known about one of the types.
enum class Fit : std::uint8_t { same, widens, narrows };
Fit fit(Type const& from, Type const& to);

/// Whether `alter column … type` needs no USING: an implicit or assignment cast, or any type to a string by its text.
/// Both types are of the server or enum types of the chain.
bool converts_by_itself(Type const& from, Type const& to);

/// The expression behind `using` that turns `column` (spelled as SQL) into the new type; empty where the
/// server converts by itself, and where no expression is safe. It never cuts a value that the server would
/// have refused: a modifier is left to the assignment, and a cast that drops information goes by way of the
/// text.
std::string using_clause(std::string_view column, Type const& from, Type const& to, std::string_view home);

} // namespace migc::catalog
