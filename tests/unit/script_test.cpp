#include "compiler/emit/guards.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/version_rows.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace migc;
using chain::RowAction;

namespace {

emit::PlannedRevision revision(std::string id, std::string statement, std::vector<chain::RowChange> rows) {
    emit::PlannedRevision planned;
    planned.id = std::move(id);
    planned.message = "Message of " + planned.id;
    planned.statements = {std::move(statement)};
    planned.rows = std::move(rows);
    return planned;
}

emit::Plan upgrade() {
    emit::Plan plan;
    plan.direction = chain::Direction::upgrade;
    plan.range = "base:head";
    plan.end_rows = {"b2"};
    plan.input_hash = std::string(64, 'f');
    plan.known_ids = {"a1", "b2", "c3"};
    plan.revisions = {revision("a1", "create table t (a int)", {{RowAction::insert, {}, "a1"}}),
                      revision("b2", "alter table t add b int", {{RowAction::update, "a1", "b2"}})};
    return plan;
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
    return found;
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// The pieces stand in the script in this order.
void check_order(std::string const& script, std::vector<std::string> const& pieces) {
    std::size_t at = 0;
    for (auto const& piece : pieces) {
        auto const found = script.find(piece, at);
        CAPTURE(piece);
        REQUIRE(found != script.npos);
        at = found + piece.size();
    }
}

} // namespace

TEST_CASE("the parts of a script stand in their order") {
    Target target;
    target.role = "app owner";
    auto const script = write_script(upgrade(), target);
    check_order(script, {"-- migc ",
                         "-- target:  default, PostgreSQL 15, schema public\n",
                         "-- range:   base:head\n",
                         "-- rows:    base -> b2\n",
                         "--   a1 [exact] Message of a1\n",
                         "psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L upgrade.log -f upgrade.sql\n",
                         "\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n",
                         "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSET search_path = "
                         "pg_catalog;\n",
                         "'MG001'",
                         "major <> 15",
                         "pg_is_in_recovery",
                         "\nBEGIN ",
                         "SET LOCAL lock_timeout = '5s';\n",
                         "SET LOCAL statement_timeout = 0;\n",
                         "SET LOCAL idle_in_transaction_session_timeout = 0;\n",
                         "SET LOCAL search_path = public, pg_temp;\n",
                         "SET LOCAL ROLE \"app owner\";\n",
                         "pg_try_advisory_xact_lock",
                         "CREATE TABLE public.alembic_version (",
                         "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)",
                         "LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;",
                         "migc: already applied",
                         "-- revision a1: Message of a1\n\\echo migc: upgrade 1 of 2, revision a1\ncreate table t (a "
                         "int);\n\n",
                         "INSERT INTO public.alembic_version (version_num) VALUES ('a1');\n    GET DIAGNOSTICS",
                         "-- revision b2: Message of b2\n",
                         "UPDATE public.alembic_version SET version_num = 'b2' WHERE version_num = 'a1';\n",
                         "'MG014'",
                         "COMMIT;\n",
                         "\\echo migc: upgrade done, the database is at b2\n"});
    CHECK(count(script, "\nBEGIN ISOLATION") == 1);
    CHECK(count(script, "\nCOMMIT;") == 1);
    CHECK(count(script, "check_function_bodies") == 0);
    CHECK(script == write_script(upgrade(), target));
}

TEST_CASE("one transaction for each revision has its own lock, guard, version row and end") {
    Target target;
    target.transaction = TransactionMode::revision;
    auto const script = write_script(upgrade(), target);
    check_order(script, {"BEGIN ISOLATION", "CREATE TABLE public.alembic_version", "VALUES ('a1')", "COMMIT;",
                         "BEGIN ISOLATION", "pg_try_advisory_xact_lock", "LOCK TABLE public.alembic_version",
                         "pg_catalog.current_setting('migc.rows', true)::pg_catalog.text[]",
                         "SET version_num = 'b2' WHERE version_num = 'a1'",
                         "expected CONSTANT pg_catalog.text[] := ARRAY['b2']::pg_catalog.text[]", "COMMIT;", "\\echo"});
    // The first one looks where the database stands.
    CHECK(count(script, "\nBEGIN ISOLATION") == 3);
    CHECK(count(script, "\nCOMMIT;") == 3);
    CHECK(count(script, "CREATE TABLE public.alembic_version") == 1);
}

TEST_CASE("a downgrade never creates the version table and trusts routine bodies") {
    auto plan = upgrade();
    plan.direction = chain::Direction::downgrade;
    plan.range = "b2:base";
    plan.start_rows = {"b2"};
    plan.end_rows = {};
    plan.revisions = {revision("b2", "alter table t drop b", {{RowAction::update, "b2", "a1"}}),
                      revision("a1", "drop table t", {{RowAction::remove, "a1", {}}})};
    auto const script = write_script(plan, Target{});
    check_order(script, {"-f downgrade.sql", "SET LOCAL check_function_bodies = off;\n",
                         "there is no version table public.alembic_version", "downgrade 1 of 2, revision b2",
                         "DELETE FROM public.alembic_version WHERE version_num = 'a1';", "the database is at base\n"});
    CHECK(count(script, "CREATE TABLE") == 0);
}

TEST_CASE("a later server has one timeout more to set") {
    Target target;
    CHECK(count(write_script(upgrade(), target), "SET LOCAL transaction_timeout") == 0);
    target.server_version = 17;
    CHECK(count(write_script(upgrade(), target), "SET LOCAL transaction_timeout = 0;\n") == 1);
}

TEST_CASE("names of the target are quoted where they must be") {
    Target target;
    target.schema = "App";
    target.search_path = {"App", "lib", "order"};
    target.version_table = "user";
    target.version_table_schema = "admin\"s";
    auto const script = write_script(upgrade(), target);
    check_order(script, {"SET LOCAL search_path = \"App\", lib, \"order\", pg_temp;\n",
                         "CREATE TABLE \"admin\"\"s\".\"user\" (", "CONSTRAINT user_pkc",
                         "LOCK TABLE \"admin\"\"s\".\"user\" "});
}

TEST_CASE("outside of statements no line of a script begins with author text") {
    auto plan = upgrade();
    std::string const hostile = "x\n\\! touch canary\r\xE2\x80\xA8$migc$'";
    plan.range = hostile;
    plan.remarks = {hostile};
    plan.revisions[0].message = hostile;
    plan.revisions[0].tickets = {hostile};
    plan.revisions[0].parents = {hostile, hostile};
    for (auto const& line : lines_of(write_script(plan, Target{}).substr(0, 4000))) {
        bool const ours = line.starts_with("--") || line.starts_with("\\set ") || line.find('\\') == line.npos;
        CAPTURE(line);
        CHECK(ours);
    }
    plan.revisions[0].id = "`touch canary`";
    auto const script = write_script(plan, Target{});
    CHECK(count(script, "\\echo migc: upgrade 1 of 2\n") == 1);
    CHECK(count(script, "\\echo migc: upgrade 2 of 2, revision b2\n") == 1);
}

TEST_CASE("nothing follows the arguments of a meta-command") {
    std::set<std::string> const settings = {"\\set ON_ERROR_STOP on", "\\set ON_ERROR_ROLLBACK off",
                                            "\\set AUTOCOMMIT on", "\\set SINGLELINE off"};
    std::set<std::string> seen;
    for (auto const& line : lines_of(write_script(upgrade(), Target{})))
        if (line.starts_with("\\set")) seen.insert(line);
    CHECK(seen == settings);
}

TEST_CASE("a statement that ends in a comment still ends") {
    auto plan = upgrade();
    plan.revisions[0].statements = {"select 1 -- one", "select 2\n-- two\n", "select '--'"};
    auto const script = write_script(plan, Target{});
    check_order(script, {"select 1 -- one\n;\n\n", "-- two\n;\n\n", "select '--'\n;\n\n"});
}

TEST_CASE("each id of the chain stands once in the start guard") {
    auto plan = upgrade();
    plan.known_ids = {"a1", "b2", "c3", "d4", "e5"};
    plan.ids_after = {"c3"};
    auto const guard = emit::start_guard(plan, Target{});
    for (auto const& id : {"'a1'", "'c3'", "'d4'", "'e5'"}) {
        CAPTURE(id);
        CHECK(count(guard, id) == 1);
    }
    check_order(guard,
                {"inside CONSTANT pg_catalog.text[] := ARRAY['a1']", "beyond CONSTANT pg_catalog.text[] := ARRAY['c3']",
                 "elsewhere CONSTANT pg_catalog.text[] := ARRAY['d4', 'e5']"});
}

TEST_CASE("rows after changes are the set that Alembic keeps") {
    using Rows = std::vector<std::string>;
    CHECK(emit::rows_after({}, {{RowAction::insert, {}, "a"}}) == Rows{"a"});
    CHECK(emit::rows_after({"a"}, {{RowAction::update, "a", "b"}}) == Rows{"b"});
    CHECK(emit::rows_after({"a", "c"}, {{RowAction::insert, {}, "b"}}) == Rows{"a", "b", "c"});
    CHECK(emit::rows_after({"l", "r"}, {{RowAction::remove, "l", {}}, {RowAction::update, "r", "m"}}) == Rows{"m"});
    CHECK(emit::rows_after({"a"}, {{RowAction::remove, "a", {}}}).empty());
}

TEST_CASE("a stamp changes the difference of its rows") {
    auto const script = emit::write_stamp(std::vector<std::string>{"a", "b"}, {"b", "c"}, Target{});
    check_order(script, {"-- rows:    a, b -> b, c\n", "ARRAY['a', 'b']",
                         "DELETE FROM public.alembic_version WHERE version_num = 'a'", "VALUES ('c')",
                         "ARRAY['b', 'c']", "COMMIT;\n", "\\echo migc: stamped, the database is at b, c\n"});
    CHECK(count(script, "VALUES ('b')") == 0);
    auto const any = emit::write_stamp(std::nullopt, {"c"}, Target{});
    check_order(any, {"-- rows:    any -> c\n", "DELETE FROM public.alembic_version;\n", "VALUES ('c')"});
}

TEST_CASE("a failed compilation leaves a script that fails") {
    auto const script = emit::write_failure(1);
    check_order(script, {"-- migc ", "\\set ON_ERROR_STOP on\nDO $migc$", "no script was written: 1 error'"});
    CHECK(count(emit::write_failure(2), "2 errors'") == 1);
}

TEST_CASE("an irreversible range says why and how far one can go") {
    auto const script = emit::write_irreversible({{"b2", "the mail\nwas sent"}, {"c3", "100% gone"}}, "a1", Target{});
    check_order(script, {"--   b2: the mail\\u{000A}was sent\n", "\\set ON_ERROR_STOP on\n",
                         "b2: the mail\nwas sent; c3: 100% gone'", "migc emit head:a1'"});
    CHECK(count(emit::write_irreversible({{"b2", "x"}}, "", Target{}), "migc emit") == 0);
}

TEST_CASE("a baseline asks before it runs, and an unset answer stops the script") {
    auto plan = upgrade();
    plan.revisions[0].baseline_statements = {"create table old (a int)"};
    plan.revisions[0].baseline_relations = {{"public", "old"}};
    check_order(write_script(plan, Target{}),
                {"'MG015'", "\\unset migc_baseline\n", "AS migc_baseline",
                 "\\gset\n\\if :{?migc_baseline}\n\\if :migc_baseline\n", "SET LOCAL check_function_bodies = off;\n",
                 "create table old (a int);\n\n", "SET LOCAL check_function_bodies = on;\n\\else\n",
                 "\\endif\n\\else\nDO $migc$", "'MG016'", "\\endif\n\\unset migc_baseline\n",
                 "create table t (a int);\n"});
}

TEST_CASE("an assertion passes its text on without reading it as a format") {
    auto const text = emit::assertion("select $query$ and 50% 'x'", "it's 100% $migc$ wrong");
    check_order(text, {"DO $migc1$", "EXECUTE $query1$select $query$ and 50% 'x'$query1$ INTO holds",
                       "MESSAGE = 'it''s 100% $migc$ wrong'", "END\n$migc1$"});
    CHECK(text.ends_with("$migc1$"));
}

TEST_CASE("every guard has an SQLSTATE of its own") {
    std::set<std::string_view> states;
    for (auto const& row : emit::all_guards()) {
        CHECK(row.sqlstate.size() == 5);
        CHECK(row.sqlstate.starts_with("MG"));
        CHECK(!row.meaning.empty());
        CHECK(emit::info(row.guard).sqlstate == row.sqlstate);
        states.insert(row.sqlstate);
    }
    CHECK(states.size() == emit::all_guards().size());
}
