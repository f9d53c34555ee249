// Whether an object is what it was: the differences between the value before an upgrade (`wanted`) and the
// one after the downgrade (`found`), each in a reader's words and with the statements that would remove it
// (RULINGS 14, 16).
#pragma once

#include "compiler/emit/write.hpp"

namespace migc::replay {

struct Difference {
    catalog::Key key;                // the object, or the part of a table that differs
    std::string text;                // "column `color` of table `items` has type text instead of character varying(50)"
    bool column_order = false;       // equal but for that (RULINGS 16); everything else is a difference in earnest
    std::vector<std::string> remedy; // SQL with `;`; empty where no statement helps
};

/// Nothing on one side: the object is missing, or left behind. Parts of tables are compared one by one.
std::vector<Difference> compare(catalog::Key const& key, std::optional<catalog::Object> const& wanted,
                                std::optional<catalog::Object> const& found, emit::Style const& style);

} // namespace migc::replay
