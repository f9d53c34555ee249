#include "compiler/ticket/verify_script.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/ticket/read_only_script.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

using catalog::Kind;
using catalog::Name;

namespace {

std::vector<std::string> ids_of(Ticket const& ticket, chain::Rows const& rows) {
    std::vector<std::string> out;
    for (auto const index : rows) out.push_back(ticket.input.chain[index].id.name);
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> ids_in_range(Ticket const& ticket) {
    auto out = ids_of(ticket, ticket.upgrade.start);
    for (auto const& step : ticket.upgrade.steps) out.push_back(ticket.input.chain[step.revision].id.name);
    return out;
}

bool is_relation(Kind kind) { return kind == Kind::table || kind == Kind::view || kind == Kind::sequence; }

// Relations that the script leaves behind, and those that it takes away for good.
struct Expected {
    std::set<Name> there;
    std::set<Name> gone;

    void come(Name const& name) {
        there.insert(name);
        gone.erase(name);
    }
    void go(Name const& name) {
        gone.insert(name);
        there.erase(name);
    }
};

Expected expected_after(Ticket const& ticket) {
    Expected out;
    for (auto const& revision : ticket.revisions)
        for (auto const& act : revision.upgrade)
            for (auto const& event : act.events) {
                auto const& change = event.operation.change;
                auto const* create = std::get_if<catalog::Create>(&change);
                auto const* drop = std::get_if<catalog::Drop>(&change);
                auto const* rename = std::get_if<catalog::Rename>(&change);
                if (create && is_relation(create->key.kind)) out.come(create->key.name);
                if (drop && is_relation(drop->key.kind)) out.go(drop->key.name);
                if (rename && is_relation(rename->from.kind)) {
                    out.go(rename->from.name);
                    out.come(rename->to.name);
                }
                if (std::holds_alternative<catalog::Unseen>(change)) out = {};
            }
    return out;
}

std::string values(std::set<Name> const& names) {
    std::vector<emit::RelationName> pairs;
    for (auto const& name : names) pairs.emplace_back(name.schema, name.name);
    return emit::relation_values(pairs, 16);
}

// Rows that were only stamped do not make the schema.
std::string relations_question(std::set<Name> const& names, bool there) {
    if (names.empty()) return {};
    return fmt::format(R"(
        SELECT pg_catalog.string_agg(pg_catalog.concat(w.schema, '.', w.name), ', ') INTO wrong
        FROM (VALUES
                {}
            ) AS w (schema, name)
        WHERE {} EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                          WHERE n.nspname = w.schema AND c.relname = w.name);
        IF wrong IS NOT NULL THEN
            {}
        END IF;)",
                       values(names), there ? "NOT" : "",
                       emit::raise(emit::Guard::not_there,
                                   emit::concat({"'migc: the version rows say after, but '",
                                                 there ? "'these do not exist: '" : "'these still exist: '", "wrong"}),
                                   "'Something else has set the version rows or changed the schema: find out what "
                                   "before you go on.'"));
}

} // namespace

std::string verify_script(Ticket const& ticket) {
    auto out = begin_read_only(ticket, "verification script for psql: says where the database stands, changes nothing",
                               "verify.sql");
    out += "-- what is asked for: before, between or after; -v expect=before\n"
           "\\if :{?expect}\n"
           "\\else\n"
           "\\set expect after\n"
           "\\endif\n"
           "SELECT pg_catalog.set_config('migc.expect', :'expect', true) AS expected;\n";
    out += on_standby("RAISE NOTICE 'the server is a standby in recovery, and may be behind its primary';");
    auto const expected = expected_after(ticket);
    out += emit::block(fmt::format(
        R"(
DECLARE
    start_rows CONSTANT pg_catalog.text[] := {0};
    end_rows CONSTANT pg_catalog.text[] := {1};
    range CONSTANT pg_catalog.text[] := {2};
    wanted CONSTANT pg_catalog.text := pg_catalog.current_setting('migc.expect');
    present pg_catalog.text[];
    place pg_catalog.text;
    wrong pg_catalog.text;
BEGIN
    {3}
    place := CASE
        WHEN {4} THEN 'after'
        WHEN {5} THEN 'before'
        -- a row of a half applied revision is its id, `~` and a number
        WHEN present <> ARRAY[]::pg_catalog.text[] AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.unnest(present) AS p (id)
                WHERE pg_catalog.split_part(p.id, '~', 1) <> ALL (range)) THEN 'between'
        ELSE 'elsewhere' END;
    IF place <> wanted THEN
        {6}
    END IF;
    IF place = 'after' THEN
        wrong := NULL;{7}{8}
    END IF;
END
)",
        emit::text_array(ids_of(ticket, ticket.upgrade.start), 4),
        emit::text_array(ids_of(ticket, ticket.upgrade.end), 4), emit::text_array(ids_in_range(ticket), 4),
        read_rows_if_any(ticket.target), emit::same_rows("end_rows"), emit::same_rows("start_rows"),
        emit::raise(
            emit::Guard::not_there,
            emit::concat({"'migc: the database is '", "place", "' this range, at '", emit::shown_present,
                          "'; expected: '", "wanted"}),
            fmt::format("CASE place WHEN 'before' THEN '{0} has not run, or nothing of it was kept.'\n"
                        "                WHEN 'between' THEN 'The range has run in part: see plan.md, how to "
                        "go on.'\n"
                        "                WHEN 'after' THEN '{0} has run.'\n"
                        "                ELSE 'This is no database for this ticket, or others have moved it on.' "
                        "END",
                        ticket.in_files ? "The upgrade" : "upgrade.sql")),
        relations_question(expected.there, true), relations_question(expected.gone, false)));
    return out + "ROLLBACK;\n"
                 "\\echo migc: the database is :expect this range\n";
}

} // namespace migc::ticket
