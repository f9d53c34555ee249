PARTITION BY, PARTITION OF, ATTACH, DETACH, and what partitions get from their table.
--- setup
create schema app;
create table ref (x integer primary key);
create function tf() returns trigger language plpgsql as $$ begin return null; end $$;
create table m (id integer not null, v integer, t text, d date) partition by range (v);
create table m_1 partition of m for values from (1) to (10);
create table m_2 partition of m for values from (10) to (20) partition by list (t);
create table m_2a partition of m_2 for values in ('a', 'b');
create table m_d partition of m default;
create table h (a integer, b text) partition by hash (a, b);
create table h0 partition of h for values with (modulus 4, remainder 0);
create table k (a integer not null, b text default 'z', constraint x check (a > 0), primary key (a)) partition by list (a);
create table k1 partition of k for values in (1);
create table k2 partition of k for values in (2);
create index k_b on k (b);
create table loose (a integer not null, b text default 'z', constraint x check (a > 0));
create table days (d date, n integer) partition by range (d);
create table day1 partition of days for values from ('2020-01-01') to ('2020-02-01');
--- cases
create table m_x partition of m for values from (20) to (30);

create table m_x partition of m for values from (5) to (15);

create table m_x partition of m for values from (25) to (25);

create table m_x partition of m for values from (30) to (25);

create table m_x partition of m default;

create table m_x partition of m for values in (1);

create table m_x partition of m for values from (1, 2) to (3, 4);

create table m_x partition of m for values from ('a') to ('b');

create table m_x partition of m for values from ('20') to ('30');

create table m_x partition of m for values from (null) to (5);

create table m_x partition of m for values from (maxvalue) to (minvalue);

create table m_x partition of m for values from (20) to (maxvalue);

create table m_x partition of m for values from (minvalue) to (1);

create table m_x partition of m for values from (minvalue) to (2);

create table m_x partition of m for values with (modulus 4, remainder 0);

create table m_x partition of m_2 for values in ('b', 'c');

create table m_x partition of m_2 for values in ('c', 'c');

create table m_x partition of m_2 for values in (null);

create table m_x partition of m_2 for values in (null, 'q');
create table m_y partition of m_2 for values in (null);

create table m_x partition of m_2 default;

create table m_x partition of m_1 for values in (1);

create table m_x partition of ref for values in (1);

create table m_x partition of nosuch for values in (1);

create table m_x partition of h for values with (modulus 4, remainder 0);

create table m_x partition of h for values with (modulus 4, remainder 1);

create table m_x partition of h for values with (modulus 4, remainder 4);

create table m_x partition of h for values with (modulus 6, remainder 1);

create table m_x partition of h for values with (modulus 8, remainder 4);

create table m_x partition of h for values with (modulus 8, remainder 1);

create table m_x partition of h default;

create table m_x partition of h for values with (modulus 4);

create table m_x partition of h for values with (remainder 4);

create table m_x partition of h for values with (modulus 0, remainder 0);

create table m_x partition of h for values with (nosuch 0, remainder 0);

create table day2 partition of days for values from ('2020-02-01') to ('2020-03-01');

create table day2 partition of days for values from ('2020-01-15') to ('2020-03-01');

create table day2 partition of days for values from ('2020-03-01') to ('2020-02-01');

create table n (a integer) partition by range (a);

create table n (a integer, b integer) partition by range (a, b);
create table n1 partition of n for values from (1, minvalue) to (1, maxvalue);

create table n (a integer, b integer) partition by range (a, b);
create table n1 partition of n for values from (1, 1) to (1, 5);
create table n2 partition of n for values from (1, 5) to (2, 1);

create table n (a integer, b integer) partition by range (a, b);
create table n1 partition of n for values from (1, 1) to (1, 5);
create table n2 partition of n for values from (1, 4) to (2, 1);

create table n (a integer, b integer) partition by range (a, b);
create table n1 partition of n for values from (minvalue, 1) to (1, 5);

create table n (a integer) partition by range (nosuch);

create table n (a integer, b integer) partition by list (a, b);

create table n (a integer) partition by nosuch (a);

create table n (a json) partition by range (a);

create table n (a json) partition by hash (a);

create table n (a integer) partition by range ((a + 1));

create table n (a text) partition by list (lower(a));

create table n (a text) partition by list (a collate "C");

create table n (a text) partition by range (a text_pattern_ops);

create table n (a integer) partition by range ((1));

create table n (a integer) partition by range ((random()));

create table n (a integer, g integer generated always as (a * 2) stored) partition by range (g);

create table n (a integer, primary key (a)) partition by range ((a + 1));

create table n (a integer, b integer, primary key (b)) partition by range (a);

create table n (a integer, b integer, primary key (a, b)) partition by range (a);

create table n (a integer primary key, b integer) partition by range (a);

create table n (a integer, b integer unique) partition by range (a);

create table n (a integer, exclude (a with =)) partition by range (a);

create table n (a integer, check (a > 0) no inherit) partition by range (a);

create table n (a integer, check (a > 0)) partition by range (a);

create table n (a integer references ref) partition by range (a);

create table n (a integer generated always as identity) partition by range (a);

create table n (a integer) inherits (ref) partition by range (a);

create table n () inherits (m);

create table n () inherits (m_1);

create table n (a integer) partition by range (a) with (fillfactor = 70);

create table n (like m including all) partition by range (v);

create table k3 partition of k for values in (3);

create table k3 partition of k (b default 'y', constraint own check (a < 9)) for values in (3);

create table k3 partition of k (nosuch default 'y') for values in (3);

create table k3 partition of k (b not null) for values in (3);

create table k3 partition of k (a primary key) for values in (3);

create table k3 partition of k (b unique) for values in (3);

create table k3 partition of k (constraint x check (a > 1)) for values in (3);

create table k3 partition of k (constraint x check (a > 0)) for values in (3);

create table k3 partition of k for values in (3) partition by list (b);

create table k3 partition of k for values in (3) partition by list (a);

create table app.k3 partition of k for values in (3);

create table k3 partition of k for values in (3) with (fillfactor = 70);

create index on m (v);

create index m_named on m (lower(t));

create unique index on m (id);

create unique index on m (id, v);

create unique index on m (id, v, t);

create index on only m (d);

create index on m_2 (d);

create index m_1_i on m_1 (d);
create index on m (d);

create index m_1_i on m_1 (d desc) where d > '2000-01-01';
create index on m (d);

create index if not exists k_b on k (a);

create unique index on k (a);

drop index k_b;

drop index k1_b_idx;

alter index k1_b_idx rename to other;

alter index k1_b_idx rename to other;
drop index k_b;

alter index k_b rename to kb;

alter index k_b rename to kb;
drop index kb;

alter index k_b set (fillfactor = 70);

alter index k1_b_idx set (fillfactor = 70);

alter index k1_b_idx set (fillfactor = 70);
drop index k_b;

alter index k_pkey attach partition k1_b_idx;

alter index k_pkey attach partition k1_pkey;

create index i on only k (b, a);
create index i1 on k1 (b, a);
-- one way: an index that is attached stays so
alter index i attach partition i1;

create index i on only k (b, a);
create index i1 on k1 (b);
alter index i attach partition i1;

create index i on only k (b, a);
create index i1 on loose (b, a);
alter index i attach partition i1;

create index i on only k (b, a);
drop index i;

create index i on only k (b, a);
alter index i attach partition nosuch;

create index i on only k (b, a);
alter index k1_b_idx attach partition i;

alter table m add primary key (id, v);

alter table m add primary key (id, v, t);

alter table m add unique (t, v);

alter table m add unique (t);

alter table m add exclude using btree (v with =);

alter table only m add unique (d, v);

alter table m add foreign key (v) references ref (x);

alter table m add constraint nv foreign key (v) references ref (x) not valid;

alter table only m add foreign key (id) references ref (x);

alter table m_1 add constraint mine foreign key (v) references ref (x);
alter table m add foreign key (v) references ref (x);

alter table m add constraint f foreign key (v) references ref (x);
alter table m drop constraint f;

alter table m add constraint f foreign key (v) references ref (x);
alter table m_1 drop constraint f;

alter table m add constraint f foreign key (v) references ref (x);
alter table m alter constraint f deferrable;

alter table m add constraint f foreign key (v) references ref (x);
alter table m_1 alter constraint f deferrable;

alter table m add constraint f foreign key (v) references ref (x);
drop table ref;

alter table m add constraint f foreign key (v) references ref (x);
drop table ref cascade;

create table r2 (a integer references k (a));

create table r2 (a integer references m (id));

create table r2 (a integer references k1 (a));

create table r2 (a integer references k (a));
drop table k;

create table r2 (a integer references k (a));
alter table k drop constraint k_pkey;

alter table m add check (v > 0);

alter table m add constraint noin check (v > 0) no inherit;

alter table only m add check (v > 0);

alter table k drop constraint x;

alter table only k drop constraint x;

alter table k1 drop constraint x;

alter table k drop constraint k_pkey;

alter table k1 drop constraint k1_pkey;

alter table k1 rename constraint k1_pkey to kk1;

alter table k1 rename constraint k1_pkey to kk1;
alter table k drop constraint k_pkey;

alter table k rename constraint k_pkey to kk;

alter table k rename constraint k_pkey to kk;
alter table k drop constraint kk;

alter table m add column n integer default 5 not null;

alter table m_1 add column n integer;

alter table only m add column n integer;

alter table m drop column d;

alter table only m drop column d;

alter table m drop column v;

alter table m drop column t;

alter table m_1 drop column t;

alter table k drop column b;

alter table k1 alter column b set default 'own';
alter table k drop column b;

alter table m alter column v type bigint;

alter table m alter column t type varchar(30);

alter table m alter column d type timestamp;

alter table m_1 alter column d type timestamp;

alter table only m alter column d type timestamp;

alter table m_1 alter column id drop not null;

alter table m_1 alter column d set not null;

alter table m_1 alter column d set not null;
alter table m_1 alter column d drop not null;

alter table m alter column id drop not null;

-- until 17
alter table only m alter column id drop not null;

-- since 18
-- one way: what stays with the partitions is their own from then on
alter table only m alter column id drop not null;

alter table m alter column d set not null;

alter table only m alter column d set not null;

alter table k1 alter column b set default 'y';

alter table k1 alter column b set default 'y';
alter table k alter column b set default 'w';

alter table only k alter column b set default 'w';

alter table m rename column t to tt;

alter table m_1 rename column t to tt;

alter table only m rename column t to tt;

alter table m set (fillfactor = 70);

alter table m_1 set (fillfactor = 70);

alter table m set logged;

alter table m cluster on nosuch;

alter table k cluster on k_b;

alter table k1 cluster on k1_b_idx;

create trigger tr after insert on m for each row execute function tf();

create trigger trs after insert on m for each statement execute function tf();

create trigger tri instead of insert on m for each row execute function tf();

create trigger trb before insert on m for each row when (new.v > 1) execute function tf();

create trigger trt after insert on m referencing new table as nt for each row execute function tf();

create trigger tr after insert on m_1 for each row execute function tf();
create trigger tr after insert on m for each row execute function tf();

create trigger tr after insert on m for each row execute function tf();
drop trigger tr on m;

create trigger tr after insert on m for each row execute function tf();
drop trigger tr on m_1;

create trigger tr after insert on m for each row execute function tf();
alter trigger tr on m rename to tr9;

create trigger tr after insert on m for each row execute function tf();
alter trigger tr on m_1 rename to tr9;

create trigger tr after insert on m for each row execute function tf();
alter table m disable trigger tr;

create trigger tr after insert on m for each row execute function tf();
alter table m_1 disable trigger tr;

create trigger tr after insert on m for each row execute function tf();
alter table only m disable trigger tr;

create trigger tr after insert on m for each row execute function tf();
create table m_3 partition of m for values from (20) to (30);

drop table m;

drop table m_1;

drop table m_2;

drop table m_2a;

drop table k;

drop table k1;

drop table h;

drop table m, k, h;

create view mv as select * from m_1;
drop table m;

create view mv as select * from m_1;
drop table m cascade;

create trigger tr after insert on k for each row execute function tf();
drop table k1;

create trigger tr after insert on k for each row execute function tf();
drop table k;

alter index k1_b_idx rename to strange;
alter table k1 rename constraint k1_pkey to stranger;
drop table k;

comment on table k1 is 'one';
comment on column k1.b is 'b';
comment on index k1_b_idx is 'i';
grant select on k1 to reader;
drop table k;

alter table k attach partition loose for values in (3);

alter table k attach partition loose for values in (1);

alter table k attach partition loose default;

alter table k attach partition loose for values from (1) to (2);

alter table loose drop constraint x;
alter table k attach partition loose for values in (3);

alter table loose alter column a drop not null;
alter table k attach partition loose for values in (3);

alter table loose add column c integer;
alter table k attach partition loose for values in (3);

alter table loose drop column b;
alter table k attach partition loose for values in (3);

alter table loose alter column b type varchar(3);
alter table k attach partition loose for values in (3);

alter table loose add primary key (a);
alter table k attach partition loose for values in (3);

alter table loose add primary key (b);
alter table k attach partition loose for values in (3);

alter table loose add unique (a);
alter table k attach partition loose for values in (3);

create index loose_i on loose (b);
alter table k attach partition loose for values in (3);

create index loose_b_idx on ref (x);
alter table k attach partition loose for values in (3);

alter table k add constraint f foreign key (a) references ref (x);
alter table k attach partition loose for values in (3);

alter table k add constraint f foreign key (a) references ref (x);
alter table loose add constraint ff foreign key (a) references ref (x);
alter table k attach partition loose for values in (3);

create trigger tr after insert on k for each row execute function tf();
alter table k attach partition loose for values in (3);

create trigger tr after insert on k for each row execute function tf();
create trigger tr after insert on loose for each row execute function tf();
alter table k attach partition loose for values in (3);

alter table k attach partition k1 for values in (5);

alter table k attach partition k for values in (5);

alter table k1 attach partition loose for values in (5);

alter table ref attach partition loose for values in (5);

alter table k attach partition nosuch for values in (5);

create table below () inherits (loose);
alter table k attach partition loose for values in (5);

create table above (a integer);
create table lower_one (b text) inherits (above);
alter table k attach partition lower_one for values in (5);

alter table k detach partition k1;

alter table k detach partition loose;

alter table k detach partition nosuch;

alter table k1 detach partition k2;

alter table k detach partition k1 finalize;

alter table m detach partition m_2;

create trigger tr after insert on k for each row execute function tf();
alter table k detach partition k1;

alter table k add constraint f foreign key (a) references ref (x);
alter table k detach partition k1;

alter table k detach partition k1;
alter table k attach partition k1 for values in (7);

alter table k detach partition k1;
drop table k1;

alter table k inherit ref;

alter table k1 inherit loose;

alter table k1 no inherit k;

alter table k rename to kk;

alter table k set schema app;

alter table k1 set schema app;

alter table k1 rename to kk1;

alter table k1 set schema app;
drop table k;

alter table k owner to app_owner;

alter schema app rename to appl;

create table n (a mood_missing) partition by list (a);

truncate k;

insert into k values (1, 'a');

create view kv as select a, b from k;
alter table k rename column b to bb;

alter table loose add primary key (b);
alter table k attach partition loose for values in (3);

create table pk (a integer not null, b integer) partition by list (a);
create table pk1 partition of pk (primary key (a, b)) for values in (1);
alter table pk add primary key (a);

create table pk (a integer not null, b integer) partition by list (a);
create table pk1 partition of pk (primary key (a)) for values in (1);
alter table pk add primary key (a);

create table pk (a integer not null, b integer) partition by list (a);
create table pk1 partition of pk (unique (a)) for values in (1);
alter table pk add unique (a);

-- not modelled
create table pk (a integer not null, b integer) partition by list (a);
create table pk1 partition of pk (unique (a)) for values in (1);
create unique index on pk (a);

create table pk (a integer not null, b integer) partition by list (a);
create unique index pki on pk (a);
create table pk1 (a integer not null, b integer, unique (a));
alter table pk attach partition pk1 for values in (1);
drop index pki;

create table pk (a integer not null, b integer) partition by list (a);
create unique index pki on pk (a);
create table pk1 (a integer not null, b integer, unique (a));
alter table pk attach partition pk1 for values in (1);

create index i on only k (b, a);
create index i1 on k1 (b, a);
create index i2 on k2 (b, a);
alter index i attach partition i1;
alter index i attach partition i2;
drop index i;

create index i on only k (b, a);
create index i1 on k1 (b, a);
alter index i attach partition i1;
drop index i;

create index i on only k (b, a);
create index i1 on k1 (b, a);
alter index i attach partition i1;
drop table k;

alter table m add column s serial;

alter table m_2 add column s serial;

create table k3 partition of k (b generated always as identity) for values in (3);

alter table k alter column a add generated always as identity;

alter table k1 alter column a add generated always as identity;

alter table only m add unique (d, v);
drop table m;

alter table only m add constraint du unique (d, v);
alter table m drop constraint du;

create function tg() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger tr after insert on m for each row execute function tf();
create or replace trigger tr after insert on m for each row execute function tg();

create function tg() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger tr after insert on m for each row execute function tf();
alter table m_1 disable trigger tr;
comment on trigger tr on m_2 is 'x';
comment on trigger tr on m is 'y';
create or replace trigger tr before update of t on m for each row when (new.v > 1) execute function tg();

create trigger tr after insert on m for each row execute function tf();
create or replace trigger tr after insert on m_1 for each row execute function tf();

create trigger tr after insert on m for each statement execute function tf();
create or replace trigger tr after update on m for each statement execute function tf();

create or replace trigger tr after insert on m for each row execute function tf();

-- since 14
-- not modelled
create trigger tr after insert on m for each row execute function tf();
create or replace trigger tr after insert on m for each statement execute function tf();

-- until 17
create table ul (a integer) partition by list (a); alter table ul set unlogged; create table ul1 partition of ul default;

-- until 17
create unlogged table ul (a integer) partition by list (a); alter table ul set logged;

create table pc (a integer, b date) partition by range (a);
create table pc_1 partition of pc for values from (0) to (10);
alter table pc_1 add column if not exists b timestamptz;

create table pc (a integer, b date) partition by range (a);
create table pc_1 partition of pc for values from (0) to (10);
alter table pc add column if not exists b timestamptz;

alter table k1 alter column b drop identity if exists;

alter table k alter column b drop identity if exists;

alter table only k alter column b drop identity if exists;

alter table k1 alter column b drop identity;

create table bare (a integer) partition by list (a);
alter table only bare alter column a drop identity if exists;

create table bare (a integer not null) partition by list (a);
alter table only bare alter column a add generated always as identity;

create table bare (a integer generated always as identity) partition by list (a);
alter table only bare alter column a set generated by default;

create table bare (a integer generated always as identity) partition by list (a);
alter table only bare alter column a drop identity;

create table spread (a integer not null, b text, c integer, constraint pair_key unique (a, c)) partition by range (a);
create table spread_1 partition of spread for values from (1) to (10);
create index over_b on spread (b);
alter table spread rename b to bb;
alter table spread_1 rename to renamed;
alter table spread alter column bb type varchar(30);

create table spread (a integer not null, b text, c integer, constraint pair_key unique (a, c)) partition by range (a);
create table spread_1 partition of spread for values from (1) to (10);
alter table spread_1 rename to renamed;
alter table spread alter column c type bigint;

create table spread (a integer not null, b text) partition by range (a);
create table spread_1 (a integer not null, b text);
create index custom on spread_1 (b);
create index over_b on spread (b);
create index over_again on spread (lower(b)) include (a);
alter table spread attach partition spread_1 for values from (1) to (10);
comment on index custom is 'kept by nobody';
alter table spread alter column b type varchar(30);

create table spread (a integer not null, b text) partition by range (a);
create table spread_1 partition of spread for values from (1) to (10) partition by range (a);
create table spread_1_1 partition of spread_1 for values from (1) to (5);
create index over_b on spread (b);
alter table spread_1_1 rename to deep;
alter table spread_1 rename column b to b;

create table spread (a integer not null, b text) partition by range (a);
create table spread_1 partition of spread for values from (1) to (10) partition by range (a);
create table spread_1_1 partition of spread_1 for values from (1) to (5);
create index over_b on spread (b);
alter table spread_1_1 rename to deep;
alter table spread alter column b type varchar(30);

create table spread (a integer not null, b text) partition by range (a);
create table spread_1 partition of spread for values from (1) to (10) partition by range (a);
create table spread_1_1 partition of spread_1 for values from (1) to (5);
create index over_b on spread_1 (b);
alter table spread_1_1 rename to deep;
alter table spread alter column b type varchar(30);
