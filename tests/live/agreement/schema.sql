Schemas and extensions.
--- setup
create schema app;
create schema other;
create table app.t (id serial primary key, a integer);
create type app.mood as enum ('ok');
create function app.f() returns integer language sql immutable as $$ select 1 $$;
create table p (x integer, m app.mood, constraint x_check check (x > app.f()));
create view pv as select a from app.t;
create schema vacant;
--- cases
create schema s;

create schema app;

create schema if not exists app;

create schema public;

create schema pg_mine;

create schema authorization reader;

create schema s authorization reader;

-- open world: roles
create schema s authorization nobody_knows;

drop schema vacant;

drop schema app;

drop schema app cascade;

drop schema app restrict;

drop schema nosuch;

drop schema if exists nosuch;

drop schema if exists nosuch, vacant;

drop schema vacant, other;

drop schema vacant, vacant;

alter schema app rename to application;

alter schema app rename to other;

alter schema nosuch rename to other;

alter schema app rename to pg_app;

alter schema app rename to app;

alter schema app owner to app_owner;

-- open world: roles
alter schema app owner to nobody_knows;

alter schema nosuch owner to app_owner;

alter schema app rename to application;
alter table application.t add column b integer;

alter schema app rename to application;
alter table app.t add column b integer;

alter schema app rename to application;
drop function application.f();

alter schema app rename to application;
drop schema application cascade;

comment on schema app is 'the application';

comment on schema nosuch is 'x';

grant usage on schema app to reader;

grant usage, create on schema app to reader with grant option;

grant select on schema app to reader;

grant usage on schema nosuch to reader;

revoke usage on schema app from reader;

create table app.u (like_t integer references app.t, m app.mood);

create table other.u (m mood);

create table u (t integer references t);

create view other.w as select * from app.t;

create view other.w as select * from t;

create extension if not exists pgcrypto;

create extension plpgsql;

create extension if not exists plpgsql;

create extension pgcrypto schema app;

create extension pgcrypto schema nosuch;

create extension "uuid-ossp";
create table u (id uuid default uuid_generate_v4());

create table u (id uuid default uuid_generate_v4());

create extension pgcrypto;
create extension pgcrypto;

create extension pgcrypto;
drop extension pgcrypto;

drop extension pgcrypto;

drop extension if exists pgcrypto;

comment on extension plpgsql is 'PL/pgSQL procedural language';

-- one way: the comment that came with the extension is not known
create extension pgcrypto;
comment on extension pgcrypto is 'crypto';

comment on extension pgcrypto is 'crypto';

create extension citext;
create table u (a citext);

create table u (a citext);

create extension pgcrypto schema app;
drop schema app cascade;

create extension pgcrypto schema app;
alter extension pgcrypto set schema other;

-- open world: operator classes
create extension pg_trgm;
create index u on app.t using gin (a gin_trgm_ops);

create table other.sub (x app.mood);
drop schema app cascade;

create table v2 (x integer default app.f());
drop schema app cascade;

create table app.only (x integer);
drop schema app, other, vacant cascade;
