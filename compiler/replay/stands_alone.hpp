// Which statements may not run in a transaction.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/operation.hpp"
#include "compiler/emit/alone.hpp"
#include "grammar/ast.hpp"

#include <optional>
#include <vector>

namespace migc::replay {

/// Nothing for a statement that may stand in a transaction. `operations` are what it did to the catalog.
std::optional<emit::Alone> stands_alone(ast::Statement const& statement,
                                        std::vector<catalog::Operation> const& operations, Target const& target);

/// The statement with which migc takes this one back, where that stands outside of transactions as well; `back` is what
/// it does.
emit::Alone reversal_of(emit::Alone const& alone, catalog::Operation const& back, Target const& target);

} // namespace migc::replay
