#include "compiler/emit/start_guard.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>
#include <unordered_set>

namespace migc::emit {

namespace {

constexpr std::string_view nothing_to_do = "'There is nothing to do; do not run this script again.'";

// The revisions at which a database stands between start and end.
std::vector<std::string> inside(Plan const& plan) {
    std::unordered_set<std::string_view> ends(plan.start_rows.begin(), plan.start_rows.end());
    ends.insert(plan.end_rows.begin(), plan.end_rows.end());
    std::vector<std::string> ids;
    for (auto const& revision : plan.revisions)
        if (!ends.contains(revision.id)) ids.push_back(revision.id);
    return ids;
}

// Ids that stand neither in the range nor at or behind its end, in the order of the plan.
std::vector<std::string> elsewhere(Plan const& plan) {
    std::unordered_set<std::string_view> listed(plan.ids_after.begin(), plan.ids_after.end());
    listed.insert(plan.start_rows.begin(), plan.start_rows.end());
    listed.insert(plan.end_rows.begin(), plan.end_rows.end());
    for (auto const& revision : plan.revisions) listed.insert(revision.id);
    std::vector<std::string> ids;
    for (auto const& id : plan.known_ids)
        if (!listed.contains(id)) ids.push_back(id);
    return ids;
}

} // namespace

// Where the rows say base, none of the relations that the script creates may be there: a database made by
// other means would fail with the server's bare "already exists" (facts/scripts.md 8).
std::string made_by_other_means(Plan const& plan) {
    if (!plan.start_rows.empty() || plan.creates.empty()) return {};
    auto const more = "CASE WHEN number > 5 THEN pg_catalog.concat(' and ', number - 5, ' more') END";
    return fmt::format(R"(
        SELECT pg_catalog.string_agg(r.schema || '.' || r.name, ', ') FILTER (WHERE r.place <= 5),
            pg_catalog.count(*)
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
                             concat({"'migc: there is no version row, but tables exist: '", "shown", more}),
                             "'The database was made by other means: find the revision it is at and enter it "
                             "with migc stamp.'"));
}

std::string declarations(Plan const& plan, std::string_view more) {
    return fmt::format(R"(
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
{5}BEGIN
)",
                       text_array(plan.start_rows, 4), text_array(plan.end_rows, 4), text_array(inside(plan), 4),
                       text_array(plan.ids_after, 4), text_array(elsewhere(plan), 4), more);
}

namespace {

std::string when(std::string_view condition, std::string_view action) {
    return fmt::format("    IF {} THEN\n        {}\n    END IF;\n", condition, action);
}

} // namespace

std::string half_applied() {
    constexpr std::string_view half = "FROM pg_catalog.unnest(present) AS p (id) WHERE p.id ~ '^.+~-?[0-9]+$'";
    return when(
        fmt::format("EXISTS (SELECT 1 {})", half),
        raise(Guard::half_applied,
              concat({"'migc: a revision is applied in part: '", fmt::format("(SELECT pg_catalog.min(p.id) {})", half),
                      "', and this script cannot go on from there'"}),
              "'Run the script again that was interrupted: its upgrade.sql goes on, its downgrade.sql goes "
              "back.'"));
}

std::string where_it_is(Plan const& plan, Target const& target) {
    auto const at = [&](std::string_view before, std::string const& after) {
        return concat(
            {quoted_literal(fmt::format("migc: {}the database is at ", before)), "shown", quoted_literal(after)});
    };
    auto const start = shown_rows(plan.start_rows);
    auto const compile = fmt::format("'migc emit ', pg_catalog.array_to_string(present, ','), {}",
                                     quoted_literal(":" + end_of(plan.range)));
    std::string body =
        fmt::format("    shown := {};\n", shown_present) +
        when(same_rows("reached"),
             raise(Guard::already_applied, at("already applied: ", ", where this script ends"), nothing_to_do));
    if (!plan.start_rows.empty())
        body += when("present = ARRAY[]::pg_catalog.text[]",
                     raise(Guard::no_version_row,
                           quoted_literal("migc: the version table is empty, this script starts at " + start),
                           no_row_hint(end_of(plan.range), target)));
    body += R"(    SELECT pg_catalog.string_agg(p.id, ', ') INTO shown
    FROM pg_catalog.unnest(present) AS p (id)
    WHERE p.id <> ALL (expected || reached || inside || beyond || elsewhere);
)";
    body += when("shown IS NOT NULL",
                 raise(Guard::unknown_revision,
                       concat({"'migc: the chain has no revision '", "shown", "', at which the database is'"}),
                       "'Compile the script from the chain that has it, or, where the revision was removed or "
                       "squashed on purpose, enter its successor with migc stamp.'"));
    body += "    shown := pg_catalog.array_to_string(present, ', ');\n";
    body += when("present <@ (reached || beyond)\n"
                 "        OR (reached <> ARRAY[]::pg_catalog.text[] AND present @> reached)",
                 raise(Guard::already_applied,
                       at("already applied: ", ", beyond the end of this script at " + shown_rows(plan.end_rows)),
                       nothing_to_do));
    body += when("present && inside", raise(Guard::half_way, at("half way: ", ", inside the range " + plan.range),
                                            concat({"'Compile what is left: '", compile})));
    return body + "    " +
           raise(
               Guard::other_revision, at("", ", this script starts at " + start),
               concat({"'Check that this is the right database; if it is, compile from where it stands: '", compile}));
}

std::string end_of(std::string_view range) { return std::string(range.substr(range.find(':') + 1)); }

std::string start_guard(Plan const& plan, Target const& target) {
    auto const at_start = fmt::format(R"(    {}
    IF {} THEN{}
        RETURN;
    END IF;
)",
                                      read_rows(target), same_rows("expected"), made_by_other_means(plan));
    return block(declarations(plan, {}) + at_start + where_it_is(plan, target) + "\nEND\n");
}

} // namespace migc::emit
