// `migc history`: revisions from the newest to the oldest, as Alembic's `history`.
#include "compiler/cli/history_text.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

struct Ends {
    std::string from;
    std::string to;
};

bool is_relative(std::string_view symbol) {
    return !symbol.empty() && (symbol.front() == '-' || symbol.front() == '+');
}

// `A:B`, `A:`, `:B`; a bare `-N` counts from the other end, as Alembic's does.
Ends ends_of(std::string_view range) {
    auto const colon = range.find(':');
    Ends ends;
    ends.from = range.substr(0, colon);
    if (colon != std::string_view::npos) ends.to = range.substr(colon + 1);
    if (ends.to.empty()) ends.to = "heads";
    if (ends.from.empty()) ends.from = "base";
    if (is_relative(ends.from)) ends.from = (ends.to == "heads" ? "head" : ends.to) + ends.from;
    if (is_relative(ends.to)) ends.to = ends.from + ends.to;
    return ends;
}

} // namespace

void command_history(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const& arguments = session.arguments;
    auto const ends = ends_of(arguments.value(Option::range).value_or("base:heads"));
    bool const marks_current = arguments.has(Option::indicate_current) || arguments.has(Option::current);
    auto const current =
        current_rows(session, marks_current || mentions_current(ends.from) || mentions_current(ends.to));
    if (chain.empty()) return;

    auto const from = chain::resolve(chain, ends.from, current, session.diagnostics);
    auto const to = chain::resolve(chain, ends.to, current, session.diagnostics);
    auto marks = marks_of(chain);
    if (marks_current) {
        auto const rows = chain::resolve(chain, "current", current, session.diagnostics);
        marks.current.resize(chain.revisions.size());
        for (auto const row : rows.value_or(chain::Rows{})) marks.current[row] = true;
    }
    if (session.diagnostics.has_errors()) return;

    // Both ends are part of the list; base is below everything.
    auto const below = chain::ancestors(chain, *to);
    auto const above =
        from->empty() ? std::vector<bool>(chain.revisions.size(), true) : chain::descendants(chain, *from);
    for (auto at = chain.order.rbegin(); at != chain.order.rend(); ++at) {
        if (!below[*at] || !above[*at]) continue;
        session.output += arguments.has(Option::verbose) ? revision_page(session.project, marks, *at)
                                                         : history_line(chain, marks, *at);
    }
}

} // namespace migc::cli
