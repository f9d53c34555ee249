// Operations in a reader's words, for the plan. Names stand between backticks, as in all messages.
#pragma once

#include "compiler/catalog/operation.hpp"

#include <string>
#include <string_view>

namespace migc::ticket {

/// "adds column `color` of table `items`", "changes column `n` of table `items`: type integer -> bigint".
std::string words_of(catalog::Operation const& operation, std::string_view home);

} // namespace migc::ticket
