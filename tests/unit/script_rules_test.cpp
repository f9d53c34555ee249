// The checker of scripts (tests/fuzz/script_rules.hpp) must see what is wrong, or its silence says nothing.
#include "compiler/emit/script.hpp"
#include "script_rules.hpp"

#include <doctest/doctest.h>

using namespace migc;

namespace {

emit::Plan two_revisions() {
    emit::Plan plan;
    plan.range = "base:b2";
    plan.end_rows = {"b2"};
    plan.known_ids = {"a1", "b2"};
    for (std::string const id : {"a1", "b2"}) {
        emit::PlannedRevision revision;
        revision.id = id;
        revision.statements = {"create table " + id + " (a int)"};
        revision.rows = {id == "a1" ? chain::RowChange{chain::RowAction::insert, {}, id}
                                    : chain::RowChange{chain::RowAction::update, "a1", id}};
        plan.revisions.push_back(revision);
    }
    plan.revisions[0].baseline_statements = {"create table old (a int)"};
    plan.revisions[0].baseline_relations = {{"public", "old"}};
    return plan;
}

std::string shown(std::string const& script) {
    std::string out;
    for (auto const& problem : script::problems(script))
        out += std::to_string(problem.line) + ": " + problem.text + "\n";
    return out;
}

// The script without the first statement (or line) that contains `what`.
std::string without(std::string script, std::string const& what) {
    auto const at = script.find(what);
    REQUIRE(at != script.npos);
    auto const inside = [&](std::string const& opening) {
        auto const begin = script.rfind(opening, at);
        return begin != script.npos && script.find("$migc$;\n", begin) > at ? begin : script.npos;
    };
    auto begin = inside("DO $migc$\n");
    auto end = script.find("$migc$;\n", at);
    if (begin == script.npos) {
        begin = script.rfind('\n', at) + 1;
        end = script.find('\n', at) + 1;
    } else
        end += 8;
    return script.erase(begin, end - begin);
}

std::string replaced(std::string script, std::string const& what, std::string const& by) {
    auto const at = script.find(what);
    REQUIRE(at != script.npos);
    return script.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("scripts as they are written have no problems") {
    Target target;
    CHECK(shown(emit::write_script(two_revisions(), target)) == "");
    CHECK(shown(emit::write_stamp(std::nullopt, {"a1"}, target)) == "");
    CHECK(shown(emit::write_stamp(std::vector<std::string>{}, {"a1"}, target)) == "");
    CHECK(shown(emit::write_failure(1)) == "");
    CHECK(shown(emit::write_irreversible({{"a1", "gone"}}, "", target)) == "");
    target.transaction = TransactionMode::revision;
    target.newest_server = 18;
    target.database = "prod";
    target.role = "owner";
    CHECK(shown(emit::write_script(two_revisions(), target)) == "");
}

TEST_CASE("scripts for a client that owns the transaction are judged by rules of their own") {
    Target target;
    target.client = Client::caller;
    auto const script = emit::write_script(two_revisions(), target);
    CHECK(shown(script) == "");
    CHECK(shown(emit::write_stamp(std::nullopt, {"a1"}, target)) == "");
    CHECK(shown(emit::write_stamp(std::vector<std::string>{}, {"a1"}, target)) == "");
    CHECK(shown(emit::write_irreversible({{"a1", "gone; lost"}}, "", target)) == "");
    struct Row {
        char const* what;
        char const* by;
    };
    for (auto const& row : {
             Row{"LOCK TABLE pg_catalog.pg_class", "LOCK TABLE pg_catalog.pg_proc"},
             Row{"IN SHARE ROW", "IN ROW"},
             Row{"SET LOCAL lock_timeout", "SET LOCAL other"},
             Row{"SET LOCAL search_path", "SET LOCAL other"},
             Row{"'migc MG002: '", "'a; migc MG002: '"},
             Row{"'migc MG004: '", "''"},
             Row{"'migc MG011: '", "''"},
             Row{"'migc MG014: '", "''"},
             Row{"create table b2", "\\! touch x\ncreate table b2"},
             Row{"create table b2 (a int)", "commit"},
             Row{"-- revision b2", "-- revision; b2"},
         }) {
        CAPTURE(std::string(row.what));
        CHECK(shown(replaced(script, row.what, row.by)) != "");
    }
}

TEST_CASE("a script that lacks a part is found out") {
    auto const script = emit::write_script(two_revisions(), {});
    for (auto const* part : {"-- migc",
                             "\\set ON_ERROR_STOP",
                             "\\set ON_ERROR_ROLLBACK",
                             "\\set AUTOCOMMIT",
                             "\\set SINGLELINE",
                             "SET client_encoding",
                             "SET standard_conforming",
                             "SET search_path",
                             "'MG001'",
                             "'MG002'",
                             "'MG003'",
                             "BEGIN ISOLATION",
                             "SET LOCAL lock_timeout",
                             "SET LOCAL statement_timeout",
                             "SET LOCAL idle_in",
                             "SET LOCAL search_path",
                             "'MG004'",
                             "'MG005'",
                             "'MG011'",
                             "'MG013'",
                             "'MG014'",
                             "COMMIT;",
                             "\\if :{?",
                             "\\if :migc",
                             "\\endif",
                             "'MG016'",
                             "\\gset",
                             "\\echo migc: upgrade done"}) {
        // The parts of a revision stand twice; without all of one kind none is left to stand for another.
        auto broken = without(script, part);
        if (std::string(part) == "'MG013'") broken = without(broken, part);
        CAPTURE(std::string(part));
        CHECK(shown(broken) != "");
    }
}

TEST_CASE("a script that holds more than it may is found out") {
    auto const script = emit::write_script(two_revisions(), {});
    struct Row {
        char const* what;
        char const* by;
    };
    for (auto const& row : {
             Row{"create table b2", "\\! touch x\ncreate table b2"},
             Row{"create table b2", "create \\! table b2"},
             Row{"create table b2", "select 1\\g\ncreate table b2"},
             Row{"create table b2 (a int)", "select :a"},
             Row{"create table b2 (a int)", "select :'a'"},
             Row{"create table b2 (a int)", "select (array[1])[1:2]"},
             Row{"create table b2 (a int)", "select :{?a}"},
             Row{"create table b2 (a int)", "commit"},
             Row{"create table b2 (a int)", "rollback to x"},
             Row{"create table b2 (a int)", "/* x */ savepoint x"},
             Row{"create table b2 (a int)", "select 'x"},
             Row{"create table b2 (a int)", "select \"x"},
             Row{"create table b2 (a int)", "select $x$"},
             Row{"create table b2 (a int)", "select /*"},
             Row{"create table b2 (a int)", "select ("},
             Row{"create table b2 (a int)", "select e'\\'"},
             Row{"create table b2 (a int)", "select 1; \\! touch x"},
             Row{"create table b2 (a int)", "select '\x01'"},
             Row{"create table b2 (a int)", "select '\xFF'"},
             Row{"create table b2 (a int)", "set search_path = x"},
             Row{"create table b2 (a int)", "create function f() returns int language sql begin atomic select 1;"},
             Row{"-- revision b2", "-- \xE2\x80\xA8 b2"},
             Row{"-- revision b2", "-- \xC2\x85 b2"},
             Row{"-- revision b2", "-- \xE2\x80\xAE b2"},
             Row{"-- revision b2", "-- \rb2"},
             Row{"-- revision b2", "\\echo `touch x`\n-- "},
             Row{"-- revision b2", "\\echo migc: `touch x`\n-- "},
             Row{"COMMIT;", "select 1;\nCOMMIT;"},
             Row{"COMMIT;", "COMMIT;\ncreate table x ();"},
             Row{"COMMIT;", "COMMIT;\ncreate index concurrently i on t (a);"},
             Row{"COMMIT;", "COMMIT;\nselect 'false' AS other\n\\gset\n"},
             Row{"\\if :{?migc_baseline}", "\\if :{?other}"},
             Row{"\\endif", "\\quit\n\\endif"},
         }) {
        CAPTURE(std::string(row.what));
        CAPTURE(std::string(row.by));
        CHECK(shown(replaced(script, row.what, row.by)) != "");
    }
}

TEST_CASE("indexes are rebuilt where an earlier try is cleared away, and looked at afterwards") {
    auto plan = two_revisions();
    emit::Alone const rebuilt{emit::AloneKind::rebuild_indexes, {"public", "b2"}, {}, {}, emit::Reach::table};
    plan.revisions[1].statements.emplace_back("reindex table concurrently b2");
    plan.revisions[1].statements.emplace_back("vacuum b2");
    plan.revisions[1].pieces = {{0, 1, {}, 1}, {1, 2, rebuilt, 2}, {2, 3, emit::Alone{emit::AloneKind::vacuum, {}}, 3}};
    Target target;
    target.transaction = TransactionMode::segment;
    auto const script = emit::write_script(plan, target);
    CHECK(shown(script) == "");
    CHECK(shown(without(script, "'MG033'")) != "");
    auto const begin = script.find("SELECT pg_catalog.format('DROP INDEX CONCURRENTLY");
    auto const end = script.find("\\gexec\n", begin);
    REQUIRE(end != script.npos);
    CHECK(shown(std::string(script).erase(begin, end + 7 - begin)) != "");
    auto other = script;
    other.replace(begin, 6, "SELECT 'drop table b2' UNION ALL SELECT");
    CHECK(shown(other) != "");
    CHECK(shown(replaced(script, "create table b2", "select 'drop table b2'\n\\gexec\ncreate table b2")) != "");
}

TEST_CASE("an index that may be there before is cleared away only where it is not finished") {
    auto plan = two_revisions();
    emit::Alone built{emit::AloneKind::create_index, {"public", "i"}, {}};
    built.if_not_exists = true;
    plan.revisions[1].statements.emplace_back("create index concurrently if not exists i on b2 (a)");
    plan.revisions[1].pieces = {{0, 1, {}, 1}, {1, 2, built, 2}};
    Target target;
    target.transaction = TransactionMode::segment;
    auto const script = emit::write_script(plan, target);
    CHECK(shown(script) == "");
    CHECK(script.find("DROP INDEX CONCURRENTLY IF EXISTS public.i;") == script.npos);
    CHECK(shown(without(script, "'MG033'")) != "");
    CHECK(shown(replaced(script, " AND NOT (i.indisvalid AND i.indisready)\n\\gexec", "\n\\gexec")) != "");
}

TEST_CASE("an agreement to a loss is one, and is asked for") {
    auto plan = two_revisions();
    plan.direction = chain::Direction::downgrade;
    plan.losses = {{"b2", "drops table `b2` with its rows", "(SELECT pg_catalog.count(*) FROM public.b2)", false}};
    auto const script = emit::write_script(plan, {});
    CHECK(shown(script) == "");
    CHECK(shown(without(script, "'MG042'")) != "");
    CHECK(shown(replaced(script, "\\if :{?accept_loss}\n", "")) != "");
    CHECK(shown(replaced(script, "SET LOCAL migc.accept_loss", "drop table x;\nSET LOCAL migc.accept_loss")) != "");
    CHECK(shown(replaced(script, "\\if :accept_loss", "\\if :other")) != "");
    CHECK(shown(replaced(script, "create table b2", "SET LOCAL migc.accept_loss = '1';\ncreate table b2")) != "");
}
