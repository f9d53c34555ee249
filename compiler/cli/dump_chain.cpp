#include "compiler/cli/dump.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

void append(std::string& out, std::string_view title, chain::Chain const& chain,
            std::vector<chain::Index> const& revisions) {
    if (revisions.empty()) return;
    out += fmt::format("    {}:", title);
    for (auto const revision : revisions) out += fmt::format(" {}", chain[revision].id.name);
    out += '\n';
}

} // namespace

void dump_chain(Session& session, std::vector<std::string> const&) {
    if (!open_project(session)) return;
    auto const& chain = session.project.chain;
    auto const labels = chain::branch_labels(chain);
    for (auto const index : chain.order) {
        auto const& revision = chain[index];
        session.output += fmt::format("{} {}\n", revision.id.name, session.project.revisions[index].source->path);
        append(session.output, "revises", chain, revision.parents);
        append(session.output, "depends on", chain, revision.depends_on);
        append(session.output, "children", chain, revision.children);
        append(session.output, "dependants", chain, revision.dependants);
        if (!labels[index].empty()) session.output += "    labels:";
        for (auto const label : labels[index]) session.output += fmt::format(" {}", label);
        if (!labels[index].empty()) session.output += '\n';
    }
}

} // namespace migc::cli
