Routines with a body in standard SQL, which is parsed when it is made, from 14 on.
--- setup
-- since 14
create table t (a int primary key, b text);
create function g(int) returns int language sql as $$ select 1 $$;
create sequence q;
create type m as enum ('x');
create view v as select a, b from t;
create function f(x int) returns int language sql begin atomic select a from t where a = x; end;
create procedure pr() language sql begin atomic insert into t values (1, 'x'); update t set b = 'y'; delete from t where a = 1; end;
create function h(x int) returns int language sql return g(x) + 1;
create table t2 (c int);
--- cases
drop table t;

drop table t cascade;

alter table t drop column b;

alter table t drop column b cascade;

alter table t drop column a cascade;

drop function g(int);

drop function g(int) cascade;

alter table t rename to tt;

alter table t rename column a to aa;

alter function g(int) rename to gg;

alter table t alter column a type bigint;

alter table t alter column b type varchar(10);

drop view v;

create function z() returns int language sql return nextval('q');
drop sequence q;

create function z() returns m language sql return 'x'::m;
drop type m;

create function z() returns int language sql return (select count(*) from v);
drop view v;

create function z() returns int language sql begin atomic select 1; select 2; end;

-- open world: a word of a body may be a parameter
create function z() returns int language sql begin atomic select nope from t; end;

create function z() returns int language sql begin atomic select a from nope; end;

create function z() returns int language sql return nope();

-- open world: a word of a body may be a parameter
create function z(x int) returns int language sql return y;

create function z() returns int language plpgsql begin atomic select 1; end;

create function z() returns int language sql begin atomic select case when a > 1 then 2 else 3 end from t; end;

create function z() returns int language sql as 'select 1' return 1;

create function z() returns int begin atomic select 1; end;

create function z() returns int return 1;

create function z() returns int return 1 language sql;

create function z() returns int language sql immutable return 1;

create function z() returns int begin atomic end;

create function z() returns void language sql begin atomic end;

create function z() returns int language sql begin atomic create table xx (a int); end;

create or replace function f(x int) returns int language sql as 'select 1';
drop table t2;

create or replace function f(x int) returns int language sql begin atomic select c from t2; end;
drop table t2;

create function z(a int) returns int language sql begin atomic select a from t2; end;

create function z(p int) returns int language sql begin atomic select p + z.p; end;

create function z() returns setof t language sql begin atomic select * from t; end;
alter table t add column c int;

create function z() returns setof t2 language sql begin atomic select * from t2; end;
alter table t2 drop column c;

create function z() returns trigger language sql begin atomic select 1; end;

create function f2() returns int language sql begin atomic select f(1); end;
drop function f(int);

create function z() returns int language sql return f(1);
create or replace function f(x int) returns int language sql return 2;

create function z() returns bigint language sql return 1;

create function z() returns trigger language sql as $$ select 1 $$;

create function z() returns trigger language 'plpgsql' as $$ begin return new; end $$;

create function z() returns int language sql begin atomic return 1; end;

create function z() returns int language sql begin atomic with x as (select 1 as a) select a from x; end;

create function z() returns int language sql begin atomic truncate t; end;

create function z() returns void language sql begin atomic notify x; end;

create function z() returns int language sql begin atomic insert into t2 values (1) returning c; end;

create function z() returns int language sql begin atomic select 1;; end;

alter function g(int) rename to gg;
drop function h(int);
