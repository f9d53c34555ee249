// Columns and constraints that a table inherits alone become its own when the parent loses them or the child leaves it.
#pragma once

#include "compiler/catalog/operation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migc::replay {

/// What stays the table's own where `back` should make it inherited alone again, ready for a remark: the server has no
/// statement for that (pg_attribute.attislocal, pg_constraint.conislocal), but for a partition that is attached again.
/// `statement`: the operations of the statement that is taken back.
std::optional<std::string> stays_own(catalog::Operation const& back, std::vector<catalog::Operation> const& statement);

} // namespace migc::replay
