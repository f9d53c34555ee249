CREATE TABLE … AS and SELECT … INTO.
--- setup
create table t (a integer not null, b varchar(20) default 'x', c numeric(10,2), d text collate "C");
create table u (a integer, x text);
create view v as select a, b from t;
create type mood as enum ('sad');
create schema app;
--- cases
create table n as select a, b from t;

create table n as select * from t;

create table n as select t.a, t.b as bb from t;

create table n (x, y) as select a, b from t;

create table n (x) as select a, b from t;

create table n (x, y, z) as select a, b from t;

create table n as select a, a from t;

create table n as select a::bigint, b::text as bt from t;

create table n as table t;

create table n as select * from t with no data;

create table n as select * from t with data;

create table t as select * from u;

create table if not exists t as select * from u;

create table v as select * from u;

create table mood as select * from u;

create table n as select nosuch from t;

create table n as select a from nosuch;

create table app.n as select a from t;

create table nosuch.n as select a from t;

create unlogged table n as select a from t;

create table n with (fillfactor = 70) as select a from t;

create table n with (nosuch = 70) as select a from t;

create table n as select a from t where a > 1 order by b;

create table n as select t.a, u.x from t join u on t.a = u.a;

select a, b into n from t;

select a into table n from t;

select a into unlogged n from t;

select a into t from u;

create table n as select a from t;
alter table n add primary key (a);

create table n as select a, b from t;
alter table n rename column b to c;

create table n as select a, b from t;
drop table n;

create table n as select a, b from t;
alter table n drop column b;

create table n as select d from t;
create table n2 (like n);

with w as (select a from t) select a into n from w;

with w as (select a from t) select w.a, t.b into n from w, t;

create table n as with w as (select a from t) select a from w;

create table n as (select a from t);

create table n as select a from t union select a from u;

create table n as values (1, 'x');

create table n as select count(*) from t;

create table n as select a from t;
insert into n (a) values (1);

create table n as select a from t;
create view nv as select a from n;

select a into n from nosuch;

select nosuch into n from t;

select a, a into n from t;

create view numbers as select a, count(*) as n from t group by a;
create table copied as select n from numbers with no data;
alter table copied alter n set storage main;

create function count(integer) returns text language sql as $$ select 'x' $$;
create table copied as select count(a) as n from t with no data;
alter table copied alter n set storage main;
