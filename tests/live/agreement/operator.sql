Operators, operator classes and families, casts, aggregates.
--- setup
create type pair as enum ('a', 'b');
create function same(x integer, y integer) returns boolean language sql immutable as $$ select x = y $$;
create function neg(x integer) returns integer language sql immutable as $$ select -x $$;
create function plus(x integer, y integer) returns integer language sql immutable as $$ select x + y $$;
create function cmp(x integer, y integer) returns integer language sql immutable as $$ select x - y $$;
create function to_pair(x integer) returns pair language sql immutable as $$ select 'a'::pair $$;
create operator === (leftarg = integer, rightarg = integer, function = same, restrict = eqsel);
create operator !! (rightarg = integer, function = neg);
create operator class whole for type integer using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 cmp(integer, integer);
create operator family many using btree;
alter operator family many using btree add operator 1 < (integer, integer), function 1 cmp(integer, integer);
create cast (integer as pair) with function to_pair(integer);
create aggregate total(integer) (sfunc = plus, stype = integer, initcond = '0');
create view sums as select total(1) as n;
create table t (a integer);
create schema app;
comment on operator === (integer, integer) is 'the same';
comment on aggregate total(integer) is 'the sum';
--- cases
create operator ==> (leftarg = integer, rightarg = integer, function = same);

create operator ==> (leftarg = integer, rightarg = integer, procedure = same, commutator = ==>, hashes, merges, restrict = eqsel, join = eqjoinsel);

create operator app.==> (leftarg = integer, rightarg = integer, function = same);

create operator nosuch.==> (leftarg = integer, rightarg = integer, function = same);

create operator ==> (rightarg = integer, function = neg);

create operator ==> (leftarg = integer, function = neg);

create operator ==> (leftarg = integer, rightarg = integer);

create operator ==> (function = same);

create operator ==> (leftarg = nosuch, rightarg = integer, function = same);

create operator ==> (leftarg = integer, rightarg = integer, function = nosuch);

create operator === (leftarg = integer, rightarg = integer, function = same);

create operator === (leftarg = bigint, rightarg = bigint, function = int8eq);

create operator ==> (leftarg = integer, leftarg = integer, function = same);

alter operator === (integer, integer) set (restrict = none);

alter operator === (integer, integer) set (join = eqjoinsel);

-- until 16
alter operator === (integer, integer) set (commutator = ===);

-- since 17
-- one way: no statement takes a commutator away
alter operator === (integer, integer) set (commutator = ===);

alter operator === (integer, integer) set (restrict = nosuch);

alter operator ==> (integer, integer) set (join = eqjoinsel);

alter operator === (integer, integer) owner to app_owner;

alter operator === (integer, integer) set schema app;

alter operator === (integer, integer) set schema nosuch;

drop operator === (integer, integer);

drop operator === (integer, integer), !! (none, integer);

drop operator === (bigint, integer);

drop operator if exists === (bigint, integer);

drop operator if exists === (nosuch, integer);

drop operator === (integer);

comment on operator === (integer, integer) is 'x';

comment on operator !! (none, integer) is 'x';

comment on operator ==> (integer, integer) is 'x';

drop function same(integer, integer);

drop function same(integer, integer) cascade;

alter function same(integer, integer) rename to equal;
drop operator === (integer, integer);

create operator class c for type integer using btree as operator 1 <, function 1 cmp(integer, integer);

create operator class c for type integer using btree family many as operator 2 <=;

create operator class whole for type integer using btree as operator 1 <;

create operator class c for type integer using nosuch as operator 1 <;

create operator class c for type nosuch using btree as operator 1 <;

create operator class c for type integer using btree as function 1 nosuch(integer, integer);

create operator class c for type integer using btree as function 1 cmp(bigint, bigint);

alter operator class whole using btree rename to entire;

alter operator class whole using btree set schema app;

alter operator class nosuch using btree rename to entire;

drop operator class whole using btree;

drop operator class nosuch using btree;

drop operator class if exists nosuch using btree;

drop operator class whole using hash;

comment on operator class whole using btree is 'x';

create operator family f using btree;

create operator family app.f using hash;

create operator family many using btree;

create operator family many using hash;

alter operator family many using btree rename to several;

alter operator family many using btree add operator 3 = (integer, integer);

alter operator family many using btree add operator 1 < (integer, integer);

alter operator family many using btree drop operator 1 (integer, integer);

alter operator family many using btree drop function 1 (integer, integer);

alter operator family many using btree drop operator 5 (integer, integer);

alter operator family nosuch using btree drop operator 5 (integer, integer);

drop operator family many using btree;

drop operator family whole using btree;

drop operator family nosuch using btree;

drop operator family if exists nosuch using btree;

comment on operator family many using btree is 'x';

create cast (pair as integer) with inout;

create cast (pair as integer) with inout as assignment;

create cast (integer as pair) with function to_pair(integer) as implicit;

create cast (bigint as pair) with function to_pair(bigint);

create cast (bigint as pair) with function nosuch(bigint);

create cast (nosuch as pair) with inout;

drop cast (integer as pair);

drop cast (pair as integer);

drop cast if exists (pair as integer);

drop cast if exists (pair as nosuch);

comment on cast (integer as pair) is 'x';

comment on cast (pair as integer) is 'x';

drop type pair;

drop type pair cascade;

alter type pair rename to two;

alter type pair rename to two;
drop cast (integer as two);

drop function to_pair(integer);

create aggregate a(integer) (sfunc = plus, stype = integer);

create aggregate a (basetype = integer, sfunc = plus, stype = integer);

create aggregate a (basetype = "ANY", sfunc = int8inc, stype = bigint, initcond = "0");

create aggregate a (sfunc = plus, stype = integer);

create aggregate a (basetype = nosuch, sfunc = plus, stype = integer);

create aggregate a(*) (sfunc = int8inc, stype = bigint, initcond = '0');

create aggregate a(integer) (sfunc = plus);

create aggregate a(integer) (stype = integer);

create aggregate a(integer) (sfunc = nosuch, stype = integer);

create aggregate a(integer) (sfunc = plus, stype = nosuch);

create aggregate a(nosuch) (sfunc = plus, stype = integer);

create aggregate total(integer) (sfunc = plus, stype = integer);

create or replace aggregate total(integer) (sfunc = plus, stype = integer);

create or replace aggregate neg(integer) (sfunc = plus, stype = integer);

create aggregate app.total(integer) (sfunc = plus, stype = integer);

alter aggregate total(integer) rename to summed;

alter aggregate total(integer) rename to neg;

alter aggregate total(integer) set schema app;

alter aggregate total(integer) owner to app_owner;

alter aggregate total(bigint) rename to summed;

alter function total(integer) rename to summed;

drop aggregate total(integer);

drop aggregate total(integer) cascade;

drop aggregate total(bigint);

drop aggregate if exists total(bigint);

drop aggregate neg(integer);

drop function total(integer);

comment on aggregate total(integer) is 'x';

comment on aggregate neg(integer) is 'x';

comment on function total(integer) is 'x';

grant execute on function total(integer) to reader;

revoke execute on function total(integer) from public;

drop function plus(integer, integer);

drop function plus(integer, integer) cascade;

alter function plus(integer, integer) rename to added;

drop schema app;

drop view sums;

alter function plus(integer, integer) stable;

alter function plus(integer, integer) strict cost 10;

alter function plus(integer, integer) rows 10;

alter function plus(integer, integer) set work_mem = '1MB';

alter function plus(integer, integer) immutable stable;

alter procedure plus(integer, integer) set work_mem = '1MB';

alter routine plus(integer, integer) parallel safe;

alter function nosuch(integer) stable;

alter function plus(integer, integer) security definer;
drop view sums;

create type en as enum ('a'); create cast (en as integer) without function;

create type co as (x integer); create cast (co as integer) without function;

create domain dm as integer; create cast (dm as text) without function;

create cast (integer[] as text) without function;

create type rg as range (subtype = integer); create cast (rg as integer) without function;

create type rg as range (subtype = integer); create type rh as range (subtype = integer); create cast (rg as rh) without function;

create type en as enum ('a'); create cast (en as integer) with inout;
