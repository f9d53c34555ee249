Members of extensions, and what depends on one.
--- setup
create extension lo;
create extension citext;
create table t (a int primary key, b text);
create view v as select a from t;
create sequence q;
create function f(int) returns int language sql as $$ select 1 $$;
create function tf() returns trigger language plpgsql as $$ begin return null; end $$;
create index i on t (b);
create materialized view m as select a from t;
create trigger g before insert on t for each row execute function tf();
create procedure p() language sql as $$ select 1 $$;
create schema s;
create type ty as enum ('a');
create table t3 (a int);
create view v3 as select a from t3;
create foreign data wrapper w;
--- cases
alter extension lo add table t;

alter extension lo add table nope;

alter extension nope add table t;

alter extension lo add table v;

alter extension lo drop table t;

alter extension lo add table t;
alter extension lo add table t;

alter extension lo add table t;
alter extension citext add table t;

alter extension lo add table t;
drop table t;

alter extension lo add table t;
drop table t cascade;

alter extension lo add table t;
drop extension lo;

alter extension lo add table t;
alter extension lo add view v;
drop view v;

alter extension lo add table t;
alter extension lo add view v;
alter extension lo add materialized view m;
drop extension lo;

alter extension lo add table t;
drop extension lo cascade;

alter extension lo add view v;
drop table t cascade;

alter extension lo add table t;
alter extension lo drop table t;
drop table t cascade;

alter extension lo drop function f(int);

alter extension lo add function f(int);

alter extension lo add procedure p();

alter extension lo add schema s;
drop schema s;

alter extension lo add type ty;
drop type ty;

alter extension lo add sequence q;
drop sequence q;

alter extension lo add index i;

alter extension lo add role r;

alter extension lo add trigger g on t;

alter extension lo add foreign data wrapper w;
drop foreign data wrapper w;

alter extension lo add table t;
alter table t rename to u;
alter table u add column c int;
comment on table u is 'x';

alter extension lo add schema s;
create table s.x (a int);
drop extension lo;

alter extension lo add table t3;
drop extension lo;

alter function f(int) depends on extension lo;
drop extension lo;

alter function f(int) depends on extension nope;

alter function f(int) depends on extension lo;
alter function f(int) depends on extension lo;

alter function f(int) no depends on extension lo;

-- since 13
alter function f(int) depends on extension lo;
alter function f(int) no depends on extension lo;
drop extension lo;

alter function f(int) depends on extension lo;
drop function f(int);

alter index i depends on extension lo;
drop extension lo;

-- not modelled
alter index t_pkey depends on extension lo;

alter trigger g on t depends on extension lo;
drop extension lo;

alter materialized view m depends on extension lo;
drop extension lo;

alter view v depends on extension lo;

alter table t depends on extension lo;

alter procedure p() depends on extension lo;

alter routine f(int) depends on extension lo;

alter index t depends on extension lo;

alter materialized view v depends on extension lo;

create view vf as select f(a) as x from t;
alter function f(int) depends on extension lo;
drop extension lo;

create view vf as select f(a) as x from t;
alter function f(int) depends on extension lo;
drop extension lo cascade;

alter function f(int) depends on extension plpgsql;

alter extension plpgsql add table t3;
drop table t3;

alter extension lo add domain ty;

alter extension lo add aggregate f(int);
