CREATE INDEX, ALTER INDEX, DROP INDEX.
--- setup
create table t (id integer primary key, a integer, b text, c integer[], d jsonb, e timestamptz, f tsvector, constraint a_key unique (a));
create table u (a integer);
create index t_b on t (b);
create view v as select a from t;
create sequence s;
create function twice(x integer) returns integer language sql immutable as $$ select x * 2 $$;
create function chance() returns integer language sql volatile as $$ select 1 $$;
create function later() returns integer language plpgsql volatile as $$ begin return 1; end $$;
create function always() returns integer language plpgsql immutable as $$ begin return 1; end $$;
create index t_twice on t (twice(a));
create index t_when on t (b) where twice(a) > 3;
create schema app;
--- cases
create index on t (a);

create index on t (a, b);

create index t_a on t (a);

create unique index t_a on t (a);

create index t_b on t (a);

create index if not exists t_b on t (a);

create index if not exists t_bb on t (a);

create index if not exists on t (a);

create index t on u (a);

create index u on t (a);

create index v on t (a);

create index s on t (a);

create index t_pkey on u (a);

create index a_key on u (a);

create index app.i on t (a);

create index i on t (nosuch);

create index i on nosuch (a);

create index i on app.nosuch (a);

create index i on v (a);

create index i on s (a);

create index i on t (lower(b));

create index i on t (nosuch(b));

create index i on t (lower(nosuch));

create index i on t ((a + 1));

create index i on t ((a + nosuch));

create index i on t (chance());

create index i on t (later());

create index i on t (always());

create index i on t (concat(b, 'x'));

create index i on t ((now()));

create index i on t (a) where b = 'x';

create index i on t (a) where nosuch = 'x';

create index i on t (a) where e > now();

create index i on t (a) where a > (select 1);

create index i on t (a desc nulls last, b asc nulls first);

create index i on t (b text_pattern_ops);

-- open world: operator classes
create index i on t (a text_pattern_ops);

-- open world: operator classes
create index i on t (b nosuch_ops);

create index i on t (b collate "C");

create index i on t (a collate "C");

create index i on t using gin (c);

create index i on t using gin (d jsonb_path_ops);

create index i on t using gin (a);

create index i on t using gin (f);

create index i on t using gin (to_tsvector('english', b));

create index i on t using gist (f);

create index i on t using hash (a);

create index i on t using hash (a, b);

create unique index i on t using hash (a);

create index i on t using gin (c desc);

create index i on t using hash (a desc);

create index i on t using brin (a) with (pages_per_range = 4);

create unique index i on t using brin (a);

create index i on t using nosuch (a);

create index i on t (d);

create index i on t using btree (f);

create index i on t (a) include (b);

create index i on t (a) include (nosuch);

create index i on t using hash (a) include (b);

create index i on t using gin (c) include (b);

create unique index i on t (a) nulls not distinct;

create index i on t (a) with (fillfactor = 70);

create index i on t (a) with (fillfactor = 7);

create index i on t (a) with (nosuch = 70);

create index i on t (a) with (pages_per_range = 4);

create index i on only t (a);

create index i on t (a, a);

create index i on t (ctid);

create index concurrently i on t (a);

drop index concurrently t_b;

drop index t_b;

drop index t_b, t_twice;

drop index nosuch;

drop index if exists nosuch;

drop index if exists nosuch, t_b;

drop index t_pkey;

drop index a_key;

drop index a_key cascade;

drop index t;

drop index v;

drop index if exists t;

drop index app.t_b;

drop index nowhere.t_b;

drop index if exists nowhere.t_b;

alter index t_b rename to t_bb;

alter index t_b rename to t_when;

alter index t_b rename to u;

alter index nosuch rename to x;

alter index if exists nosuch rename to x;

-- stricter: the statement names another kind
alter index t rename to tt;

-- stricter: the statement names another kind
alter index v rename to vv;

alter table t_b rename to t_bb;

alter index t_b set (fillfactor = 60);

alter index t_b reset (fillfactor);

alter index t_b set (nosuch = 60);

alter index a_key rename to a_unique;

drop function twice(integer);

drop function twice(integer) cascade;

drop function chance();

alter table t drop column b;

alter table t drop column a;

alter table t drop column a cascade;

alter table t rename column b to bb;
drop index t_b;

alter table t set schema app;
drop index app.t_b;

create index on t (b);
create index on t (b);

create index on a_name_that_is_not_there_at_all (a);

create table a_table_with_a_name_that_is_longer_than_thirty_letters (a_column_with_a_name_longer_than_thirty_letters integer, second_column integer);
create index on a_table_with_a_name_that_is_longer_than_thirty_letters (a_column_with_a_name_longer_than_thirty_letters, second_column);

create table t_a_idx (x integer);
create index on t (a);

create table t_a_b_idx (x integer);
create index on t (a, b) include (d);

create index on t (lower(b));
