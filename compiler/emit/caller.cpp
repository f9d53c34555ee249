#include "compiler/emit/caller.hpp"

#include "compiler/emit/caller_guards.hpp"
#include "compiler/emit/caller_parts.hpp"
#include "compiler/emit/caller_start_guard.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

std::string without_semicolons(std::string text) {
    std::replace(text.begin(), text.end(), ';', ',');
    return text;
}

namespace {

bool from_base(Plan const& plan) { return plan.direction == chain::Direction::upgrade && plan.start_rows.empty(); }

} // namespace

std::string caller_body(Plan const& plan, Target const& target) {
    std::string out;
    append_caller_start(out, target, plan.direction, from_base(plan));
    append_ours(out, caller_start_guard(plan, nullptr, target));
    append_ours(out, caller_rights_guard(plan.rights));
    append_ours(out, caller_history_table(target));
    append_ours(out, caller_loss_question(plan));
    out += '\n';
    for (auto const& revision : plan.revisions) {
        append_remark(out, "revision " + revision.id + ": " + revision.message);
        append_caller_baseline(out, revision);
        for (auto const& statement : revision.statements) append_work(out, statement);
        append_ours(out, caller_row_changes(revision.rows, target));
        append_ours(out, caller_history_entry(plan, revision, target));
        out += '\n';
    }
    append_remark(out, "the version rows are what the changes above make them");
    append_ours(out, caller_end_guard(plan.end_rows, target));
    return out;
}

std::string torn_remark(std::string_view revision, std::size_t statements) {
    return fmt::format("{}: a client that splits at every semicolon would tear {} of its statements", revision,
                       statements);
}

std::vector<std::string> torn_by_splitting(Plan const& plan) {
    std::vector<std::string> out;
    for (auto const& revision : plan.revisions) {
        auto const torn = [](std::string const& statement) { return statement.find(';') != statement.npos; };
        auto const number =
            std::count_if(revision.statements.begin(), revision.statements.end(), torn) +
            std::count_if(revision.baseline_statements.begin(), revision.baseline_statements.end(), torn);
        if (number > 0) out.push_back(torn_remark(revision.id, static_cast<std::size_t>(number)));
    }
    return out;
}

std::string caller_assertion(std::string_view query, std::string_view message) {
    constexpr std::string_view place = "(\n";
    auto out = untorn(caller_requires(Guard::assertion, "(\n) IS TRUE", quoted_literal(message),
                                      "'An assertion of a revision does not hold: correct the data'"));
    return out.insert(out.find(place) + place.size(), fmt::format("{}\n", query));
}

std::string caller_stamp(std::optional<std::vector<std::string>> const& start_rows,
                         std::vector<std::string> const& end_rows, Target const& target) {
    Plan plan;
    plan.range = ":" + shown_rows(end_rows);
    plan.start_rows = start_rows.value_or(std::vector<std::string>{});
    std::string out;
    append_caller_start(out, target, plan.direction, from_base(plan));
    if (start_rows)
        append_ours(out, caller_stamp_guard(*start_rows, target));
    else
        append_ours(out, "DELETE FROM " + version_table(target));
    append_ours(out, caller_row_changes(row_difference(plan.start_rows, end_rows), target));
    append_ours(out, caller_history_table(target));
    append_ours(out, caller_history_entry(end_rows, target));
    append_ours(out, caller_end_guard(end_rows, target));
    return out;
}

std::string caller_stop(Guard guard, std::string_view message, std::string_view hint) {
    return untorn(caller_requires(guard, "pg_catalog.now() IS NULL", quoted_literal(message), quoted_literal(hint))) +
           ";\n";
}

} // namespace migc::emit
