// `migc schema [REV]`: the catalog at a revision as DDL for an empty database.
#include "compiler/cli/emit.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/plan/schema_statements.hpp"
#include "compiler/replay/revision.hpp"

#include <fmt/format.h>

namespace migc::cli {

void command_schema(Session& session) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const& operands = session.arguments.operands;
    std::string const symbol = operands.empty() ? "heads" : operands.front();
    auto const current = current_rows(session, mentions_current(symbol));
    auto const rows = chain::resolve(session.project.chain, symbol, current, session.diagnostics);
    if (!rows) return;

    auto const input = input_of(session, *target);
    auto const applied = chain::ancestors(input.chain, *rows);
    replay::State state(*target);
    for (auto const index : input.chain.order)
        if (applied[index])
            session.diagnostics.append(replay::replay_revision(state, *target, input, index, false).upgrade_trouble);
    if (session.diagnostics.has_errors()) return;

    auto const statements = plan::schema_statements(state, *target, session.diagnostics);
    if (session.diagnostics.has_errors()) return;
    std::string out = "-- what stands further down may be meant further up\nSET check_function_bodies = off;\n";
    out += fmt::format("SET search_path = {};\n", emit::search_path(*target));
    if (state.catalog.unseen()) out += "-- seen only in part: an opaque statement has run\n";
    for (auto const& statement : statements) out += fmt::format("\n{};\n", statement);
    deliver(session, std::move(out));
}

} // namespace migc::cli
