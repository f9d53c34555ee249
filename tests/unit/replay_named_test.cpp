// Schemas, extensions, enum types, sequences, comments, owners. What is refused here is refused by PostgreSQL 15.
#include "replay_fixture.hpp"

using namespace replay_fixture;

TEST_CASE("schemas") {
    Row const rows[] = {
        {"", "create schema app", "create schema app\n"},
        {"", "create schema authorization app", "create schema app\n  owner app\n"},
        {"create schema app", "create schema if not exists app", ""},
        {"", "create schema public", "error: schema `public` exists already"},
        {"", "create schema pg_x", "error: name `pg_x` is reserved: `pg_` begins the names of system schemas"},
        {"", "create schema authorization current_user", "error: schema named after whoever runs the script"},
        {"", "create schema a create table t (a int)",
         "create schema a\ncreate table a.t\n  column a\n    type integer\n"},
    };
    check(rows);
}

TEST_CASE("extensions") {
    Row const rows[] = {
        {"", "create extension if not exists hstore", "create extension hstore [if not exists]\n"},
        {"create extension hstore", "create extension hstore", "error: extension `hstore` exists already"},
        {"", "create extension if not exists plpgsql", ""},
        {"", "create extension hstore schema nope", "error: unknown schema `nope`"},
        {"create extension hstore", "drop extension hstor", "error: unknown extension `hstor`"},
        {"create extension hstore version '1.7'", "alter extension hstore update to '1.8'",
         "alter extension hstore\n  - version 1.7\n  + version 1.8\n"},
        {"create extension hstore", "alter extension hstore update",
         "unseen update of extension `hstore` to whatever version the server has\n"},
        {"create extension hstore", "comment on extension hstore is 'pairs'",
         "alter extension hstore\n  + comment pairs\n"},
    };
    check(rows);
}

TEST_CASE("enum types") {
    std::string const mood = "create type mood as enum ('a', 'b')";
    Row const rows[] = {
        {"", mood, "create type public.mood\n  value a\n  value b\n"},
        {"", "create type mood as enum ('a', 'a')", "error: label `a` stands twice"},
        {"", "create type mood as enum ('" + std::string(64, 'x') + "')", "error: enum label of 64 bytes"},
        {mood, mood, "error: type `mood` exists already"},
        {"create table t (a int)", "create type t as enum ()", "error: table `t` exists already"},
        {"create sequence t", "create type t as enum ('x')", "create type public.t\n  value x\n"},
        {mood, "create sequence mood", "error: type `mood` exists already"},
        {mood, "create view mood as select 1", "error: type `mood` exists already"},
        {mood, "alter type mood add value 'c'", "alter type public.mood\n  + value c\n"},
        {mood, "alter type mood add value 'c' before 'b'", "alter type public.mood\n  + value c\n"},
        {mood, "alter type mood add value 'c' after 'z'", "error: type `mood` has no label `z`"},
        {mood, "alter type mood add value 'a'", "error: type `mood` has a label `a` already"},
        {mood, "alter type mood add value if not exists 'a' before 'z'", ""},
        {mood, "alter type mood rename value 'a' to 'z'", "alter type public.mood\n  - value a\n  + value z\n"},
        {mood, "alter type mood rename value 'a' to 'b'", "error: type `mood` has a label `b` already"},
        {mood, "alter type mood rename value 'z' to 'y'", "error: type `mood` has no label `z`"},
        {mood, "alter type moot add value 'c'", "error: unknown type `moot`"},
        {"create table t (a int)", "alter type t add value 'c'", "error: `t` is a table, not a type"},
        {"create extension hstore", "alter type other add value 'c'", "unseen type `other` from outside the chain\n"},
    };
    check(rows);
}

TEST_CASE("where an added label stands") {
    Session session;
    session.run("create type m as enum ('a', 'b'); alter type m add value 'x' before 'a'; alter type m add value 'y' "
                "after 'a'");
    CHECK(session.catalog.enum_type({"public", "m"})->labels == std::vector<std::string>{"x", "a", "y", "b"});
}

namespace {

catalog::SequenceOptions options_of(std::string const& sql) {
    Session session;
    session.run(sql);
    INFO(sql);
    REQUIRE(session.diagnostics.empty());
    return session.catalog.sequence({"public", "s"})->options;
}

} // namespace

TEST_CASE("bounds and start of a sequence follow its type and direction") {
    struct OptionRow {
        std::string sql;
        catalog::SequenceOptions expected;
    };
    OptionRow const rows[] = {
        {"create sequence s", {"bigint", 1, 1, INT64_MAX, 1, 1, false}},
        {"create sequence s as int increment -1", {"integer", -1, INT32_MIN, -1, -1, 1, false}},
        {"create sequence s increment -1 maxvalue 5", {"bigint", -1, INT64_MIN, 5, 5, 1, false}},
        {"create sequence s minvalue -5 increment by 3 cycle cache 7", {"bigint", 3, -5, INT64_MAX, -5, 7, true}},
        {"create sequence s as smallint; alter sequence s as integer", {"integer", 1, 1, INT32_MAX, 1, 1, false}},
        {"create sequence s as smallint maxvalue 100; alter sequence s as bigint", {"bigint", 1, 1, 100, 1, 1, false}},
        {"create sequence s maxvalue 100; alter sequence s increment -1", {"bigint", -1, 1, 100, 1, 1, false}},
        {"create sequence s maxvalue 100; alter sequence s no maxvalue start 9",
         {"bigint", 1, 1, INT64_MAX, 9, 1, false}},
    };
    for (auto const& row : rows) {
        INFO(row.sql);
        CHECK(options_of(row.sql) == row.expected);
    }
}

TEST_CASE("sequences") {
    std::string const table = "create table t (a int, b int); create sequence s";
    std::string const facts = "  type bigint\n  increment 1\n  range 1 to 9223372036854775807\n  start 1\n  cache 1\n";
    Row const rows[] = {
        {"", "create sequence s", "create sequence public.s\n" + facts},
        {"", "create sequence if not exists s", "create sequence public.s [if not exists]\n" + facts},
        {table, "create sequence if not exists s increment 0", ""},
        {"", "create sequence s increment 0", "error: increment of zero"},
        {"", "create sequence s as smallint maxvalue 40000", "error: maxvalue 40000 does not fit smallint"},
        {"", "create sequence s minvalue 10 maxvalue 10", "error: minvalue 10 is not less than maxvalue 10"},
        {"", "create sequence s start 0", "error: start 0 is less than minvalue 1"},
        {"", "create sequence s start 100 maxvalue 10", "error: start 100 is greater than maxvalue 10"},
        {"", "create sequence s cache 0", "error: cache of 0"},
        {"", "create sequence s increment 1 increment 2", "error: option `increment` stands twice"},
        {"", "create sequence s as numeric", "error: sequence of type `numeric`"},
        {"", "create sequence s start 99999999999999999999",
         "error: `99999999999999999999` is no number of type bigint"},
        {"", "create sequence s owned by t.a", "error: unknown table `t`"},
        {table, "create sequence s2 owned by t.z", "error: table `t` has no column `z`"},
        {table, "create sequence s2 owned by t", "error: `owned by t` names no column"},
        {table, "create sequence s2 sequence name s3", "error: `sequence name` outside an identity column"},
        {table, "create temp sequence s2", "error: temporary sequence, which ends with the session"},
        {table + "; create schema o", "create sequence o.s owned by t.a",
         "error: sequence `o.s` and table `t` are in different schemas"},
        {table, "alter sequence t start 2", "error: `t` is a table, not a sequence"},
        {table, "alter sequence if exists nope start 2", ""},
        {table, "alter sequence s minvalue 5", "error: start 1 is less than minvalue 5"},
        {table, "alter sequence s restart 0", "error: restart 0 is less than minvalue 1"},
        {table, "alter sequence s restart", "rows other public.s\n"},
        {table, "alter sequence s increment 5", "alter sequence public.s\n  - increment 1\n  + increment 5\n"},
        {"create table t (a int generated always as identity)", "alter sequence t_a_seq owned by none",
         "error: sequence `t_a_seq` belongs to an identity column and cannot change hands"},
        {"create table t (a int generated always as identity)", "alter sequence t_a_seq increment 2",
         "alter sequence public.t_a_seq\n  - increment 1\n  + increment 2\n"},
        {table, "alter sequence s owned by t.a",
         "alter column public.t.a\n  + owns public.s\n  +   type bigint\n  +   increment 1\n"
         "  +   range 1 to 9223372036854775807\n  +   start 1\n  +   cache 1\n"},
    };
    check(rows);
}

TEST_CASE("an owned sequence stays, moves and goes with its column") {
    Session session;
    session.run("create table t (a int, b int); create sequence s owned by t.a");
    catalog::Name const s{"public", "s"};
    CHECK(session.catalog.relation(s)->part == "a");
    session.run("alter sequence s owned by t.b");
    CHECK(session.catalog.relation(s)->part == "b");
    CHECK(session.catalog.table({"public", "t"})->column("a")->owned.empty());
    session.run("alter sequence s owned by none");
    CHECK(session.catalog.relation(s)->table.name.empty());
    session.run("drop table t");
    CHECK(session.catalog.sequence(s) != nullptr);
    session.run("create table t (a int); alter sequence s owned by t.a; drop table t");
    CHECK(session.catalog.sequence(s) == nullptr);
    CHECK(session.diagnostics.empty());
}

TEST_CASE("comments") {
    std::string const setup =
        "create table t (a int constraint k check (a > 0)); create index i on t (a); create sequence s;"
        "create view v as select a from t; create type m as enum ('x');"
        "create table p (a int primary key);"
        "create function f(int) returns int language sql as 'select 1';"
        "create function f(text) returns int language sql as 'select 1';"
        "create procedure q() language sql as 'select 1';"
        "create function tf() returns trigger language plpgsql as 'begin end';"
        "create trigger g before insert on t for each row execute function tf()";
    Row const rows[] = {
        {setup, "comment on table t is 'x'", "alter table public.t\n  + comment x\n"},
        {setup, "comment on column t.a is 'x'", "alter column public.t.a\n  + comment x\n"},
        {setup, "comment on column v.a is 'x'", "alter view public.v\n  + comment of a x\n"},
        {setup, "comment on constraint k on t is 'x'", "alter constraint public.t.k\n  + comment x\n"},
        {setup, "comment on index i is 'x'", "alter index public.i on t\n  + comment x\n"},
        {setup, "comment on trigger g on t is 'x'", "alter trigger public.t.g\n  + comment x\n"},
        {setup, "comment on function f(text) is 'x'", "alter routine public.f(text)\n  + comment x\n"},
        {setup, "comment on procedure q is 'x'", "alter routine public.q()\n  + comment x\n"},
        {setup, "comment on type m is 'x'", "alter type public.m\n  + comment x\n"},
        {setup, "comment on schema public is 'x'",
         "alter schema public\n  - comment standard public schema\n  + comment x\n"},
        {setup, "comment on view v is ''", ""},
        {setup + "; comment on table t is 'x'", "comment on table t is null", "alter table public.t\n  - comment x\n"},
        {setup, "comment on table v is 'x'", "error: `v` is a view, not a table"},
        {setup, "comment on column t.z is 'x'", "error: table `t` has no column `z`"},
        {setup, "comment on column v.z is 'x'", "error: view `v` has no column `z`"},
        {setup, "comment on constraint z on t is 'x'", "error: table `t` has no constraint `z`"},
        {setup, "comment on trigger z on t is 'x'", "error: table `t` has no trigger `z`"},
        {setup, "comment on function f is 'x'", "error: 2 functions are named `f`"},
        {setup, "comment on function f(date) is 'x'", "error: unknown routine `f(date)`"},
        {setup, "comment on function q() is 'x'", "error: procedure `q()` is not a function"},
        {setup, "comment on index p_pkey is 'x'", "alter constraint public.p.p_pkey\n  + index comment x\n"},
        {setup, "comment on role r is 'x'", "unseen role `r` from outside the chain\n"},
        {setup + "; create role r", "comment on role r is 'x'", "alter role r\n  + comment x\n"},
    };
    check(rows);
}

TEST_CASE("owners") {
    // An owner that was not known before cannot be given back (RULINGS 23), so each has one.
    std::string const setup =
        "create table t (a serial); create view v as select a from t; create sequence s;"
        "create function f() returns int language sql as 'select 1';"
        "alter view v owner to old; alter sequence s owner to old; alter schema public owner to old;"
        "alter function f() owner to old";
    Row const rows[] = {
        {setup, "alter table if exists nope owner to app", ""},
        {setup, "alter view v owner to app", "alter view public.v\n  - owner old\n  + owner app\n"},
        {setup, "alter sequence s owner to app", "alter sequence public.s\n  - owner old\n  + owner app\n"},
        {setup, "alter function f() owner to app", "alter routine public.f()\n  - owner old\n  + owner app\n"},
        {setup, "alter schema public owner to app", "alter schema public\n  - owner old\n  + owner app\n"},
        {setup, "alter sequence t_a_seq owner to app",
         "error: sequence `t_a_seq` belongs to table `t` and has its owner"},
        {setup, "alter view t owner to app", "error: `t` is a table, not a view"},
    };
    check(rows);
}
