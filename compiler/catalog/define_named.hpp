// From the parts that the grammar has found in a statement to the value of a named object.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The object that CREATE makes, with its key's name resolved; nothing after a diagnostic. Aggregates are
/// routines.
std::optional<Named> define_named(Context& context, ast::CreateNamed const& statement);

/// The options of an aggregate, with the parentheses around them.
Expression aggregate_options(Context& context, ast::CreateNamed const& statement);

} // namespace migc::catalog
