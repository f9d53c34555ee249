// Syntax that a version brought, found in the tokens of a statement: a server before it reads nothing of the kind.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Reports the first form that the target does not know, naming the version that does; true when there is none.
bool known_to_target(Context& context, grammar::TokenRange statement);

} // namespace migc::catalog
