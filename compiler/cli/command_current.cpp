// `migc current`: where a database stands. Its version rows come from standard input or --current, since migc
// connects to no database.
#include "compiler/cli/history_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

void command_current(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const rows = chain::resolve(chain, "current", current_rows(session, true), session.diagnostics);
    if (!rows) return;

    auto const marks = marks_of(chain);
    for (auto const row : *rows)
        session.output += session.arguments.has(Option::verbose) ? revision_page(session.project, marks, row)
                                                                 : head_line(chain, marks, row);
    auto const applied = chain::ancestors(chain, *rows);
    std::vector<chain::Index> pending;
    std::copy_if(chain.order.begin(), chain.order.end(), std::back_inserter(pending),
                 [&](chain::Index revision) { return !applied[revision]; });
    for (auto const revision : pending)
        session.remarks += fmt::format("pending: {}", history_line(chain, marks, revision));
    if (pending.empty() || !session.arguments.has(Option::check)) return;
    session.diagnostics.add(Code::not_current, {},
                            fmt::format("{} revision{} pending", pending.size(), pending.size() == 1 ? " is" : "s are"),
                            "emit them with `migc emit current:heads`");
}

} // namespace migc::cli
