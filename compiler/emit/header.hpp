// The comment at the top of a script: what it is, for whom, what it does, how it is run.
#pragma once

#include "compiler/emit/plan.hpp"
#include "compiler/emit/segments.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// `upgrade` or `downgrade`.
std::string_view word(chain::Direction direction);
/// `psql`, or what runs the script in its place.
std::string_view client_shown(Target const& target);
/// The line that names the target.
std::string target_shown(Target const& target);

void append_header(std::string& out, Plan const& plan, std::vector<Segment> const& segments, Target const& target);

/// How to run the script with its client, and what psql's exit status says. A script `goes_on` where it was
/// interrupted.
void append_running(std::string& out, Target const& target, std::string_view file, std::string_view log, bool goes_on);

} // namespace migc::emit
