// GRANT and REVOKE. Manual 5.7.
#include "replay_fixture.hpp"

using namespace replay_fixture;

namespace {

std::string const setup = "create table t (a int, b int); create view v as select a from t; create sequence s;"
                          "create type m as enum ('x'); create schema o; create table o.x (a serial);"
                          "create function f() returns int language sql as 'select 1';"
                          "create procedure p() language sql as 'select 1'";

} // namespace

TEST_CASE("grants") {
    Row const rows[] = {
        {setup, "grant select, insert on t to r",
         "alter table public.t\n  + granted insert: r\n  + granted select: r\n"},
        {setup, "grant select (a), update (b) on t to r",
         "alter table public.t\n  + granted select (a): r\n  + granted update (b): r\n"},
        {setup, "grant all on s to r",
         "alter sequence public.s\n  + granted select: r\n  + granted update: r\n  + granted usage: r\n"},
        {setup, "grant usage on schema o to r with grant option", "alter schema o\n  + granted with option usage: r\n"},
        {setup, "grant select on v to r", "alter view public.v\n  + granted select: r\n"},
        {setup, "grant usage on sequence s to public", "alter sequence public.s\n  + granted usage: public\n"},
        {setup, "grant execute on function f() to public", ""},
        {setup, "revoke execute on function f() from public",
         "alter routine public.f()\n  + revoked execute: public\n"},
        {setup + "; revoke execute on function f() from public", "grant all on function f() to public",
         "alter routine public.f()\n  - revoked execute: public\n"},
        {setup, "revoke usage on type m from public", "alter type public.m\n  + revoked usage: public\n"},
        {setup, "revoke select on t from r", ""},
        {setup + "; grant select on t to r with grant option", "revoke grant option for select on t from r",
         "alter table public.t\n  - granted with option select: r\n  + granted select: r\n"},
        {setup + "; grant select (a) on t to r", "revoke select on t from r",
         "alter table public.t\n  - granted select (a): r\n"},
        {setup, "grant select on all tables in schema public to r",
         "alter table public.t\n  + granted select: r\nalter view public.v\n  + granted select: r\n"},
        {setup, "grant usage on all sequences in schema o to r", "alter sequence o.x_a_seq\n  + granted usage: r\n"},
        {setup, "revoke execute on all functions in schema public from public",
         "alter routine public.f()\n  + revoked execute: public\n"},
        {setup, "grant select on all tables in schema nope to r", "error: unknown schema `nope`"},
        {setup, "grant select on all tables in schema o to public with grant option",
         "error: grant option for `public`"},
        {setup, "grant execute on t to r", "error: table `t` has no privilege `execute`"},
        {setup, "grant delete (a) on t to r", "error: a column of table `t` has no privilege `delete`"},
        {setup, "grant select (z) on t to r", "error: table `t` has no column `z`"},
        {setup, "grant select on nope to r", "error: unknown table `nope`"},
        {setup, "grant usage on sequence t to r", "error: `t` is a table, not a sequence"},
        {setup, "grant maintain on t to r", "error: privilege `maintain` needs PostgreSQL 17, the target is 15"},
        {setup, "grant connect on database d to r", "unseen database `d` from outside the chain\n"},
    };
    check(rows);
    CHECK(said("create table t (a int)", "grant maintain on t to r", 17) ==
          "alter table public.t\n  + granted maintain: r\n");
}

TEST_CASE("`all` is what the server's version has") {
    Session older(16), newer(17);
    auto const granted = [](Session& session) {
        session.run("create table t (a int); grant all on t to r");
        return session.catalog.table({"public", "t"})->facts.common.acl.size();
    };
    CHECK(granted(older) == 7);
    CHECK(granted(newer) == 8);
}
