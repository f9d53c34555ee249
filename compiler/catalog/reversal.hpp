// How far a revision can be taken back (RULINGS 21), what is lost on the way, and what rows may stop (RULINGS
// 18). All three look at operations as they run; a downgrade's losses are those of its own operations.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/operation.hpp"

namespace migc::catalog {

/// The class of one operation of an upgrade. `irreversible` is declared by a revision, never found here.
Reversal classify(Operation const& operation);

/// The worst of a list; `exact` for an empty one.
Reversal classify(std::vector<Operation> const& operations);

/// What the operation takes away, in a reader's words: "drops column `color` of `items` with its values".
/// Names are qualified outside the schema `home`.
std::vector<std::string> loss_of(Operation const& operation, std::string_view home = "public");

/// Why the server may refuse the operation for the sake of rows, in a reader's words: "sets `color` of
/// `items` not null, which fails where it is null". Asked of the operations of a downgrade. A value taken
/// from an enum type is not among them: no statement takes it away.
std::vector<std::string> blocked_by_rows(Operation const& operation, std::string_view home = "public");

} // namespace migc::catalog
