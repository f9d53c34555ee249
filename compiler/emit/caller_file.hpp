// One of the numbered files of a range (numbered.hpp), spelled.
#pragma once

#include "compiler/emit/numbered.hpp"

#include <string>

namespace migc::emit {

/// `files[index]`, the files being those of `plan`. One that stands for the whole range is its script (script.hpp).
std::string write_file(Plan const& plan, NumberedFiles const& files, std::size_t index, Target const& target);

} // namespace migc::emit
