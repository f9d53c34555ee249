// state.sql, beside the numbered files of a range (numbered.hpp): which of them is due.
#pragma once

#include "compiler/emit/numbered.hpp"

#include <string>

namespace migc::emit {

/// One SELECT for any client, which changes nothing: the version rows, and for each direction the file that is due
/// there. It fails where there is no version table.
std::string write_state_query(Plan const& upgrade, Numbered const& numbered, Target const& target);

} // namespace migc::emit
