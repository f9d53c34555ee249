#include "compiler/emit/transaction.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/header.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/timeouts.hpp"
#include "compiler/emit/version_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

// psql's \echo expands backquotes, variables and quotes in what it prints.
bool plain(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

// pg_dump sets check_function_bodies off: a function may stand in front of what its body names.
void append_baseline_statements(std::string& out, PlannedRevision const& revision) {
    out += "SET LOCAL check_function_bodies = off;\n";
    for (auto const& statement : revision.baseline_statements) append_statement(out, statement);
    out += "SET LOCAL check_function_bodies = on;\n";
}

} // namespace

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

// The isolation level is set because under a role's REPEATABLE READ the guards would read rows as they were
// before the lock was had.
void append_begin(std::string& out, Target const& target, chain::Direction direction) {
    out += "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;\n";
    out += local_timeouts(target);
    if (direction == chain::Direction::downgrade)
        out += "-- what comes back may refer to what comes back after it\n"
               "SET LOCAL check_function_bodies = off;\n";
    out += fmt::format("SET LOCAL search_path = {};\n", search_path(target));
    if (target.role) out += fmt::format("SET LOCAL ROLE {};\n", quoted_identifier(*target.role));
}

void append_statement(std::string& out, std::string_view statement) {
    auto const last_line = statement.substr(statement.rfind('\n') + 1);
    out += statement;
    // A comment at the very end would swallow the `;`.
    out += last_line.find("--") == last_line.npos ? ";\n\n" : "\n;\n\n";
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

void append_voice(std::string& out, Plan const& plan, std::size_t revision, std::string_view more) {
    auto const& id = plan.revisions[revision].id;
    out.append("\\echo migc: ").append(word(plan.direction)).append(" ").append(std::to_string(revision + 1));
    out.append(" of ").append(std::to_string(plan.revisions.size()));
    if (plain(id)) out.append(", revision ").append(id);
    out.append(more).append("\n");
}

void append_commit(std::string& out, std::vector<std::string> const& rows, Target const& target) {
    out += "-- the version rows are what the changes above make them\n";
    out += end_guard(rows, target);
    out += "COMMIT;\n\n";
}

void append_last_line(std::string& out, std::string_view done, std::vector<std::string> const& rows) {
    if (std::all_of(rows.begin(), rows.end(), plain))
        out += fmt::format("\\echo migc: {}, the database is at {}\n", done, shown_rows(rows));
    else
        out += fmt::format("\\echo migc: {}\n", done);
}

} // namespace migc::emit
