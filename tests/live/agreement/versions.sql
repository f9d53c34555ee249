What each version brought, asked of every server: below its version a form is refused, and migc names the version.
--- setup
create table t (a integer primary key, b text, c integer, d integer generated always as (c * 2) stored);
create table u (a integer primary key, b integer, c integer);
create table p (a integer not null, b integer) partition by list (a);
create table p1 partition of p for values in (1);
create view v as select a, b from t;
create materialized view m as select a, b from t;
create index t_c_idx on t (c);
create index p_b_idx on p (b);
create sequence s;
create statistics st on a, c from t;
create publication pub for table t;
create function tf() returns trigger language plpgsql as $$ begin return new; end $$;
create function et() returns event_trigger language plpgsql as $$ begin end $$;
create function f(integer) returns integer language sql immutable as $$ select 1 $$;
create trigger g before insert on t for each row execute function tf();
create operator @@@ (leftarg = integer, rightarg = integer, function = int4eq);
--- cases
alter view v rename column a to x;

alter table t alter d drop expression;

alter table t alter d drop expression if exists;

alter statistics st set statistics 5;

create trigger pg before insert on p for each row execute function tf();

create trigger pg after insert on p for each row execute function tf();

alter publication pub set (publish_via_partition_root = true);

create publication of_parts for table p;

create publication roots for table t with (publish_via_partition_root);

create index on t (c) with (deduplicate_items = off);

create table w (a integer) with (autovacuum_vacuum_insert_threshold = 10);

create view ties as select a from t order by a fetch first 2 rows with ties;

create table w (like t including statistics);

create or replace trigger g before update on t for each row execute function tf();

create table w (a text compression pglz);

alter table t alter b set compression pglz;

create table w (like t including compression);

create table w (a int4multirange);

create type rr as range (subtype = integer, multirange_type_name = rrs);

create function sb(x integer) returns integer language sql return x + 1;

create function sb(x integer) returns integer language sql begin atomic select x + 1; end;

create procedure sp(out x integer) language plpgsql as $$ begin x := 1; end $$;

alter table p detach partition p1 finalize;

create statistics se on (a + c), b from t;

create statistics sx on (a + c) from t;

create view cy as with recursive w (a) as (select 1 union all select a + 1 from w where a < 3) search depth first by a set o select a from w;

create view ja as select x.a from t join u using (a) as x;

create view gd as select a from t group by distinct a;

grant select on t to reader granted by current_user;

create table w (a integer, unique nulls not distinct (a));

create unique index on u (b) nulls not distinct;

create table w (a integer, b integer, foreign key (a, b) references u (a, b) on delete set null (b));

create table w (a integer references u on delete set null (a));

create view sv with (security_invoker) as select 1 as x;

alter view v set (security_invoker = true);

create unlogged sequence us;

alter sequence s set unlogged;

create publication pw for table t where (a > 1);

create publication pc for table t (a, b);

create publication ps for tables in schema public;

alter publication pub add tables in schema public;

merge into u using t on u.a = t.a when matched then delete;

alter table t set access method heap;

create materialized view ma using heap as select 1 as x;

alter materialized view m set access method heap;

create table w (a numeric(3, -2));

create table w (a numeric(3, 5));

cluster p using p_b_idx;

create table w (a text storage external);

alter table t alter b set storage default;

create statistics on a, c from t;

grant reader to writer with inherit true;

grant reader to writer with set false;

grant reader to writer with admin option;

create view nl as select 0x1F as x, 1_000 as y;

create view nl as select 0o17 as x;

create table w (a integer default 1_000);

create view na as select * from (select 1 as x);

alter table t alter d set expression as (c * 3);

merge into u using t on u.a = t.a when not matched by source then delete;

merge into u using t on u.a = t.a when matched then delete returning u.a;

create table w (a integer generated always as identity, b integer) partition by list (b);

alter table t set access method default;

alter table t alter b set statistics default;

grant maintain on t to reader;

create event trigger e on login execute function et();

create event trigger e on ddl_command_start execute function et();

alter operator @@@ (integer, integer) set (merges);

alter operator @@@ (integer, integer) set (restrict = eqsel);

create domain dn as integer constraint dnn not null;

create collation cb (provider = builtin, locale = 'C.UTF-8');

insert into u values (1, 2, 3) returning new.a, old.a;

insert into u values (1, 2, 3) returning with (new as n) n.a;

update u set b = 1 returning old.b;

create table w (a integer, b integer generated always as (a) virtual);

create table w (a integer, b integer generated always as (a));

create table w (a integer, b integer generated always as (a) stored);

create table w (a integer check (a > 0) not enforced);

create table w (a integer check (a > 0) enforced);

alter table t add constraint k check (c > 0) not enforced;

alter table t add foreign key (c) references u not enforced;

create table w (a int4range, b int4range, unique (a, b without overlaps));

create table w (a int4range, b int4range, primary key (a, b without overlaps));

create table w (a int4range, b int4range, foreign key (a, period b) references u (a, period b));

create table w (a integer, not null a);

create table w (a integer constraint n not null);

create table w (a integer not null no inherit);

alter table u add not null b;

alter table u add constraint n not null b not valid;

alter table t alter constraint t_pkey inherit;

alter table p set unlogged;

alter table p add foreign key (b) references u not valid;

alter default privileges grant select on large objects to reader;

create publication pg with (publish_generated_columns = stored);

vacuum only t;

analyze only t;

create trigger uo after update of b on p for each row execute function tf();

create trigger uo after update of b on t for each row execute function tf();

alter table p add column x integer unique;

alter table p add unique (b);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 (a int generated always as identity, b int);
alter table w attach partition w1 for values in (1);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 (a int not null, b int);
alter table w attach partition w1 for values in (1);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 (a int not null default 3, b int);
alter table w attach partition w1 for values in (1);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a drop identity;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a set generated by default;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a set default 3;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table only w alter a drop identity;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table only w alter a set generated by default;

create table w (a int not null, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table only w alter a add generated always as identity;

create table w (a int not null, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a add generated always as identity;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w alter a set generated by default;
alter table w alter a drop identity;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w detach partition w1;

create table w (a int not null, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a set default 4;
alter table w alter a add generated always as identity;

create table w (b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w add c int generated by default as identity;

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w (a default 3) for values in (1);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w (a generated by default as identity) for values in (1);

create table w (a int generated always as identity, b int) partition by list (b);
create table w1 partition of w for values in (1);
alter table w1 alter a drop not null;
