// `migc show REV…`: everything the header of a revision says.
#include "compiler/cli/history_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

void command_show(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const& symbols = session.arguments.operands;
    auto const current = current_rows(session, std::any_of(symbols.begin(), symbols.end(), mentions_current));
    auto const marks = marks_of(chain);
    for (auto const& symbol : symbols) {
        auto const rows = chain::resolve(chain, symbol, current, session.diagnostics);
        if (!rows) continue;
        if (rows->empty())
            session.diagnostics.add(Code::not_one_revision, {},
                                    fmt::format("`{}` is before the first revision", symbol),
                                    "name a revision");
        for (auto const row : *rows) session.output += revision_page(session.project, marks, row);
    }
    if (session.diagnostics.has_errors()) session.output.clear();
}

} // namespace migc::cli
