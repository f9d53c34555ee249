// Whether the database is where a script of this flavour starts, and if not, where it is instead: one SELECT.
#pragma once

#include "compiler/emit/plan.hpp"

#include <string>
#include <vector>

namespace migc::emit {

/// Of one file of several (numbered.hpp): the version rows that it starts from, and all others of the files, as
/// shown_rows shows them.
struct FilePlace {
    std::vector<std::string> rows_before;
    std::vector<std::string> later; // where this file has done its work
    std::vector<std::string> others;
};

/// Without `place` the script is that of the whole plan. No `;` behind it.
std::string caller_start_guard(Plan const& plan, FilePlace const* place, Target const& target);

} // namespace migc::emit
