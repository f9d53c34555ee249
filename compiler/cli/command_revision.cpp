// `migc revision -m TEXT`: a new file behind the head, or behind --head.
#include "compiler/cli/new_revision.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

// The one revision a symbol stands for, by id.
std::optional<std::string> one_id(Session& session, std::string_view option, std::string const& symbol) {
    auto const& chain = session.project.chain;
    auto const rows = chain::resolve(chain, symbol, current_rows(session, false), session.diagnostics);
    if (!rows) return std::nullopt;
    if (rows->size() != 1) {
        session.diagnostics.add(Code::not_one_revision, {},
                                fmt::format("`--{} {}` stands for {} revisions", option, symbol, rows->size()),
                                rows->empty() ? "name a revision" : "name one, or join them with `migc merge`");
        return std::nullopt;
    }
    return chain[rows->front()].id.name;
}

} // namespace

void command_revision(Session& session) {
    auto const& arguments = session.arguments;
    if (!arguments.has(Option::message)) {
        session.diagnostics.add(Code::bad_operands, {}, "a revision needs a message", "add `-m 'what it does'`");
        return;
    }
    if (!open_project(session)) return;
    auto revision = new_revision(session, {});
    auto const& chain = session.project.chain;
    auto const parent = arguments.value(Option::head).value_or(chain.empty() ? "base" : "head");
    if (parent != "base")
        if (auto id = one_id(session, "head", parent)) revision.parents.push_back(std::move(*id));
    for (auto const& symbol : arguments.values(Option::depends_on))
        if (auto id = one_id(session, "depends-on", symbol)) revision.depends_on.push_back(std::move(*id));
    if (session.diagnostics.has_errors()) return;

    for (auto const& row : chain.revisions)
        if (!revision.parents.empty() && row.id.name == revision.parents.front() && !row.children.empty())
            session.remarks +=
                fmt::format("note: `{}` has children already: this revision starts a branch\n", row.id.name);
    write_revision(session, revision);
}

} // namespace migc::cli
