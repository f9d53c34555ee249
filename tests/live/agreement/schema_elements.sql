CREATE SCHEMA with the objects inside it.
--- setup
create schema old;
create table public.t (a int primary key);
create function public.tf() returns trigger language plpgsql as $$ begin return null; end $$;
create type public.ty as enum ('a');
--- cases
create schema s create table a (x int) create view v as select x from a create index on a (x) create sequence q create trigger g before insert on a for each row execute function public.tf() grant select on a to reader;

create schema s create view v as select x from a create table a (x int);

create schema s create table old.a (x int);

create schema s create table s.a (x int);

create schema s create view old.v as select 1 as a;

create schema s create index i on t (a);

create schema s create index i on public.t (a);

create schema s create table t2 (x int references t);

create schema s create table t2 (x int references a) create table a (y int primary key);

create schema s create table t2 (x int default nextval('q')) create sequence q;

create schema s create function f() returns int language sql as 'select 1';

create schema s create type ty as enum ('a');

create schema s create materialized view m as select 1 as a;

create schema s grant select on t to reader;

create schema s grant usage on schema s to reader;

create schema s create table a (x ty);

create schema s create view v as select * from t;

create schema s create or replace view v as select 1 as a;

create schema s create table a (x int);

create schema if not exists s create table a (x int);

create schema old create table a (x int);

create schema authorization reader create table a (x int);

create schema s authorization reader create table a (x int) create sequence q;

create schema s create trigger g before insert on a for each row execute function public.tf() create table a (x int);

create schema s grant select on a to reader create table a (x int) create index on a (x);

create schema s create table a (x int) create index i on s.a (x);

create schema s create table a (x int) create index i on a (x) create table b (x int) create unique index j on b (x);

create schema s create table a as select 1 as x;

create schema s create temporary table a (x int);

create schema s create table a (x int) create table a (x int);

create schema s create view v as select 1 as a create view w as select a from v;

create schema s create view w as select a from v create view v as select 1 as a;

create schema s create sequence old.q;

create schema s create table if not exists a (x int) create sequence if not exists q;

create schema s create index i on old.a (x);

create schema s create table a (x int) create rule ru as on insert to a do nothing;

create schema s create foreign table a (x int) server nope;

create schema s comment on schema s is 'x';

create schema s create table a (x int) create trigger g before insert on old.a for each row execute function public.tf();

create schema s grant all on all tables in schema s to reader;

create schema s create table a (x int) create view v as select 1 as y;
drop schema s;

create schema s create table b () inherits (a) create table a (x int);

create schema s create table a (x int) create table b () inherits (a);

create schema s create table p (x int) partition by list (x) create table p1 partition of p default;

create schema s create recursive view v (n) as select 1;

create schema s revoke select on t from r;

create schema s create table a (x int) create view v as select x from a;
drop view s.v;

create schema s create table a (x int) create view v as select a.x from a join t on t.a = a.x create view w as select x from v;
drop schema s cascade;

create schema s create table a (x int default nextval('q')) create sequence q;
alter table s.a alter column x drop default;

create schema s create table a (x int) create view v as select x from only a;
create or replace view s.v as select x, 1 as y from s.a;
