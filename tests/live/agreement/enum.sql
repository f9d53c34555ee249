Enum types.
--- setup
create type mood as enum ('sad', 'ok', 'happy');
create table t (a mood, b mood[] default '{ok}', c text, d mood default 'sad');
create table plain (x integer);
create view v as select d from t;
create function feel(m mood) returns mood language sql as $$ select m $$;
create type lonely as enum ();
create schema app;
--- cases
create type color as enum ('red', 'green');

create type color as enum ();

create type color as enum ('red', 'red');

create type mood as enum ('a');

create type t as enum ('a');

create type plain as enum ('a');

create type v as enum ('a');

create type app.mood as enum ('a');

create type nowhere.mood as enum ('a');

create type integer as enum ('a');

create type text as enum ('a');

create type color as enum ('a label that is longer than sixty-three bytes and so is refused by the server');

create type color as enum ('');

create type _mood as enum ('a');

create table mood (x integer);

create table lonely (x integer);

create view lonely as select 1 as one;

create sequence lonely;

create table l (x lonely);

alter type mood add value 'angry';

alter type mood add value 'angry' before 'ok';

alter type mood add value 'angry' after 'happy';

alter type mood add value 'angry' after 'nosuch';

alter type mood add value 'ok';

alter type mood add value if not exists 'ok';

alter type mood add value if not exists 'ok' before 'nosuch';

alter type mood add value if not exists 'angry' before 'sad';

alter type mood add value 'a label that is longer than sixty-three bytes and so is refused by the server';

alter type nosuch add value 'x';

alter type integer add value 'x';

alter type t add value 'x';

alter type app.mood add value 'x';

alter type mood rename value 'ok' to 'fine';

alter type mood rename value 'ok' to 'sad';

alter type mood rename value 'ok' to 'ok';

alter type mood rename value 'nosuch' to 'fine';

alter type mood rename value 'ok' to 'a label that is longer than sixty-three bytes and so is refused by the server';

alter type mood rename to temper;

alter type mood rename to lonely;

alter type mood rename to plain;

alter type mood rename to t;

alter type mood rename to mood;

alter type nosuch rename to x;

alter type mood set schema app;

alter type mood set schema nowhere;

alter type mood set schema public;

create type app.mood as enum ('x');
alter type mood set schema app;

create table app.mood (x integer);
alter type mood set schema app;

alter type mood owner to app_owner;

-- open world: roles
alter type mood owner to nobody_knows;

alter type plain rename to other;

alter type t owner to app_owner;

drop type mood;

drop type mood cascade;

drop type lonely;

drop type lonely, nosuch;

drop type if exists nosuch;

drop type nosuch;

drop type if exists nosuch, lonely;

drop type plain;

drop type integer;

drop type app.mood;

drop type nowhere.mood;

drop type if exists nowhere.mood;

drop type _mood;

alter type mood rename to temper;
alter table t add column e temper;

alter type mood rename to temper;
alter table t add column e mood;

create table o (x lonely);
drop type lonely;

create table o (x lonely);
drop type lonely cascade;

create function f(x lonely) returns integer language sql as $$ select 1 $$;
drop type lonely;

create function f() returns setof lonely language sql as $$ select null::lonely $$;
drop type lonely;

create view w as select null::lonely as l;
drop type lonely;

create table o (x text, check (x::lonely is not null));
drop type lonely;

create table o (x integer default (case when null::lonely is null then 1 end));
drop type lonely;

create table o (x lonely);
drop table o;
drop type lonely;

alter table t drop column a;
drop type mood;

comment on type mood is 'how one feels';

comment on type nosuch is 'x';

grant usage on type mood to reader;

grant usage on type nosuch to reader;

grant select on type mood to reader;

alter table t alter column c type mood using c::mood;

alter table t alter column d set default 'happy';

alter table t alter column d set default 'HAPPY';

alter table t alter column d set default 'happy'::mood;

alter table t alter column d set default 'nosuch'::mood;

create table o (x mood default 'ok' check (x <> 'sad'));

-- open world: expressions are not typed (RULINGS 10)
create table o (x mood check (x <> 'nosuch'));

create table o (x mood, y integer generated always as (case x when 'ok' then 1 else 0 end) stored);

-- open world: expressions are not typed (RULINGS 10)
create index i on t (a) where a = 'nosuch';

alter type mood rename value 'ok' to 'fine';
create table o (x mood default 'ok');

alter type mood rename value 'ok' to 'fine';
create table o (x mood default 'fine');

create domain feeling as mood default 'sad' check (value <> 'ok');
create table o (a feeling default 'ok', b mood[] default '{ok,sad}', c mood[] default '{"ok"}'::mood[]);
alter type mood rename value 'ok' to 'so so';

create domain feelings as mood[] default '{ok, happy}';
create domain deep as feelings;
create table o (a deep default '{happy,ok}');
alter type mood rename value 'ok' to 'fi"ne';
