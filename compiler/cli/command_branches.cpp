// `migc branches`: revisions with several children, and these.
#include "compiler/cli/history_text.hpp"

#include <fmt/format.h>

namespace migc::cli {

void command_branches(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const marks = marks_of(chain);
    for (auto const point : chain::branch_points(chain)) {
        if (session.arguments.has(Option::verbose)) {
            session.output += revision_page(session.project, marks, point);
            continue;
        }
        session.output += head_line(chain, marks, point);
        for (auto const child : chain[point].children)
            session.output += fmt::format("    -> {}", head_line(chain, marks, child));
    }
}

} // namespace migc::cli
