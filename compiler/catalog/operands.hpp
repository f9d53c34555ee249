// Columns in places that do not take their type: `price > 0` of a text, `lower(count)`. No expression is type-checked
// (RULINGS 10); what is judged is only what operands.def holds, and only where nobody made an operator or a function
// of that name.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Reports the first column of `table` in `tokens` that stands where no operator or function takes its type (SQLSTATE
/// 42883), and says whether there was none.
bool check_operands(Context& context, Table const& table, grammar::TokenRange tokens);

/// What `expression`, an expression over `table`, would ask in vain of `column` if it were of `type`: "`lower(code)`";
/// nothing where it would stand.
std::optional<std::string> misfit(Context const& context, Table const& table, Expression const& expression,
                                  Column const& column, Type const& type);

} // namespace migc::catalog
