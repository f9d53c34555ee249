#include "compiler/cli/numbered_scripts.hpp"

#include "compiler/cli/emit.hpp"
#include "compiler/emit/caller_file.hpp"
#include "compiler/emit/state_query.hpp"

namespace migc::cli {

namespace {

void append_scripts(std::vector<ticket::File>& out, emit::Plan const& plan, emit::NumberedFiles const& files,
                    Target const& target) {
    for (std::size_t i = 0; i < files.size(); ++i)
        out.push_back({files[i].name, emit::write_file(plan, files, i, target)});
}

} // namespace

std::optional<ticket::InFiles> compile_files(Session& session, Target const& target, TicketRoutes const& routes,
                                             bool goes_back) {
    auto const& [upgrade, downgrade] = routes;
    auto up = compile_plan(session, target, upgrade.route, upgrade.range);
    if (!up) return std::nullopt;
    std::optional<emit::Plan> down;
    if (goes_back) {
        down = compile_plan(session, target, downgrade.route, downgrade.range);
        if (!down) return std::nullopt;
    }
    auto files = emit::numbered_files(*up, down ? &*down : nullptr, target);
    return ticket::InFiles{std::move(*up), std::move(down), std::move(files)};
}

std::vector<ticket::File> scripts_of_files(ticket::InFiles const& in_files, Target const& target) {
    std::vector<ticket::File> out;
    append_scripts(out, in_files.upgrade, in_files.files.upgrade, target);
    if (in_files.downgrade) append_scripts(out, *in_files.downgrade, in_files.files.downgrade, target);
    if (!is_single(in_files.files))
        out.push_back({"state.sql", emit::write_state_query(in_files.upgrade, in_files.files, target)});
    return out;
}

} // namespace migc::cli
