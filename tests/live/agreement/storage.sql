Storage parameters, tablespaces, clusters, replica identity; ALTER INDEX and ALTER VIEW.
--- setup
create table t (a integer not null, b text, c integer, constraint t_pk primary key (a)) with (fillfactor = 90);
create index t_b on t (b);
create index t_low on t (lower(b), a) with (fillfactor = 80);
create index t_hash on t using hash (a);
create index t_gin on t using gin (to_tsvector('english', b));
create index t_brin on t using brin (a);
create index t_gist on t using gist (point(a, a));
create index t_part on t (c) where c > 1;
create unique index t_uni on t (a);
create unique index t_nul on t (c);
create table u (x integer);
create view v as select a, b, a + 1 as more from t;
create sequence s;
--- cases
alter table t set (fillfactor = 70);

alter table t reset (fillfactor);

alter table t set (autovacuum_enabled = false, toast.autovacuum_enabled = false);

alter table t set (nosuch = 1);

alter table t set (fillfactor = 5);

alter table t set (fillfactor = 101);

alter table t set (parallel_workers = 4);

alter table t set (toast_tuple_target = 100);

alter table t set (autovacuum_vacuum_scale_factor = 0.2);

alter table t reset (nosuch);

alter index t_b set (fillfactor = 60);

alter index t_b set (fillfactor = 5);

alter index t_b set (nosuch = 60);

alter index t_b set (deduplicate_items = off);

alter index t_b set (fastupdate = off);

alter index t_gin set (fastupdate = off, gin_pending_list_limit = 128);

alter index t_gin set (fillfactor = 60);

alter index t_brin set (pages_per_range = 16, autosummarize = true);

alter index t_brin set (fillfactor = 16);

alter index t_hash set (fillfactor = 60);

alter index t_hash set (deduplicate_items = off);

alter index t_gist set (buffering = off);

alter index t_gist set (buffering = auto, fillfactor = 40);

alter index t_low reset (fillfactor);

alter index t_b reset (fillfactor);

alter index t_pk set (fillfactor = 60);

alter index t_pk set (fillfactor = 60);
alter index t_pk reset (fillfactor);

alter index t_pk set (nosuch = 60);

alter index nosuch set (fillfactor = 60);

alter index if exists nosuch set (fillfactor = 60);

alter index t set (fillfactor = 60);

alter index v set (fillfactor = 60);

alter index s set (fillfactor = 60);

alter index t_b set tablespace pg_default;

alter index t_pk set tablespace pg_default;

alter table t set tablespace pg_default;

alter index t_low alter column 1 set statistics 100;

alter index t_low alter 1 set statistics 100;

alter index t_low alter column 2 set statistics 100;

alter index t_low alter column 3 set statistics 100;

alter index t_low alter column 0 set statistics 100;

alter index t_low alter column 1 set statistics -2;

alter index t_low alter column 1 set statistics 20000;

alter index t_low alter column 1 set statistics 100;
alter index t_low alter column 1 set statistics -1;

alter index t_low alter column 1 set statistics 100;
drop index t_low;

alter index t_pk alter column 1 set statistics 100;

alter index t_low alter column a set statistics 100;

alter index t_b attach partition t_low;

comment on index t_pk is 'key';

comment on index t_pk is 'key';
comment on index t_pk is null;

comment on index t_pk is 'key';
alter table t drop constraint t_pk;

comment on index t_pk is 'key';
comment on constraint t_pk on t is 'other';
drop table t cascade;

alter table t cluster on t_b;

alter table t cluster on t_pk;

alter table t cluster on t_hash;

alter table t cluster on t_gin;

alter table t cluster on t_gist;

alter table t cluster on t_brin;

alter table t cluster on t_part;

alter table t cluster on nosuch;

alter table u cluster on t_b;

alter table t set without cluster;

alter table t cluster on t_b;
alter table t set without cluster;

alter table t cluster on t_b;
drop index t_b;

alter table t cluster on t_b;
alter index t_b rename to tb;

alter table t cluster on t_pk;
alter table t drop constraint t_pk;

alter table t cluster on t_b;
drop table t cascade;

alter table t cluster on t_b;
alter table t drop column b cascade;

alter table v cluster on t_b;

alter table t set access method heap;

alter table t set access method nosuch;

alter table t set without oids;

alter table t replica identity full;

alter table t replica identity nothing;

alter table t replica identity default;

alter table t replica identity using index t_uni;

alter table t replica identity using index t_pk;

alter table t replica identity using index t_nul;

alter table t replica identity using index t_b;

alter table t replica identity using index t_part;

alter table t replica identity using index nosuch;

alter table t replica identity using index t_uni;
drop index t_uni;

alter table t replica identity using index t_uni;
alter index t_uni rename to tu;

alter table t replica identity using index t_uni;
drop table t cascade;

alter table t alter column b set (n_distinct = 5);

alter table t alter column b set (n_distinct = -0.5, n_distinct_inherited = 3);

alter table t alter column b set (nosuch = 5);

alter table t alter column b reset (n_distinct);

alter table t alter column nosuch set (n_distinct = 5);

alter view v alter column a set default 5;

alter view v alter a set default 5;

alter view v alter column nosuch set default 5;

alter view v alter column a drop default;

alter view v alter column a set default 5;
alter view v alter column a drop default;

alter view v alter column a set default 5;
drop view v;

alter view v alter column a set default 5;
alter view v rename column a to aa;

alter view v set (security_barrier = true);

alter view v reset (security_barrier);

alter view v set (security_barrier);

alter view v set (nosuch = true);

alter view nosuch set (security_barrier = true);

alter view if exists nosuch set (security_barrier = true);

alter view t set (security_barrier = true);

alter view v rename column a to aa;

alter view v rename a to aa;

alter table v rename column a to aa;

alter view v rename column nosuch to aa;

alter view v rename column a to b;

-- since 13
alter view v rename column a to aa;
drop view v;

create view w as select a from v;
alter view v rename column a to aa;

comment on column v.a is 'x';
alter view v rename column a to aa;

create table n (a integer) with (fillfactor = 70);

create table n (a integer) with (fillfactor = 7);

create table n (a integer) with (nosuch = 7);

create table n (a integer) with (fillfactor = 70, fillfactor = 80);

create table n (a integer) using heap;

create table n (a integer) tablespace pg_default;

create table n (a integer primary key with (fillfactor = 70));

create table n (a integer primary key with (nosuch = 70));

create table n (a integer unique using index tablespace pg_default);

create index n on t (a) with (fillfactor = 70);

create index n on t (a) with (nosuch = 70);

create index n on t using hash (a) with (deduplicate_items = off);

create type rg as range (subtype = float8); create table sr (a rg); alter table sr alter a set storage plain;

create type co as (x integer); create table sr (a co); alter table sr alter a set storage external;

create domain dt as text; create table sr (a dt); alter table sr alter a set storage plain;

create domain di as integer; create table sr (a di); alter table sr alter a set storage external;

create table vs (a timestamptz, b text); create view vv as select a, b from vs; create table sr (like vv); alter table sr alter a set storage external;

create table vs (a timestamptz, b text); create view vv as select a, b from vs; create table sr (like vv); alter table sr alter b set storage external;
