Databases and tablespaces: settings, options, what may not stand inside a transaction.
--- setup
create table t (a integer);
--- cases
alter database template1 set work_mem to '1MB';

alter database template1 set work_mem = '1MB';
alter database template1 set work_mem = '2MB';

alter database template1 set work_mem to '1MB';
alter database template1 reset work_mem;

alter database template1 set work_mem to '1MB';
alter database template1 set enable_seqscan to off;
alter database template1 reset all;

alter database template1 connection limit 5;

alter database template1 with connection limit 5;
alter database template1 connection limit 7;

alter database template1 set tablespace pg_default;

alter database template1 refresh collation version;

alter tablespace pg_default set (seq_page_cost = 2);

alter tablespace pg_default set (seq_page_cost = 2, random_page_cost = 3);
alter tablespace pg_default reset (seq_page_cost);

alter tablespace pg_default set (seq_page_cost = 2);
alter tablespace pg_default set (seq_page_cost = 4);

alter tablespace pg_default set (nosuch = 2);

-- open world: another database may be there
alter database nosuch set work_mem to '1MB';

-- stricter: nobody sees which objects it reaches
drop owned by reader;

-- stricter: nobody sees which objects it reaches
reassign owned by reader to writer;
