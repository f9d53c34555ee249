Virtual generated columns, from 18 on.
--- setup
-- since 18
--- cases
create table t (a int, b int generated always as (a * 2) virtual);

create table t (a int, b int generated always as (a * 2));

create table t (a int, b int generated always as (a * 2) primary key);

create table t (a int, b int generated always as (a * 2) unique);

create table t (a int, b int generated always as (a * 2) not null);

create table t (a int, b int generated always as (a * 2) check (b > 0));

create table t (a int, b int generated always as (a * 2) references t);

create table t (a int primary key, b int generated always as (a * 2) references t);

create table t (a int, b int generated always as (a * 2));
create index on t (b);

create table t (a int, b int generated always as (a * 2));
create index on t ((b+1));

create table t (a int, b int generated always as (a * 2));
create index on t (a) where b > 0;

create table t (a int, b int generated always as (a * 2));
create index on t (a) include (b);

create table t (a int, b int generated always as (a * 2));
alter table t alter b set expression as (a*3);

create table t (a int, b int generated always as (a * 2));
alter table t alter b drop expression;

create table t (a int, b int generated always as (a * 2));
alter table t alter b drop expression if exists;

create table t (a int, b int generated always as (a * 2));
alter table t alter b type bigint;

create table t (a int, b int generated always as (a * 2));
alter table t alter b set not null;

create table t (a int, b int generated always as (a * 2));
alter table t alter b set statistics 5;

create table t (a int, b int generated always as (a * 2));
create statistics s on a, b from t;

create table t (a int, b text generated always as (a::text));
alter table t alter b set storage external;

create table t (a int, b text generated always as (a::text));
alter table t alter b set compression pglz;

create table t (a int, b text compression pglz generated always as (a::text));

create table t (a int, b text storage external generated always as (a::text));

create function f(int) returns int language sql immutable as 'select 1';
create table t (a int, b int generated always as (f(a)));

create domain d as int;
create table t (a int, b d generated always as (a));

create type e as enum ('x');
create table t (a e, b e generated always as (a));

create type e as enum ('x');
create table t (a e, b bool generated always as (a = 'x'));

create type e as (x int);
create table t (a e, b int generated always as ((a).x));

create table t (a int, b int generated always as (a * 2), c int generated always as (b) stored);

create table t (a int, b int generated always as (random()));

create table t (a int, b int generated always as (a * 2)) partition by list (b);

create table t (a int, b int generated always as (a * 2), exclude (b with =));

create table p (a int, b int generated always as (a * 2));
create table c (b int generated always as (a*3) stored) inherits (p);

create table p (a int, b int generated always as (a * 2));
create table c (b int generated always as (a*3)) inherits (p);

create table p (a int, b int generated always as (a * 2));
create table c (a int, b int generated always as (a*2) stored);
alter table c inherit p;

create table p (a int, b int generated always as (a * 2));
create table c (a int, b int generated always as (a*2) virtual);
alter table c inherit p;

create table p (a int, b int generated always as (a * 2));
create table c (like p including generated);

create table p (a int, b int generated always as (a * 2));
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger g before update on p for each row when (new.b > 1) execute function tf();

create table p (a int, b int generated always as (a * 2));
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger g after update on p for each row when (new.b > 1) execute function tf();

create table p (a int, b int generated always as (a * 2));
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger g after update of b on p for each row execute function tf();

create table p (a int, b int generated always as (a * 2));
create policy x on p using (b > 1);

create table p (a int, b int generated always as (a * 2));
create view v as select b from p;

create table t (a int, b int generated always as (a * 2));
alter table t alter a type bigint;

create table t (a int, b int generated always as (a * 2));
alter table t alter b set default 3;

create table t (a int);
alter table t add b int generated always as (a) virtual not null;

create table t (a int, b int generated always as (a * 2));
create publication pp for table t (b);

create table t (a int, b int generated always as (a * 2));
alter table t add constraint x not null b not valid;

create table t (a int, b int[] generated always as (array[a]));
