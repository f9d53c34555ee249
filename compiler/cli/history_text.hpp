// Revisions as `history`, `heads`, `branches`, `show` and `current` print them: the formats that Alembic's
// users know (facts/alembic.md 3.8).
#pragma once

#include "compiler/cli/session.hpp"

#include <string>
#include <vector>

namespace migc::cli {

/// What is asked of every revision printed, by index.
struct Marks {
    std::vector<bool> heads;                           // no other one revises it
    std::vector<bool> real_heads;                      // nor depends on it
    std::vector<bool> current;                         // the database's rows; empty when nobody asked
    std::vector<std::vector<std::string_view>> labels; // of its branch
};
Marks marks_of(chain::Chain const& chain);

/// `a1 -> b2 (label) (head), message`.
std::string history_line(chain::Chain const& chain, Marks const& marks, chain::Index revision);

/// `b2 (label) (head)`.
std::string head_line(chain::Chain const& chain, Marks const& marks, chain::Index revision);

/// The long form: `Rev:`, `Parent:`, … `Path:`, then message, description, tickets. Ends with an empty line.
std::string revision_page(Project const& project, Marks const& marks, chain::Index revision);

} // namespace migc::cli
