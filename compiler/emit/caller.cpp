#include "compiler/emit/caller.hpp"

#include "compiler/emit/caller_guards.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/timeouts.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

// Of our own statements: names and texts of the project may hold a `;`, which has a spelling without one in the quoted
// forms with Unicode escapes (manual 4.1.2.3).
std::string untorn(std::string_view statement) {
    std::string out;
    for (std::size_t at = 0; at < statement.size();) {
        auto const quote = statement[at];
        if (quote != '\'' && quote != '"') {
            out += statement[at++];
            continue;
        }
        auto end = at + 1;
        while (statement[end] != quote || (end + 1 < statement.size() && statement[end + 1] == quote))
            end += statement[end] == quote ? 2 : 1;
        auto const quoted = statement.substr(at, end + 1 - at);
        at = end + 1;
        if (quoted.find(';') == quoted.npos) {
            out += quoted;
            continue;
        }
        out += "U&";
        for (char const c : quoted) {
            if (c == ';')
                out += "\\003B";
            else if (c == '\\')
                out += "\\\\";
            else
                out += c;
        }
    }
    return out;
}

void append(std::string& out, std::string_view statement) {
    if (!statement.empty()) out.append(untorn(statement)).append(";\n");
}
void append(std::string& out, Statements const& statements) {
    for (auto const& statement : statements) append(out, statement);
}

void append_line(std::string& out, std::string text) { append_comment(out, without_semicolons(std::move(text))); }

// A statement of the author's. A comment at its very end would swallow the `;`.
void append_work(std::string& out, std::string_view statement) {
    bool const comment = statement.substr(statement.rfind('\n') + 1).find("--") != statement.npos;
    out.append(statement).append(comment ? "\n;\n\n" : ";\n\n");
}

void append_settings(std::string& out, Target const& target, chain::Direction direction) {
    out += caller_timeouts(target);
    if (direction == chain::Direction::downgrade) {
        append_line(out, "what comes back may refer to what comes back after it");
        out += "SET LOCAL check_function_bodies = off;\n";
    }
    append(out, "SET LOCAL search_path = " + search_path(target));
    if (target.role) append(out, "SET LOCAL ROLE " + quoted_identifier(*target.role));
}

void append_start(std::string& out, Plan const& plan, Target const& target) {
    append_line(out, "fails outside of a transaction, and changes nothing");
    append(out, caller_inside());
    append_line(out, "the right session, the right server");
    append(out, caller_session_guards(target));
    append_settings(out, target, plan.direction);
    append_line(out, "one run at a time");
    append(out, caller_advisory_lock(target));
    append_line(out, "the right database: its schema, its version table, its version rows");
    append(out, caller_schema_guard(target));
    append(out, caller_version_table(plan, target));
}

void append_baseline(std::string& out, PlannedRevision const& revision) {
    if (revision.baseline_statements.empty()) return;
    append_line(out, "what existed before the chain");
    if (!revision.baseline_relations.empty()) append(out, caller_baseline_guard(revision));
    out += "SET LOCAL check_function_bodies = off;\n";
    for (auto const& statement : revision.baseline_statements) append_work(out, statement);
    out += "SET LOCAL check_function_bodies = on;\n";
}

} // namespace

std::string without_semicolons(std::string text) {
    std::replace(text.begin(), text.end(), ';', ',');
    return text;
}

std::string caller_body(Plan const& plan, Target const& target) {
    std::string out;
    append_start(out, plan, target);
    append(out, caller_start_guard(plan, target));
    append(out, caller_rights_guard(plan.rights));
    append(out, caller_history_table(target));
    append(out, caller_loss_question(plan));
    out += '\n';
    for (auto const& revision : plan.revisions) {
        append_line(out, "revision " + revision.id + ": " + revision.message);
        append_baseline(out, revision);
        for (auto const& statement : revision.statements) append_work(out, statement);
        append(out, caller_row_changes(revision.rows, target));
        append(out, caller_history_entry(plan, revision, target));
        out += '\n';
    }
    append_line(out, "the version rows are what the changes above make them");
    append(out, caller_end_guard(plan.end_rows, target));
    return out;
}

std::vector<std::string> torn_by_splitting(Plan const& plan) {
    std::vector<std::string> out;
    for (auto const& revision : plan.revisions) {
        auto const torn = [](std::string const& statement) { return statement.find(';') != statement.npos; };
        auto const number =
            std::count_if(revision.statements.begin(), revision.statements.end(), torn) +
            std::count_if(revision.baseline_statements.begin(), revision.baseline_statements.end(), torn);
        if (number > 0)
            out.push_back(fmt::format("{}: a client that splits at every semicolon would tear {} of its statements",
                                      revision.id, number));
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
    append_start(out, plan, target);
    if (start_rows)
        append(out, caller_stamp_guard(*start_rows, target));
    else
        append(out, "DELETE FROM " + version_table(target));
    append(out, caller_row_changes(row_difference(plan.start_rows, end_rows), target));
    append(out, caller_history_table(target));
    append(out, caller_history_entry(end_rows, target));
    append(out, caller_end_guard(end_rows, target));
    return out;
}

std::string caller_stop(Guard guard, std::string_view message, std::string_view hint) {
    return untorn(caller_requires(guard, "pg_catalog.now() IS NULL", quoted_literal(message), quoted_literal(hint))) +
           ";\n";
}

} // namespace migc::emit
