// The part that `emit`, `upgrade --sql` and `downgrade --sql` share.
#pragma once

#include "compiler/cli/session.hpp"
#include "compiler/emit/plan.hpp"
#include "compiler/replay/input.hpp"

#include <optional>
#include <string>

namespace migc::cli {

/// Prints the script of a range, `[FROM:]TO` as typed. With `direction`, a range that leads the other way is
/// an error: who types `upgrade` means up (E10).
void emit_range(Session& session, std::string const& range, std::optional<chain::Direction> direction);

/// The project as replay reads it for a target. Lives as long as the session.
replay::Input input_of(Session& session, Target const& target);

/// The script of a route: the chain replayed, the plan made and spelled. Nothing after an error, which is
/// reported: one is that the route takes several files.
std::optional<std::string> compile_script(Session& session, Target const& target, chain::Route const& route,
                                          std::string const& range);

/// The plan of a route. Nothing after an error, which is reported.
std::optional<emit::Plan> compile_plan(Session& session, Target const& target, chain::Route const& route,
                                       std::string const& range);

/// What to type for a live database, whose version rows go before the range: two lines.
std::string live_commands(Target const& target, std::string_view range, std::string_view script);

} // namespace migc::cli
