// The items of a block as one target sees them: `for` decided, `include` opened, in file order.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/replay/input.hpp"

#include <variant>

namespace migc::replay {

/// One item with the file it stands in, which an include makes another one than the revision's.
struct PlacedItem {
    grammar::ParsedFile const* file = nullptr;
    ast::Item const* item = nullptr; // never a ForItem or an IncludeItem
    /// Its place among all items of the block in file order, from 1; those that a `for` leaves out count, too, so that
    /// a number means the same for every target (RULINGS 29).
    std::size_t number = 0;
};

/// What the target takes of `items`. Files that could not be had are left out: they have been reported.
std::vector<PlacedItem> items_for(Target const& target, Input const& input, grammar::ParsedFile const& file,
                                  std::vector<ast::Item> const& items);

/// What is wrong with the files that `items` bring in, each file's once. It is asked of the files, since one that
/// cannot be read at all has no item that could tell of it.
Diagnostics included_trouble(Target const& target, Input const& input, grammar::ParsedFile const& file,
                             std::vector<ast::Item> const& items);

/// Whether the target meets one of the conditions of a `for`, or a `requires` (RULINGS 6).
bool meets(Target const& target, ast::DialectCondition const& condition);

/// The spelling of a dialect in the revision language.
std::string_view spelling(Dialect dialect);

} // namespace migc::replay
