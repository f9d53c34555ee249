// What a script must be made of (DESIGN 5, RULINGS 24-30), checked on its text alone.
#pragma once

#include "script_pieces.hpp"

namespace script {

/// Everything wrong with a script, in the order of its lines; nothing where it is as it must be.
std::vector<Problem> problems(std::string_view script);

} // namespace script
