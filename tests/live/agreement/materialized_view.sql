Materialized views.
--- setup
create table t (id integer primary key, a integer, b text);
create view v as select id, a from t;
create materialized view m as select id, a, b from t;
create unique index m_id on m (id);
create index m_a on m (a) where a > 0;
create materialized view e with (fillfactor = 70) as select a, count(*) as n from t group by a with no data;
create materialized view named (x, y) as select id, upper(b) from t;
create view over as select id from m;
comment on materialized view m is 'kept rows';
comment on column m.a is 'a number';
grant select on m to reader;
create schema app;
create type mood as enum ('a');
--- cases
create materialized view n as select id, b from t;

create materialized view n as select id, b from t with data;

create materialized view n as select id, b from t with no data;

create materialized view n (x, y) as select id, b from t;

create materialized view n (x, y, z) as select id, b from t;

create materialized view n (x, x) as select id, b from t;

create materialized view if not exists n as select 1 as one;

create materialized view if not exists m as select 1 as one;

create materialized view m as select 1 as one;

create materialized view t as select 1 as one;

create materialized view v as select 1 as one;

create materialized view mood as select 1 as one;

create materialized view t_pkey as select 1 as one;

create view m as select 1 as one;

create or replace view m as select 1 as one;

create or replace materialized view m as select 1 as one;

create table m (a integer);

create materialized view n using heap as select 1 as one;

create materialized view n with (fillfactor = 50) as select 1 as one;

create materialized view n with (nosuch = 50) as select 1 as one;

create materialized view n as select nosuch from t;

create materialized view n as select 1 as one from nosuch;

create materialized view nowhere.n as select 1 as one;

create materialized view app.n as select id from t;

create index i on m (b);

create index on m (b);

create unique index i on m (b);

create index i on m (nosuch);

create index m_a on m (b);

create index i on m (lower(b));

create index i on m using hash (b);

create index i on v (id);

drop index m_a;

alter index m_a rename to m_aa;

alter index m_a rename to m_id;

refresh materialized view m;

refresh materialized view m with data;

refresh materialized view m with no data;

refresh materialized view e;

refresh materialized view concurrently m;

refresh materialized view concurrently e;

refresh materialized view concurrently named;

refresh materialized view concurrently m with no data;

refresh materialized view nosuch;

refresh materialized view t;

refresh materialized view v;

drop materialized view named;

drop materialized view e;

drop materialized view m;

drop materialized view m cascade;

drop materialized view nosuch;

drop materialized view if exists nosuch;

drop materialized view v;

drop view m;

drop materialized view t;

drop table m;

drop materialized view named, e;

drop table t;

drop table t cascade;

alter table t drop column b;

alter table t drop column b cascade;

alter materialized view named rename to other;

alter materialized view m rename to other;

alter materialized view m rename to t;

alter materialized view v rename to other;

alter view m rename to other;

alter table m rename to other;

alter materialized view m rename column a to z;

alter materialized view m rename column a to b;

alter materialized view m rename column nosuch to z;

alter materialized view named rename column y to z;

alter materialized view m set schema app;

alter materialized view m set schema nosuch;

alter materialized view m set (fillfactor = 50);

alter materialized view e set (fillfactor = 50);

alter materialized view e reset (fillfactor);

alter materialized view m owner to app_owner;

alter materialized view if exists nosuch rename to other;

alter materialized view nosuch set (fillfactor = 50);

alter view v set (security_barrier = true);

alter view v set (nosuch = true);

alter view v reset (security_barrier);

alter view v rename column a to z;

alter view v rename column a to id;

comment on materialized view m is 'x';

comment on materialized view v is 'x';

comment on view m is 'x';

comment on column m.b is 'x';

comment on column named.y is 'x';

comment on index m_a is 'x';

grant select on m to writer;

grant insert on table m to writer;

revoke select on m from reader;

alter table t rename column b to c;

alter table t rename to u;

create rule r as on insert to m do instead nothing;

create trigger g before insert on m for each row execute function nosuch();

-- open world: whether a view has been filled is for the server
select a from e;

drop schema app;

alter type mood rename to feeling;

create table mt (a integer); create materialized view mm as select * from mt; alter table mm set (fillfactor = 70);

create table mt (a integer); create materialized view mm as select * from mt; alter table mm owner to current_user;

create table mt (a integer); create materialized view mm as select * from mt; alter table mm add b integer;

create table mt (a integer); create materialized view mm as select * from mt; alter table mm drop column a;

create table mt (a integer); create materialized view mm as select * from mt; alter table mm rename to mn;

create table mt (a integer, b date, c inet[]); create materialized view mm as select * from mt; create unique index mi on mm (a); drop index mi;

create table mt (a integer, b date, c inet[]); create materialized view mm as select * from mt; create index on mm (coalesce(b::text, 'x'));

create table mt (a integer, b date, c inet[]); create materialized view mm as select a, b, c from mt; create index on mm (lower(c::text));

create table mt (a integer, b date, c inet[]); create materialized view mm as select a from mt; create index on mm ((a::text));

create table mt (a integer, b date, c inet[]); create materialized view mm as select * from mt; create unique index mi on mm (a); drop materialized view mm;

create type spans as range (subtype = float8);
create table n (c spans, e text);
create materialized view mn as select c, e from n;
create unique index on mn (coalesce(c::text, 'x'));

create type spans as range (subtype = float8);
create table n (c spans, e text);
create materialized view mn as select c, e from n;
create index on mn (c, e);

create type state as enum ('a', 'b');
create table n (c state);
create materialized view mn as select c from n;
create index on mn ((c::text));

create type state as enum ('a', 'b');
create table n (c state);
create view vn as select c from n;
alter type state rename to states;
create or replace view vn as select c from n where c = 'a';

create type state as enum ('a', 'b');
create table n (c state, d text);
create view vn as select c from n;
create or replace view vn as select d as c from n;

create type state as enum ('a', 'b');
create table n (c state);
create view vn as select c from n;
drop type state;

create type state as enum ('a', 'b');
create table n (c state, d text);
create view vn as select c from n;
drop type state cascade;

create type state as enum ('a', 'b');
create table n (c state, d text);
create view vn as select c from n;
create schema other;
alter type state set schema other;

create materialized view further as select n from e;

create materialized view further as select n from e with no data;

create view through as select n from e;
create materialized view further as select n from through;

create view through as select n from e;
create table further as select n from through;

create view through as select n from e;
create table further as select n from through with no data;

select n into further from e;

refresh materialized view e;
create materialized view further as select n from e;

create materialized view further as select n from e with no data;
refresh materialized view further;

create materialized view further as select n from e with no data;
refresh materialized view further with no data;

refresh materialized view m with no data;
create table further as select id from over;
