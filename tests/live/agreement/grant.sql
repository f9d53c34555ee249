Grants, comments and owners.
--- setup
create table t (id serial primary key, a integer, constraint a_check check (a > 0));
create view v as select a from t;
create sequence s;
create index i on t (a);
create schema app;
create table app.u (x integer);
create type mood as enum ('ok');
create function f() returns integer language sql as $$ select 1 $$;
grant select on t to reader;
--- cases
grant select on t to reader, writer;

grant select, insert, update, delete, truncate, references, trigger on t to writer;

grant all on t to writer;

grant all privileges on table t to writer with grant option;

grant select (a), update (a, id) on t to writer;

grant select (nosuch) on t to writer;

grant delete (a) on t to writer;

grant usage on t to writer;

grant execute on t to writer;

grant nosuch on t to writer;

grant select on nosuch to writer;

grant select on t, nosuch to writer;

grant select on app.u to writer;

grant select on app.nosuch to writer;

grant select on nowhere.t to writer;

grant select on i to writer;

grant select on s to writer;

grant select on table s to writer;

-- stricter: the server warns and grants nothing of use
grant insert on s to writer;

grant usage on s to writer;

grant select on sequence s to writer;

grant select on sequence t to writer;

grant select on t to public;

grant select on t to public with grant option;

-- open world: roles
grant select on t to nobody_knows;

-- one way: who runs the script may be the owner
grant select on t to current_user;

grant select on all tables in schema app to reader;

grant select on all tables in schema nosuch to reader;

grant usage on all sequences in schema public to reader;

grant insert on all tables in schema public to reader granted by current_user;

grant usage on type mood to reader;

-- stricter: the row type of a table is the table
grant usage on type t to reader;

grant usage on language plpgsql to reader;

grant connect on database template1 to reader;

revoke select on t from reader;

revoke all on t from reader;

revoke select on t from writer;

revoke grant option for select on t from reader;

revoke select on t from reader cascade;

revoke select on nosuch from reader;

revoke insert on all tables in schema public from reader;

revoke all on function f() from public;

revoke usage on type mood from public;

comment on table t is 'a table';

comment on table t is null;

comment on table v is 'x';

comment on table s is 'x';

comment on table nosuch is 'x';

comment on table nowhere.t is 'x';

comment on column t.a is 'x';

comment on column t.nosuch is 'x';

comment on column nosuch.a is 'x';

comment on column public.t.a is 'x';

comment on column i.a is 'x';

comment on column s.last_value is 'x';

comment on index i is 'x';

comment on index t is 'x';

comment on index t_pkey is 'x';

comment on index nosuch is 'x';

comment on constraint a_check on t is 'x';

comment on constraint t_pkey on t is 'x';

comment on constraint nosuch on t is 'x';

comment on constraint a_check on nosuch is 'x';

comment on function f() is 'x';

comment on type mood is E'two\nlines';

-- stricter: the row type of a table is the table
comment on type t is 'x';

comment on role reader is 'x';

comment on sequence t_id_seq is 'x';

alter table t owner to app_owner;

-- open world: roles
alter table t owner to nobody_knows;

alter table t owner to current_user;

alter table nosuch owner to app_owner;

alter table if exists nosuch owner to app_owner;

alter table v owner to app_owner;

alter table s owner to app_owner;

alter table t owner to app_owner, add column b integer;

alter sequence t_id_seq owner to app_owner;

-- stricter: the server warns and does nothing
alter index i owner to app_owner;

alter type mood owner to app_owner;

alter function f() owner to app_owner;

alter function nosuch() owner to app_owner;

alter default privileges in schema public grant select on tables to reader;

create role heir;
alter default privileges grant execute on functions to heir;
create function g() returns integer language sql as $$ select 1 $$;
alter function g() owner to heir;
drop function g();

create role heir;
alter table t owner to heir;
grant select on t to heir with grant option;

create role heir;
alter table t owner to heir;
grant select on t to heir with grant option;
revoke grant option for select on t from heir;

create role heir;
alter table t owner to heir;
grant select on t to heir with grant option;
revoke select on t from heir;

revoke all on schema public from public;

revoke usage on schema public from public;

revoke all on schema public from public;
grant all on schema public to public;

grant usage on schema public to public;

-- until 14
revoke create on schema public from public;

-- since 15
revoke create on schema public from public;

grant create on schema public to public;
