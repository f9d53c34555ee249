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
                       "    {});\n",
                       history_table(target), quoted_literal(revision), quoted_literal(direction),
                       quoted_literal(script), text_array(tickets, 4));
}

} // namespace

std::string history_table(Target const& target) {
    return qualified_identifier(target.version_table_schema.value_or(target.schema), target.history_table.value_or(""));
}

std::string history_table_guard(Target const& target) {
    if (!target.history_table) return {};
    return "-- who changed the version rows, and when\n" +
           block(fmt::format(R"(
BEGIN
    IF pg_catalog.to_regclass({0}) IS NULL THEN
        CREATE TABLE {1} (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            revision text NOT NULL,
            direction text NOT NULL,
            happened_at timestamp with time zone NOT NULL,
            session_role text NOT NULL,
            working_role text NOT NULL,
            script_input text NOT NULL,
            tickets text[] NOT NULL
        );
    END IF;
END
)",
                             quoted_literal(history_table(target)), history_table(target)));
}

std::string history_entry(Plan const& plan, PlannedRevision const& revision, Target const& target) {
    if (!target.history_table) return {};
    auto const direction = plan.direction == chain::Direction::upgrade ? "upgrade" : "downgrade";
    return entry(revision.id, direction, plan.input_hash, revision.tickets, target);
}

std::string history_entry(std::vector<std::string> const& rows, Target const& target) {
    return target.history_table ? entry(shown_rows(rows), "stamp", "", {}, target) : std::string();
}

} // namespace migc::emit
