Types of one's own in queries, expressions and signatures.
--- setup
create schema app;
create type mood as enum ('sad', 'ok', 'happy');
create type pair as (a integer, b text);
create type nested as (p pair, n integer);
create domain email as text check (value ~ '^[^@]+@[^@]+$');
create domain amount as numeric(10, 2) default 0;
create type span as range (subtype = integer);
-- since 14
create table t (id integer primary key, p pair, q pair[], n nested, m mood, e email, v amount, s span, ms span_multirange);
-- until 13
create table t (id integer primary key, p pair, q pair[], n nested, m mood, e email, v amount, s span);
create function make(x integer, y text default 'y') returns pair language sql as $$ select row(x, y)::pair $$;
--- cases
create view v as select (p).a, (t.p).b from t;

create view v as select (p).* from t;

create view v as select (t.n).p, ((n).p).a from t;

create view v as select (q[1]).a as first from t;

create view v as select p from t where (p).a > 3 order by (p).b;

create view v as select (make(1)).a as x;

create view v as select row(1, 'x')::pair as p, (1, 'x')::pair as q;

create view v as select cast('(1,x)' as pair) as p, '(1,x)'::pair as q, array[]::pair[] as r;

create view v as select 'sad'::mood as m, mood 'ok' as n, array['sad', 'ok']::mood[] as o, enum_range(null::mood) as p;

create view v as select m from t where m in ('sad', 'ok') and m > 'sad'::mood;

create view v as select email 'a@b' as x, 'a@b'::email as y, email('a@b') as z, cast('a@b' as email) as w;

create view v as select span(1, 2) as s, span '[1,2)' as u, '[1,2)'::span as w, span_multirange(span(1, 2)) as m;

create view v as select lower(s) as l, upper(s) as u, s @> 3 as h, s && span(1, 2) as o from t;

create view v as select unnest(ms) as s from t;

create view v as select missing(1, 2) as s;

create view v as select 'x'::nothing as s;

create view v as select e.* from (select row(1, 'x')::pair) as e;

insert into t (id, p.a, p.b) values (1, 1, 'x');

insert into t (id, q[1].a) values (1, 2);

insert into t (id, p) values (1, row(1, 'x'));

update t set p.a = 3, n.p.b = 'x';

update t set q[1] = row(1, 'x');

delete from t where (p).a = 3;

alter table t add check ((p).a > 0);

alter table t add constraint c check (e <> 'x@y' and v >= 0 and lower(s) > 0 and m <> 'sad');

alter table t add column g text generated always as ((p).b) stored;

alter table t add column g integer generated always as (upper(s)) stored;

alter table t add column d pair default row(1, 'x');

alter table t add column d pair default (1, 'x')::pair;

alter table t add column d pair default make(1);

alter table t add column d pair default '(1,x)';

alter table t add column d mood[] default array['sad']::mood[];

alter table t add column d mood[] default array['sad'::mood, 'ok'];

alter table t add column d email default 'a@b'::email not null;

alter table t add column d email default ('a' || '@b')::email;

alter table t add column d span default span(1, 2, '[]');

alter table t add column d span default '[1,2]'::span;

alter table t add column d span default nothing(1, 2);

create index i on t (((p).a));

create index i on t ((lower(s)));

create index i on t (m) where m = 'sad';

create index i on t (e);

create index i on t (v desc);

create index i on t using gist (s);

create index i on t using hash (e);

create index i on t using gin (e);

create index i on t (p);

create unique index i on t (m, e);

alter table t add exclude using gist (s with &&);

alter table t add unique (e, m);

create table u (e email references t (e));

create table u (e email primary key);
create table w (x text references u, y email references u, z varchar(3) references u);

create table u (v amount primary key);
create table w (x integer references u, y numeric references u);

create table u (v amount primary key);
create table w (x text references u);

create table u (m mood primary key);
create table w (x mood references u);

create table u (m mood primary key);
create table w (x text references u);

create table u (s span primary key);
create table w (s span references u);

create function f(p pair, q mood default 'sad', out r email) language sql as $$ select 'a@b'::email $$;

create function f() returns setof pair language sql as $$ select 1, 'x' $$;

create function f() returns table (e email, m mood[]) language sql as $$ select null::email, null::mood[] $$;

create function f(variadic x mood[]) returns mood language sql as $$ select x[1] $$;

create function f(p pair default row(1, 'x')) returns integer language sql as $$ select 1 $$;

create function f(p pair default make(1)) returns integer language sql as $$ select 1 $$;

create function f(x t.e%type) returns integer language sql as $$ select 1 $$;

create procedure f(x span, inout y mood) language sql as $$ select 'sad'::mood $$;

create function f(p nothing) returns integer language sql as $$ select 1 $$;

create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before update on t for each row when (old.m is distinct from new.m and (new.p).a > 1) execute function f();

alter type pair rename to couple;
drop function make(integer, text);

alter type pair rename attribute a to x;
alter table t drop column p;

create view w as select p from t;
alter type pair rename to couple;
drop view w;

create domain d as text check (value = any (array['a', 'b']) and value is distinct from 'c' and char_length(value) < 3 and value collate "C" > 'A');

create domain d as text check ((value)::text = any ((array['a'::character varying, 'b'::character varying])::text[]));

create domain d as jsonb check (value ? 'a' and jsonb_typeof(value -> 'b') = 'array');

create domain d as timestamp with time zone default now() check (extract(year from value) > 2000);

create domain d as integer check (case when value > 3 then value < 9 else true end);

create domain d as pair check ((value).a > 0);

create domain d as pair default row(1, 'x');

create domain d as mood[] default array['sad']::mood[] check (cardinality(value) > 0);

create domain d as span check (lower(value) > 0) default span(1, 2);

create domain d as uuid default gen_random_uuid();

create domain d as text check (value ~* '^(?:[a-z0-9!#$%&''*+/=?^_`{|}~-]+)$');

create domain d as integer check (value is not null and value is distinct from 3) check (value between 1 and 9) check (not value = 5);

create domain d as app.missing[];

-- since 14
create type row_of_everything as (a mood[], b email, c amount, d span, e span_multirange, f t, g t[], h character(3), i interval day);
drop type row_of_everything;

drop type mood cascade;

drop type pair cascade;

drop domain email cascade;

drop domain amount cascade;

drop type span cascade;

drop type nested;

drop type nested cascade;

create table u (m mood primary key);
create table w (x mood references u);
alter table w alter x type text;

create table u (s span primary key);
create table w (s int4range references u);

create table u (s span primary key);
create table w (s span_multirange references u);

create domain md as mood;
create table u (m md primary key);
create table w (y md references u);

create domain md as mood;
create table u (m mood primary key);
create table w (y md references u);

create domain sd as span;
create table u (s span primary key, t sd unique);
create table w (y sd references u, z span references u (t), x sd references u (t));
