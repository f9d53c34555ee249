// What the server calls an expression that has no name of its own: a column of an index, of a query's result.
// Rules: FigureColname of src/backend/parser/parse_target.c; ChooseIndexColumnNames of src/backend/commands/indexcmds.c.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// `lower` for `lower(b)`, `int4` for `(a + 1)::integer`, `case`; nothing where the server finds no name.
std::optional<std::string> expression_name(Context& context, grammar::TokenRange tokens);

/// The names of an index's columns: of plain ones their own, of expressions expression_name or `expr`; a name that
/// stands there already gets a number. `include` comes last.
std::vector<std::string> index_column_names(Context& context, std::vector<ast::IndexElement> const& elements,
                                            std::vector<ast::Identifier> const& include);
std::vector<std::string> index_column_names(Context& context, ast::Exclude const& exclude);
/// The same, given the name that each column has by itself.
std::vector<std::string> numbered_apart(std::vector<std::string> const& names);

} // namespace migc::catalog
