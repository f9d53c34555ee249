// `migc heads`: revisions that no other one revises.
#include "compiler/cli/history_text.hpp"

namespace migc::cli {

void command_heads(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const marks = marks_of(chain);
    for (auto const head : chain::heads(chain))
        session.output += session.arguments.has(Option::verbose) ? revision_page(session.project, marks, head)
                                                                 : head_line(chain, marks, head);
}

} // namespace migc::cli
