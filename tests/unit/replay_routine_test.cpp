// Functions, procedures and triggers. What is refused here is refused by PostgreSQL 15.
#include "replay_fixture.hpp"

using namespace replay_fixture;

namespace {

std::string sql_function(std::string const& signature) {
    return "create function " + signature + " language sql as 'select 1'";
}
std::string replaced(std::string const& signature) {
    return "create or replace function " + signature + " language sql as 'select 1'";
}

} // namespace

TEST_CASE("definitions of routines that the server refuses") {
    std::string const setup = "create table t (a int)";
    Row const rows[] = {
        {setup, sql_function("f(a int, a int) returns int"), "error: argument name `a` stands twice"},
        {setup, sql_function("f(a int) returns table (b int, b int)"), "error: argument name `b` stands twice"},
        {setup, sql_function("f(a int)"), "error: function `f` without a result"},
        {setup, sql_function("f(a int = 1, b int) returns int"),
         "error: argument without a default behind one that has a default"},
        {setup, sql_function("f(out a int = 1)"), "error: default of an argument that is no input"},
        {setup, sql_function("f(a int default b) returns int"),
         "error: column `b` in an expression that may hold none"},
        {setup, sql_function("f(variadic a int) returns int"),
         "error: variadic argument of type `integer`, which is no array"},
        {setup, sql_function("f(variadic a int[], b int) returns int"), "error: input argument behind a variadic one"},
        {setup, sql_function("f(out a int) returns text"),
         "error: result of type `text` beside out arguments of type `integer`"},
        {setup, sql_function("f(a setof int) returns int"), "error: argument that is a set"},
        {setup, sql_function("f(a nope) returns int"), "error: unknown type `nope`"},
        {setup, sql_function("f() returns nope"), "error: unknown type `nope`"},
        {setup, sql_function("f(a t.z%type) returns int"), "error: table `t` has no column `z`"},
        {setup, "create function f() returns int language sql", "error: routine `f` without a body"},
        {setup, "create function f() returns int language sql language sql as ''",
         "error: clause of a routine stands twice"},
        {setup, "create function f() returns int language plpgsql return 1",
         "error: body in standard SQL of another language"},
        {setup, "create function f() returns int begin atomic select a from nope; end", "error: unknown table `nope`"},
        {setup, "create procedure p() returns int language sql as ''", "error: procedure `p` with a result"},
    };
    check(rows);
    CHECK(said("", "create function f() returns int return 1", 13) ==
          "error: a body in standard SQL needs PostgreSQL 14, the target is 13");
}

TEST_CASE("a signature has types without modifiers") {
    Session session;
    session.run("create table t (a numeric(8, 2));" +
                sql_function("f(a varchar(20), t.a%type, out x int, t) returns int"));
    REQUIRE(session.diagnostics.empty());
    auto const* routine = session.catalog.routine({"public", "f"}, "character varying, numeric, public.t");
    REQUIRE(routine != nullptr);
    session.run("drop function f(varchar(3), numeric, t)");
    CHECK(session.diagnostics.empty());
    CHECK(session.catalog.routines({"public", "f"}) == nullptr);
}

TEST_CASE("or replace") {
    std::string const f = sql_function("f(a int, b int default 1) returns int");
    Row const rows[] = {
        {f, f, "error: function `f(integer, integer)` exists already"},
        {f, replaced("f(a int, b int default 1) returns int"), ""},
        {f, replaced("f(x int, b int default 1) returns int"), "error: argument `a` would get another name"},
        {f, replaced("f(a int, b int) returns int"), "error: argument `b` would lose its default"},
        {f, replaced("f(a int, b int default 1) returns bigint"),
         "error: function `f(integer, integer)` would get another result"},
        {f, replaced("f(a int, b int default 1) returns setof int"),
         "error: function `f(integer, integer)` would get another result"},
        {f, "create or replace procedure f(a int, b int) language sql as ''",
         "error: function `f(integer, integer)` exists and is no procedure"},
        {sql_function("f(out a int, out b int)"), replaced("f(out a int, out c int)"),
         "error: function `f()` would get another result"},
        {sql_function("f(int) returns int"), replaced("f(b int) returns int"),
         "alter routine public.f(integer)\n  - in integer\n  + in b integer\n"},
        {f, "create or replace function f(a int, b int default 1) returns int language sql as 'select 2'",
         "alter routine public.f(integer, integer)\n  - body language sql as 'select 1'\n  + body language sql as "
         "'select 2'\n"},
    };
    check(rows);
}

TEST_CASE("a body in standard SQL has dependencies") {
    Row const rows[] = {
        {"create table t (a int, b int); create function f(x int) returns int begin atomic select a from t where t.b = "
         "x; end",
         "alter table t drop column a", "error: column `a` of `t` is needed by function `f(integer)`"},
        {"create table t (a int); create function f(x int) returns int return (select max(a) from t)", "drop table t",
         "error: table `t` is needed by function `f(integer)`"},
    };
    check(rows);
}

namespace {

std::string const with_function = "create table t (a int, b text); create view v as select a from t;"
                                  "create function tf() returns trigger language plpgsql as 'begin return new; end';"
                                  "create function nf() returns int language sql as 'select 1';";

std::string trigger(std::string const& rest) { return "create trigger x " + rest + " execute function tf()"; }

} // namespace

TEST_CASE("triggers") {
    std::string const row = " for each row";
    Row const rows[] = {
        {with_function, trigger("before insert or update of b, a on t for each row when (new.a > 1)"),
         "create trigger public.t.x\n  events before insert or update\n  of b, a\n  rest for each row when (new.a > "
         "1)\n  function public.tf()\n"},
        {with_function, "create trigger x before insert on t execute function tf(1, 'a')",
         "create trigger public.t.x\n  events before insert\n  function public.tf(1, 'a')\n"},
        {with_function, trigger("instead of insert on v for each row"),
         "create trigger public.v.x\n  events instead of insert\n  rest for each row\n  function public.tf()\n"},
        {with_function, trigger("before insert on v" + row), "error: row trigger `before` or `after` on a view"},
        {with_function, trigger("instead of insert on t" + row), "error: `instead of` trigger on a table"},
        {with_function, trigger("instead of insert on v"), "error: `instead of` trigger that is not `for each row`"},
        {with_function, trigger("instead of update of a on v" + row),
         "error: `instead of` trigger with a list of columns"},
        {with_function, trigger("instead of insert on v for each row when (new.a > 1)"),
         "error: `instead of` trigger with a condition"},
        {with_function, trigger("before truncate on v"), "error: `truncate` trigger on a view"},
        {with_function, trigger("before truncate on t" + row), "error: `truncate` trigger for each row"},
        {with_function, trigger("before insert or insert on t"), "error: event of a trigger stands twice"},
        {with_function, trigger("before update of z on t"), "error: table `t` has no column `z`"},
        {with_function, trigger("before update of a, a on t"), "error: column `a` stands twice"},
        {with_function, trigger("before insert on t for each row when (old.a > 1)"),
         "error: `old` in the condition of an insert trigger"},
        {with_function, trigger("before delete on t for each row when (new.a > 1)"),
         "error: `new` in the condition of a delete trigger"},
        {with_function, trigger("before insert on t when (new.a > 1)"),
         "error: `new` in the condition of a statement trigger"},
        {with_function, trigger("before insert on t for each row when (a > 1)"),
         "error: column `a` in the condition of a trigger without its row"},
        {with_function, trigger("before insert on t for each row when (new.z > 1)"),
         "error: table `t` has no column `z`"},
        {with_function, trigger("before insert on t deferrable"),
         "error: clause of a constraint trigger on a plain one"},
        {with_function, trigger("before insert on t referencing new table as n"),
         "error: transition table of a trigger that is not `after`"},
        {with_function, trigger("after insert on t referencing old table as o"),
         "error: `old table` of an insert trigger"},
        {with_function, trigger("after insert or delete on t referencing new table as n"),
         "error: transition table of a trigger on several events"},
        {with_function, trigger("before insert on nope"), "error: unknown table `nope`"},
        {with_function, "create trigger x before insert on t execute function nope()",
         "error: unknown function `nope`"},
        {with_function, "create trigger x before insert on t execute function nf()",
         "error: function `nf()` does not return `trigger`"},
        {with_function,
         "create trigger x before update on t for each row execute function suppress_redundant_updates_trigger()",
         "create trigger public.t.x\n  events before update\n  rest for each row\n  function "
         "suppress_redundant_updates_trigger()\n"},
        {with_function, "create constraint trigger x before insert on t for each row execute function tf()",
         "error: constraint trigger that is not `after`"},
        {with_function, "create constraint trigger x after insert on t from nope for each row execute function tf()",
         "error: unknown table `nope`"},
        {with_function + trigger("before insert on t"), trigger("after insert on t"),
         "error: trigger `x` of `t` exists already"},
        {with_function + trigger("before insert on t") + "; comment on trigger x on t is 'c'",
         "create or replace trigger x after insert on t execute function tf()",
         "alter trigger public.t.x\n  - events before insert\n  + events after insert\n"},
        {with_function + trigger("before insert on t"), "drop function tf()",
         "error: function `tf()` is needed by trigger `x` of `t`"},
    };
    check(rows);
    CHECK(said(with_function, "create or replace trigger x before insert on t execute function tf()", 13) ==
          "error: `create or replace trigger` needs PostgreSQL 14, the target is 13");
}
