// From a route to a script: plan and spelling.
#include "compiler/cli/emit.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/replay/variables.hpp"

namespace migc::cli {

replay::Input input_of(Session& session, Target const& target) {
    auto const& project = session.project;
    auto const [found, made] = session.target_files.try_emplace(target.name);
    if (made) found->second = replay::files_with_variables(project.chain, project.revisions, project.schemas, target);
    return {project.chain, project.revisions, project.schemas, found->second};
}

std::optional<std::string> compile_script(Session& session, Target const& target, chain::Route const& route,
                                          std::string const& range) {
    auto const input = input_of(session, target);
    auto const plan = plan::make_plan({target, input, route, range}, session.diagnostics);
    if (!plan) return std::nullopt;
    return emit::write_script(*plan, target);
}

} // namespace migc::cli
