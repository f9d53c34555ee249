Views.
--- setup
create table t (id integer primary key, a integer, b text, c timestamptz);
create table u (id integer, t_id integer references t, note text);
create view v as select id, a, b from t;
create view vv as select id from v;
create view w (x, y) as select id, upper(b) from t;
create function label(x integer) returns text language sql stable as $$ select x::text $$;
create view calls as select label(id) as label from t;
create view joined as select t.id, u.note from t join u on u.t_id = t.id;
create view star as select * from u;
create view grouped as select t.id, t.a, t.b, count(*) as n from t left join u on u.t_id = t.id group by t.id;
create schema app;
--- cases
create view n as select id, b from t;

create view n as select * from t;

create view n as table t;

create view n as values (1, 'a');

create view n as select 1;

-- open world: queries are not analysed (RULINGS 10)
create view n as select 1, 2;

create view n as select 1 as one, 2 as one;

create view n as select id, id from t;

create view n (a, b) as select id, id from t;

create view n (a, b, c) as select id, a from t;

create view n (a) as select id, a from t;

create view n (a, a) as select id, a from t;

create view n as select t.id, u.id from t, u;

create view n as select t.id, u.id as u_id from t, u;

create view n as select * from t join u using (id);

create view n as select nosuch from t;

create view n as select t.nosuch from t;

create view n as select x.nosuch from t x;

-- open world: queries are not analysed (RULINGS 10)
create view n as select y.id from t x;

create view n as select id from nosuch;

create view n as select id from app.t;

create view n as select id from nowhere.t;

create view n as select nosuch(id) from t;

create view n as select label(id) from t;

create view n as select count(*), max(a) from t;

create view n as select id::nosuch from t;

create view v as select id from t;

create view t as select 1 as one;

create view t_pkey as select 1 as one;

create or replace view t as select 1 as one;

create or replace view v as select id, a, b from t where a > 0;

create or replace view v as select id, a, b, c from t;

create or replace view v as select id, a from t;

create or replace view v as select id, b, a from t;

create or replace view v as select a, id, b from t;

create or replace view v (id, a, b) as select id, a, b from t;

create or replace view v (i, a, b) as select id, a, b from t;

create or replace view v as select id, a, b::varchar as b from t;

create or replace view v as select id, a, b::text as b from t;

create or replace view v as select id, id as a, b from t;

create view p as select a as x from t group by a;
create or replace view p as select a::bigint as x from t;

create view p as select id as x from t;
create or replace view p as select x from (select id as x from t) s;

create table q (a varchar(20), b varchar(10), c varchar(20) collate "C");
create view p as select a as x from q;
create or replace view p as select b as x from q;

create table q (a varchar(20), b varchar(10), c varchar(20) collate "C");
create view p as select a as x from q;
create or replace view p as select c as x from q;

create table q (a varchar(20), b varchar(10), c varchar(20) collate "C");
create view p as select c as x from q;
create view y as select * from p;
create or replace view y as select c::varchar(20) as x from q;

create table q (a integer, b bigint);
create view p as select a as x from q union select b from q;
create or replace view p as select b as x from q;

create table q (a integer, b bigint);
create view p as select a as x from q union all (select a from q) except select a from q;
create or replace view p as select b as x from q;

create table q (a integer, b bigint);
create table n as select a from q union select b from q;
alter table n alter column a type bigint;

-- open world: queries are not analysed (RULINGS 10)
create or replace view v as select id, a + 1, b from t;

create or replace view vv as select id from vv;

create or replace view n as select 1 as one;

create or replace view app.v as select 1 as one;

create view nowhere.v as select 1 as one;

create view n as with q as (select id, a from t) select q.id, q.a from q;

create view n as with recursive q as (select 1 as n union all select n + 1 from q where n < 5) select n from q;

create recursive view n (a) as select 1 union all select a + 1 from n where a < 5;

create recursive view n as select 1;

create view n as select id from t union select id from u;

-- open world: queries are not analysed (RULINGS 10)
create view n as select id from t union select id, note from u;

create view n as select s.id from (select id from t) s;

-- open world: queries are not analysed (RULINGS 10)
create view n as select s.nosuch from (select id from t) s;

create view n as select id, (select count(*) from u where u.t_id = t.id) as n from t;

create view n as select t.id, x.* from t cross join lateral (select note from u where u.t_id = t.id) x;

create view n as select g from generate_series(1, 3) g;

create view n as select a, count(*) from t group by a having count(*) > 1 order by a limit 5;

-- open world: queries are not analysed (RULINGS 10)
create view n as select a, b from t group by a;

create view n as select id from t with check option;

create view n as select id from t where a > 0 with local check option;

create view n with (security_barrier) as select id from t;

create view n with (nosuch) as select id from t;

create view n with (check_option = cascaded) as select id from t;

-- stricter: it ends with the session
create temporary view n as select 1 as one;

create view n as select t from t;

create view n as select row_number() over (partition by a order by id) as r from t;

create view n as select extract(year from c) as y, c at time zone 'UTC' as utc, coalesce(a, 0) from t;

create view n as select case when a > 0 then 'x' else 'y' end from t;

create view n as select a as "A", b "B" from t;

-- open world: queries are not analysed (RULINGS 10)
create view n as select b::varchar(10), a::text || 'x', true, 'lit', cast(a as bigint) from t;

-- open world: queries are not analysed (RULINGS 10)
create view n as select exists (select 1), array[1, 2], (select 1), -a from t limit 1;

drop view vv;

drop view v;

drop view v cascade;

drop view v, vv;

drop view vv, v;

drop view nosuch;

drop view if exists nosuch;

drop view t;

drop view if exists t;

drop table v;

drop view app.v;

drop table t;

drop table t cascade;

drop table u;

drop table u cascade;

drop function label(integer);

drop function label(integer) cascade;

alter table t drop column c;

alter table t drop column b;

alter table t drop column b cascade;

alter table u drop column note;

alter table u drop column id;

alter table t drop constraint t_pkey;

drop view grouped;
alter table t drop constraint t_pkey cascade;

alter table t alter column c type timestamp;

alter table t alter column b type varchar(10);

alter table u alter column note type varchar(10);

alter table t add column z integer;

alter table t rename column b to bb;

alter table t rename column b to bb;
drop view v cascade;

alter table t rename to tt;

alter table t set schema app;

alter table t rename column id to ident;
alter table t drop column ident;

alter table t rename column c to cc;
alter table t drop column cc;

alter view v rename to v2;

alter view v rename to t;

alter view v rename to vv;

alter view nosuch rename to x;

alter view if exists nosuch rename to x;

alter view t rename to x;

alter table v rename to v2;

alter view v set schema app;

alter view v set schema nowhere;

alter view v owner to app_owner;

alter view t owner to app_owner;

alter table v owner to app_owner;

alter view v set (security_barrier = true);

alter view v alter column a set default 5;

alter view v alter column nosuch set default 5;

alter view v rename column a to aa;

comment on view v is 'x';

comment on view t is 'x';

comment on table v is 'x';

comment on column v.a is 'x';

comment on column v.nosuch is 'x';

grant select on v to reader;

grant select (a) on v to reader;

grant select (nosuch) on v to reader;

grant execute on v to reader;

create index i on v (id);

alter view v rename to v2;
drop view v2;

alter view v rename to v2;
create view v as select 1 as one;

create view wide as select * from (select 1 as a, 2 as b) s;
alter view wide rename column a to z;

-- since 13
create view wide as select * from (select 1 as a, 2 as b) s;
alter view wide rename column a to z;
alter view wide rename column z to a;
