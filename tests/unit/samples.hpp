// Objects and operations that the tests of writer, comparison and reversal share: between them they use every
// kind of object and every member that has a spelling.
#pragma once

#include "compiler/catalog/operation.hpp"

namespace migc::samples {

catalog::Type type(std::string name, std::string modifier = {}, std::string suffix = {});
catalog::Column column(std::string name, catalog::Type of, bool not_null = false);
catalog::Expression expression(std::string text);

/// `public.items` with columns, keys, checks, indexes, triggers, comments, grants, options.
catalog::Table items();
catalog::EnumType mood();
catalog::Sequence ticket_numbers();
catalog::Routine touch();
catalog::View overview();

/// One after the other they run on an empty database of PostgreSQL 15 that has the roles `reader` and
/// `keeper`; each is what its `before` and `after` say of the state it meets.
std::vector<catalog::Operation> history();

} // namespace migc::samples
