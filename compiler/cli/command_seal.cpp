// `migc seal [REV]`: seals a revision and all that must have run before it; without one, the whole chain. What is
// sealed already keeps its line.
#include "compiler/cli/files.hpp"
#include "compiler/cli/sealing.hpp"

#include <fmt/format.h>
#include <set>

namespace migc::cli {

void command_seal(Session& session) {
    if (!open_project(session)) return;
    auto const& project = session.project;
    auto const& operands = session.arguments.operands;
    auto const wanted =
        chain::resolve(project.chain, operands.empty() ? "heads" : operands.front(), std::nullopt, session.diagnostics);
    auto seals = seals_of(session);
    if (!wanted || !seals) return;
    check_seals(session, *seals);
    auto const covered = chain::ancestors(project.chain, *wanted);
    auto const before = seals->size();
    std::set<std::string, std::less<>> sealed;
    for (auto const& seal : *seals) sealed.insert(seal.id);
    for (auto const index : project.chain.order) {
        if (!covered[index]) continue;
        auto const& id = project.chain[index].id.name;
        if (sealed.contains(id)) continue;
        // What cannot be read has no meaning that could be kept.
        session.diagnostics.append(diagnostics_of(project, std::vector{index}));
        seals->push_back({id, meaning_of(project, index), {}});
    }
    if (session.diagnostics.has_errors()) return;
    auto const added = seals->size() - before;
    if (added > 0) replace_file(seal_path(project.config), chain::write_seals(*seals));
    session.remarks += fmt::format("{} revision{} sealed\n", added, added == 1 ? "" : "s");
}

} // namespace migc::cli
