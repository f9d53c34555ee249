Sequences.
--- setup
create sequence s;
create table t (id serial primary key, a integer default nextval('s'), b bigint generated always as identity, c text);
create table u (x integer);
create view v as select 1 as one;
create schema app;
create sequence app.s;
create sequence small as smallint;
--- cases
create sequence n;

create sequence s;

create sequence if not exists s;

create sequence if not exists u;

create sequence u;

create sequence v;

create sequence t_pkey;

create sequence t_id_seq;

create sequence nowhere.n;

create sequence n as integer increment by 2 minvalue 1 maxvalue 100 start with 5 cache 4 cycle;

create sequence n increment -1;

create sequence n increment -1 minvalue -10 maxvalue -1 start -3;

create sequence n increment 0;

create sequence n minvalue 10 maxvalue 5;

create sequence n start 0;

create sequence n maxvalue 10 start 11;

create sequence n cache 0;

create sequence n as text;

create sequence n as numeric;

create sequence n as smallint maxvalue 40000;

create sequence n as smallint minvalue -40000;

create sequence n increment 1 increment 2;

create sequence n no minvalue no maxvalue no cycle;

create sequence n maxvalue 9223372036854775808;

create sequence n owned by u.x;

create sequence n owned by none;

create sequence n owned by u.nosuch;

create sequence n owned by nosuch.x;

-- stricter: a sequence owned by a view
create sequence n owned by v.one;

create sequence n owned by t.id;

create sequence app.n owned by u.x;

create sequence n owned by u;

create sequence n restart;

-- stricter: it ends with the session
create temporary sequence n;

create unlogged sequence n;

alter sequence s increment 5;

alter sequence s restart;

alter sequence s restart with 50;

alter sequence s maxvalue 10 restart with 50;

alter sequence s minvalue 5;

alter sequence s minvalue 5 start 5 restart;

alter sequence s as smallint;

alter sequence s as text;

alter sequence small as bigint;

alter sequence s cache 0;

alter sequence nosuch increment 5;

alter sequence if exists nosuch increment 5;

alter sequence u increment 5;

alter sequence s owned by u.x;

alter sequence s owned by none;

alter sequence s owned by u.nosuch;

alter sequence t_id_seq owned by none;

alter sequence t_id_seq owned by u.x;

alter sequence t_b_seq owned by none;

alter sequence t_b_seq owned by u.x;

alter sequence t_b_seq increment 4;

alter sequence app.s owned by u.x;

alter sequence s rename to ss;

alter sequence s rename to u;

alter sequence s rename to small;

alter sequence nosuch rename to x;

alter sequence if exists nosuch rename to x;

alter sequence u rename to x;

alter sequence t_id_seq rename to ids;

alter sequence t_b_seq rename to bs;

alter table s rename to ss;

alter sequence s set schema app;

alter sequence small set schema app;

alter sequence small set schema nowhere;

alter sequence t_id_seq set schema app;

alter sequence t_b_seq set schema app;

alter sequence s owner to app_owner;

alter sequence t_id_seq owner to app_owner;

alter sequence s set logged;

alter sequence s set unlogged;

-- since 15
alter sequence s set unlogged;
alter sequence s set logged;

alter sequence s set cycle;

drop sequence s;

drop sequence s cascade;

drop sequence small;

drop sequence small, app.s;

drop sequence t_id_seq;

drop sequence t_id_seq cascade;

drop sequence t_b_seq;

drop sequence t_b_seq cascade;

drop sequence nosuch;

drop sequence if exists nosuch;

drop sequence u;

drop sequence if exists u;

drop table s;

alter sequence s rename to ss;
drop sequence ss;

alter sequence t_id_seq owned by none;
drop table t;

alter sequence t_id_seq owned by u.x;
drop table t;

alter sequence s owned by u.x;
drop table u;

alter sequence s owned by u.x;
drop table u cascade;

alter sequence s owned by u.x;
alter table u drop column x;

alter sequence s owned by t.c;
alter table t drop column c;

alter table t alter column a drop default;
drop sequence s;

alter table t drop column id;
create sequence t_id_seq;

alter table t set schema app;
create sequence t_id_seq;

alter table t alter column id drop default;
drop sequence t_id_seq;

create table w (a integer default nextval('nosuch'));

create table w (a integer default nextval('app.s'));
drop sequence app.s;

create table w (a integer default nextval('app.s'::regclass));
drop schema app cascade;

create table w (a integer default currval('s'));

create table w (a integer default nextval('s'::text));
drop sequence s;

comment on sequence s is 'x';

comment on sequence u is 'x';

grant usage, select on sequence s to reader;

grant insert on sequence s to reader;

grant usage on sequence u to reader;

grant select on s to reader;

create role chief; create table h (a integer); alter table h owner to chief; create sequence n; alter sequence n owner to chief; alter sequence n owned by h.a;

create role chief; create table h (a integer); alter table h owner to chief; create sequence n; alter sequence n owner to current_user; alter sequence n owned by h.a;

create role chief; create table h (a serial); alter table h owner to chief; alter sequence h_a_seq owned by none; drop table h;
