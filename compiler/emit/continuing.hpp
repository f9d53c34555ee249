// Scripts of several segments: each asks whether it is due, so that the script goes on where an earlier run stopped
// (DESIGN 5.5, RULINGS 29, 30).
#pragma once

#include "compiler/emit/segments.hpp"

#include <string>

namespace migc::emit {

/// All behind the session's settings and in front of the last line.
void append_segments(std::string& out, Plan const& plan, std::vector<Segment> const& segments, Target const& target);

} // namespace migc::emit
