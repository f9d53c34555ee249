Range types and their multiranges.
--- setup
create schema app;
create type mood as enum ('sad', 'ok');
create type pair as (a integer, b text);
create domain positive as integer check (value > 0);
create function gap(a integer, b integer) returns double precision immutable language plpgsql as $$ begin return a - b; end $$;
create function slow_gap(a integer, b integer) returns double precision language plpgsql as $$ begin return a - b; end $$;
create type span as range (subtype = integer);
create type floatrange as range (subtype = double precision, subtype_diff = float8mi);
create type word_span as range (subtype = text, collation = "C");
create type with_gap as range (subtype = integer, subtype_diff = gap);
create type of_moods as range (subtype = mood);
create type of_positives as range (subtype = positive);
-- since 14
create table t (a span default span(1, 2), b span_multirange, c floatrange[], d of_moods, check (a <@ b));
-- until 13
create table t (a span default span(1, 2), b span, c floatrange[], d of_moods, check (a <@ b));
create view v as select span(1, 2) as s;
--- cases
create type r as range (subtype = integer);

create type r as range (subtype = float8, subtype_diff = float8mi);

create type r as range (subtype = double precision);

create type r as range (subtype = timestamp with time zone);

create type r as range (subtype = timestamp(3));

create type r as range (subtype = character varying(5));

create type timerange as range (subtype = time);

create type rangerange as range (subtype = integer);

create type "XRange" as range (subtype = integer);

create type aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa as range (subtype = integer);

create type aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaarange as range (subtype = integer);

create type r_multirange as enum ('a');
create type r as range (subtype = integer);

create table r_multirange (a integer);
create type r as range (subtype = integer);

create type r as range (subtype = integer, multirange_type_name = span_multirange);

create type r as range (subtype = integer, multirange_type_name = many);

create type r as range (subtype = integer, multirange_type_name = app.many);

create type r as range (subtype = integer, multirange_type_name = nowhere.many);

create type r as range (subtype_diff = float8mi);

create type r as range (subtype = integer, subtype = integer);

create type r as range (subtype = integer, wrong = integer);

create type r as range (subtype = nothing);

create type r as range ();

create type r as range (subtype);

create type r as range (subtype = text, collation = "C");

create type r as range (subtype = integer, collation = "C");

create type r as range (subtype = text, subtype_opclass = text_pattern_ops);

create type r as range (subtype = json);

create type r as range (subtype = point);

create type r as range (subtype = mood);

create type r as range (subtype = positive);

create type r as range (subtype = pair);

create type r as range (subtype = integer[]);

create type r as range (subtype = integer, subtype_diff = nothing);

create type r as range (subtype = integer, subtype_diff = gap);

create type r as range (subtype = integer, subtype_diff = public.gap);

create type r as range (subtype = integer, subtype_diff = slow_gap);

create type span as range (subtype = integer);

create type span_multirange as range (subtype = integer);

create type t as range (subtype = integer);

create type span_multirange as enum ('a');

create table span_multirange (a integer);

create domain span_multirange as integer;

create type app.span as range (subtype = app.missing);

create type app.span as range (subtype = integer);

create function span(a integer, b integer) returns integer language sql as $$ select 1 $$;

create function span(a integer, b integer, c text) returns integer language sql as $$ select 1 $$;

create function span(a integer) returns integer language sql as $$ select 1 $$;

create function span_multirange() returns integer language sql as $$ select 1 $$;

-- since 14
create function other(a integer, b integer) returns integer language sql as $$ select 1 $$;
create type other as range (subtype = integer);

create table u (a span, b span_multirange[], c span(3));

create table u (a span default span(1, 2, '[]'), b span_multirange default span_multirange(span(1, 2)));

create table u (a span default nothing(1, 2));

create table u (a span, exclude using gist (a with &&));

create index i on t using gist (a);

create index i on t (b);

create index i on t using gin (a);

-- open world: operators of a check are not looked at
alter table t alter a type text;

-- open world: operators of a check are not looked at
alter table t alter b type text;

alter type span rename to interval_of_integers;

alter type span rename to span_multirange;

alter type span rename to t;

alter type span_multirange rename to many;

alter type span set schema app;

alter type span_multirange set schema app;

alter type span owner to app_owner;

alter type span_multirange owner to app_owner;

alter type mood rename to feeling;

alter domain positive rename to above_zero;

alter function gap(integer, integer) rename to hole;

comment on type span is 'x';

comment on type span_multirange is 'x';

comment on type nothing_multirange is 'x';

grant usage on type span to reader;

grant usage on type span_multirange to reader;

revoke usage on type span from public;

drop type span;

drop type span cascade;

drop type span_multirange;

drop type span_multirange cascade;

drop type floatrange;

drop type floatrange cascade;

drop type word_span;

drop type with_gap;

drop type with_gap, word_span;

drop function gap(integer, integer);

drop function gap(integer, integer) cascade;

drop function slow_gap(integer, integer);

drop type mood;

drop type mood cascade;

drop domain positive cascade;

alter type span rename to z;
create table u (a z default span(1, 2));

alter type span rename to z;
create table u (a z default z(1, 2));

alter domain positive add check (value < 9);

create table holds (x of_positives);
alter domain positive add check (value < 9);

-- since 14
create type app.many as range (subtype = integer, multirange_type_name = app.several);
drop type app.many;

-- since 14
comment on type word_span is 'x';
comment on type word_span_multirange is 'y';
drop type word_span;

alter schema app rename to apps;

-- since 14
create type app.many as range (subtype = integer);
create table app.u (a app.many default app.many(1, 2), b app.many_multirange);
alter schema app rename to apps;

-- since 14
create type app.many as range (subtype = integer);
create table u (a app.many default app.many(1, 2), b app.many_multirange);
drop schema app cascade;

create schema aux; create type aux.moved as range (subtype = date); alter type aux.moved set schema public; drop schema aux;

create schema aux; create type aux.moved as range (subtype = date); alter type aux.moved set schema public; drop schema aux cascade;

create schema aux; create type aux.moved as range (subtype = date); alter type aux.moved set schema public;
alter schema aux rename to former;

create schema aux; create type aux.moved as range (subtype = date); alter type aux.moved set schema public;
drop type moved;
drop schema aux;

-- since 14
create schema aux; create type there as range (subtype = date, multirange_type_name = aux.many_there);
drop schema aux;

-- since 14
create schema aux; create type there as range (subtype = date, multirange_type_name = aux.many_there);
drop schema aux cascade;
