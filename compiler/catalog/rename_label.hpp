// What a renamed value of an enum type does elsewhere. The server keeps the value's number where a literal of the type
// stands in an expression, so there the new spelling shows (manual: ALTER TYPE; ran: a default reads 'new' after
// `rename value 'old' to 'new'`).
#pragma once

#include "compiler/catalog/objects.hpp"

namespace migc::catalog {

struct LabelRename {
    Name type;
    std::vector<Name> domains; // those over the type, whose values are its labels as well
    std::string from;
    std::string to;
};

/// Defaults, conditions, index expressions and the WHEN of triggers follow. Expressions are not type-checked: a literal
/// counts as one of the type where a cast to it follows, or where the nearest column (to the left, else to the
/// right) is of the type, or where it stands in the default of such a column.
void follow_label(LabelRename const& rename, Table& table);
/// In a domain every such literal is a value of it.
void follow_label(LabelRename const& rename, Domain& domain);

/// A view's text stays as the author wrote it; it is stale where it holds the old literal (RULINGS 17).
void follow_label(LabelRename const& rename, View& view);

} // namespace migc::catalog
