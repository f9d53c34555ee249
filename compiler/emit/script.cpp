#include "compiler/emit/script.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <span>

namespace migc::emit {

namespace {

bool upgrades(Plan const& plan) { return plan.direction == chain::Direction::upgrade; }

std::string_view word(chain::Direction direction) {
    switch (direction) {
    case chain::Direction::upgrade: return "upgrade";
    case chain::Direction::downgrade: return "downgrade";
    }
    return "upgrade";
}

std::string target_shown(Target const& target) {
    return fmt::format("target:  {}, PostgreSQL {}, schema {}", target.name, target.server_version, target.schema);
}

// --- header ---

std::string revision_shown(PlannedRevision const& revision) {
    auto line = revision.id;
    line.append(" [").append(spelling(revision.reversal)).append("]");
    if (!revision.message.empty()) line.append(" ").append(revision.message);
    if (revision.parents.size() > 1) line += fmt::format(" (merges {})", fmt::join(revision.parents, ", "));
    if (!revision.tickets.empty()) line += fmt::format(" ({})", fmt::join(revision.tickets, ", "));
    return line;
}

void append_running(std::string& out, std::string_view file, std::string_view log) {
    append_comment(out, "");
    append_comment(out, "run it with psql, outside of any transaction:");
    append_comment(out, fmt::format("psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L {} -f {}", log, file), 4);
    append_comment(out, "exit status: 0 done, 1 psql could not read the file, 2 connection failed or lost,");
    append_comment(out, "3 stopped at an error; the transaction in which it stopped left nothing behind");
}

void append_header(std::string& out, Plan const& plan, Target const& target) {
    append_comment(out, fmt::format("migc {}: {} script for psql", program_version, word(plan.direction)));
    append_comment(out, target_shown(target));
    append_comment(out, fmt::format("range:   {}", plan.range));
    append_comment(out, fmt::format("rows:    {} -> {}", shown_rows(plan.start_rows), shown_rows(plan.end_rows)));
    append_comment(out, target.transaction == TransactionMode::single ? "runs in: one transaction"
                                                                      : "runs in: one transaction for each revision");
    append_comment(out, fmt::format("input:   sha256 {}", plan.input_hash));
    append_comment(out, "");
    append_comment(out, "revisions in the order in which they run [how each can be taken back]:");
    for (auto const& revision : plan.revisions) append_comment(out, revision_shown(revision), 2);
    if (!plan.remarks.empty()) {
        append_comment(out, "");
        append_comment(out, "to know before:");
        for (auto const& remark : plan.remarks) append_comment(out, remark, 2);
    }
    append_running(out, fmt::format("{}.sql", word(plan.direction)), fmt::format("{}.log", word(plan.direction)));
    out += '\n';
}

// --- session ---

// Nothing may follow the arguments of a meta-command: psql joins further words into the value
// (facts/scripts.md 1).
constexpr std::string_view stop_at_errors = "\\set ON_ERROR_STOP on\n";

void append_session(std::string& out, Target const& target) {
    out += "-- stop at the first error; undo what a psqlrc may have set\n";
    out += stop_at_errors;
    out += "\\set ON_ERROR_ROLLBACK off\n"
           "\\set AUTOCOMMIT on\n"
           "\\set SINGLELINE off\n"
           "SET client_encoding = 'UTF8';\n"
           "SET standard_conforming_strings = on;\n"
           "SET search_path = pg_catalog;\n"
           "-- the right way to run it, the right server\n";
    out += session_guards(target);
    out += '\n';
}

// --- transactions ---

// The isolation level is set because under a role's REPEATABLE READ the guards would read rows as they were
// before the lock was had. Timeouts are set, never inherited: a role's own would end the script in the
// middle.
void append_begin(std::string& out, Target const& target, chain::Direction direction) {
    out += "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;\n";
    out += fmt::format("SET LOCAL lock_timeout = {};\n", quoted_literal(target.lock_timeout));
    out += "SET LOCAL statement_timeout = 0;\n"
           "SET LOCAL idle_in_transaction_session_timeout = 0;\n";
    if (target.server_version >= 17) out += "SET LOCAL transaction_timeout = 0;\n";
    if (direction == chain::Direction::downgrade)
        out += "-- what comes back may refer to what comes back after it\n"
               "SET LOCAL check_function_bodies = off;\n";
    out += fmt::format("SET LOCAL search_path = {};\n", search_path(target));
    if (target.role) out += fmt::format("SET LOCAL ROLE {};\n", quoted_identifier(*target.role));
    out += "-- one run at a time\n";
    out += advisory_lock(target);
}

// psql's \echo expands backquotes, variables and quotes in what it prints.
bool plain(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

void append_statement(std::string& out, std::string_view statement) {
    auto const last_line = statement.substr(statement.rfind('\n') + 1);
    out += statement;
    // A comment at the very end would swallow the `;`.
    out += last_line.find("--") == last_line.npos ? ";\n\n" : "\n;\n\n";
}

// pg_dump sets check_function_bodies off: a function may stand in front of what its body names.
void append_baseline_statements(std::string& out, PlannedRevision const& revision) {
    out += "SET LOCAL check_function_bodies = off;\n";
    for (auto const& statement : revision.baseline_statements) append_statement(out, statement);
    out += "SET LOCAL check_function_bodies = on;\n";
}

void append_baseline(std::string& out, PlannedRevision const& revision) {
    if (revision.baseline_statements.empty()) return;
    if (revision.baseline_relations.empty()) {
        append_baseline_statements(out, revision);
        return;
    }
    out += "-- what existed before the chain: made only where nothing of it is there\n";
    out += baseline_question(revision.baseline_relations);
    out += "\\if :{?migc_baseline}\n"
           "\\if :migc_baseline\n";
    append_baseline_statements(out, revision);
    // An unset variable skips both arms of an \if and ends with status 0 (RULINGS 30): hence the outer
    // question.
    out += "\\else\n"
           "\\echo migc: the baseline is there already\n"
           "\\endif\n"
           "\\else\n";
    out += stop(Guard::baseline_unasked, "migc: whether the baseline exists was not found out",
                "Run the script with psql, unchanged.");
    out += "\\endif\n"
           "\\unset migc_baseline\n";
}

void append_revision(std::string& out, Plan const& plan, std::size_t index, Target const& target) {
    auto const& revision = plan.revisions[index];
    append_comment(out, "revision " + revision.id + ": " + revision.message);
    out.append("\\echo migc: ").append(word(plan.direction)).append(" ").append(std::to_string(index + 1));
    out.append(" of ").append(std::to_string(plan.revisions.size()));
    if (plain(revision.id)) out.append(", revision ").append(revision.id);
    out += '\n';
    append_baseline(out, revision);
    for (auto const& statement : revision.statements) append_statement(out, statement);
    append_row_changes(out, revision.rows, target);
    out += history_entry(plan, revision, target);
    out += '\n';
}

void append_start(std::string& out, Plan const& plan, Target const& target) {
    out += "-- the right database: its schema, its version table, its version rows\n";
    out += schema_guard(target);
    bool const may_create = upgrades(plan) && plan.start_rows.empty();
    out += version_table_guard(may_create ? WhenAbsent::create : WhenAbsent::stop, end_of(plan.range), target);
    out += version_table_lock(target);
    out += start_guard(plan, target);
    out += history_table_guard(target);
    out += loss_question(plan, target);
}

void append_commit(std::string& out, std::vector<std::string> const& rows, Target const& target) {
    out += "-- the version rows are what the changes above make them\n";
    out += end_guard(rows, target);
    out += "COMMIT;\n\n";
}

void append_single(std::string& out, Plan const& plan, Target const& target) {
    append_begin(out, target, plan.direction);
    append_start(out, plan, target);
    out += '\n';
    for (std::size_t i = 0; i < plan.revisions.size(); ++i) append_revision(out, plan, i, target);
    append_commit(out, plan.end_rows, target);
}

void append_by_revision(std::string& out, Plan const& plan, Target const& target) {
    std::string begin;
    append_begin(begin, target, plan.direction);
    auto const lock = version_table_lock(target);
    auto rows = plan.start_rows;
    for (std::size_t i = 0; i < plan.revisions.size(); ++i) {
        out += begin;
        if (i == 0)
            append_start(out, plan, target);
        else {
            out += "-- the version rows as the transaction before left them\n";
            out += lock;
            out += continued_guard(rows, target);
        }
        out += '\n';
        append_revision(out, plan, i, target);
        rows = rows_after(std::move(rows), plan.revisions[i].rows);
        append_commit(out, rows, target);
    }
}

void append_last_line(std::string& out, std::string_view done, std::vector<std::string> const& rows) {
    if (std::all_of(rows.begin(), rows.end(), plain))
        out += fmt::format("\\echo migc: {}, the database is at {}\n", done, shown_rows(rows));
    else
        out += fmt::format("\\echo migc: {}\n", done);
}

// About what the script will take, rather too much: growing a script of many megabytes costs more than
// filling it.
std::size_t expected_size(Plan const& plan, Target const& target) {
    std::size_t const per_revision = target.transaction == TransactionMode::single ? 800 : 5000;
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
    std::string out;
    out.reserve(expected_size(plan, target));
    append_header(out, plan, target);
    append_session(out, target);
    switch (target.transaction) {
    case TransactionMode::segment:
    case TransactionMode::single: append_single(out, plan, target); break;
    case TransactionMode::revision: append_by_revision(out, plan, target); break;
    }
    append_last_line(out, fmt::format("{} done", word(plan.direction)), plan.end_rows);
    return out;
}

std::string write_stamp(std::optional<std::vector<std::string>> const& start_rows,
                        std::vector<std::string> const& end_rows, Target const& target) {
    std::string out;
    append_comment(
        out, fmt::format("migc {}: stamp script for psql, changes the version rows and nothing else", program_version));
    append_comment(out, target_shown(target));
    append_comment(
        out, fmt::format("rows:    {} -> {}", start_rows ? shown_rows(*start_rows) : "any", shown_rows(end_rows)));
    append_running(out, "stamp.sql", "stamp.log");
    out += '\n';
    append_session(out, target);
    append_begin(out, target, chain::Direction::upgrade);
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
    append_comment(
        out, fmt::format("migc {}: downgrade script for psql, which only says why there is none", program_version));
    append_comment(out, target_shown(target));
    append_comment(out, "irreversible:");
    for (auto const& revision : revisions) append_comment(out, fmt::format("{}: {}", revision.id, revision.reason), 2);
    out += '\n';
    out += stop_at_errors;
    out += "SET client_encoding = 'UTF8';\n"
           "SET standard_conforming_strings = on;\n";
    out += stop(Guard::irreversible, "migc: this range cannot be taken back: " + reasons,
                nearest.empty()
                    ? std::string("Restore a backup, or write revisions that lead forward.")
                    : fmt::format("The deepest revision that can be reached is {0}: migc emit head:{0}", nearest));
    return out;
}

} // namespace migc::emit
