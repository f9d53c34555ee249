// The query of a view as a value, shared by CREATE VIEW and CREATE MATERIALIZED VIEW.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// A materialized view without what is stored; nothing after a diagnostic.
std::optional<View> define_stored_view(Context& context, ast::CreateMaterializedView const& statement, Name name);

} // namespace migc::catalog
