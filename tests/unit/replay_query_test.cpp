// What is certain of a query: relations, columns, functions, output columns. Then views and statements over rows.
#include "compiler/catalog/bind.hpp"
#include "replay_fixture.hpp"

#include <algorithm>

using namespace replay_fixture;

namespace {

std::string const setup = "create table t (a int, b text, c int); create table u (a int, d text); create sequence s;"
                          "create type m as enum ('x');"
                          "create function f(int) returns int language sql as 'select 1'";

/// `columns: a, b; needs: t t.a` of a view over the query; what it needs in the order of names.
std::string bound(std::string const& query) {
    Session session;
    session.run(setup);
    session.run("create view v as " + query);
    if (!session.diagnostics.empty()) return "error: " + session.diagnostics.items().front().message;
    auto const& view = *session.catalog.view({"public", "v"});
    std::string out;
    for (auto const& column : view.columns) out += (out.empty() ? "" : ", ") + column;
    if (!view.columns_known) out += "?";
    std::vector<std::string> needs;
    for (auto const& binding : view.bindings)
        needs.push_back(binding.object.name + (binding.column.empty() ? "" : "." + binding.column));
    std::sort(needs.begin(), needs.end());
    out += " <-";
    for (auto const& need : needs) out += " " + need;
    return out;
}

struct QueryRow {
    std::string query;
    std::string expected;
};

} // namespace

TEST_CASE("queries") {
    QueryRow const rows[] = {
        {"select a, b from t", "a, b <- t t.a t.b"},
        {"select * from t", "a, b, c <- t t.a t.b t.c"},
        {"select x.*, d from t x left join u on u.a = x.a", "a, b, c, d <- t t.a t.b t.c u u.a u.d"},
        {"table u", "a, d <- u"},
        {"values (1, (2)), (3, 4)", "column1, column2 <-"},
        {"select 1 as n, a::text, upper(b), count(*) over (partition by c) from t group by a",
         "n, a, upper, count <- t t.a t.b t.c"},
        {"select a + 1 from t", "? <- t t.a"},
        {"select a + 1 n, 'x'::m k from t", "n, k <- m t t.a"},
        {"select f(a), nextval('s') from t", "f, nextval <- f s t t.a"},
        {"select a from t union select a from u", "a <- t t.a u u.a"},
        {"select a from t where exists (select 1 from u where d = b)", "a <- t t.a t.b u u.d"},
        {"select (select max(u.a) from u where d = b) as mx from t", "mx <- t t.b u u.a u.d"},
        {"with x as (select * from u) select x.a, t.b from x, t", "a, b <- t t.b u u.a u.d"},
        {"with t as (select * from t) select a from t", "a <- t t.a t.b t.c"},
        {"with recursive n (i) as (select 1 union all select i + 1 from n) select i from n", "i <-"},
        {"select q.a from (select a, b from t) q where q.zz = 1", "a <- t t.a t.b"},
        {"select y from unnest(array[1]) with ordinality as x (y, o)", "y <-"},
        {"select x.a from t as x (a, z) where z = 'x'", "a <- t"},
        {"select b, d from t join u using (a)", "b, d <- t t.b u u.d"},
        {"select b from t natural join u where a = 1", "b <- t t.a t.b u u.a"},
        {"select extract(year from now()), substring(b from 1 for 2) as s from t where a is not distinct from c",
         "? <- t t.a t.b t.c"},
        {"select string_agg(b, ',' order by c) as s from t", "s <- t t.b t.c"},
        {"select percentile_cont(0.5) within group (order by a) filter (where c > 1) from t",
         "percentile_cont <- t t.a t.c"},
        {"select t.ctid, xmin from t", "ctid, xmin <- t"},
        {"select t from t", "t <- t"},
        {"select relname from pg_class", "relname <-"},
        {"select last_value from s", "last_value <- s"},
        {"select a from t order by nope", "a <- t t.a"},
        {"select a from public.t where public.t.b = 'x'", "a <- t t.a t.b"},
        {"select nope from t", "error: table `t` has no column `nope`"},
        {"select x.nope from t x", "error: table `t` has no column `nope`"},
        {"select 1 from t, u where nope = 1", "error: no relation of the query has a column `nope`"},
        {"select 1 from t where exists (select 1 from u where u.zz = t.a)", "error: table `u` has no column `zz`"},
        {"select 1 from nope", "error: unknown table `nope`"},
        {"select 1 from t join nope on true", "error: unknown table `nope`"},
        {"select 1 from o.t", "error: unknown schema `o`"},
        {"select nope(a) from t", "error: unknown function `nope`"},
        {"select a::nope from t", "error: unknown type `nope`"},
        {"select nextval('nope')", "error: unknown sequence `nope`"},
        {"select * from t, u", "error: view `v` has two columns named `a`"},
        {"select a into x from t", "error: `into` in the query of a view"},
    };
    for (auto const& row : rows) {
        INFO(row.query);
        CHECK(bound(row.query) == row.expected);
    }
}

TEST_CASE("views") {
    std::string const view = setup + "; create view v as select a, b from t";
    Row const rows[] = {
        {setup, "create view v (x) as select a, b from t",
         "create view public.v\n  columns written x, b\n  query select a, b from t\n"},
        {setup, "create view v (x, y, z) as select a, b from t", "error: view of 2 columns with 3 names"},
        {setup, "create view t as select 1", "error: table `t` exists already"},
        {setup, "create or replace view t as select 1", "error: `t` is a table, not a view"},
        {setup, "create temp view v as select 1", "error: temporary view, which ends with the session"},
        {setup, "create view o.v as select 1", "error: unknown schema `o`"},
        {setup, "create view v with (nope = 1) as select a from t", "error: a view has no option `nope`"},
        {setup, "create view v with (check_option = local) as select a from t with check option",
         "error: check option stands twice"},
        {view, "create view v as select 1", "error: view `v` exists already"},
        {view, "create or replace view v as select a, b from t", ""},
        {view, "create or replace view v as select a from t", "error: view `v` would lose its column `b`"},
        {view, "create or replace view v as select a, c from t", "error: column `b` of view `v` would become `c`"},
        {view + "; comment on view v is 'x'", "create or replace view v as select a, b, c from t",
         "alter view public.v\n  - columns a, b\n  - query select a, b from t\n  + columns a, b, c\n  + query select "
         "a, b, c from t\n"},
    };
    check(rows);
}

TEST_CASE("a recursive view is no relation to itself") {
    Session session;
    session.run("create recursive view v (n) as select 1 union all select n + 1 from v where n < 3");
    CHECK(session.diagnostics.empty());
    CHECK(session.catalog.view({"public", "v"})->bindings.empty());
}

TEST_CASE("statements over rows") {
    Row const rows[] = {
        {setup, "insert into t (a, b) values (1, 'x')", "rows insert public.t (a, b)\n"},
        {setup, "update t set b = 'x' where a = 1", "rows update public.t (b)\n"},
        {setup, "delete from t using u where u.a = t.a", "rows delete public.t\n"},
        {setup, "truncate t, u", "rows truncate public.t public.u\n"},
        {setup, "insert into t (zz) values (1)", "error: table `t` has no column `zz`"},
        {setup, "update t set zz = 1", "error: table `t` has no column `zz`"},
        {setup, "delete from nope", "error: unknown table `nope`"},
        {setup, "insert into t (a) select a from nope", "error: unknown table `nope`"},
        {setup, "insert into t (a) select nope(1)", "error: unknown function `nope`"},
        {setup, "with x as (select 1 as a) insert into t (a) select a from x", "rows insert public.t (a)\n"},
        {setup, "select count(*) from t", ""},
        {setup, "select f(1)", "unseen a query that calls `f`\n"},
        {setup, "select setval('s', 3)", "rows other\n"},
        {setup, "select 1 from information_schema.tables", ""},
        {setup, "analyze t", ""},
        {setup, "lock table t", ""},
        {setup, "vacuum t", ""},
        {setup, "refresh materialized view v", "error: unknown view `v`"},
        {setup, "do $$begin end$$", "unseen DO block\n"},
        {setup + "; do $$begin end$$", "comment on function other() is 'x'",
         "unseen function `other` from outside the chain\n"},
        {setup, "set local lock_timeout = '1s'", ""},
        {setup, "commit", "error: COMMIT in a revision"},
    };
    check(rows);
}
