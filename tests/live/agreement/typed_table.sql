Typed tables.
--- setup
create type ct as (a int, b text);
create type en as enum ('a');
create table t (a int);
create table tt of ct (a with options not null primary key, b default 'x');
create table free (a int, b text);
create type ct2 as (a int, b varchar(5));
create domain dm as int;
create table p (a int) partition by list (a);
create table ch (c int) inherits (free);
--- cases
create table n of ct;

create table n of ct (a primary key, check (a > 0), unique (b));

create table n of ct (nope primary key);

create table n of ct (a int);

create table n of ct (a with options, a default 1);

create table n of en;

create table n of nope;

create table n of t;

create table n of dm;

create table n of ct inherits (t);

create table n of ct partition by list (a);

create unlogged table n of ct with (fillfactor = 50);

create table n of ct (c with options default 1);

create table n of ct (constraint x check (b <> '') not null);

create table n of ct (a with options generated always as identity);

create table n of ct (b with options generated always as ('x') stored);

alter table tt add column c int;

alter table tt drop column a;

alter table tt alter column a type bigint;

alter table tt rename column a to z;

alter table tt alter column b set not null;

alter table tt rename to tu;

alter table tt not of;

alter table tt not of;
alter table tt add column c int;

alter table free of ct;

alter table free of ct2;

alter table free of nope;

alter table free of en;

alter table t of ct;

alter table ch of ct;

alter table tt of ct;

alter table free not of;

alter table free of ct;
alter table free add column d int;

drop type ct;

drop type ct cascade;

alter type ct add attribute c int;

-- not modelled
alter type ct add attribute c int cascade;

alter type ct drop attribute b;

-- not modelled
alter type ct drop attribute b cascade;

-- not modelled
alter type ct drop attribute a cascade;

alter type ct rename attribute a to z;

-- not modelled
alter type ct rename attribute a to z cascade;

alter type ct alter attribute a type bigint;

-- not modelled
alter type ct alter attribute a type bigint cascade;

alter type ct rename to cu;

alter type ct rename to cu;
drop table tt;

drop table tt;

create table ch2 () inherits (tt);

alter table tt inherit free;

create table n (like tt including all);

-- not modelled
create view vv as select a from tt;
alter type ct drop attribute a cascade;

alter type ct owner to reader;

create type self as (x int);
create table n of self;
alter table n of ct;

-- not modelled
create table n of ct;
create table n2 of ct;
alter type ct add attribute z int cascade;
