// What views and materialized views share, and what they have besides their query.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// A materialized view without what is stored; nothing after a diagnostic.
std::optional<View> define_stored_view(Context& context, ast::CreateMaterializedView const& statement, Name name);
/// Whether a query that runs at once may: one that reads a materialized view without rows, itself or through views, is
/// refused by the server (SQLSTATE 55000), and reported here.
bool reads_filled_views(Context& context, std::vector<Binding> const& bindings, Span span);
/// Options of WITH and SET: reports those a view does not have, and those that the target does not know yet.
void check_view_options(Context& context, std::vector<ast::Option> const& options);

} // namespace migc::catalog
