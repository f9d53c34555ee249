The names that the server makes for indexes and exclusion constraints over expressions.
--- setup
create table nm (a integer, b text, c integer[], d jsonb, e timestamptz, f tsvector, g date, nm_row point, h interval, i xml);
create function public.twice(x integer) returns integer language sql immutable as $$ select x * 2 $$;
create table "very_long_table_name_with_many_characters_in_it_to_cut" (b text, a integer);
create index on nm (upper(b));
create index on nm ((a * 2));
create unique index on nm (upper(b), a);
--- cases
create index on nm (lower(b));

create index on nm (a, a);

create index on nm ((a+1), (a+2));

create index on nm ((a::text));

create index on nm ((a::bigint));

create index on nm ((b::varchar(3)));

create index on nm ((b::character(3)));

create index on nm ((b::"char"));

create index on nm (((a+1)::int8));

create index on nm ((lower(b)::varchar));

create index on nm (cast(a as numeric(10,2)));

create index on nm ((cast(a as numeric(10,2))));

create index on nm (coalesce(a,1));

create index on nm (greatest(a,1), least(a,2));

create index on nm (nullif(a,1));

create index on nm ((case when a=1 then b else b end));

create index on nm ((case when a=1 then b else lower(b) end));

create index on nm ((case when a=1 then 1 else 2 end));

create index on nm ((case when a=1 then 1 end));

create index on nm ((c[1]));

create index on nm ((d->'x'));

create index on nm ((d->>'x'), (d#>>'{a}'));

create index on nm (((d->>'x')::integer));

create index on nm ((b collate "C"));

create index on nm ((lower(b) collate "C"));

create index on nm ((e at time zone 'utc'));

create index on nm (((e at time zone 'utc')::date));

create index on nm (date_trunc('day', e at time zone 'utc'));

create index on nm (extract(year from g));

create index on nm (substring(b from 1 for 2));

create index on nm (position('a' in b));

create index on nm (overlay(b placing 'x' from 1));

create index on nm (trim(b), trim(leading from b), trim(trailing 'x' from b), trim(both 'x' from b));

create index on nm ((a is null));

create index on nm ((not (a = 1)));

create index on nm ((-a));

create index on nm ((a between 1 and 2));

create index on nm ((b like 'x%'));

create index on nm (public.twice(a));

create index on nm ((array[a,1]));

create index on nm ((row(a,1) = row(1,2)));

create index on nm ((date '2020-01-01' + a));

create index on nm ((interval '1 day'));

create index on nm ((true));

create index on nm ((true), a);

create index on nm ((1));

create index on nm (('x'::text));

create index on nm ((b is normalized));

create index on nm (normalize(b));

create index on nm ((((a))));

create index on nm ((a), (b));

create index on nm (((b || 'x') collate "C"));

create index on nm ((b || 'x' collate "C"));

create index on nm ((nm.a));

create index on nm ((public.nm.a));

create index on nm (to_tsvector('english', b)) ;

create index on nm using gin (to_tsvector('english'::regconfig, b), c);

create index on nm ((a::bit(3)), (a::float), (a::real), (a::smallint), (a::boolean));

create index on nm ((g::timestamp without time zone));

create index on nm ((c::bigint[]));

create index on nm ((h::interval day to second));

create index on nm ((-a::bigint));

create index on nm ((a operator(pg_catalog.+) 1));

create index on nm ((a in (1,2)));

create index on nm ((a = any(c)));

create index on nm (xmlserialize(content i as text));

create index on nm ((a isnull));

create index on nm (a, lower(b)) include (e);

create index on nm (lower(b), lower(b));

create index on nm (lower(b), upper(b));

create index on nm ((a::public.nosuch));

create index on nm (char_length(b), char_length(b || b));

create index on nm ((nm_row[0]));

create index on nm ((a % 2));

create index on nm (((a, 1) = (1, 2)));

create unique index on nm (lower(b), a) where a > 1;

alter table nm add exclude using gist (nm_row with ~=);

alter table nm add exclude using btree (lower(b) with =);

alter table nm add exclude using btree ((a+1) with =, (a+2) with =, b with =);

alter table nm add exclude using btree (lower(b) with =, a with =) include (b);

alter table nm add unique (a) include (a);

create index on "very_long_table_name_with_many_characters_in_it_to_cut" (lower(b), (a+1), (a+2));

create index on nm ((a * 3));

create index on nm (upper(b));

create index on nm (upper(b), a);

create unique index on nm (a);

alter table nm add exclude ((a * 2) with =, upper(b) with =);

alter table nm add exclude (a with =) where (a > 1);

alter table nm add constraint nm_named exclude (lower(b) with =);

alter table nm add unique (a, b) include (g);

create table nn (a integer, b text, exclude (lower(b) with =), unique (a), exclude (a with =));

create index on nm (lower(b) text_pattern_ops desc nulls last);

create index on nm ((lower(b)) collate "C");

create index on nm (md5(b || a::text));

create index on nm (date_part('year', g));

create index on nm ((case a when 1 then 2 else a end));

create index on nm ((b::text::varchar));

create index on nm ((1 + a)::text);

create index on nm (((1 + a)::text));

create index on nm (((1 + a)::text::varchar));

create index on nm (cast((1 + a) as double precision));

create index on nm ((e::timestamptz at time zone 'utc'));

create index on nm ((timezone('utc', e)));

create index on nm ((not true));

create index on nm ((null::integer));

create index on nm ((a is distinct from 1));

create index on nm ((a is not null and b is not null));

create index on nm ((b ~ 'x'));

create index on nm ((b similar to 'x'));

create index on nm ((g - date '2020-01-01'));

create index on nm ((coalesce(a, 1) + 1));

create index on nm ((- (a)));

create index on nm ((array[1, a])[1]);

create index on nm (((array[1, a])[1]));

create index on nm ((row(a, 1) is null));

create index on nm ((to_tsvector('english', b)));

create index on nm using gin ((to_tsvector('english', b) || f));

create index on nm using gist (point(a, a));

create index on nm using brin (a, (a + 1));

create index on nm using hash (lower(b));

create index "Na Me" on nm ((a + 1));

create index on nm (abs(a), abs(a), abs(a));
