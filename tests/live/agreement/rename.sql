RENAME, SET SCHEMA and the other subcommands of ALTER TABLE.
--- setup
create table t (id serial primary key, a integer unique, b text, constraint a_check check (a > 0), g bigint generated always as identity);
create table u (x integer references t);
create index i on t (b);
create unique index ui on t (a) where a > 0;
create unique index nn on t (id);
create view v as select a from t;
create sequence s;
create type mood as enum ('ok');
create schema app;
create table app.t (y integer);
create table app.i (y integer);
create table app.free (y integer);
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touched before update on t for each row execute function touch();
--- cases
alter table t rename to tt;

alter table t rename to u;

alter table t rename to v;

alter table t rename to i;

alter table t rename to s;

alter table t rename to mood;

alter table t rename to t;

alter table t rename to t_pkey;

alter table t rename to t_id_seq;

alter table nosuch rename to x;

alter table if exists nosuch rename to x;

alter table app.t rename to free;

alter table app.t rename to u;

alter table nowhere.t rename to x;

alter table if exists nowhere.t rename to x;

alter table v rename to vv;

alter table i rename to ii;

alter table s rename to ss;

alter view t rename to tt;

alter sequence t rename to tt;

-- stricter: the statement names another kind
alter index t rename to tt;

alter view v rename to vv;

alter table t set schema app;

alter table u set schema app;

alter table u set schema nowhere;

alter table u set schema public;

alter table app.free set schema public;

alter table app.t set schema public;

alter table app.i set schema public;

alter table if exists nosuch set schema app;

alter table nosuch set schema app;

alter table v set schema app;

alter table i set schema app;

alter view v set schema app;

alter sequence s set schema app;

alter sequence t_id_seq set schema app;

alter type mood set schema app;

alter table t set unlogged;

alter table u set unlogged;

alter table u set logged;

alter table app.free set unlogged;

alter table t set (fillfactor = 50);

alter table t set (nosuch = 50);

alter table t reset (fillfactor);

alter table t set (autovacuum_enabled = false, toast.autovacuum_enabled = false);

alter table t enable row level security;

alter table t force row level security, enable row level security;

alter table v enable row level security;

alter table t replica identity full;

alter table t replica identity using index t_pkey;

alter table t replica identity using index i;

alter table t replica identity using index ui;

alter table t replica identity using index nn;

alter table t replica identity using index t_a_key;

alter table t replica identity using index nosuch;

alter table u replica identity using index t_pkey;

alter table t replica identity nothing;

alter table t rename to tt;
alter table tt add column c integer unique;

alter table t rename to tt;
create table t (id serial primary key);

alter table t rename column a to aa;
alter table t add unique (aa);

alter table t rename column a to aa;
alter table t drop constraint t_a_key;

alter table t rename column a to aa;
alter table t drop column aa;

alter table t rename column a to aa;
alter table t drop column aa cascade;

alter table t rename to tt;
drop table tt;

alter table t rename to tt;
drop table t;

alter table t rename to tt;
drop table tt cascade;

drop table app.t;
alter table t set schema app;

drop table app.t, app.i;
alter table t set schema app;

drop table app.t, app.i;
alter table t set schema app;
drop schema app cascade;

drop table app.t, app.i;
alter table t set schema app;
create index i on u (x);

drop table app.t, app.i;
alter table t set schema app;
create table w (z integer references t);

drop table app.t, app.i;
alter table t set schema app;
create table w (z integer references app.t);

alter table t rename constraint a_check to t_a_check;
alter table t add check (a > 3);

alter index i rename to t_b_idx;
create index on t (b);

alter index nn rename to t_id_key;
alter table t add unique (id);

alter type mood rename to t2;
create table t2 (a integer);

alter sequence t_id_seq rename to t_ids;
alter table t drop column id cascade;

alter table t cluster on i;

alter table t set tablespace pg_default;

alter table t inherit u;

alter table t attach partition u for values in (1);
