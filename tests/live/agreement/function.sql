Functions and procedures.
--- setup
create type mood as enum ('sad', 'ok');
create table t (id integer primary key, a integer, b text);
create function f(x integer) returns integer language sql immutable as $$ select x $$;
create function f(x text) returns text language sql immutable as $$ select x $$;
create function g(x integer, y integer default 2) returns integer language sql as $$ select x + y $$;
create function once(a integer) returns integer language sql as $$ select a $$;
create function outs(in a integer, out b integer, out c text) language sql as $$ select 1, 'x' $$;
create function rows() returns setof t language sql as $$ select * from t $$;
create function tab() returns table (x integer, y text) language sql as $$ select 1, 'x' $$;
create procedure p(x integer) language plpgsql as $$ begin null; end $$;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t_touch before update on t for each row execute function touch();
create view v as select f(a) as fa from t;
create table d (x integer default once(1), y integer);
create index d_y on d (f(y));
create schema app;
--- cases
create function n() returns integer language sql as $$ select 1 $$;

create function f(x integer) returns integer language sql as $$ select 1 $$;

create function f(y integer) returns bigint language sql as $$ select 1::bigint $$;

create function f(x bigint) returns bigint language sql as $$ select 1::bigint $$;

create function f(x integer, out y integer) language sql as $$ select 1 $$;

create function p(x integer) returns integer language sql as $$ select 1 $$;

create procedure f(x integer) language sql as $$ select 1 $$;

create function n(x nosuch) returns integer language sql as $$ select 1 $$;

create function n(x integer) returns nosuch language sql as $$ select 1 $$;

create function n(x integer, x integer) returns integer language sql as $$ select 1 $$;

create function n(x integer default 1, y integer) returns integer language sql as $$ select 1 $$;

create function n(x integer default 1, out y integer) language sql as $$ select 1 $$;

create function n(out x integer) returns text language sql as $$ select 1 $$;

create function n(out x integer) returns integer language sql as $$ select 1 $$;

create function n(out x integer, out y text) returns record language sql as $$ select 1, 'x' $$;

create function n(x integer) language sql as $$ select 1 $$;

create function n() returns void language sql as $$ select 1 $$;

create function n(variadic x integer[]) returns integer language sql as $$ select 1 $$;

create function n(variadic x integer) returns integer language sql as $$ select 1 $$;

create function n(variadic x integer[], y integer) returns integer language sql as $$ select 1 $$;

create function n() returns integer language sql;

create function n() returns integer as $$ select 1 $$;

create function n() returns integer language sql language sql as $$ select 1 $$;

create function n() returns integer language sql immutable stable as $$ select 1 $$;

create function n() returns integer language sql strict cost 5 parallel safe security definer set search_path = app as $$ select 1 $$;

create function n() returns integer language sql rows 5 as $$ select 1 $$;

create function n() returns setof integer language sql rows 5 as $$ select 1 $$;

create function nowhere.n() returns integer language sql as $$ select 1 $$;

create function app.f(x integer) returns integer language sql as $$ select 1 $$;

create function n(x t) returns t language sql as $$ select x $$;

create function n(x t.a%type) returns integer language sql as $$ select 1 $$;

create function n(x t.nosuch%type) returns integer language sql as $$ select 1 $$;

create function n(x mood[]) returns setof mood language sql as $$ select unnest(x) $$;

create function n() returns trigger language plpgsql as $$ begin return new; end $$;

create function n(x integer) returns trigger language plpgsql as $$ begin return new; end $$;

create function n() returns table (a integer) language sql as $$ select 1 $$;

create function n(a integer) returns table (a integer) language sql as $$ select 1 $$;

create function n(x integer) returns integer return x + 1;

create function n(x integer) returns integer begin atomic select a from t where id = x; end;

create function n(x integer) returns integer begin atomic select 1; end;

-- open world: languages
create function n() returns integer language nosuch as $$ select 1 $$;

create procedure n(x integer) language sql as $$ select 1 $$;

create procedure n(inout x integer) language plpgsql as $$ begin x := 1; end $$;

create procedure n(out x integer) language plpgsql as $$ begin x := 1; end $$;

create procedure n() returns integer language sql as $$ select 1 $$;

create or replace function f(x integer) returns integer language sql as $$ select 2 $$;

create or replace function f(x integer) returns bigint language sql as $$ select 2::bigint $$;

create or replace function f(y integer) returns integer language sql as $$ select 2 $$;

create or replace function f(integer) returns integer language sql as $$ select 2 $$;

-- one way: dropping the default needs drop and create, and others need the function
create or replace function f(x integer default 3) returns integer language sql as $$ select 2 $$;

create or replace function g(x integer, y integer) returns integer language sql as $$ select 2 $$;

create or replace function g(x integer, y integer default 5) returns integer language sql as $$ select 2 $$;

create or replace function g(x integer default 1, y integer default 5) returns integer language sql as $$ select 2 $$;

create or replace function g(x integer, z integer default 5) returns integer language sql as $$ select 2 $$;

create or replace function outs(in a integer, out b integer) language sql as $$ select 1 $$;

create or replace function outs(in a integer, out b integer, out d text) language sql as $$ select 1, 'x' $$;

create or replace function outs(in a integer, out b integer, out c text) language sql as $$ select 2, 'x' $$;

create or replace function rows() returns t language sql as $$ select * from t $$;

create or replace function tab() returns table (x integer) language sql as $$ select 1 $$;

create or replace function tab() returns table (x integer, z text) language sql as $$ select 1, 'x' $$;

create or replace procedure f(x integer) language sql as $$ select 1 $$;

create or replace function p(x integer) returns integer language sql as $$ select 1 $$;

create or replace procedure p(x integer) language plpgsql as $$ begin perform 1; end $$;

create or replace procedure p(y integer) language plpgsql as $$ begin perform 1; end $$;

create or replace function touch() returns trigger language plpgsql as $$ begin return old; end $$;

create or replace function touch() returns integer language plpgsql as $$ begin return 1; end $$;

-- open world: which of several functions a call means (RULINGS 10)
drop function f(integer);

drop function f(text);

drop function f;

drop function g;

drop function g(integer);

drop function g(integer, integer);

-- open world: which of several functions a call means (RULINGS 10)
drop function f(x integer);

-- open world: which of several functions a call means (RULINGS 10)
drop function f(int4);

drop function f(character varying);

drop function nosuch();

drop function nosuch;

drop function if exists nosuch();

drop function if exists nosuch(nosuchtype);

drop function f(nosuchtype);

drop function p(integer);

drop procedure p(integer);

drop procedure p;

drop procedure f(text);

-- since 14
drop procedure f;

drop routine p(integer);

drop routine f(text);

drop routine g;

drop function outs(integer);

drop function outs;

drop function outs(integer, out integer, out text);

drop function touch();

drop function touch() cascade;

drop function once(integer);

drop function once(integer) cascade;

drop function g(integer, integer), rows();

drop function rows();

drop table t;

drop table t cascade;

drop function if exists nowhere.f(integer);

drop function nowhere.f(integer);

drop function app.f(integer);

drop type mood;

create function n(x mood) returns integer language sql as $$ select 1 $$;
drop type mood cascade;

alter function f(integer) rename to ff;

alter function f(integer) rename to g;

alter function g(integer, integer) rename to f;

alter function f(text) rename to f;

alter function once(integer) rename to f;

alter function nosuch(integer) rename to f;

alter function f rename to ff;

alter function g rename to gg;

alter function f(integer) set schema app;

create function app.f(x integer) returns integer language sql as $$ select 1 $$;
alter function f(integer) set schema app;

alter function f(integer) set schema nowhere;

alter function f(integer) owner to app_owner;

alter function p(integer) owner to app_owner;

alter procedure p(integer) rename to pp;

alter procedure f(integer) rename to pp;

alter routine p(integer) rename to pp;

alter function f(integer) stable;

alter function f(integer) immutable strict;

alter function nosuch(integer) stable;

comment on function f(integer) is 'x';

comment on function f(bigint) is 'x';

comment on function f is 'x';

comment on procedure p(integer) is 'x';

comment on function p(integer) is 'x';

grant execute on function f(integer) to reader;

grant execute on function f to reader;

grant select on function f(integer) to reader;

grant execute on procedure p(integer) to reader;

grant execute on function p(integer) to reader;

grant execute on function nosuch() to reader;

grant execute on all functions in schema public to reader;

alter function f(integer) rename to ff;
drop function ff(integer);

alter function touch() rename to touched;
create trigger t2 before insert on t for each row execute function touched();

alter function touch() rename to touched;
create trigger t2 before insert on t for each row execute function touch();

drop table d;
drop function once(integer);

-- since 14
create function n(x integer) returns integer begin atomic select a from t where id = x; end;
alter table t drop column a;

-- since 14
create function n(x integer) returns integer begin atomic select y from d where x = x; end;
drop table d;

-- since 14
create function n(x integer) returns integer begin atomic select y from d where x = x; end;
alter table d drop column y;
