// What views have besides their query.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Options of WITH and SET: reports those a view does not have, and those that the target does not know yet.
void check_view_options(Context& context, std::vector<ast::Option> const& options);

} // namespace migc::catalog
