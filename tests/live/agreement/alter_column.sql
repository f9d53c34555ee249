ALTER TABLE for columns: add, drop, type, default, nullability, identity, generation.
--- setup
create type mood as enum ('sad', 'ok', 'happy');
create table parent (id integer primary key, code text not null unique);
create table t (id integer primary key, a integer, b integer not null default 5, c text, d numeric(10, 2), e mood default 'ok',
    g integer generated always as (a * 2) stored, i integer generated always as identity, s serial, v varchar(30),
    ts timestamp, arr integer[], p integer references parent, constraint positive check (a > 0 and b > 0), constraint cc unique (c, d));
create index t_lower on t (lower(v));
create index t_part on t (a) where b > 3;
create view tv as select id, c from t;
create function bump() returns trigger language plpgsql as $$ begin return new; end $$;
create function next_code() returns text language sql volatile as $$ select 'x' $$;
create table w (x integer, y integer, z text, q text);
create trigger w_bump before update of x on w for each row execute function bump();
create trigger w_when before update on w for each row when (old.z is distinct from new.z) execute function bump();
--- cases
alter table t add column n integer;

alter table t add n integer;

alter table t add column a integer;

alter table t add column if not exists a integer;

-- until 12
-- not modelled
alter table t add column if not exists a serial;

-- until 12
-- not modelled
alter table t add column if not exists a integer unique;

-- until 12
-- not modelled
alter table t add column if not exists a integer constraint positive check (a > 0);

-- until 12
-- not modelled
alter table t add column if not exists a integer generated always as identity;

-- since 13
alter table t add column if not exists a integer unique constraint positive check (a > 0);

alter table t add column if not exists a integer not null default 7;

-- since 13
alter table t add column if not exists a serial;

alter table t add column if not exists n integer, add column n integer;

alter table t add column n integer, add column n text;

alter table t add column ctid integer;

alter table t add column n nosuch;

alter table t add column n integer not null default 3 check (n > 0) unique;

alter table t add column n integer primary key;

alter table w add column n integer primary key;

alter table w add column n serial;

alter table w add column n serial primary key, add column m bigserial unique;

alter table w add column n integer generated always as identity;

alter table w add column n integer generated always as (x + y) stored;

alter table w add column n integer generated always as (nosuch) stored;

alter table w add column n integer default x;

alter table w add column n integer references parent, add column m integer references parent (id) on delete cascade;

alter table w add column n text references parent;

alter table w add column n integer references w;

alter table w add column n integer references w (n);

alter table w add column n mood default 'ok';

alter table w add column n mood default 'nice';

alter table w add column n mood[] default '{}';

alter table w add column n integer check (m > 0), add column m integer;

alter table w add column n integer, add constraint nc check (n > x);

alter table w add constraint nc check (n > x), add column n integer;

alter table w drop column x, add column x text;

alter table w add column n integer, drop column n;

alter table w drop column z, alter column z set not null;

alter table w alter column y type bigint, alter column y set default 4;

alter table w alter column y type bigint, alter column y type text;

alter table w alter column y set default 1, alter column y set default 2;

alter table w alter column y set not null, alter column y drop not null;

alter table nosuch add column n integer;

alter table if exists nosuch add column n integer;

alter table tv add column n integer;

alter table t_lower add column n integer;

alter table t_s_seq add column n integer;

alter table only t add column n integer;

alter table t drop column d;

alter table t drop column c;

alter table t drop column c cascade;

alter table t drop column nosuch;

alter table t drop column if exists nosuch;

alter table t drop column a;

alter table t drop column a cascade;

alter table t drop column b;

alter table t drop column v;

alter table t drop column id;

alter table t drop column id cascade;

alter table parent drop column id;

alter table parent drop column id cascade;

alter table parent drop column code;

alter table t drop column s;

alter table t drop column i;

alter table t drop column g;

alter table t drop column p;

alter table t drop column e, drop column d;

alter table w drop column x;

alter table w drop column x cascade;

alter table w drop column z;

alter table w drop column x, drop column x;

create table only_one (a integer);
alter table only_one drop column a;

create table u (d integer default nextval('t_s_seq'));
alter table t drop column s;

create table u (d integer default nextval('t_s_seq'));
alter table t drop column s cascade;

alter table t alter column a type bigint;

alter table t alter column b type bigint;

alter table t alter column b type text;

alter table t alter column c type varchar(10);

alter table t alter column d type numeric(12, 4);

alter table t alter column d type integer;

alter table t alter column v type text;

alter table t alter column v type integer;

alter table t alter column v type integer using v::integer;

alter table w alter column q type integer;

alter table w alter column q type integer using q::integer;

alter table w alter column q type integer using nosuch::integer;

alter table w alter column q type nosuch;

alter table w alter column nosuch type integer;

alter table w alter column y type timestamp;

alter table w alter column y type boolean;

alter table w alter column y type boolean using y > 0;

alter table w alter column y type smallint;

alter table w alter column y type text;

alter table w alter column y type varchar(3);

alter table w alter column y type numeric(4, 1);

alter table w alter column y type mood;

alter table w alter column q type mood;

alter table w alter column q type mood using q::mood;

alter table w alter column q type uuid;

alter table w alter column z type varchar(10);

alter table w alter column q type jsonb;

alter table w alter column q type text collate "C";

alter table w alter column y type text collate "C";

alter table w alter column y type integer collate "C";

alter table w alter column x type bigint;

alter table t alter column ts type timestamptz;

alter table t alter column ts type date;

alter table t alter column ts type time;

alter table t alter column ts type integer;

alter table t alter column arr type bigint[];

alter table t alter column arr type text[];

alter table t alter column arr type integer;

alter table t alter column arr type text;

alter table t alter column e type text;

alter table t alter column e type integer;

alter table t alter column e drop default, alter column e type text;

alter table t alter column e type varchar(10) using e::text;

alter table t alter column g type bigint;

alter table t alter column i type bigint;

alter table t alter column i type smallint;

alter table t alter column i type text;

alter table t alter column s type bigint;

alter table t alter column p type bigint;

alter table t alter column p type text;

alter table parent alter column id type bigint;

alter table parent alter column id type text;

alter table t alter column a set default 7;

alter table t alter column a set default b;

alter table t alter column a set default (select 1);

alter table t alter column a set default nosuch();

alter table t alter column c set default next_code();

-- open world: expressions are not typed (RULINGS 10)
alter table t alter column a set default 'abc';

alter table t alter column a set default '12';

alter table t alter column e set default 'happy';

alter table t alter column e set default 'hapy';

alter table t alter column g set default 1;

alter table t alter column i set default 1;

alter table t alter column nosuch set default 1;

alter table t alter column b drop default;

alter table t alter column a drop default;

alter table t alter column g drop default;

alter table t alter column i drop default;

alter table t alter column s drop default;

-- stricter: a default of a view
alter table tv alter column c set default 'x';

alter table tv alter column c set not null;

alter table t alter column a set not null;

alter table t alter column b set not null;

alter table t alter column id set not null;

alter table t alter column id drop not null;

alter table t alter column b drop not null;

alter table t alter column i drop not null;

alter table t alter column s drop not null;

alter table t alter column nosuch set not null;

alter table t alter column b add generated always as identity;

alter table t alter column b drop default, alter column b add generated always as identity;

alter table t alter column a add generated always as identity;

alter table t alter column a set not null, alter column a add generated by default as identity;

alter table t alter column i add generated always as identity;

alter table t alter column id add generated always as identity;

alter table t alter column id add generated by default as identity (sequence name my_ids start 10);

alter table t alter column c set not null, alter column c add generated always as identity;

alter table t alter column i set generated by default;

alter table t alter column i set generated by default set start with 100 restart;

alter table t alter column i set maxvalue 100;

alter table t alter column i restart with 40;

alter table t alter column i set minvalue 100 set maxvalue 10;

alter table t alter column a set generated always;

alter table t alter column i drop identity;

alter table t alter column a drop identity;

alter table t alter column a drop identity if exists;

alter table t alter column g drop expression;

alter table t alter column a drop expression;

alter table t alter column a drop expression if exists;

alter table t alter column g set expression as (a * 3);

alter table t alter column a set statistics 100;

alter table t alter column a set statistics -1;

alter table t alter column nosuch set statistics 100;

alter table t alter column c set storage external;

alter table t alter column a set storage external;

alter table t alter column a set storage plain;

alter table t alter column c set storage nosuch;

alter table t alter column c set compression pglz;

alter table t alter column a set compression pglz;

alter table t alter column c set compression nosuch;

alter table t alter column a set (n_distinct = 5);

alter table t alter column a reset (n_distinct);

alter table t alter column a set (nosuch = 5);

alter table t alter column a set (n_distinct = 5), alter column a set not null, drop column d;

alter table t rename column a to aa;

alter table t rename a to aa;

alter table t rename column a to b;

alter table t rename column a to a;

alter table t rename column nosuch to aa;

alter table t rename column a to ctid;

alter table if exists nosuch rename column a to b;

alter table tv rename column c to cc;

alter view tv rename column c to id;

alter table t rename column c to cc;

alter table t alter a set default null;

alter table t alter v set default null;

alter table t alter d set default null;

alter table t alter ts set default null;

alter table t alter a set default true;

alter table t alter a set default 'x'::text;

alter table t alter a set default 1.5;

alter table t alter c set default 5;

alter table t alter c set default now();

alter table t alter ts set default current_date;

alter table t alter arr set default 5;

alter table t alter e set default 5;

alter table t alter a set default now();

alter table w alter y set default 1, alter y type boolean using y > 0;

alter table w alter y set default 1; alter table w alter y type boolean using y > 0;

alter table w alter y set default 1; alter table w alter y drop default, alter y type boolean using y > 0;

alter table w alter y set default 1; alter table w alter y drop default, alter y type boolean using y > 0, alter y set default true;

alter table w alter y set default 1; alter table w alter y type text using y::text;

alter table t alter s type boolean using true;

alter table t alter s type text using s::text;

alter table t alter e type integer using 1;

alter table t alter e drop default, alter e type integer using 1;

alter table t alter g type bigint using a * 3;

alter table t alter g type bigint;

alter table w add n char(3) default null;

alter table w add n integer default false;

alter table w add n text default 7;

alter table w add n date default now();

alter table w add n timestamptz default current_date;

alter table w add n boolean default 1;

alter table w add n bigint default 99999999999;

alter table w alter y set default 99999999999;

alter table w add constraint long check (length(y::text) > 0); alter table w alter y type text using y::text;

create index on w ((y::text)); alter table w alter y type text using y::text;

create table k (a timestamp); create index on k (date(a)); alter table k alter a type date;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
alter table made drop column a;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
alter table made drop column a cascade;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
create view shown as select b from made;
alter table made drop column a;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
create view shown as select b from made;
alter table made drop column a cascade;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
create index on made (b);
comment on column made.b is 'twice';
alter table made drop column a;

create table made (a integer, b integer generated always as (a * 2) stored, c text);
create table made_c () inherits (made);
alter table made drop column a;
