#include "compiler/ticket/preflight.hpp"

#include "compiler/emit/comment.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/rights_guard.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/ticket/needs.hpp"
#include "compiler/ticket/questions.hpp"
#include "compiler/ticket/read_only_script.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

using catalog::Name;

namespace {

std::vector<std::string> start_rows(Ticket const& ticket) {
    std::vector<std::string> out;
    for (auto const index : ticket.upgrade.start) out.push_back(ticket.input.chain[index].id.name);
    std::sort(out.begin(), out.end());
    return out;
}

// All other questions are about the database as it is at the start of the range.
std::string version_question(Ticket const& ticket) {
    auto const start = start_rows(ticket);
    auto const message = emit::concat({"'migc: not ready: the database is at '", emit::shown_present,
                                       quoted_literal(", the upgrade starts at " + emit::shown_rows(start))});
    auto const raise = emit::raise(emit::Guard::not_ready, message,
                                   "'Run verify.sql to see where the database stands in this range.'");
    return emit::block(fmt::format(R"(
DECLARE
    expected CONSTANT pg_catalog.text[] := {0};
    present pg_catalog.text[];
BEGIN
    {1}
    IF NOT ({2}) THEN
        {3}
    END IF;
END
)",
                                   emit::text_array(start, 4), read_rows_if_any(ticket.target),
                                   emit::same_rows("expected"), raise));
}

// The rows are the same there, with a delay; whom a lock would wait for is not to be seen.
std::string standby_question() {
    return on_standby(note_found("'the server is a standby in recovery: upgrade.sql runs on the primary, whose "
                                 "sessions and locks do not show here'"));
}

// Each one that is lacking, and not as upgrade.sql does the list of them: all that is found is listed at the end.
std::string rights_question(Ticket const& ticket) {
    auto const query = emit::lacking_rights(rights_of(ticket));
    if (query.empty()) return {};
    return "-- the rights of the role that runs it\n" +
           emit::block(fmt::format(R"(
DECLARE
    lack record;
BEGIN
    FOR lack IN SELECT DISTINCT m.what FROM (
        {}
    ) AS m (what) WHERE m.what IS NOT NULL ORDER BY 1
    LOOP
        {}
    END LOOP;
END
)",
                                   query, note_found("'role ', CURRENT_USER, ' lacks ', lack.what")));
}

std::string block_of(Question const& question) {
    auto const what = quoted_literal(emit::visible(question.what));
    auto const answer = question.advice
                            ? fmt::format("RAISE NOTICE USING MESSAGE = pg_catalog.concat(migc_n, ' now: ', {},\n"
                                          "            '; the script changes rows before it asks for that');",
                                          what)
                            : note_found(fmt::format("migc_n, ': ', {}", what));
    // Whatever keeps a question from being asked would most likely stop the upgrade, too.
    return emit::block(fmt::format(R"(
#variable_conflict use_column
DECLARE
    migc_n pg_catalog.int8 := 0;
BEGIN
    {0}
    IF migc_n > 0 THEN
        {1}
    END IF;
EXCEPTION WHEN OTHERS THEN
    {2}
END
)",
                                   question.sql, answer,
                                   note_found(fmt::format("'cannot be asked: ', {}, ': ', SQLERRM", what))));
}

std::string questions(Ticket const& ticket) {
    auto const all = questions_of(ticket);
    std::string out = "\n-- rows that would stop a statement\n";
    if (all.asked.empty()) out += "-- (no statement depends on rows that are there)\n";
    for (auto const& question : all.asked) {
        emit::append_comment(out, question.what);
        out += block_of(question);
    }
    if (!all.left_out.empty()) out += "-- not asked:\n";
    for (auto const& each : all.left_out) emit::append_comment(out, each, 2);
    return out;
}

// --- what is locked, read or rewritten ---

std::string touched_values(std::map<Name, Impact> const& touched) {
    std::string out;
    for (auto const& [name, impact] : touched)
        out += fmt::format("{}({}, {}, '{}', '{}')", out.empty() ? "" : ",\n        ", quoted_literal(name.schema),
                           quoted_literal(name.name), spelling(impact.lock), spelling(*impact.rows.rbegin()));
    return out;
}

std::string sizes(std::map<Name, Impact> const& touched) {
    return fmt::format(R"(
-- how large what is locked, read or rewritten is; rows as the planner estimates them, -1: never analysed
SELECT pg_catalog.concat(w.schema, '.', w.name) AS relation, w.lock, w.rows AS its_rows,
    pg_catalog.pg_size_pretty(COALESCE(
        (SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(p.relid)) FROM pg_catalog.pg_partition_tree(c.oid) AS p),
        pg_catalog.pg_total_relation_size(c.oid))) AS size,
    c.reltuples::pg_catalog.int8 AS estimate
FROM (VALUES
        {}
    ) AS w (schema, name, lock, rows)
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
ORDER BY pg_catalog.pg_total_relation_size(c.oid) DESC, relation;
)",
                       touched_values(touched));
}

// Which modes wait for which: manual 13.3, table "Conflicting Lock Modes".
constexpr std::string_view conflicts = R"((VALUES
        ('ACCESS EXCLUSIVE', ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock',
            'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']),
        ('EXCLUSIVE', ARRAY['RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
            'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']),
        ('SHARE ROW EXCLUSIVE', ARRAY['RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
            'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']),
        ('SHARE', ARRAY['RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
            'AccessExclusiveLock']),
        ('SHARE UPDATE EXCLUSIVE', ARRAY['ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
            'ExclusiveLock', 'AccessExclusiveLock']),
        ('ROW EXCLUSIVE', ARRAY['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']),
        ('ROW SHARE', ARRAY['ExclusiveLock', 'AccessExclusiveLock']),
        ('ACCESS SHARE', ARRAY['AccessExclusiveLock'])
    ) AS k (lock, waits_for))";

// A lock that is held for longer than the script would wait stops it.
std::string sessions(std::map<Name, Impact> const& touched) {
    return fmt::format(R"(
-- sessions that would make a lock wait
DO {};
)",
                       dollar_quoted(fmt::format(R"(
DECLARE
    patience CONSTANT pg_catalog.int8 := (SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s
        WHERE s.name = 'lock_timeout');
    holder record;
BEGIN
    FOR holder IN
        SELECT DISTINCT pg_catalog.concat('process ', l.pid, COALESCE(' (' || a.usename || ')', ''), ' holds ', l.mode,
                ' on ', w.schema, '.', w.name, COALESCE(', ' || a.state, '')) AS what,
            COALESCE(patience > 0 AND pg_catalog.clock_timestamp() - a.xact_start
                > patience * pg_catalog.make_interval(secs => 0.001), false) AS stops
        FROM (VALUES
                {0}
            ) AS w (schema, name, lock, rows)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
        JOIN {1} ON k.lock = w.lock
        JOIN pg_catalog.pg_locks l ON l.relation = c.oid AND l.granted AND l.mode = ANY (k.waits_for)
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                              WHERE d.datname = pg_catalog.current_database())
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        WHERE l.pid <> pg_catalog.pg_backend_pid()
        ORDER BY 1
    LOOP
        IF holder.stops THEN
            {2}
        ELSE
            RAISE NOTICE USING MESSAGE = holder.what;
        END IF;
    END LOOP;
END
)",
                                                 touched_values(touched), conflicts, note_found("holder.what")),
                                     "migc"));
}

std::string invalid_indexes(std::map<Name, Impact> const& touched) {
    return fmt::format(R"(
-- invalid indexes: what a broken CREATE INDEX CONCURRENTLY left behind; partitioned tables have some by design
DO {};
)",
                       dollar_quoted(fmt::format(R"(
DECLARE
    broken record;
BEGIN
    FOR broken IN
        SELECT pg_catalog.concat('index ', i.indexrelid::pg_catalog.regclass, ' on ', w.schema, '.', w.name,
            ' is invalid: drop it, or make it anew with REINDEX') AS what
        FROM (VALUES
                {0}
            ) AS w (schema, name, lock, rows)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
        JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND NOT i.indisvalid
        JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i'
        ORDER BY 1
    LOOP
        {1}
    END LOOP;
END
)",
                                                 touched_values(touched), note_found("broken.what")),
                                     "migc"));
}

std::string verdict() {
    auto const raise = emit::raise(emit::Guard::not_ready, emit::concat({"'migc: not ready:'", all_found()}),
                                   "'Put these in order, then run preflight.sql again.'");
    return "\n" +
           emit::block(fmt::format(R"(
BEGIN
    IF {} <> '' THEN
        {}
    END IF;
END
)",
                                   all_found(), raise)) +
           "ROLLBACK;\n\\echo ready\n";
}

} // namespace

std::string preflight_script(Ticket const& ticket) {
    auto out = begin_read_only(ticket, "preflight script for psql: asks what would stop upgrade.sql, changes nothing",
                               "preflight.sql");
    out += "-- the right server and database\n" + emit::server_version_guard(ticket.target) +
           emit::database_guard(ticket.target) + emit::schema_guard(ticket.target) + standby_question();
    out += "-- the right place in the chain\n" + version_question(ticket);
    out += rights_question(ticket);
    out += questions(ticket);
    auto const touched = impacts(ticket, Way::up);
    if (!touched.empty()) out += sizes(touched) + sessions(touched) + invalid_indexes(touched);
    return out + verdict();
}

} // namespace migc::ticket
