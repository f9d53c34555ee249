Maintenance, and statements that reach objects which nobody names.
--- setup
create table t (id integer primary key, a integer);
create index t_a on t (a);
create view v as select id from t;
create materialized view m as select id from t;
create role keeper;
create schema app;
--- cases
reindex table t;

reindex index t_a;

reindex index t_pkey;

reindex (verbose) table t;

reindex table m;

reindex table v;

reindex table nosuch;

reindex index nosuch;

reindex index t;

reindex table t_a;

reindex table app.t;

reindex schema app;

reindex table concurrently t;

reindex database template1;

cluster;

cluster t;

cluster t using t_a;

cluster t using t_pkey;

cluster t using nosuch;

cluster t using t_a;
cluster t;

cluster nosuch;

cluster v;

analyze t;

analyze nosuch;

analyze t (a);

vacuum t;

lock table t;

lock table nosuch;

-- stricter: when to write out is for the server's owner to say
checkpoint;

-- stricter: it only shows something
explain select 1;

create database n;

drop database nosuch;

alter system set work_mem = '1MB';
