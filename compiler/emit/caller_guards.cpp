#include "compiler/emit/caller_guards.hpp"

#include "compiler/emit/rights_guard.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

constexpr std::string_view who_may =
    "'Connect as a role that has these rights, name the owner in migc.ini (role), or have them granted'";

std::string version_guard(Target const& target) {
    return caller_requires(
        Guard::server_version,
        fmt::format("pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000 BETWEEN {} AND {}",
                    target.server_version, std::max(target.server_version, target.newest_server)),
        fmt::format("pg_catalog.concat('the server is PostgreSQL ', pg_catalog.current_setting('server_version'), "
                    "', this script was compiled for {}')",
                    accepted_versions(target)),
        "'Set server_version for this target in migc.ini and compile the script again'");
}

std::string rows_guard(std::vector<std::string> const& rows, Guard guard, std::string_view message,
                       std::string_view hint, Target const& target) {
    return fmt::format("WITH stands AS ({}), chain AS (SELECT {} AS expected)\n{}", caller_rows(target),
                       text_array(rows, 4),
                       caller_requires(guard, same_rows("expected"),
                                       fmt::format("pg_catalog.concat({}, {}, {})", quoted_literal(message),
                                                   shown_present, quoted_literal(", expected " + shown_rows(rows))),
                                       quoted_literal(hint), "FROM stands, chain"));
}

std::string changed(chain::RowChange const& change, std::string const& table) {
    auto const from = quoted_literal(change.from), to = quoted_literal(change.to);
    switch (change.action) {
    case chain::RowAction::insert: return fmt::format("INSERT INTO {} (version_num) VALUES ({})", table, to);
    case chain::RowAction::update:
        return fmt::format("UPDATE {} SET version_num = {} WHERE version_num = {}", table, to, from);
    case chain::RowAction::remove: return fmt::format("DELETE FROM {} WHERE version_num = {}", table, from);
    }
    return {};
}

} // namespace

std::string caller_answer(Guard guard, std::string_view message, std::string_view hint) {
    return fmt::format("pg_catalog.concat('migc {}: ', {}, '. ', {})", info(guard).sqlstate, message, hint);
}

std::string caller_rows(Target const& target) {
    return fmt::format(R"(SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
        ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[]) AS present
    FROM {} AS v)",
                       version_table(target));
}

std::string caller_requires(Guard guard, std::string_view condition, std::string_view message, std::string_view hint,
                            std::string_view from) {
    return fmt::format("SELECT CAST(CASE WHEN {}\n    THEN '0' ELSE {}\n    END AS pg_catalog.int4) AS migc{}{}",
                       condition, caller_answer(guard, message, hint), from.empty() ? "" : "\n", from);
}

std::string caller_inside() { return "LOCK TABLE pg_catalog.pg_class IN ACCESS SHARE MODE"; }

Statements caller_session_guards(Target const& target) {
    Statements out = {
        caller_requires(Guard::unfit_session, "pg_catalog.current_setting('standard_conforming_strings') = 'on'",
                        "'the session reads a backslash in a literal as an escape'",
                        "'Set standard_conforming_strings to on for the connection'"),
        caller_requires(Guard::unfit_session, "pg_catalog.current_setting('transaction_isolation') = 'read committed'",
                        "pg_catalog.concat('the transaction is ', pg_catalog.current_setting('transaction_isolation'), "
                        "', so it may read version rows as they were before the lock')",
                        "'Run the script in a transaction that is READ COMMITTED'"),
        version_guard(target),
        caller_requires(Guard::in_recovery, "NOT pg_catalog.pg_is_in_recovery()",
                        "'the server is a standby in recovery'", "'Connect to the primary server'")};
    if (target.database)
        out.push_back(caller_requires(
            Guard::other_database, fmt::format("pg_catalog.current_database() = {}", quoted_literal(*target.database)),
            fmt::format(
                "pg_catalog.concat('this is database ', pg_catalog.current_database(), {})",
                quoted_literal(fmt::format(", the script is for {}, target {}", *target.database, target.name))),
            quoted_literal(fmt::format("Connect to database {}", *target.database))));
    return out;
}

std::string caller_advisory_lock(Target const& target) {
    return caller_requires(Guard::locked,
                           fmt::format("pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended({}, 0))",
                                       quoted_literal("migc:" + version_table(target))),
                           "'another run holds the lock'",
                           "'Wait until that session has ended, then run the script again if it is still due'");
}

std::string caller_schema_guard(Target const& target) {
    std::vector<std::string> schemas = {target.schema};
    if (target.version_table_schema && *target.version_table_schema != target.schema)
        schemas.push_back(*target.version_table_schema);
    return caller_requires(Guard::no_schema, "pg_catalog.count(*) = 0",
                           "pg_catalog.concat('schema ', pg_catalog.string_agg(s.name, ', '), "
                           "' does not exist in database ', pg_catalog.current_database())",
                           "'Check that this is the right database, and create the schema with the right owner'",
                           fmt::format("FROM pg_catalog.unnest({}) AS s (name)\nWHERE NOT EXISTS (SELECT 1 FROM "
                                       "pg_catalog.pg_namespace n WHERE n.nspname = s.name)",
                                       text_array(schemas, 4)));
}

Statements caller_version_table(bool may_create, Target const& target) {
    auto const table = version_table(target);
    auto const& schema = target.version_table_schema ? *target.version_table_schema : target.schema;
    Statements out;
    if (may_create) {
        out.push_back(caller_requires(
            Guard::no_right,
            fmt::format(
                "pg_catalog.to_regclass({}) IS NOT NULL\n        OR pg_catalog.has_schema_privilege({}, 'CREATE')",
                quoted_literal(table), quoted_literal(schema)),
            fmt::format("pg_catalog.concat('role ', CURRENT_USER, {})",
                        quoted_literal(" lacks CREATE on schema " + schema + ", to create the version table")),
            who_may));
        out.push_back(fmt::format("CREATE TABLE IF NOT EXISTS {} (\n    version_num varchar(32) NOT NULL,\n"
                                  "    CONSTRAINT {} PRIMARY KEY (version_num)\n)",
                                  table, quoted_identifier(target.version_table + "_pkc")));
    } else
        out.push_back(caller_requires(
            Guard::no_version_row, fmt::format("pg_catalog.to_regclass({}) IS NOT NULL", quoted_literal(table)),
            quoted_literal("there is no version table " + table),
            "'Compile from base, or, where tables exist, find their revision and enter it with migc stamp'"));
    out.push_back(caller_requires(
        Guard::not_a_version_table, "pg_catalog.count(*) = 1",
        quoted_literal(table + " is not a table with a character column version_num"),
        "'Give the version table another name in migc.ini (version_table), or move away what stands there'",
        fmt::format(R"(FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE n.nspname = {} AND c.relname = {} AND c.relkind IN ('r', 'p')
    AND a.attname = 'version_num' AND NOT a.attisdropped AND t.typcategory = 'S')",
                    quoted_literal(schema), quoted_literal(target.version_table))));
    out.push_back(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table));
    return out;
}

std::string caller_rights_guard(NeededRights const& needed) {
    auto const query = lacking_rights(needed);
    if (query.empty()) return {};
    return caller_requires(Guard::no_right, "pg_catalog.count(*) = 0",
                           "pg_catalog.concat('role ', CURRENT_USER, ' lacks ', "
                           "pg_catalog.string_agg(m.what, ', and ' ORDER BY m.what))",
                           who_may, fmt::format("FROM (\n        {}\n    ) AS m (what)", query));
}

std::string caller_baseline_guard(PlannedRevision const& revision) {
    return caller_requires(Guard::baseline_in_part, "pg_catalog.count(*) = 0",
                           "pg_catalog.concat('the baseline exists, at least in part: ', "
                           "pg_catalog.string_agg(pg_catalog.concat(w.schema, '.', w.name), ', '))",
                           "'Compile the script for client = psql, which skips a baseline that is there'",
                           fmt::format(R"(FROM (VALUES
        {}
    ) AS w (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name)",
                                       relation_values(revision.baseline_relations, 8)));
}

Statements caller_row_changes(std::vector<chain::RowChange> const& changes, Target const& target) {
    auto const table = version_table(target);
    Statements out;
    for (auto const& change : changes) {
        auto const& row = change.action == chain::RowAction::insert ? change.to : change.from;
        out.push_back(fmt::format(
            "WITH changed AS ({} RETURNING 1)\n{}", changed(change, table),
            caller_requires(Guard::row_count, "pg_catalog.count(*) = 1",
                            fmt::format("pg_catalog.concat(pg_catalog.count(*), {})",
                                        quoted_literal(" version rows instead of one at " + row)),
                            "'Look for a row that stands twice, a trigger or a policy on the version table'",
                            "FROM changed")));
    }
    return out;
}

std::string caller_stamp_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::other_revision, "the database is at ",
                      "Check that this is the right database, and stamp from where it stands", target);
}

std::string caller_end_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::rows_after, "at the end the version rows are ",
                      "Look for a statement or a trigger that changes the version table", target);
}

} // namespace migc::emit
