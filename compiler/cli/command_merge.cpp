// `migc merge [REV…]`: a new revision that joins branches.
#include "compiler/cli/emit.hpp"
#include "compiler/cli/new_revision.hpp"
#include "compiler/plan/branches.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

// All that the symbols stand for, without doubles, in total order.
std::vector<chain::Index> chosen(Session& session) {
    auto const& chain = session.project.chain;
    auto const& symbols = session.arguments.operands;
    if (symbols.empty()) return chain::heads(chain);
    std::vector<chain::Index> rows;
    for (auto const& symbol : symbols)
        if (auto const found = chain::resolve(chain, symbol, std::nullopt, session.diagnostics))
            rows.insert(rows.end(), found->begin(), found->end());
    std::sort(rows.begin(), rows.end(), [&](auto left, auto right) { return chain.rank[left] < chain.rank[right]; });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

// A warning does not stop a merge: the file that it writes is where the author decides what to do.
void compare_branches(Session& session, std::vector<chain::Index> const& rows) {
    for (auto const& target : chosen_targets(session)) {
        auto const input = input_of(session, target);
        session.remarks +=
            plan::BranchComparison(target, input).compare_all(rows, Severity::warning, session.diagnostics);
    }
}

} // namespace

void command_merge(Session& session) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const rows = chosen(session);
    if (session.diagnostics.has_errors()) return;
    if (rows.size() < 2) {
        bool const named = !session.arguments.operands.empty();
        session.diagnostics.add(Code::merge_needless, {},
                                rows.empty() ? "there is no revision to merge"
                                             : fmt::format("`{}` is the only {}", chain[rows.front()].id.name,
                                                           named ? "revision named" : "head"),
                                named ? "name two revisions of different branches (`migc heads` lists the ends)"
                                      : "leave it as it is: the chain has one end");
        return;
    }
    std::string names;
    for (auto const row : rows) {
        names += fmt::format("{}{}", names.empty() ? "" : " and ", chain[row].id.name);
        // By parents alone: a head that another one depends on is still an end to be joined.
        auto const line = chain::lineage(chain, row);
        for (auto const other : rows)
            if (line[other] && chain.rank[other] < chain.rank[row])
                session.diagnostics.add(
                    Code::merge_needless, {},
                    fmt::format("`{}` is an ancestor of `{}`", chain[other].id.name, chain[row].id.name),
                    fmt::format("leave `{}` out", chain[other].id.name));
    }
    compare_branches(session, rows);
    auto revision = new_revision(session, "Merge " + names);
    if (session.diagnostics.has_errors()) return;
    for (auto const row : rows) revision.parents.push_back(chain[row].id.name);
    write_revision(session, revision);
}

} // namespace migc::cli
