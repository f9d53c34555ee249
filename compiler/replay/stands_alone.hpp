// Which statements may not run in a transaction.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/catalog.hpp"
#include "compiler/emit/alone.hpp"
#include "grammar/ast.hpp"

#include <optional>
#include <vector>

namespace migc::replay {

/// Nothing for a statement that may stand in a transaction. `operations` are what it did to the catalog, which stands
/// behind it; `source` is where it stands.
std::optional<emit::Alone> stands_alone(ast::Statement const& statement,
                                        std::vector<catalog::Operation> const& operations,
                                        catalog::Catalog const& catalog, Target const& target, SourceFile& source);

/// The statement with which migc takes this one back, where that stands outside of transactions as well; `back` is what
/// it does.
std::optional<emit::Alone> reversal_of(emit::Alone const& alone, catalog::Operation const& back, Target const& target);

/// What to do about such a statement where the target's scripts hold none.
std::string help_outside(emit::Alone const& alone);

} // namespace migc::replay
