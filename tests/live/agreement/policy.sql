Policies.
--- setup
create table t (id integer primary key, owner text, tenant integer, n integer);
create table members (tenant integer, name text);
create view v as select id from t;
create function may_see(x integer) returns boolean language sql stable as $$ select x > 0 $$;
create policy mine on t for select to reader using (owner = current_user);
create policy guarded on t as restrictive using (may_see(tenant)) with check (n > 0);
create policy joined on t for update using (tenant in (select m.tenant from members m where m.name = current_user));
create policy added on t for insert with check (n < 100);
comment on policy mine on t is 'own rows';
create schema app;
--- cases
create policy p on t;

create policy p on t using (true);

create policy p on t as permissive for all to public using (n > 0) with check (n > 1);

create policy p on t as restrictive for delete to reader, writer using (n > 0);

create policy p on t for insert using (true);

create policy p on t for insert with check (true);

create policy p on t for select with check (true);

create policy p on t for delete with check (true);

create policy p on t as nosuch using (true);

create policy p on t for truncate using (true);

create policy mine on t using (true);

create policy mine on members using (true);

create policy p on nosuch using (true);

create policy p on v using (true);

create policy p on app.t using (true);

create policy p on t using (nosuch > 0);

create policy p on t using (t.nosuch > 0);

create policy p on t using (t.n > 0);

create policy p on t using (nosuch(n));

create policy p on t using (exists (select 1 from members where members.tenant = t.tenant));

create policy p on t using (exists (select 1 from nosuch));

-- open world: queries are not analysed (RULINGS 10)
create policy p on t using (n);

-- open world: roles come from outside (RULINGS 12)
create policy p on t to nosuch using (true);

create policy p on t using (n > 0) using (n > 1);

alter policy mine on t using (n > 5);

alter policy mine on t to writer;

alter policy mine on t to writer using (n > 5);

alter policy mine on t to public;

alter policy mine on t with check (n > 5);

alter policy guarded on t with check (n > 5);

alter policy joined on t using (n > 5) with check (n > 6);

alter policy added on t using (n > 5);

alter policy added on t with check (n > 5);

alter policy mine on t using (nosuch > 5);

alter policy nosuch on t using (true);

alter policy mine on nosuch using (true);

alter policy mine on t rename to other;

alter policy mine on t rename to guarded;

alter policy nosuch on t rename to other;

drop policy mine on t;

drop policy guarded on t;

drop policy joined on t;

drop policy nosuch on t;

drop policy if exists nosuch on t;

drop policy if exists mine on nosuch;

drop policy mine on nosuch;

drop policy mine on members;

comment on policy guarded on t is 'x';

comment on policy mine on t is null;

comment on policy nosuch on t is 'x';

drop table t cascade;

drop table members;

drop table members cascade;

drop function may_see(integer);

drop function may_see(integer) cascade;

alter table t drop column owner;

alter table t drop column owner cascade;

alter table t rename column n to m;

alter table t rename column owner to keeper;

alter table t rename to u;

alter table members rename to people;

alter table t set schema app;

alter function may_see(integer) rename to sees;

alter table t rename column n to m;
drop policy guarded on t;

alter table t rename to u;
drop policy guarded on u;

alter table t rename to u;
drop policy joined on u;

alter table t enable row level security;

create table pt (a integer, b integer); create policy pa on pt using (a > 0); alter table pt alter a type bigint;

create table pt (a integer, b integer); create policy pa on pt for insert with check (a > 0); alter table pt alter a type bigint;

create table pt (a integer, b integer); create policy pa on pt using (a > 0); alter table pt alter b type bigint;
