Foreign tables: what they have in common with tables, and what not.
--- setup
create foreign data wrapper w;
create server s foreign data wrapper w;
create table t (a integer primary key, b text);
create view v as select 1 as a;
create table p (a int, b text) partition by list (a);
create foreign table f (a int options (x '1') not null, b text default 'x', check (a > 0)) server s options (o 'v', q 'w');
create type ct as (a int);
create table pa (a int);
create function tf() returns trigger language plpgsql as $$ begin return null; end $$;
--- cases
-- open world: another server may be there
create foreign table g (a int) server nope;

create foreign table g () server s;

create foreign table g (a int primary key) server s;

create foreign table g (a int unique) server s;

create foreign table g (a int, unique (a)) server s;

create foreign table g (a int, primary key (a)) server s;

create foreign table g (a int references t) server s;

create foreign table g (a int, foreign key (a) references t) server s;

create foreign table g (a int, exclude using gist (a with =)) server s;

create foreign table g (a int generated always as identity) server s;

create foreign table g (a serial) server s;

create foreign table g (a int, b int generated always as (a + 1) stored) server s;

create foreign table g (a int not null, constraint c check (a > 0) no inherit) server s;

create foreign table g (a int, like t) server s;

create foreign table g (like t) server s;

create foreign table g (a int) inherits (pa) server s;

create foreign table g () inherits (pa) server s options (a 'b');

create foreign table g partition of p for values in (1) server s;

create foreign table g partition of p default server s options (x 'y');

create foreign table g partition of p (b default 'z', check (a > 0)) for values in (1) server s;

create foreign table if not exists f (a int) server s;

create foreign table f (a int) server s;

create foreign table t (a int) server s;

create foreign table g (a int options (x '1', x '2')) server s;

create foreign table g (a int) server s options (x '1', x '2');

create unlogged foreign table g (a int) server s;

create foreign table g (a int) server s with (fillfactor = 10);

create foreign table g (a int collate "C" options (x '1') not null) server s;

create foreign table g (a text options (x '1') collate "C") server s;

create foreign table g (a text storage plain) server s;

create foreign table g (a int default 1 options (x '1')) server s;

create foreign table g (a text compression pglz) server s;

create foreign table g of ct server s;

create foreign table g (a int) partition by list (a) server s;

create foreign table g (a int deferrable) server s;

create foreign table g (a int, check (a > 0) not valid) server s;

drop table f;

drop foreign table t;

drop foreign table f;

drop foreign table v;

drop view f;

drop foreign table if exists g;

drop foreign table g;

drop foreign table f cascade;

drop server s;

drop server s cascade;

alter table f rename to g;

alter foreign table f rename to g;

alter foreign table t rename to g;

alter foreign table t add column c int;

alter foreign table v rename to g;

alter view f rename to g;

alter table f add column c int;

alter foreign table f add column c int;

alter foreign table f add column c int options (x '1');

alter table f add column c int options (x '1');

alter table t add column c int options (x '1');

create table g (a int options (x '1'));

alter foreign table f alter column a options (set x '2');

alter foreign table f alter column a options (add x '2');

alter foreign table f alter column a options (y '2', drop x);

alter foreign table f alter column a options (drop y);

alter foreign table f alter column a options (set y '1');

alter foreign table f options (set o '2');

alter foreign table f options (add o '2');

alter foreign table f options (y '2', drop o);

alter foreign table f options (drop y);

alter foreign table f options (drop o, drop o);

alter table f options (set o '2');

alter table t options (set o '2');

alter table t alter column a options (set o '2');

alter foreign table f alter column a type bigint;

alter foreign table f alter column a type bigint using a + 1;

alter foreign table f alter column a type text;

alter foreign table f alter column a drop not null;

alter foreign table f alter column b set not null;

alter foreign table f alter column b set default 'z';

alter foreign table f alter column b drop default;

alter foreign table f alter column b set statistics 10;

alter foreign table f alter column b set (n_distinct = 5);

alter foreign table f alter column b set storage plain;

alter foreign table f alter column b set compression pglz;

alter foreign table f alter column a add generated always as identity;

alter foreign table f add constraint c check (a > 1);

alter foreign table f add constraint c check (a > 1) not valid;

alter foreign table f add primary key (a);

alter foreign table f add foreign key (a) references t;

alter foreign table f drop constraint f_a_check;

alter foreign table f drop constraint nope;

alter foreign table f validate constraint f_a_check;

alter foreign table f rename constraint f_a_check to x;

alter table f rename constraint f_a_check to x;

alter foreign table f rename column a to z;

alter table f rename column a to z;

alter foreign table f rename column nope to z;

create schema sc;
alter foreign table f set schema sc;

create schema sc;
alter table f set schema sc;

alter foreign table f owner to reader;

alter table f owner to reader;

alter foreign table t owner to reader;

alter foreign table f enable row level security;

alter foreign table f set unlogged;

alter foreign table f set (fillfactor = 10);

alter foreign table f cluster on x;

alter foreign table f set without cluster;

alter foreign table f replica identity full;

alter foreign table f set without oids;

alter foreign table f inherit pa;

alter foreign table f no inherit pa;

alter foreign table f of ct;

alter foreign table f attach partition t default;

alter foreign table f disable trigger all;

alter foreign table f enable trigger x;

alter foreign table f set access method heap;

alter foreign table f alter constraint f_a_check deferrable;

alter foreign table f enable rule x;

comment on foreign table f is 'x';

comment on table f is 'x';

comment on foreign table t is 'x';

comment on column f.a is 'x';

grant select on f to reader;

grant select on table f to reader;

grant select on foreign table f to reader;

create trigger g before insert on f for each row execute function tf();

create trigger g after insert on f for each row execute function tf();

create trigger g instead of insert on f for each row execute function tf();

create trigger g after insert on f referencing new table as n for each statement execute function tf();

create trigger g before truncate on f execute function tf();

create constraint trigger g after insert on f for each row execute function tf();

create index i on f (a);

create rule r as on insert to f do instead nothing;

create policy pp on f;

create statistics st on a, b from f;

create table g (like f);

create table g (like f including all);

create table g () inherits (f);

create foreign table g () inherits (f) server s;

create table g (a int references f);

create view vv as select * from f;
drop foreign table f;

create view vv as select a from f;
alter foreign table f drop column a;

alter foreign table f drop column a;

create type q as (x f);

create table u (x f);
drop foreign table f;

create publication pu for table f;

cluster f;

lock table f;

reindex table f;

create foreign table g (a int not null, b text) server s;
alter table p attach partition g for values in (2);

create foreign table g (a int, b text) server s;
alter table p attach partition g for values in (2);
alter table p detach partition g;

create foreign table g (a int, b text) server s;
create unique index on p (a);
alter table p attach partition g for values in (2);

create unique index on p (a);
create foreign table g partition of p for values in (1) server s;

create index on p (a);
create foreign table g partition of p for values in (1) server s;

create foreign table g partition of p for values in (1) server s;
create index on p (a);

create foreign table g partition of p for values in (1) server s;
create unique index on p (a);

create foreign table g partition of p for values in (1) server s;
alter table p add primary key (a);

create foreign table g partition of p for values in (1) server s;
alter table p add foreign key (a) references t;

alter table p add foreign key (a) references t;
create foreign table g partition of p for values in (1) server s;

-- since 13
create trigger g before insert on p for each row execute function tf();
create foreign table g partition of p for values in (1) server s;

create trigger g after insert on p for each row execute function tf();
create foreign table g partition of p for values in (1) server s;

create foreign table g () inherits (pa) server s;
alter table pa add column z int;
alter table pa set unlogged;

create foreign table g () inherits (pa) server s;
alter table pa add primary key (a);

create foreign table g () inherits (pa) server s;
alter table pa alter column a set storage plain;

create foreign table g () inherits (pa) server s;
alter table pa add check (a > 0) not valid;

create foreign table g () inherits (pa) server s;
alter table pa alter column a type bigint using a + 1;

alter foreign table if exists nope add column a int;

alter foreign table nope add column a int;

alter foreign table only f add column c int;

alter sequence f owned by f.a;

create sequence q owned by f.a;

alter materialized view f rename to g;

alter foreign table v owner to postgres;

alter type f rename to g;

alter foreign table f rename to t;

refresh materialized view f;

comment on table v is 'x';

drop foreign table f;

comment on foreign table f is 'far';
comment on column f.a is 'near';
grant select (a), insert on f to reader;
create trigger g before insert on f for each row execute function tf();
drop foreign table f;

create foreign table g partition of p default server s options (x 'y');
drop table p;

create foreign table g () inherits (pa) server s;
drop foreign table g;

create schema sc;
create foreign table sc.h (a int) server s;
drop schema sc cascade;

create foreign table g (a int) server s;
drop foreign table f, g;

create foreign table g (a serial, b int generated by default as identity) server s;
drop foreign table g;

drop foreign data wrapper w cascade;

alter server s rename to far;
drop foreign table f;

alter foreign table f options (drop o, add z 'it''s'), alter column a options (set x '3', add y '4');

create table like_f (like f including all);

grant select on all tables in schema public to reader;

create foreign table g (like t including all) server s;

create foreign table g (like t including defaults, c int) server s;

create foreign table g (like f including all) server s;

create foreign table g (like t including indexes including identity) server s options (o 'v');

create foreign table g (like v) server s;

create foreign table g (like nope) server s;
