Domains.
--- setup
create schema app;
create type mood as enum ('sad', 'ok', 'happy');
create table plain (x integer);
create view v as select x from plain;
create sequence s;
create function positive(n integer) returns boolean immutable language plpgsql as $$ begin return n > 0; end $$;
create function three() returns integer immutable language plpgsql as $$ begin return 3; end $$;
create domain d as integer check (value > 0);
create domain named as text constraint short check (length(value) < 80) constraint filled check (value <> '') not null;
create domain open as integer;
create domain above as open default 5;
create domain checked as integer check (positive(value));
create domain counted as integer default nextval('s');
create domain three_at_first as integer default three();
create domain feeling as mood default 'ok';
create domain boxed as integer;
create type pair as (a boxed, b text);
create table holds (p pair);
create table t (a d primary key, b named, c open[], e feeling, f checked, g above);
create function takes(n open) returns open language sql as $$ select n $$;
--- cases
create domain email as text;

create domain email text;

create domain email as text check (value like '%@%');

create domain email as character varying(320) collate "C" default 'x@y' not null check (value like '%@%');

create domain email as text constraint shape check (value like '%@%') check (length(value) < 80) check (value <> '');

create domain email as text check (value <> '') collate "C";

create domain email as text collate "C" collate "POSIX";

create domain n as integer collate "C";

create domain n as d;

create domain n as above;

create domain n as above default null;

create domain n as above default 6;

create domain n as integer default null;

create domain n as mood[] default '{sad,ok}';

create domain n as integer[][3] check (array_length(value, 1) = 2);

create domain n as plain;

create domain n as mood default 'glad';

create domain n as feeling default 'glad';

create domain n as mood default 'sad' check (value <> 'ok');

create domain n as integer default three() check (positive(value));

create domain n as integer default nextval('s');

create domain n as integer not null null;

create domain n as integer null;

create domain n as integer not null not null;

create domain n as integer default 1 default 2;

create domain n as integer primary key;

create domain n as integer unique;

create domain n as integer references t;

create domain n as integer check (value > 0) no inherit;

create domain n as integer check (value > 0) not valid;

create domain n as integer check (value > 0) deferrable;

create domain n as integer check (x > 0);

create domain n as integer check (VALUE > 0 and "value" < 9);

create domain n as integer check ((select 1) = value);

create domain n as integer check (unknown_function(value));

create domain n as integer default value;

create domain n as integer constraint a check (value > 0) constraint a check (value > 1);

create domain n as integer check (value < 100) constraint n_check check (value > 0);

create domain n as integer constraint n_check check (value > 0) check (value < 100);

create table other (x integer constraint n_check check (x > 0));
create domain n as integer check (value > 0);

create domain a_name_that_is_as_long_as_names_may_be_in_postgresql_and_it_is as integer check (value > 0) check (value < 9);

create domain n as serial;

create domain n as anyelement;

create domain n as record;

create domain n as nothing;

create domain n as integer(3);

create domain d as integer;

create domain t as integer;

create domain v as integer;

create domain mood as integer;

create domain pair as integer;

create domain s as integer;

create domain app.d as d;

create domain nowhere.d as integer;

create table d (x integer);

create view d as select 1;

create sequence d;

create type d as enum ('a');

create table u (x d, y d[] not null, z app.missing);

create table u (x d default 4, y named default 'x', z feeling default 'sad');

create table u (x d references t, y integer references t);

create table u (x text references t);

create table u (x d generated always as identity);

create table u (x named collate "C");

create table u (x d collate "C");

create table u (x d(3));

create index i on t (b);

create index i on t (e);

create index i on t using gin (b);

alter table plain alter x type d;

alter table t alter g type integer;

alter table t alter b type integer;

alter table t alter e type mood;

alter table t add h named;

alter domain d set default 7;

alter domain d set default null;

alter domain above drop default;

alter domain open drop default;

alter domain feeling set default 'happy';

alter domain feeling set default 'glad';

alter domain d set default value;

alter domain d set not null;

alter domain named set not null;

alter domain named drop not null;

alter domain open drop not null;

alter domain open set not null;

alter domain boxed set not null;

alter domain boxed add check (value > 0);

alter domain boxed add check (value > 0) not valid;

alter domain boxed set default 3;

alter domain above add check (value > 0);

alter domain open add constraint few check (value < 9);

alter domain d add check (value < 9);

alter domain d add constraint few check (value < 9);

alter domain d add constraint few check (value < 9) not valid;

alter domain d add constraint few check (value < 9) not valid;
alter domain d validate constraint few;

alter domain d validate constraint d_check;

alter domain d validate constraint nothing;

alter domain boxed add constraint few check (value < 9) not valid;
alter domain boxed validate constraint few;

alter domain d add constraint d_check check (value < 9);

alter domain d add constraint few unique;

alter domain d add constraint few not null;

alter domain d add few check (value < 9);

alter domain d add check (nothing(value));

alter domain d drop constraint d_check;

alter domain d drop constraint d_check cascade;

alter domain named drop constraint short;

alter domain d drop constraint nothing;

alter domain d drop constraint if exists nothing;

alter domain d rename constraint d_check to positive;

alter domain named rename constraint short to filled;

alter domain d rename constraint nothing to more;

alter domain mood set not null;

alter domain t set not null;

alter domain nothing set not null;

alter domain int4 set not null;

alter domain d rename to e;

alter type d rename to e;

alter domain d rename to mood;

alter domain d rename to t;

alter domain d rename to s;

alter domain mood rename to e;

alter domain mood rename constraint a to b;

alter domain d set schema app;

create domain app.d as text;
alter domain d set schema app;

alter domain open set schema app;

alter domain mood set schema app;

alter domain d owner to app_owner;

alter type d owner to app_owner;

alter domain mood owner to app_owner;

comment on domain d is 'more than nothing';

comment on type d is 'more than nothing';

comment on domain mood is 'no domain';

comment on domain nothing is 'x';

comment on constraint d_check on domain d is 'above zero';

comment on constraint d_check on domain d is 'above zero';
alter domain d rename constraint d_check to positive;

comment on constraint nothing on domain d is 'x';

comment on constraint d_check on domain mood is 'x';

comment on constraint d_check on domain nothing is 'x';

comment on constraint d_check on d is 'x';

grant usage on domain d to reader;

grant usage on type d to reader with grant option;

revoke usage on domain d from public;

grant select on domain d to reader;

grant usage on domain mood to reader;

drop domain d;

drop domain d cascade;

drop domain above;

drop domain above cascade;

drop domain open;

drop domain open cascade;

drop domain boxed cascade;

drop domain counted;

drop type counted;

drop domain counted, three_at_first;

drop domain counted, counted;

drop domain if exists nothing;

drop domain if exists nothing, counted;

drop domain if exists nowhere.d;

drop domain nothing;

drop domain mood;

drop domain t;

drop domain date;

drop function positive(integer);

drop function positive(integer) cascade;

drop function three();

drop function three() cascade;

drop sequence s;

drop sequence s cascade;

drop type mood;

drop type mood cascade;

drop schema public cascade;

create view w as select 3::d as x;
drop domain d cascade;

create view w as select d(3) as x;
drop domain d;

create function other(x d, y named) returns d language sql as $$ select x $$;
drop domain named;

alter function takes(open) rename to took;

alter domain open rename to closed;
drop function takes(closed);

alter type mood rename value 'ok' to 'fine';

create domain labelled as text default 'it''s' check (value in ('it''s', 'a'));
alter domain labelled set default 'a';

create domain ordered as integer check (value between 1 and 3) default 1 + 1;

create domain app.ordered as app.missing;

create domain app.amount as numeric(10,2) default 0 check (value >= 0);
alter domain app.amount drop constraint amount_check;

create domain app.amount as numeric(10,2) default 0 check (value >= 0);
drop domain app.amount;

comment on domain d is 'x';
grant usage on domain d to reader;
alter table t drop a;
drop domain d;

create domain "Odd ""name" as text constraint "Odd check" check (value <> '');
drop domain "Odd ""name";

create domain "date" as text;
drop domain "date";

create domain "date" as text;
drop domain public."date";

create domain held as integer constraint positive check (value > 0);
create table n (a held[]);
alter domain held validate constraint positive;

create domain held as integer constraint positive check (value > 0);
create table n (a held);
alter domain held validate constraint positive;
