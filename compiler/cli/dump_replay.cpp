// Dumps of what replay and planning make of a project.
#include "compiler/catalog/dump.hpp"
#include "compiler/cli/dump.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/emit/segments.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/plan/planner.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

void append_trouble(Session& session, replay::Outcome const& outcome) {
    session.diagnostics.append(outcome.upgrade_trouble);
    session.diagnostics.append(outcome.downgrade_trouble);
    session.diagnostics.append(outcome.remarks);
}

std::string_view spelling(chain::RowAction action) {
    switch (action) {
    case chain::RowAction::insert: return "insert";
    case chain::RowAction::update: return "update";
    case chain::RowAction::remove: return "remove";
    }
    return {};
}

std::string text_of(std::vector<emit::Segment> const& segments, emit::Plan const& plan) {
    std::string out;
    for (auto const& segment : segments) {
        out += segment.alone() ? "outside of transactions" : "transaction";
        for (auto const& part : segment.parts) {
            out += fmt::format("{} {}", &part == segment.parts.data() ? ":" : ",", plan.revisions[part.revision].id);
            if (part.undo) out += " interrupted";
            if (part.last > part.first) out += fmt::format(" {} to {}", part.first + 1, part.last);
        }
        out += fmt::format(" -> {}\n", emit::shown_rows(segment.rows_after));
    }
    return out;
}

std::string text_of(emit::Plan const& plan, Target const& target) {
    auto out =
        fmt::format("{} {}\n", plan.direction == chain::Direction::upgrade ? "upgrade" : "downgrade", plan.range);
    for (auto const& revision : plan.revisions) {
        out += fmt::format("revision {} ({})\n", revision.id, migc::spelling(revision.reversal));
        for (auto const& statement : revision.baseline_statements) out += fmt::format("    baseline: {}\n", statement);
        for (auto const& statement : revision.statements) out += fmt::format("    {}\n", statement);
        for (auto const& row : revision.rows)
            out += fmt::format("    row {}: {}\n", spelling(row.action),
                               row.action == chain::RowAction::update ? row.from + " -> " + row.to : row.from + row.to);
    }
    if (auto const segments = emit::segments_of(plan, target); segments.size() > 1) out += text_of(segments, plan);
    for (auto const& remark : plan.remarks) out += fmt::format("remark: {}\n", remark);
    return out;
}

void dump_replayed(Session& session, bool operations) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    replay::State state(*target);
    auto const input = input_of(session, *target);
    std::string text;
    plan::replay_all(*target, input, state, [&](chain::Index index, replay::Outcome& outcome) {
        append_trouble(session, outcome);
        if (!operations) return;
        text +=
            fmt::format("revision {} ({})\n", session.project.chain[index].id.name, migc::spelling(outcome.reversal));
        for (auto const* steps : {&outcome.baseline, &outcome.upgrade})
            for (auto const& step : *steps) text += catalog::dump(step.operations);
    });
    session.output = operations ? text : catalog::dump(state.catalog);
}

} // namespace

void dump_operations(Session& session, std::vector<std::string> const&) { dump_replayed(session, true); }
void dump_catalog(Session& session, std::vector<std::string> const&) { dump_replayed(session, false); }

void dump_plan(Session& session, std::vector<std::string> const&) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const& chain = session.project.chain;
    auto const input = input_of(session, *target);
    for (std::string const range : {"base:heads", "heads:base"}) {
        auto const route = chain::route(chain, {range, "base", std::nullopt, std::nullopt}, session.diagnostics);
        if (!route) return;
        auto const plan = plan::make_plan({*target, input, *route, range}, session.diagnostics);
        if (plan) session.output += text_of(*plan, *target);
    }
}

} // namespace migc::cli
