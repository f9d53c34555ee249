// The version of migc, as scripts and `--version` show it.
#pragma once

#include <string_view>

namespace migc {

inline constexpr std::string_view program_version = "0.1.0";

} // namespace migc
