Types as they may be written, and as format_type prints them.
--- setup
create schema app;
create type mood as enum ('sad', 'ok');
create type pair as (a integer, b text);
create domain positive as integer check (value > 0);
create type span as range (subtype = integer);
create type "date" as enum ('a', 'b');
create type app.text as enum ('a', 'b');
create table plain (x integer);
create table t (a public."date", b app.text[]);
--- cases
create table u (a character, b char(3), c national character(4), d nchar, e nchar varying(7), f national char varying, g character varying, h varchar(5), i char varying(9), j bpchar, k bpchar(4));

create table u (a bit, b bit(3), c bit varying, d varbit(4), e varbit, f bit varying(9));

create table u (a float, b float(3), c float(24), d float(25), e float(53), f real, g double precision, h float4, i float8);

create table u (a dec, b dec(4), c decimal(4, 2), d numeric(4,-2), e numeric(2,5), f numeric(1000,1000), g numeric(3, -1000), h numeric);

create table u (a int, b int2, c int4, d int8, e smallint, f bigint, g integer, h oid, i money);

create table u (a interval, b interval year, c interval month, d interval day, e interval hour, f interval minute, g interval second);

create table u (a interval year to month, b interval day to hour, c interval day to minute, d interval day to second(3), e interval hour to minute, f interval hour to second(1), g interval minute to second, h interval second(2), i interval(3), j interval(0));

create table u (a time, b time(2), c time(2) with time zone, d time without time zone, e timetz, f timetz(1), g time(0));

create table u (a timestamp, b timestamp(2), c timestamp(2) with time zone, d timestamp without time zone, e timestamptz, f timestamptz(1), g timestamp(0) without time zone);

create table u (a interval(7), b timestamp(9), c time(8));

create table u (a "char", b name, c regclass, d xid8, e json, f jsonb, g jsonpath, h xml, i uuid, j point, k tsvector, l inet, m cidr, n macaddr8, o pg_lsn, p bytea, q boolean, r bool, s refcursor, u int4range, v int4multirange, w regnamespace);

create table u (a pg_catalog.varchar(3), b pg_catalog.int4, c pg_catalog."char", d pg_catalog.bpchar(3), e pg_catalog.timestamptz(2), f pg_catalog.numeric(3), g pg_catalog.bit(3), h pg_catalog.bit, i pg_catalog.bool, j pg_catalog.timetz(2), k pg_catalog.bpchar);

create table u (a "bit", b "varchar", c "int4", d "numeric"(5), e "timestamp"(3), f "time"(1), g "timestamptz"(4), h "bpchar", i "interval");

create table u (a int array, b int array[3], c int[3][4], d text[][], e varchar(3)[], f numeric(4,2)[], g timestamp(3)[], h interval year[], i bit(3)[], j "char"[]);

create table u (a _text, b _int4, c pg_catalog._varchar, d _mood, e public._pair, f _span);

create table u (a mood, b mood[], c pair, d plain[], e positive[][], f span, g span_multirange[]);

create table u (a "date", b date, c public."date", d app.text, e text, f app.text[], g public."date"[]);

create table u (a varchar( 0010 ), b numeric( 10 , 2 ));

create table u (a "int");

create table u (a "character varying");

create table u (a pg_catalog.int);

create table u (a pg_catalog.mood);

create table u (a public.text);

create table u (a numeric(5,1001));

create table u (a numeric(5,-1001));

create table u (a numeric(0));

create table u (a numeric(1001));

create table u (a numeric(5,2,1));

create table u (a float(54));

create table u (a float(0));

create table u (a varchar(0));

create table u (a varchar(10485761));

create table u (a char(10485761));

create table u (a bit(0));

create table u (a varchar(5,2));

create table u (a interval year(3));

create table u (a interval(-1));

create table u (a time(-1));

create table u (a int4(4));

create table u (a text(4));

create table u (a json(3));

create table u (a mood(3));

create table u (a positive(3));

create table u (a pair(3));

create table u (a varchar(n));

create table u (a record);

create table u (a anyelement);

create table u (a void);

create table u (a cstring);

create table u (a unknown);

create table u (a trigger);

create table u (a record[]);

create table u (a setof integer);

alter table plain add y record;

alter table plain alter x type cstring;

alter table plain alter x type bpchar;

alter table plain alter x type interval;

create function f(a bpchar, b char(3), c varchar(4), d bit(3), e numeric(3,2), f interval year, g timestamp(3), h "date", i app.text) returns varchar(3) language sql as $$ select 'x' $$;

create function f(a char(3)) returns integer language sql as $$ select 1 $$;
create function f(a bpchar) returns integer language sql as $$ select 1 $$;

create function f(a interval year) returns integer language sql as $$ select 1 $$;
drop function f(interval);

create function f(a public."date") returns integer language sql as $$ select 1 $$;
drop function f(date);

create function f(a public."date") returns integer language sql as $$ select 1 $$;
drop function f(public."date");

drop type "date";

drop type date;

drop type public."date";

drop type public."date" cascade;

drop type app.text cascade;

alter type "date" add value 'c';

alter type public."date" add value 'c';

alter type public."date" rename value 'a' to 'c';

alter type public."date" rename to day;

alter type mood rename to "time";

alter type public."date" owner to app_owner;

alter type public."date" set schema app;

alter type app.text set schema public;

comment on type public."date" is 'x';

grant usage on type public."date" to reader;

create type "timestamp" as (a integer);
comment on column "timestamp".a is 'x';

create type "timestamp" as (a integer);
alter type public."timestamp" drop attribute a;

create domain "name" as text check (value <> '');

create domain "name" as text check (value <> '');
alter domain public.name add check (value <> 'x');

create type "box" as range (subtype = integer);

create table u (a public."date" default 'a', check (a <> 'b'::public."date"));
alter table u alter a drop default;

create table u (a public."date" default 'a'::public."date", b app.text default 'b');
drop table u;

create table u (a mood default 'sad'::mood, check (a <> 'ok'::mood));
alter type mood rename to "money";
drop table u;
