Composite types.
--- setup
create schema app;
create type mood as enum ('sad', 'ok');
create domain positive as integer check (value > 0);
create table plain (x integer);
create view v as select x from plain;
create sequence s;
create index plain_x on plain (x);
create type pair as (a integer, b text collate "C");
create type free as (a integer, b character varying(5), c mood);
create type outer_pair as (p pair, q pair[], n integer);
create type of_moods as (m mood, p positive, z integer);
create table t (p pair, q pair[] default '{}', n integer);
create table rows (r plain);
create view shows as select null::free as f;
create function takes(p free) returns free language sql as $$ select p $$;
create type lonely as ();
comment on column free.b is 'the second';
--- cases
create type point3 as (x integer, y numeric(5), z text collate "C");

create type point3 as ();

create type point3 as (x integer, x text);

create type point3 as (ctid integer);

create type point3 as (x point3);

create type point3 as (x pair, y pair[], z plain, m mood[], p positive);

create type point3 as (x integer collate "C");

create type point3 as (x positive collate "C");

create type point3 as (x integer not null);

create type point3 as (x integer default 3);

create type point3 as (x serial);

create type point3 as (x nothing);

create type point3 as (x record);

create type point3 as (x setof integer);

create type pair as (x integer);

create type mood as (x integer);

create type plain as (x integer);

create type v as (x integer);

create type s as (x integer);

create type plain_x as (x integer);

create type app.pair as (x integer);

create type nowhere.pair as (x integer);

create table pair (x integer);

create table if not exists pair (x integer);

create view pair as select 1;

create sequence pair;

create index pair on plain (x);

create type pair as enum ('a');

create domain pair as integer;

create sequence free_name;
create type free_name as enum ('a');

alter type pair add attribute c integer;

alter type pair add attribute c numeric(5) cascade, add attribute d text collate "C";

alter type lonely add attribute c integer;

alter type pair add attribute a text;

alter type pair add attribute c nothing;

alter type pair add attribute c pair;

alter type pair add attribute c pair[];

alter type pair add attribute c outer_pair;

alter type pair add attribute c integer collate "C";

alter type pair add attribute c integer not null;

alter type pair add attribute c record;

alter type pair drop attribute b;

alter type pair drop attribute a;

alter type pair drop attribute nothing;

alter type pair drop attribute if exists nothing;

alter type pair drop attribute a, drop attribute b cascade;

alter type free drop attribute a, add attribute a text;

alter type pair alter attribute a type bigint;

alter type outer_pair alter attribute n type bigint;

alter type outer_pair alter attribute n set data type text collate "C" cascade;

alter type outer_pair alter attribute n type text, drop attribute p, add attribute m text;

alter type outer_pair alter attribute nothing type bigint;

alter type outer_pair alter attribute n type nothing;

alter type outer_pair alter attribute n type text using n::text;

-- stricter before 15.20: the view's rows have the type
alter type free alter attribute a type bigint;

create type loose as (a integer);
create domain over_loose as loose;
alter type loose alter attribute a type text;

create type loose as (a integer);
create domain over_loose as loose;
create table holds (x over_loose);
alter type loose alter attribute a type text;

create type loose as (a integer);
create table holds (x loose[]);
alter type loose alter attribute a type text;

create type loose as (a integer);
create type deeper as (l loose);
create table holds (x deeper);
alter type loose alter attribute a type text;

create type loose as (a text collate "C");
alter type loose alter attribute a type character varying(3);

create type loose as (a integer, b integer);
comment on column loose.a is 'x';
alter type loose alter attribute a type text;

alter type pair rename attribute a to first;

alter type pair rename attribute a to first cascade;

alter type pair rename attribute nothing to first;

alter type pair rename attribute a to b;

alter type free rename attribute b to second;

alter table pair rename column a to first;

alter type mood add attribute c integer;

alter type plain add attribute c integer;

alter type positive add attribute c integer;

alter type nothing add attribute c integer;

alter type pair rename to couple;

alter type pair rename to mood;

alter type pair rename to plain;

alter type pair rename to s;

alter type pair rename to plain_x;

alter type mood rename to s;

alter type pair set schema app;

alter type pair owner to app_owner;

alter domain pair rename to couple;

alter table pair add column c integer;

alter table pair rename to couple;

alter table pair owner to app_owner;

alter table pair set schema app;

alter view pair rename to couple;

drop table pair;

drop view pair;

drop sequence pair;

select * from pair;

insert into pair values (1, 'x');

truncate pair;

create trigger g before insert on pair for each row execute function takes();

create index i on pair (a);

comment on type pair is 'two';

comment on table pair is 'two';

comment on column pair.a is 'one';

comment on column free.b is null;

comment on column pair.nothing is 'one';

grant usage on type pair to reader;

grant select on pair to reader;

grant select on type pair to reader;

drop type pair;

drop type pair cascade;

drop type free;

drop type free cascade;

drop type lonely;

drop type outer_pair, lonely;

drop type if exists nothing, lonely;

drop type plain;

drop type mood;

drop type mood cascade;

drop domain positive cascade;

drop table plain;

drop table plain cascade;

alter table plain alter x type bigint;

alter table plain alter x type integer;

alter table plain add y integer;

alter table plain add y integer default null;

alter table plain add y integer default 4;

alter table plain add y integer not null;

alter table plain add y integer generated always as identity;

alter table plain add y positive;

create domain any_integer as integer;
alter table plain add y any_integer;

create domain above as positive;
alter table plain add y above;

alter table plain add y positive[];

-- stricter before 15.20: the view's rows have the type
create table seen (a integer);
create view sees as select null::seen as s;
alter table seen add b integer default 4;

-- stricter before 15.20: the view's rows have the type
create table seen (a integer);
create view sees as select null::seen as s;
alter table seen alter a type text;

alter table plain drop x cascade;

alter table plain add check (x > 0), alter x set not null;

alter table t add p2 pair[] not null default '{}';

alter table t drop p;

create table u (x pair, y free[], check (n > 0));

create table u (x pair(3));

create table u (x pair collate "C");

create index i on t (p);

alter table t alter p type text;

alter table t alter p type free;

alter domain positive rename to above_zero;

alter type mood rename to feeling;

create type "Odd type" as ("Odd attribute" integer, "select" text);
comment on column "Odd type"."Odd attribute" is 'x';

create type "Odd type" as ("Odd attribute" integer, "select" text);
alter type "Odd type" drop attribute "select";

create type "Odd type" as ("Odd attribute" integer, "select" text);
drop type "Odd type";
