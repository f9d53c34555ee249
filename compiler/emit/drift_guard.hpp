// Whether the objects that a script touches are as the chain says, asked in the script's own transaction.
#pragma once

#include "compiler/emit/drift.hpp"

#include <string_view>

namespace migc::emit {

/// At the start: raises a list of the differences; what is compared is locked against changes by others.
std::string drift_guard(std::vector<Expected> const& expected, std::string_view rows);

/// In front of COMMIT: what the script promises is there.
std::string promise_guard(std::vector<Expected> const& expected, std::string_view rows);

} // namespace migc::emit
