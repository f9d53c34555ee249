Roles, memberships, default privileges, publications, subscriptions.
--- setup
create role chief createdb;
create user worker password 'x';
create role crew;
grant crew to worker;
grant chief to worker with admin option;
alter role worker set work_mem = '1MB';
create table t (a integer, b text);
create table u (a integer);
create unlogged table quick (a integer);
create view v as select a from t;
create table owned (a integer);
alter table owned owner to chief;
alter default privileges in schema public grant select on tables to crew;
create publication p for table t;
create schema app;
-- since 15
create publication rows for table u (a) where (a > 0) with (publish = 'insert');
create publication everything for all tables;
-- since 15
create publication inside for tables in schema app;
--- cases
create role n;

create role n login createdb connection limit 5 valid until '2030-01-01';

create role n with login;

create role n nosuch;

create role n in role crew;

create role n role worker admin chief;

create user n;

create group n;

create group n with user worker;

create role chief;

create role public;

create role pg_mine;

alter role chief login;

alter role chief nocreatedb createrole;

alter role chief connection limit 3;

alter role worker password null;

alter user worker superuser;

alter role worker set work_mem = '2MB';

alter role worker set statement_timeout to 10;

alter role worker reset work_mem;

alter role worker reset all;

alter role worker in database template1 set work_mem = '3MB';

alter role chief rename to boss;

alter role chief rename to crew;

-- open world: roles come from outside (RULINGS 12)
alter role nosuch login;

drop role crew;

drop role chief;

drop role if exists nosuch;

drop role worker;

drop user worker;

-- open world: roles come from outside (RULINGS 12)
drop role nosuch;

comment on role crew is 'x';

grant crew to chief;

grant crew to chief with admin option;

grant crew to worker;

grant crew, chief to reader;

grant worker to crew;

revoke crew from worker;

revoke admin option for chief from worker;

revoke chief from worker;

alter group crew add user chief;

alter group crew drop user worker;

alter default privileges grant select on tables to reader;

alter default privileges in schema app grant all on tables to reader;

alter default privileges grant usage on sequences to reader with grant option;

alter default privileges grant execute on functions to reader;

alter default privileges revoke execute on functions from public;

alter default privileges for role chief grant usage on types to reader;

alter default privileges for role chief in schema app grant select on sequences to reader;

alter default privileges grant usage on schemas to reader;

alter default privileges in schema app grant usage on schemas to reader;

alter default privileges grant execute on tables to reader;

alter default privileges in schema nosuch grant select on tables to reader;

alter default privileges in schema public revoke select on tables from crew;

alter default privileges grant select (a) on tables to reader;

create table n (a integer);

create view n as select 1 as one;

create schema n;

drop schema app cascade;

create publication n;

create publication n for table t;

create publication n for table t, u;

create publication n for table only t;

create publication n for all tables;

create publication n for tables in schema app;

create publication n for table u, tables in schema app;

create publication n for table u (a);

create publication n for table u where (a > 1);

create publication n for table u (nosuch);

create publication n for table u where (nosuch > 1);

create publication n for table u (a), tables in schema app;

-- since 15
alter publication inside add table u (a);

-- since 15
alter publication rows add tables in schema app;

create publication n for table nosuch;

create publication n for table v;

create publication n for tables in schema nosuch;

create publication n with (publish = 'insert, update', publish_via_partition_root = true);

create publication n with (nosuch = 1);

create publication p;

alter publication p add table u;

alter publication p add table t;

alter publication p drop table t;

alter publication p drop table u;

alter publication p set table u;

alter publication p set table t, u;

alter publication p add tables in schema app;

-- since 15
alter publication inside drop tables in schema app;

alter publication p drop tables in schema app;

alter publication everything add table t;

alter publication p set (publish = 'delete');

alter publication rows set (publish = 'insert, update');

alter publication p set (nosuch = 1);

alter publication p rename to q;

alter publication p rename to rows;

alter publication nosuch add table t;

drop publication p;

drop publication p, rows;

drop publication nosuch;

drop publication if exists nosuch;

comment on publication p is 'x';

drop table u;

drop view v;

alter table u rename to w;

alter table u rename to w;
drop publication rows;

alter table u drop column a;

alter table u rename column a to z;
drop publication rows;

alter schema app rename to other;

create subscription n connection 'dbname=x' publication p with (connect = false, slot_name = none, enabled = false);

create subscription n connection 'dbname=x' publication p, rows with (connect = false, slot_name = none, enabled = false);

create subscription n connection 'dbname=x' publication p with (connect = false, slot_name = none, enabled = false);
alter subscription n rename to m;

create subscription n connection 'dbname=x' publication p with (connect = false, slot_name = none, enabled = false);
alter subscription n connection 'dbname=y';

create subscription n connection 'dbname=x' publication p with (connect = false, slot_name = none, enabled = false);
drop subscription n;

alter subscription nosuch disable;

drop subscription nosuch;

drop subscription if exists nosuch;

create publication n for table quick;

alter table quick set logged; create publication n for table quick;

alter publication p add table quick;

alter table t set unlogged;

alter table u set unlogged;

create publication n for all tables; alter table owned set unlogged;
