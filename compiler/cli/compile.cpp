// From a route to a script: plan and spelling.
#include "compiler/cli/emit.hpp"
#include "compiler/emit/planner.hpp"
#include "compiler/emit/script.hpp"

namespace migc::cli {

replay::Input input_of(Project const& project) { return {project.chain, project.revisions, project.schemas}; }

std::optional<std::string> compile_script(Session& session, Target const& target, chain::Route const& route,
                                          std::string const& range) {
    auto const input = input_of(session.project);
    auto const plan = emit::make_plan({target, input, route, range}, session.diagnostics);
    if (!plan) return std::nullopt;
    return emit::write_script(*plan, target);
}

} // namespace migc::cli
