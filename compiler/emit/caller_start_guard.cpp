#include "compiler/emit/caller_start_guard.hpp"

#include "compiler/emit/caller_guards.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/version_rows.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

// From the most special answer to the most general one; `present` is compared as a set.
std::string where_it_is(Plan const& plan, FilePlace const* place) {
    auto const start = shown_rows(place ? place->rows_before : plan.start_rows);
    std::string out;
    auto const when = [&](std::string_view condition, Guard guard, std::string_view message, std::string_view hint) {
        out += fmt::format("        WHEN {} THEN {}\n", condition, caller_answer(guard, message, hint));
    };
    constexpr std::string_view nothing = "'There is nothing to do'";
    auto const compile = fmt::format("pg_catalog.concat('Compile from where it stands: migc emit ', "
                                     "pg_catalog.array_to_string(present, ','), {})",
                                     quoted_literal(":" + end_of(plan.range)));
    auto const elsewhere = [&](std::vector<std::string> const& states, Guard guard, std::string_view text,
                               std::string_view words) {
        if (!states.empty())
            when(fmt::format("{} = ANY ({})", shown_present, text_array(states, 12)), guard,
                 fmt::format("pg_catalog.concat('{}: the database is at ', {}, '{}')", text, shown_present, words),
                 "'state.sql says which file is next'");
    };
    if (place) {
        elsewhere(place->later, Guard::already_applied, "already applied", ", behind this file");
        elsewhere(place->others, Guard::half_way, "half way", ", where another file is due");
    }
    when(same_rows("reached"), Guard::already_applied,
         fmt::format("pg_catalog.concat('already applied: the database is at ', {}, ', where this script ends')",
                     shown_present),
         nothing);
    when("present = ARRAY[]::pg_catalog.text[]", Guard::no_version_row,
         quoted_literal("the version table is empty, this script starts at " + start),
         "'Compile from base, or, where tables exist, find their revision and enter it with migc stamp'");
    when("NOT present <@ known AND pg_catalog.array_to_string(present, ',') ~ '~-?[0-9]+(,|$)'", Guard::half_applied,
         fmt::format("pg_catalog.concat('a revision is applied in part: the database is at ', {}, "
                     "', and this script cannot go on from there')",
                     shown_present),
         "'Go on with the scripts that were interrupted'");
    when("NOT present <@ known", Guard::unknown_revision,
         fmt::format("pg_catalog.concat('the chain has not every revision of ', {}, ', where the database is')",
                     shown_present),
         "'Compile the script from the chain that has them'");
    when("present <@ (reached || beyond) OR (reached <> ARRAY[]::pg_catalog.text[] AND present @> reached)",
         Guard::already_applied,
         fmt::format("pg_catalog.concat('already applied: the database is at ', {}, ', beyond the end of this script')",
                     shown_present),
         nothing);
    when("present && inside", Guard::half_way,
         fmt::format("pg_catalog.concat('half way: the database is at ', {}, {})", shown_present,
                     quoted_literal(", inside the range " + plan.range)),
         compile);
    out += fmt::format("        ELSE {}\n",
                       caller_answer(Guard::other_revision,
                                     fmt::format("pg_catalog.concat('the database is at ', {}, {})", shown_present,
                                                 quoted_literal(", this script starts at " + start)),
                                     compile));
    return out;
}

} // namespace

std::string caller_start_guard(Plan const& plan, FilePlace const* place, Target const& target) {
    auto const& expected = place ? place->rows_before : plan.start_rows;
    std::vector<std::string> inside;
    for (auto const& revision : plan.revisions) inside.push_back(revision.id);
    auto made = std::string("ARRAY[]::pg_catalog.text[]");
    bool const asks = expected.empty() && !plan.creates.empty();
    if (asks)
        made = fmt::format(R"(ARRAY(SELECT pg_catalog.concat(w.schema, '.', w.name) FROM (VALUES
            {}
        ) AS w (schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name ORDER BY 1 LIMIT 5))",
                           relation_values(plan.creates, 12));
    return fmt::format(
        R"(WITH stands AS ({0}), chain AS (
    SELECT {1} AS expected,
        {2} AS reached,
        {3} AS inside,
        {4} AS beyond,
        {5} AS known,
        {6} AS made
)
SELECT CAST(CASE
        WHEN {7} THEN CASE WHEN made = ARRAY[]::pg_catalog.text[] THEN '0' ELSE {8} END
{9}    END AS pg_catalog.int4) AS migc
FROM stands, chain)",
        caller_rows(target), text_array(expected, 4), text_array(plan.end_rows, 8), text_array(inside, 8),
        text_array(plan.ids_after, 8), text_array(plan.known_ids, 8), made, same_rows("expected"),
        caller_answer(
            Guard::no_version_row,
            "pg_catalog.concat('there is no version row, but tables exist: ', pg_catalog.array_to_string(made, ', '))",
            "'The database was made by other means: find the revision it is at and enter it with migc stamp'"),
        where_it_is(plan, place));
}

} // namespace migc::emit
