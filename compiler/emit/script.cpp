#include "compiler/emit/script.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/continuing.hpp"
#include "compiler/emit/drift_guard.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/header.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/rights_guard.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/transaction.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace migc::emit {

namespace {

bool upgrades(Plan const& plan) { return plan.direction == chain::Direction::upgrade; }

void append_locked(std::string& out, Target const& target, chain::Direction direction) {
    append_begin(out, target, direction);
    out += "-- one run at a time\n";
    out += advisory_lock(target);
}

void append_revision(std::string& out, Plan const& plan, std::size_t index, Target const& target) {
    auto const& revision = plan.revisions[index];
    append_comment(out, "revision " + revision.id + ": " + revision.message);
    append_voice(out, plan, index);
    append_baseline(out, revision);
    for (auto const& statement : revision.statements) append_statement(out, statement);
    append_row_changes(out, revision.rows, target);
    out += history_entry(plan, revision, target);
    if (index + 1 == plan.revisions.size()) out += promise_guard(plan.promise, shown_rows(plan.end_rows));
    out += '\n';
}

void append_start(std::string& out, Plan const& plan, Target const& target) {
    out += "-- the right database: its schema, its version table, its version rows\n";
    out += schema_guard(target);
    bool const may_create = upgrades(plan) && plan.start_rows.empty();
    out += version_table_guard(may_create ? WhenAbsent::create : WhenAbsent::stop, end_of(plan.range), target);
    out += version_table_lock(target);
    out += start_guard(plan, target);
    out += rights_guard(plan.rights);
    out += drift_guard(plan.drift, shown_rows(plan.start_rows));
    out += history_table_guard(target);
    out += loss_question(plan);
}

void append_single(std::string& out, Plan const& plan, Target const& target) {
    append_locked(out, target, plan.direction);
    append_start(out, plan, target);
    out += '\n';
    for (std::size_t i = 0; i < plan.revisions.size(); ++i) append_revision(out, plan, i, target);
    append_commit(out, plan.end_rows, target);
}

// About what the script will take, rather too much: growing a script of many megabytes costs more than
// filling it.
std::size_t expected_size(Plan const& plan, bool goes_on) {
    std::size_t const per_revision = goes_on ? 5000 : 800;
    std::size_t size = 20000 + plan.known_ids.size() * 48 + plan.revisions.size() * per_revision;
    for (auto const& [schema, name] : plan.creates) size += schema.size() + name.size() + 32;
    for (auto const& revision : plan.revisions)
        for (auto const& statement : revision.statements) size += statement.size() + 4;
    return size;
}

} // namespace

std::string search_path(Target const& target) {
    auto path = target.search_path.empty() ? std::vector{target.schema} : target.search_path;
    // Last, or temporary objects would hide the target's.
    if (std::find(path.begin(), path.end(), "pg_temp") == path.end()) path.emplace_back("pg_temp");
    std::vector<std::string> quoted;
    std::transform(path.begin(), path.end(), std::back_inserter(quoted), quoted_identifier);
    return fmt::format("{}", fmt::join(quoted, ", "));
}

std::string write_script(Plan const& plan, Target const& target) {
    auto const segments = segments_of(plan, target);
    bool const goes_on = plan.any_start || segments.size() > 1;
    std::string out;
    out.reserve(expected_size(plan, goes_on));
    append_header(out, plan, segments, target);
    if (target.client == Client::caller) return without_semicolons(std::move(out)) + caller_body(plan, target);
    append_session(out, target);
    if (goes_on)
        append_segments(out, plan, segments, target);
    else
        append_single(out, plan, target);
    append_last_line(out, fmt::format("{} done", word(plan.direction)), plan.end_rows);
    return out;
}

std::string write_stamp(std::optional<std::vector<std::string>> const& start_rows,
                        std::vector<std::string> const& end_rows, Target const& target) {
    std::string out;
    append_comment(out, fmt::format("migc {}: stamp script for {}, changes the version rows and nothing else",
                                    program_version, client_shown(target)));
    append_comment(out, target_shown(target));
    append_comment(
        out, fmt::format("rows:    {} -> {}", start_rows ? shown_rows(*start_rows) : "any", shown_rows(end_rows)));
    append_running(out, target, "stamp.sql", "stamp.log", false);
    out += '\n';
    if (target.client == Client::caller)
        return without_semicolons(std::move(out)) + caller_stamp(start_rows, end_rows, target);
    append_session(out, target);
    append_locked(out, target, chain::Direction::upgrade);
    out += schema_guard(target);
    bool const may_create = !start_rows || start_rows->empty();
    out += version_table_guard(may_create ? WhenAbsent::create : WhenAbsent::stop, shown_rows(end_rows), target);
    out += version_table_lock(target);
    if (start_rows)
        out += stamp_guard(*start_rows, end_rows, target);
    else
        out += fmt::format("DELETE FROM {};\n", version_table(target));
    append_row_changes(out, row_difference(start_rows.value_or(std::vector<std::string>{}), end_rows), target);
    out += history_table_guard(target);
    out += history_entry(end_rows, target);
    append_commit(out, end_rows, target);
    append_last_line(out, "stamped", end_rows);
    return out;
}

std::string write_failure(std::size_t errors) {
    auto const count = fmt::format("{} {}", errors, errors == 1 ? "error" : "errors");
    std::string out;
    append_comment(out, fmt::format("migc {}: no script was written: {}", program_version, count));
    out += stop_at_errors;
    out += stop(Guard::no_script, "migc: no script was written: " + count,
                "See what migc printed on standard error, correct the files and compile again.");
    return out;
}

std::string write_irreversible(std::vector<Irreversible> const& revisions, std::string_view nearest,
                               Target const& target) {
    std::string reasons;
    for (auto const& revision : revisions) {
        if (!reasons.empty()) reasons += "; ";
        reasons += fmt::format("{}: {}", revision.id, revision.reason);
    }
    std::string out;
    append_comment(out, fmt::format("migc {}: downgrade script for {}, which only says why there is none",
                                    program_version, client_shown(target)));
    append_comment(out, target_shown(target));
    append_comment(out, "irreversible:");
    for (auto const& revision : revisions) append_comment(out, fmt::format("{}: {}", revision.id, revision.reason), 2);
    out += '\n';
    auto const message = "migc: this range cannot be taken back: " + reasons;
    auto const hint = nearest.empty()
                          ? std::string("Restore a backup, or write revisions that lead forward.")
                          : fmt::format("The deepest revision that can be reached is {0}: migc emit head:{0}", nearest);
    if (target.client == Client::caller)
        return without_semicolons(std::move(out)) + caller_stop(Guard::irreversible, message, hint);
    out += stop_at_errors;
    out += "SET client_encoding = 'UTF8';\n"
           "SET standard_conforming_strings = on;\n";
    out += stop(Guard::irreversible, message, hint);
    return out;
}

} // namespace migc::emit
