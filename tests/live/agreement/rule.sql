Rules.
--- setup
create table t (a integer, b text);
create table log (a integer, what text);
create view v as select a, b from t;
create materialized view m as select a from t;
create sequence s;
create function f(x integer) returns integer language sql immutable as $$ select x $$;
create rule keep as on delete to t do instead nothing;
create rule noted as on update to t where old.a > 1 do also insert into log values (new.a, 'update');
create rule through as on insert to v do instead insert into t values (new.a, new.b);
comment on rule keep on t is 'no row goes';
create schema app;
--- cases
create rule r as on insert to t do nothing;

create rule r as on insert to t do instead nothing;

create rule r as on insert to t do also nothing;

create rule r as on insert to t do insert into log values (new.a, 'x');

create rule r as on insert to t do instead (insert into log values (new.a, 'x'); delete from log where a = 1);

create rule r as on update to t where old.a <> new.a do instead update log set what = 'y' where a = old.a;

create rule r as on insert to t do notify changed;

create rule r as on update to v do instead update t set a = new.a where a = old.a;

create rule keep as on delete to t do instead nothing;

create or replace rule keep as on delete to t do also nothing;

create or replace rule keep as on delete to t where old.a > 3 do instead nothing;

create or replace rule keep as on delete to t do also insert into log values (old.a, 'gone');

create or replace rule r as on insert to t do instead nothing;

create rule keep as on insert to v do instead nothing;

create rule r as on insert to nosuch do instead nothing;

create rule r as on insert to m do instead nothing;

create rule r as on insert to s do instead nothing;

create rule r as on insert to t do instead insert into nosuch values (1);

create rule r as on insert to t where nosuch > 1 do instead nothing;

create rule r as on insert to t where new.nosuch > 1 do instead nothing;

create rule r as on update to t where f(new.a) > 1 do instead nothing;

create rule r as on truncate to t do instead nothing;

create rule r as on insert to t do instead drop table t;

create rule "_RETURN" as on insert to t do instead nothing;

create rule r as on select to v do instead select 1 as a, 'x'::text as b;

alter rule keep on t rename to kept;

alter rule keep on t rename to noted;

alter rule nosuch on t rename to kept;

alter rule through on v rename to in_between;

drop rule keep on t;

drop rule noted on t;

drop rule through on v;

drop rule nosuch on t;

drop rule if exists nosuch on t;

drop rule if exists keep on nosuch;

drop rule keep on nosuch;

drop rule keep on log;

comment on rule noted on t is 'x';

comment on rule keep on t is null;

comment on rule nosuch on t is 'x';

alter table t disable rule keep;

alter table t enable rule keep;

alter table t enable always rule noted;

alter table t enable replica rule noted;

alter table t disable rule nosuch;

alter table t disable rule keep;
drop rule keep on t;

drop table log;

drop table log cascade;

drop table t cascade;

drop view v;

-- one way: the column comes back last, and the rule that writes by position does not fit
alter table t drop column a cascade;

alter table log rename to history;

alter table t rename to u;

alter view v rename to w;
