// `migc show REV…`: everything the header of a revision says; with --sql its statements as they will run, with --down
// those of its downgrade.
#include "compiler/cli/emit.hpp"
#include "compiler/cli/history_text.hpp"
#include "compiler/plan/planner.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace migc::cli {

namespace {

// Every revision that must have run before is replayed: what a statement means depends on the schema it finds.
replay::Outcome outcome_of(Session& session, Target const& target, chain::Index wanted, bool with_downgrade) {
    auto const input = input_of(session, target);
    auto const before = chain::ancestors(input.chain, std::array{wanted});
    replay::State state(target);
    for (auto const index : input.chain.order)
        if (before[index] && index != wanted) replay::replay_revision(state, target, input, index, false);
    return replay::replay_revision(state, target, input, wanted, with_downgrade);
}

void append_statement(std::string& out, std::string_view statement) { out += fmt::format("{};\n", statement); }

void show_upgrade(Session& session, Target const& target, chain::Index index) {
    auto const outcome = outcome_of(session, target, index, false);
    session.diagnostics.append(outcome.upgrade_trouble);
    for (auto const* steps : {&outcome.baseline, &outcome.upgrade})
        for (auto const& step : *steps)
            if (!step.text.empty()) append_statement(session.output, step.text);
}

void show_downgrade(Session& session, Target const& target, chain::Index index) {
    auto const& file = input_of(session, target).file(index);
    auto const& downgrade = file.revision.downgrade;
    if (downgrade.kind == ast::DowngradeKind::irreversible) {
        session.diagnostics.add(Code::irreversible_revision, {file.source.get(), downgrade.span},
                                fmt::format("`{}` is irreversible: {}", session.project.chain[index].id.name,
                                            downgrade.reason ? downgrade.reason->value : std::string()),
                                "show its upgrade, without `--down`");
        return;
    }
    auto const outcome = outcome_of(session, target, index, true);
    session.diagnostics.append(outcome.upgrade_trouble);
    session.diagnostics.append(outcome.downgrade_trouble);
    for (auto const& returning : outcome.returning) session.diagnostics.add(returning.diagnostic);
    for (auto const& step : outcome.downgrade) append_statement(session.output, step.text);
}

} // namespace

void command_show(Session& session) {
    if (!open_project(session)) return;
    auto const& arguments = session.arguments;
    bool const down = arguments.has(Option::down);
    bool const as_sql = down || arguments.has(Option::sql);
    auto const target = as_sql ? chosen_target(session) : std::nullopt;
    if (as_sql && !target) return;

    auto const& chain = session.project.chain;
    auto const& symbols = arguments.operands;
    auto const current = current_rows(session, std::any_of(symbols.begin(), symbols.end(), mentions_current));
    auto const marks = marks_of(chain);
    for (auto const& symbol : symbols) {
        auto const rows = chain::resolve(chain, symbol, current, session.diagnostics);
        if (!rows) continue;
        if (rows->empty())
            session.diagnostics.add(Code::not_one_revision, {},
                                    fmt::format("`{}` is before the first revision", symbol), "name a revision");
        for (auto const row : *rows) {
            if (!as_sql)
                session.output += revision_page(session.project, marks, row);
            else if (down)
                show_downgrade(session, *target, row);
            else
                show_upgrade(session, *target, row);
        }
    }
    if (session.diagnostics.has_errors()) session.output.clear();
}

} // namespace migc::cli
