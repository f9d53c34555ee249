#include "compiler/emit/history_table.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/version_rows.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string entry(std::string_view revision, std::string_view direction, std::string_view script,
                  std::vector<std::string> const& tickets, Target const& target) {
    // The clock, since the transaction's own time is that of its first statement; SESSION_USER is who is connected,
    // CURRENT_USER the role that works.
    return fmt::format("INSERT INTO {} (revision, direction, happened_at, session_role, working_role, script_input,\n"
                       "    tickets)\n"
                       "VALUES ({}, {}, pg_catalog.clock_timestamp(), SESSION_USER, CURRENT_USER, {},\n"
                       "    {})",
                       history_table(target), quoted_literal(revision), quoted_literal(direction),
                       quoted_literal(script), text_array(tickets, 4));
}

std::string creation(std::string_view words, std::string_view indent, Target const& target) {
    return fmt::format(R"({0}{1} {2} (
{0}    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
{0}    revision text NOT NULL,
{0}    direction text NOT NULL,
{0}    happened_at timestamp with time zone NOT NULL,
{0}    session_role text NOT NULL,
{0}    working_role text NOT NULL,
{0}    script_input text NOT NULL,
{0}    tickets text[] NOT NULL
{0}))",
                       indent, words, history_table(target));
}

} // namespace

std::string history_table(Target const& target) {
    return qualified_identifier(target.version_table_schema.value_or(target.schema), target.history_table.value_or(""));
}

std::string history_table_guard(Target const& target) {
    if (!target.history_table) return {};
    // CREATE TABLE IF NOT EXISTS would speak of the table each time.
    return "-- who changed the version rows, and when\n" +
           block(fmt::format("\nBEGIN\n    IF pg_catalog.to_regclass({}) IS NULL THEN\n{};\n    END IF;\nEND\n",
                             quoted_literal(history_table(target)), creation("CREATE TABLE", "        ", target)));
}

std::string history_entry(Plan const& plan, PlannedRevision const& revision, Target const& target) {
    auto const statement = caller_history_entry(plan, revision, target);
    return statement.empty() ? statement : statement + ";\n";
}

std::string history_entry(std::vector<std::string> const& rows, Target const& target) {
    auto const statement = caller_history_entry(rows, target);
    return statement.empty() ? statement : statement + ";\n";
}

std::string caller_history_table(Target const& target) {
    return target.history_table ? creation("CREATE TABLE IF NOT EXISTS", {}, target) : std::string();
}

std::string caller_history_entry(Plan const& plan, PlannedRevision const& revision, Target const& target) {
    if (!target.history_table) return {};
    auto const direction = plan.direction == chain::Direction::upgrade ? "upgrade" : "downgrade";
    return entry(revision.id, direction, plan.input_hash, revision.tickets, target);
}

std::string caller_history_entry(std::vector<std::string> const& rows, Target const& target) {
    return target.history_table ? entry(shown_rows(rows), "stamp", "", {}, target) : std::string();
}

} // namespace migc::emit
