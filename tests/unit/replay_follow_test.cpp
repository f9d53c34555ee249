// What follows when a name changes or goes: keys of routines, grants on columns, the replica identity, the literals of
// an enum type. Each was first seen as a difference between dumps of PostgreSQL 15 (tests/live/chains).
#include "replay_fixture.hpp"

using namespace replay_fixture;

TEST_CASE("grants on a column follow its name, and go with it") {
    Row const rows[] = {
        {"create table t (a int); grant select (a) on t to r; alter table t rename column a to b",
         "revoke select (b) on t from r",
         "alter table public.t\n"
         "  - granted select (b): r\n"},
        {"create table t (a int, b int); grant select (a, b) on t to r", "alter table t drop column b",
         "alter table public.t [implied]\n"
         "  - granted select (b): r\n"
         "drop column public.t.b at place 2\n"
         "  type integer\n"},
    };
    check(rows);
}

TEST_CASE("the replica identity follows the name of its index, and goes with it") {
    std::string const setup =
        "create table t (a int not null); create unique index i on t (a); alter table t replica identity using index i";
    Row const rows[] = {
        {setup + "; alter index i rename to j", "drop index j",
         "alter table public.t [implied]\n"
         "  - replica identity using index j\n"
         "drop index public.j on t\n"
         "  unique\n"
         "  method btree\n"
         "  column a\n"},
        {setup, "alter table t drop column a",
         "alter table public.t [implied]\n"
         "  - replica identity using index i\n"
         "drop index public.i on t [implied]\n"
         "  unique\n"
         "  method btree\n"
         "  column a\n"
         "drop column public.t.a at place 1\n"
         "  type integer\n"
         "  not null\n"},
        {"create table t (a int constraint k primary key); alter table t replica identity using index k; "
         "alter table t rename constraint k to l",
         "alter table t drop constraint l",
         "alter table public.t [implied]\n"
         "  - replica identity using index l\n"
         "drop constraint public.t.l\n"
         "  primary key (a)\n"},
    };
    check(rows);
}

TEST_CASE("routines go by the names that the types of their arguments have now") {
    std::string const mood = "create schema app; create type app.mood as enum ('a'); create table app.t (a int); "
                             "create function app.f(m app.mood, r app.t) returns int language sql as 'select 1'; ";
    Row const rows[] = {
        {mood + "alter type app.mood rename to m2; alter table app.t rename to t2",
         "drop function app.f(app.m2, app.t2)",
         "drop routine app.f(app.m2, app.t2)\n"
         "  in m app.m2\n"
         "  in r app.t2\n"
         "  returns integer\n"
         "  body language sql as 'select 1'\n"},
        {mood + "alter schema app rename to shop", "comment on function shop.f(shop.mood, shop.t) is 'x'",
         "alter routine shop.f(shop.mood, shop.t)\n"
         "  + comment x\n"},
        {mood + "alter schema app rename to shop; drop function shop.f(shop.mood, shop.t)", "drop type shop.mood",
         "drop type shop.mood\n"
         "  value a\n"},
    };
    check(rows);
}

TEST_CASE("a view comes and goes with its triggers") {
    Row const rows[] = {
        {"create view v as select 1 as a; "
         "create function f() returns trigger language plpgsql as 'begin return new; end'; "
         "create trigger g instead of insert on v for each row execute function f()",
         "drop view v",
         "drop view public.v\n"
         "  columns a\n"
         "  query select 1 as a\n"
         "  trigger g\n"
         "    events instead of insert\n"
         "    rest for each row\n"
         "    function public.f()\n"},
    };
    check(rows);
}

TEST_CASE("literals of an enum type follow a renamed value") {
    std::string const mood = "create type mood as enum ('a', 'b'); create type other as enum ('a', 'c'); ";
    std::string const renamed = "; alter type mood rename value 'a' to 'a new one'";
    Row const rows[] = {
        {mood +
             "create table t (m mood default 'a', n text default 'a', o mood[] default array['a', 'b']::mood[], "
             "p other default 'a', q text default ('a'::mood)::text)" +
             renamed,
         "drop table t",
         "drop table public.t\n"
         "  column m\n"
         "    type public.mood\n"
         "    default 'a new one'\n"
         "  column n\n"
         "    type text\n"
         "    default 'a'\n"
         "  column o\n"
         "    type public.mood[]\n"
         "    default array['a new one', 'b']::mood[]\n"
         "  column p\n"
         "    type public.other\n"
         "    default 'a'\n"
         "  column q\n"
         "    type text\n"
         "    default ('a new one'::mood)::text\n"},
        {mood +
             "create table t (m mood, o other, n text, constraint c check (m <> 'a' and o <> 'a' or n = 'a' or 'a' = "
             "m))" +
             renamed,
         "alter table t drop constraint c",
         "drop constraint public.t.c\n"
         "  check (m, o, n)\n"
         "  condition m <> 'a new one' and o <> 'a' or n = 'a' or 'a new one' = m\n"},
        {mood + "create table t (m mood, n text); create index i on t (n) where m in ('b', 'a') and n <> 'm = ''a'''" +
             renamed,
         "drop index i",
         "drop index public.i on t\n"
         "  method btree\n"
         "  column n\n"
         "  where m in ('b', 'a new one') and n <> 'm = ''a'''\n"},
    };
    check(rows);
}
