// `migc stamp [FROM:]TO`: a script that sets the version rows and runs nothing. Without FROM it takes a
// database wherever it is.
#include "compiler/cli/session.hpp"
#include "compiler/emit/script.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

std::vector<std::string> ids(chain::Chain const& chain, chain::Rows const& rows) {
    std::vector<std::string> out;
    for (auto const row : rows) out.push_back(chain[row].id.name);
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

void command_stamp(Session& session) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const& chain = session.project.chain;
    std::string const range = session.arguments.operands.front();
    auto const colon = range.find(':');
    auto const current = current_rows(session, mentions_current(range));
    auto const end = chain::resolve(chain, colon == std::string::npos ? range : range.substr(colon + 1), current,
                                    session.diagnostics);
    std::optional<std::vector<std::string>> start;
    if (colon != std::string::npos)
        if (auto const rows = chain::resolve(chain, range.substr(0, colon), current, session.diagnostics))
            start = ids(chain, *rows);
    if (session.diagnostics.has_errors() || !end) return;
    deliver(session, emit::write_stamp(start, ids(chain, *end), *target));
}

} // namespace migc::cli
