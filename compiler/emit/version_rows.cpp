#include "compiler/emit/version_rows.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/quote.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

namespace migc::emit {

namespace {

std::string const& table_schema(Target const& target) {
    return target.version_table_schema ? *target.version_table_schema : target.schema;
}

// The end of a range as typed: `base:head` → `head`.
std::string end_of(std::string_view range) { return std::string(range.substr(range.find(':') + 1)); }

std::string listed(std::vector<std::string> const& rows) {
    return rows.empty() ? "base" : fmt::format("{}", fmt::join(rows, ", "));
}

// Into `present`: the rows there are, sorted by bytes.
std::string read_rows(Target const& target) {
    return fmt::format(R"(SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
            ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
    INTO present FROM {} AS v;)",
                       version_table(target));
}

// Two arrays hold the same set and neither holds a row twice.
std::string same_rows(std::string_view expected) {
    return fmt::format("present @> {0} AND present <@ {0}\n"
                       "        AND pg_catalog.cardinality(present) = pg_catalog.cardinality({0})",
                       expected);
}

// The schema holds a table that is neither the version table nor part of an extension.
std::string has_tables(Target const& target) {
    return fmt::format(R"(EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = {0} AND c.relkind IN ('r', 'p')
                AND NOT (n.nspname = {1} AND c.relname = {2})
                AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                    AND d.objid = c.oid AND d.deptype = 'e')))",
                       quoted_literal(target.schema), quoted_literal(table_schema(target)),
                       quoted_literal(target.version_table));
}

// What to do where no version row is: it depends on whether the schema is empty.
std::string no_row_hint(std::string_view to, Target const& target) {
    return fmt::format(R"(CASE WHEN {}
                THEN 'The schema has tables: find the revision they are at and enter it with migc stamp.'
                ELSE {} END)",
                       has_tables(target),
                       quoted_literal("The database is at base: compile from there, migc emit base:" + end_of(to)));
}

// Where the rows say base, none of the relations that the script creates may be there: a database made by other means
// would fail with the server's bare "already exists" (facts/scripts.md 8).
std::string made_by_other_means(Plan const& plan) {
    return fmt::format(R"(
        SELECT pg_catalog.string_agg(r.schema || '.' || r.name, ', ') FILTER (WHERE r.place <= 5), pg_catalog.count(*)
        INTO shown, number
        FROM (SELECT w.schema, w.name, pg_catalog.row_number() OVER (ORDER BY w.schema, w.name) AS place
            FROM (VALUES
                {}
            ) AS w (schema, name)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name) AS r;
        IF number > 0 THEN
        {}
        END IF;)",
                       relation_values(plan.creates, 16),
                       raise(Guard::no_version_row,
                             "pg_catalog.concat('migc: there is no version row, but tables exist: ', shown,\n"
                             "                CASE WHEN number > 5 THEN pg_catalog.concat(' and ', number - 5, ' more') END)",
                             "'The database was made by other means: find the revision it is at and enter it with "
                             "migc stamp.'"));
}

// Ids that stand neither in the range nor at or behind its end, in the order of the plan.
std::vector<std::string> elsewhere(Plan const& plan) {
    std::unordered_set<std::string_view> listed_already(plan.ids_after.begin(), plan.ids_after.end());
    listed_already.insert(plan.start_rows.begin(), plan.start_rows.end());
    listed_already.insert(plan.end_rows.begin(), plan.end_rows.end());
    for (auto const& revision : plan.revisions) listed_already.insert(revision.id);
    std::vector<std::string> rest;
    for (auto const& id : plan.known_ids)
        if (!listed_already.contains(id)) rest.push_back(id);
    return rest;
}

// The revisions at which a database stands between start and end.
std::vector<std::string> inside(Plan const& plan) {
    std::unordered_set<std::string_view> ends(plan.start_rows.begin(), plan.start_rows.end());
    ends.insert(plan.end_rows.begin(), plan.end_rows.end());
    std::vector<std::string> ids;
    for (auto const& revision : plan.revisions)
        if (!ends.contains(revision.id)) ids.push_back(revision.id);
    return ids;
}

} // namespace

std::string version_table(Target const& target) { return qualified(table_schema(target), target.version_table); }

std::string version_table_guard(WhenAbsent when_absent, std::string_view to, Target const& target) {
    auto const table = version_table(target);
    auto const absent =
        when_absent == WhenAbsent::create
            ? fmt::format("CREATE TABLE {} (\n"
                          "            version_num varchar(32) NOT NULL,\n"
                          "            CONSTRAINT {} PRIMARY KEY (version_num)\n"
                          "        );",
                          table, quoted_identifier(target.version_table + "_pkc"))
            : raise(Guard::no_version_row, quoted_literal("migc: there is no version table " + table),
                    no_row_hint(to, target));
    return block(fmt::format(R"(
DECLARE
    there pg_catalog.oid;
    kind pg_catalog."char";
BEGIN
    SELECT c.oid, c.relkind INTO there, kind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = {0} AND c.relname = {1};
    IF there IS NULL THEN
        {2}
    ELSIF kind NOT IN ('r', 'p') OR NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = there AND a.attname = 'version_num' AND NOT a.attisdropped AND t.typcategory = 'S'
    ) THEN
        {3}
    END IF;
END
)",
                             quoted_literal(table_schema(target)), quoted_literal(target.version_table), absent,
                             raise(Guard::not_a_version_table,
                                   quoted_literal("migc: " + table +
                                                  " is not a table with a character column version_num"),
                                   "'Give the name of the version table as version_table in migc.ini, or move away "
                                   "what stands in its place.'")));
}

std::string version_table_lock(Target const& target) {
    return fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE;\n", version_table(target));
}

std::string start_guard(Plan const& plan, Target const& target) {
    auto const to = end_of(plan.range);
    auto const emit_from_here = fmt::format("'migc emit ', pg_catalog.array_to_string(present, ','), {}",
                                            quoted_literal(":" + to));
    bool const checks_tables = plan.start_rows.empty() && !plan.creates.empty();
    std::string body = fmt::format(R"(
DECLARE
    expected CONSTANT pg_catalog.text[] := {0};
    reached CONSTANT pg_catalog.text[] := {1};
    -- between the two, beyond the end, and elsewhere in the chain
    inside CONSTANT pg_catalog.text[] := {2};
    beyond CONSTANT pg_catalog.text[] := {3};
    elsewhere CONSTANT pg_catalog.text[] := {4};
    present pg_catalog.text[];
    shown pg_catalog.text;
    number pg_catalog.int8;
BEGIN
    {5}
    IF {6} THEN{7}
        RETURN;
    END IF;
    shown := COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base');
)",
                                   text_array(plan.start_rows, 4), text_array(plan.end_rows, 4),
                                   text_array(inside(plan), 4), text_array(plan.ids_after, 4),
                                   text_array(elsewhere(plan), 4), read_rows(target), same_rows("expected"),
                                   checks_tables ? made_by_other_means(plan) : "");
    body += fmt::format(R"(    IF {0} THEN
        {1}
    ELSIF present = ARRAY[]::pg_catalog.text[] THEN
        {2}
    END IF;
)",
                        same_rows("reached"),
                        raise(Guard::already_applied,
                              "pg_catalog.concat('migc: already applied: the database is at ', shown, "
                              "', where this script ends')",
                              "'There is nothing to do; do not run this script again.'"),
                        raise(Guard::no_version_row,
                              quoted_literal("migc: the version table is empty, this script starts at " +
                                             listed(plan.start_rows)),
                              no_row_hint(to, target)));
    body += fmt::format(R"(    SELECT pg_catalog.string_agg(p.id, ', ') INTO shown FROM pg_catalog.unnest(present) AS p (id)
    WHERE p.id <> ALL (expected || reached || inside || beyond || elsewhere);
    IF shown IS NOT NULL THEN
        {0}
    END IF;
    shown := pg_catalog.array_to_string(present, ', ');
    IF present <@ (reached || beyond) OR (reached <> ARRAY[]::pg_catalog.text[] AND present @> reached) THEN
        {1}
    ELSIF present && inside THEN
        {2}
    END IF;
    {3}
END
)",
                        raise(Guard::unknown_revision,
                              "pg_catalog.concat('migc: the chain has no revision ', shown, "
                              "', at which the database is')",
                              "'Compile the script from the chain that has it, or, where the revision was removed or "
                              "squashed on purpose, enter its successor with migc stamp.'"),
                        raise(Guard::already_applied,
                              fmt::format("pg_catalog.concat('migc: already applied: the database is at ', shown, {})",
                                          quoted_literal(", beyond the end of this script at " +
                                                         listed(plan.end_rows))),
                              "'There is nothing to do; do not run this script again.'"),
                        raise(Guard::half_way,
                              fmt::format("pg_catalog.concat('migc: half way: the database is at ', shown, {})",
                                          quoted_literal(", inside the range " + plan.range)),
                              fmt::format("pg_catalog.concat('Compile what is left: ', {})", emit_from_here)),
                        raise(Guard::other_revision,
                              fmt::format("pg_catalog.concat('migc: the database is at ', shown, {})",
                                          quoted_literal(", this script starts at " + listed(plan.start_rows))),
                              fmt::format("pg_catalog.concat('Check that this is the right database; if it is, "
                                          "compile from where it stands: ', {})",
                                          emit_from_here)));
    return block(body);
}

namespace {

std::string rows_guard(std::vector<std::string> const& rows, Guard guard, std::string_view message,
                       std::string_view hint, Target const& target) {
    return block(fmt::format(R"(
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
                             text_array(rows, 4), read_rows(target), same_rows("expected"),
                             raise(guard,
                                   fmt::format("pg_catalog.concat({}, COALESCE(NULLIF(pg_catalog.array_to_string("
                                               "present, ', '), ''), 'base'), {})",
                                               quoted_literal(message), quoted_literal(", expected " + listed(rows))),
                                   quoted_literal(hint))));
}

} // namespace

std::string continued_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::other_revision,
                      "migc: the version rows changed while this script ran: the database is at ",
                      "See who changed them; then compile from where the database stands now.", target);
}

std::string end_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::rows_after, "migc: at the end of the transaction the version rows are ",
                      "Nothing of this transaction was applied: a statement of it, or a trigger, changed the version "
                      "table.",
                      target);
}

std::string stamp_guard(std::vector<std::string> const& rows, std::vector<std::string> const& end_rows,
                        Target const& target) {
    return rows_guard(rows, Guard::other_revision, "migc: the database is at ",
                      fmt::format("Check that this is the right database; if it is, stamp {} from where it stands.",
                                  listed(end_rows)),
                      target);
}

std::string row_changes(std::vector<chain::RowChange> const& changes, Target const& target) {
    if (changes.empty()) return {};
    auto const table = version_table(target);
    std::string body = "\nDECLARE\n    met pg_catalog.int8;\nBEGIN\n";
    for (auto const& change : changes) {
        std::string statement;
        switch (change.action) {
        case chain::RowAction::insert:
            statement = fmt::format("INSERT INTO {} (version_num) VALUES ({});", table, quoted_literal(change.to));
            break;
        case chain::RowAction::update:
            statement = fmt::format("UPDATE {} SET version_num = {} WHERE version_num = {};", table,
                                    quoted_literal(change.to), quoted_literal(change.from));
            break;
        case chain::RowAction::remove:
            statement =
                fmt::format("DELETE FROM {} WHERE version_num = {};", table, quoted_literal(change.from));
            break;
        }
        body += fmt::format("    {}\n    GET DIAGNOSTICS met = ROW_COUNT;\n    IF met <> 1 THEN\n        {}\n    END IF;\n",
                            statement,
                            raise(Guard::row_count,
                                  fmt::format("pg_catalog.concat('migc: a change of the version table met ', met, {})",
                                              quoted_literal(" rows instead of one, at " +
                                                             (change.from.empty() ? change.to : change.from))),
                                  "'Nothing of this transaction was applied: look for a row that stands twice, a trigger, "
                                  "or a policy on the version table.'"));
    }
    return block(body + "END\n");
}

std::vector<std::string> rows_after(std::vector<std::string> rows, std::vector<chain::RowChange> const& changes) {
    for (auto const& change : changes) {
        if (change.action != chain::RowAction::insert) std::erase(rows, change.from);
        if (change.action != chain::RowAction::remove)
            rows.insert(std::lower_bound(rows.begin(), rows.end(), change.to), change.to);
    }
    return rows;
}

std::vector<chain::RowChange> row_difference(std::vector<std::string> const& from, std::vector<std::string> const& to) {
    std::vector<chain::RowChange> changes;
    for (auto const& row : from)
        if (!std::binary_search(to.begin(), to.end(), row)) changes.push_back({chain::RowAction::remove, row, {}});
    for (auto const& row : to)
        if (!std::binary_search(from.begin(), from.end(), row)) changes.push_back({chain::RowAction::insert, {}, row});
    return changes;
}

} // namespace migc::emit
