#include "compiler/emit/progress.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/session_lock.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::size_t count_parts(std::vector<Segment> const& segments) {
    std::size_t count = 0;
    for (auto const& segment : segments) count += segment.parts.size();
    return count;
}

// One statement of PL/pgSQL: the place of the part that is due where the rows are these.
std::string find_place(std::vector<Segment> const& segments) {
    std::string values;
    std::size_t place = 0;
    for (auto const& segment : segments)
        for (auto const& part : segment.parts)
            fmt::format_to(std::back_inserter(values), "{}({}, {})", place++ == 0 ? "" : ",\n        ", place,
                           text_array(part.rows_before, 12));
    return fmt::format(R"(
    SELECT pg_catalog.min(s.place) - 1 INTO place
    FROM (VALUES
        {}
    ) AS s (place, before)
    WHERE present @> s.before AND present <@ s.before
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(s.before);
)",
                       values);
}

// Variables that hold what the opening finds.
constexpr std::string_view keep =
    R"(    PERFORM pg_catalog.set_config('migc.session', pg_catalog.pg_backend_pid()::pg_catalog.text, false),
        pg_catalog.set_config('migc.rows', present::pg_catalog.text, false),
        pg_catalog.set_config('migc.done', flags, false);
)";

std::string read_if_there(Target const& target) {
    return fmt::format(R"(    present := ARRAY[]::pg_catalog.text[];
    IF pg_catalog.to_regclass({}) IS NOT NULL THEN
        {}
    END IF;
)",
                       quoted_literal(version_table(target)), read_rows(target, 8));
}

std::string tell() {
    return fmt::format(R"(        RAISE NOTICE USING MESSAGE = pg_catalog.concat('migc: goes on from ',
            {});
)",
                       shown_present);
}

std::string opening_in_range(Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    auto const outside = where_it_is(plan, target);
    auto const made = made_by_other_means(plan);
    return block(declarations(plan, "    place pg_catalog.int4;\n    flags pg_catalog.text;\n") +
                 read_if_there(target) + find_place(segments) + "    IF place IS NULL THEN\n" +
                 deeper(half_applied() + outside) + "\n    END IF;\n" +
                 fmt::format(R"(    IF place = 0 THEN{}
    ELSE
{}    END IF;
    flags := pg_catalog.repeat('1', place) || pg_catalog.repeat('0', {} - place);
)",
                             made.empty() ? "\n        NULL;" : made, tell(), count_parts(segments)) +
                 std::string(keep) + "END\n");
}

// --- any start ---

std::string chain_values(Plan const& plan) {
    std::string out;
    for (auto const& [id, needs] : plan.chain)
        fmt::format_to(std::back_inserter(out), "{}({}, {})", out.empty() ? "" : ",\n            ", quoted_literal(id),
                       text_array(needs, 16));
    return out;
}

// Each part with its revision and the markers that say it is done: its own, and those further on in the revision.
std::string part_values(Plan const& plan, std::vector<Segment> const& segments) {
    std::vector<Part const*> parts;
    for (auto const& segment : segments)
        for (auto const& part : segment.parts) parts.push_back(&part);
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::vector<std::string> markers;
        for (auto j = i; j < parts.size() && parts[j]->revision == parts[i]->revision; ++j)
            if (!parts[j]->marker_after.empty()) markers.push_back(parts[j]->marker_after);
        fmt::format_to(std::back_inserter(out), "{}({}, {}, {})", i == 0 ? "" : ",\n        ", i + 1,
                       quoted_literal(plan.revisions[parts[i]->revision].id), text_array(markers, 12));
    }
    return out;
}

std::string markers(std::vector<Segment> const& segments) {
    std::vector<std::string> all;
    for (auto const& segment : segments)
        for (auto const& part : segment.parts)
            if (!part.marker_after.empty()) all.push_back(part.marker_after);
    return text_array(all, 4);
}

std::string opening_anywhere(Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    auto const unknown =
        raise(Guard::unknown_revision,
              concat({"'migc: the chain has no revision '", "shown", "', at which the database is'"}),
              "'Compile the script from the chain that has it, or, where the revision was removed or squashed on "
              "purpose, enter its successor with migc stamp.'");
    return block(fmt::format(R"(
DECLARE
    markers CONSTANT pg_catalog.text[] := {0};
    present pg_catalog.text[];
    applied pg_catalog.text[];
    shown pg_catalog.text;
    number pg_catalog.int8;
    flags pg_catalog.text;
BEGIN
{1}    WITH RECURSIVE revision (id, needs) AS (VALUES
            {2}
        ),
        done (id) AS (
            SELECT r.id FROM revision r WHERE r.id = ANY (present)
            UNION
            SELECT n.id FROM done d JOIN revision r ON r.id = d.id
            CROSS JOIN LATERAL pg_catalog.unnest(r.needs) AS n (id)
        )
    SELECT (SELECT pg_catalog.array_agg(d.id) FROM done d),
        (SELECT pg_catalog.string_agg(p.id, ', ') FROM pg_catalog.unnest(present) AS p (id)
         WHERE p.id <> ALL (markers) AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.id = p.id))
    INTO applied, shown;
    applied := COALESCE(applied, ARRAY[]::pg_catalog.text[]);
    IF shown IS NOT NULL THEN
    {3}        {4}
    END IF;
    IF present = ARRAY[]::pg_catalog.text[] THEN
        NULL;{5}
    END IF;
    SELECT pg_catalog.string_agg(CASE WHEN p.id = ANY (applied) OR p.markers && present THEN '1' ELSE '0' END, ''
            ORDER BY p.place)
    INTO flags
    FROM (VALUES
        {6}
    ) AS p (place, id, markers);
{7}END
)",
                             markers(segments), read_if_there(target), chain_values(plan), half_applied(), unknown,
                             made_by_other_means(plan), part_values(plan, segments), keep));
}

} // namespace

std::string opening(Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    return plan.any_start ? opening_anywhere(plan, segments, target) : opening_in_range(plan, segments, target);
}

std::string question(std::size_t first, std::size_t count) {
    auto const flags =
        fmt::format("pg_catalog.substr(pg_catalog.current_setting('migc.done'), {}, {})", first + 1, count);
    return fmt::format("\\unset migc_do\n"
                       "SELECT CASE WHEN pg_catalog.strpos({0}, '0') > 0 THEN 'true'\n"
                       "    WHEN {0} = pg_catalog.repeat('1', {1}) THEN 'false' END AS migc_do\n"
                       "\\gset\n"
                       "\\if :{{?migc_do}}\n"
                       "\\if :migc_do\n",
                       flags, count);
}

// An unset variable skips both arms of an \if and ends with status 0 (RULINGS 30): hence the outer question.
std::string end_of_question() {
    return "\\endif\n"
           "\\else\n" +
           stop(Guard::unasked, "migc: which segments are due was not found out",
                "Run the script with psql, unchanged.") +
           "\\endif\n"
           "\\unset migc_do\n";
}

std::string still_there(Target const& target, bool keeps_lock) {
    auto const lost = raise(Guard::session_lost,
                            quoted_literal("migc: this is not the session in which the script began, or it lost its "
                                           "lock"),
                            "'Connect to the server itself, not through a pool that shares sessions, and run the "
                            "script again.'");
    auto const changed =
        raise(Guard::other_revision,
              concat({quoted_literal("migc: the version rows changed while this script ran: the database is at "),
                      shown_present, "', expected '",
                      "COALESCE(NULLIF(pg_catalog.array_to_string(expected, ', '), ''), 'base')"}),
              quoted_literal("See who changed them; then compile from where the database stands now."));
    return block(fmt::format(R"(
DECLARE
    expected CONSTANT pg_catalog.text[] := pg_catalog.current_setting('migc.rows', true)::pg_catalog.text[];
    present pg_catalog.text[];
BEGIN
    IF pg_catalog.current_setting('migc.session', true) IS DISTINCT FROM pg_catalog.pg_backend_pid()::pg_catalog.text{0} THEN
        {1}
    END IF;
{2}    IF ({3}) IS NOT TRUE THEN
        {4}
    END IF;
END
)",
                             keeps_lock ? "\n        OR NOT " + holds_session_lock(target) : "", lost,
                             read_if_there(target), same_rows("expected"), changed));
}

std::string done(std::size_t first, std::size_t count, Target const& target) {
    return block(fmt::format(R"(
DECLARE
    present pg_catalog.text[];
BEGIN
    {}
    PERFORM pg_catalog.set_config('migc.rows', present::pg_catalog.text, false),
        pg_catalog.set_config('migc.done',
            pg_catalog.overlay(pg_catalog.current_setting('migc.done'), '{}', {}, {}), false);
END
)",
                             read_rows(target), std::string(count, '1'), first + 1, count));
}

std::string row_changes_from_anywhere(Plan const& plan, Part const& part, Target const& target) {
    auto const& revision = plan.revisions[part.revision];
    std::vector<std::string> gone;
    if (!part.marker_before.empty()) gone.push_back(part.marker_before);
    if (part.completes) gone.insert(gone.end(), revision.needs.begin(), revision.needs.end());
    auto const table = version_table(target);
    auto const row = part.completes ? revision.id : part.marker_after;
    std::string out;
    if (!gone.empty()) out += fmt::format("DELETE FROM {} WHERE version_num = ANY ({});\n", table, text_array(gone, 4));
    return out + fmt::format("INSERT INTO {} (version_num) VALUES ({});\n", table, quoted_literal(row));
}

std::string all_done() {
    auto const left = raise(Guard::rows_after,
                            concat({"'migc: at the end of the script something is left to do, at '",
                                    "pg_catalog.current_setting('migc.rows', true)"}),
                            "'Run the script again with psql, unchanged.'");
    return block(fmt::format(R"(
BEGIN
    IF pg_catalog.current_setting('migc.done', true) ~ '^1*$' IS NOT TRUE THEN
        {}
    END IF;
END
)",
                             left));
}

} // namespace migc::emit
