ALTER TABLE for constraints: add, using index, validate, alter, drop, rename.
--- setup
create table parent (id integer primary key, code text unique, x integer, y integer, constraint xy unique (x, y), late integer unique deferrable);
create unique index parent_free on parent (x);
create unique index parent_partial on parent (y) where y > 0;
create unique index parent_lower on parent (lower(code));
create index parent_plain on parent (y);
create table t (id integer, a integer, b integer, c text, p integer references parent, q text constraint q_fk references parent (code),
    constraint a_check check (a > 0), constraint b_check check (b > 0) not valid, constraint ab unique (a, b));
alter table t add constraint q_late foreign key (b) references parent not valid;
create unique index t_id_idx on t (id);
create unique index t_desc_idx on t (a desc);
create unique index t_multi_idx on t (a) include (c);
create index t_c_idx on t (c);
create view pv as select * from parent;
--- cases
alter table t add primary key (id);

alter table t add constraint t_pk primary key (id, a);

alter table parent add primary key (x);

alter table t add primary key (nosuch);

alter table t add primary key using index t_id_idx;

alter table t add constraint t_key primary key using index t_id_idx;

alter table t add unique using index t_id_idx;

alter table t add constraint u unique using index t_multi_idx;

alter table t add unique using index t_c_idx;

alter table t add unique using index t_desc_idx;

alter table t add unique using index nosuch;

alter table t add unique using index parent_free;

alter table t add unique using index ab;

alter table parent add unique using index parent_partial;

alter table parent add unique using index parent_lower;

alter table parent add primary key using index parent_free;

alter table t add constraint ab2 unique using index t_id_idx deferrable initially deferred;

alter table t add constraint q_fk unique using index t_id_idx;

alter table t add unique (a);

alter table t add unique (a, b);

alter table t add constraint ab unique (a);

alter table t add constraint xy unique (a);

alter table t add constraint parent unique (a);

alter table t add constraint t unique (a);

alter table t add constraint xy check (a > 1);

alter table t add constraint a_check check (a > 1);

alter table t add check (a > 1), add check (a > 2);

alter table t add check (a > 1 and b > 2);

alter table t add check (nosuch > 1);

alter table t add check ((select 1) > 0);

alter table t add check (a > 1) not valid;

alter table t add check (a > 1) no inherit;

alter table t add constraint u unique (a) not valid;

alter table t add constraint u unique (a) no inherit;

alter table t add foreign key (a) references parent;

alter table t add foreign key (a) references parent (x);

alter table t add foreign key (a) references parent (y);

alter table t add foreign key (a) references parent (late);

alter table t add foreign key (a, b) references parent (x, y);

alter table t add foreign key (a, b) references parent (y, x);

alter table t add foreign key (a, b) references parent;

alter table t add foreign key (a, b) references parent (x, x);

alter table t add foreign key (c) references parent;

alter table t add foreign key (a) references parent (code);

alter table t add foreign key (a) references pv;

alter table t add foreign key (a) references nosuch;

alter table t add foreign key (a) references t (id);

alter table t add foreign key (a) references t;

alter table t add foreign key (nosuch) references parent;

alter table t add foreign key (a) references parent not valid;

alter table t add foreign key (a) references parent on delete set null (a);

alter table t add foreign key (a) references parent on delete set null (b);

alter table t add foreign key (a) references parent on update set null (a);

alter table t add foreign key (p) references parent, add foreign key (p) references parent;

alter table t add exclude using gist (a with =);

alter table t add exclude using btree (a with =) where (b > 0);

alter table t add exclude using btree (nosuch with =);

alter table t add exclude using hash (c with =);

alter table t add exclude using nosuch (c with =);

alter table t add exclude (lower(c) with =);

alter table pv add constraint pvc check (id > 0);

alter table nosuch add primary key (id);

alter table t validate constraint b_check;

alter table t validate constraint a_check;

alter table t validate constraint q_late;

alter table t validate constraint ab;

alter table t validate constraint nosuch;

alter table t alter constraint q_fk deferrable initially deferred;

alter table t alter constraint q_fk not deferrable;

alter table t alter constraint a_check deferrable;

alter table t alter constraint ab deferrable;

alter table t alter constraint nosuch deferrable;

alter table t alter constraint q_fk not deferrable initially deferred;

alter table t drop constraint a_check;

alter table t drop constraint ab;

alter table t drop constraint nosuch;

alter table t drop constraint if exists nosuch;

alter table t drop constraint t_id_idx;

alter table t drop constraint q_fk, add constraint q_fk check (a > 3);

alter table t add constraint a_check check (a > 5), drop constraint a_check;

alter table parent drop constraint parent_pkey;

alter table parent drop constraint parent_pkey cascade;

alter table parent drop constraint parent_code_key;

alter table parent drop constraint xy;

create table u (a integer references parent (x));
alter table parent drop constraint xy;

create table u (a integer references parent (x));
drop index parent_free;

create table u (a integer references parent (x));
drop index parent_free cascade;

alter table t add primary key (id);
alter table t drop constraint t_pkey;

alter table t add primary key (id);
alter table t alter column id drop not null;

alter table t add primary key (id);
alter table t drop column id;

alter table t rename constraint a_check to positive;

alter table t rename constraint a_check to b_check;

alter table t rename constraint ab to ba;

alter table t rename constraint ab to xy;

alter table t rename constraint a_check to parent;

alter table t rename constraint nosuch to yes;

alter table parent rename constraint parent_pkey to pk;

alter index parent_pkey rename to pk;

alter index parent_pkey rename to t;

alter index parent_pkey rename to xy;

alter table t rename column a to a2;
alter table t drop constraint a_check;

alter table t rename to t2;
alter table t2 add unique (c);

alter table t add unique (c);
alter table t add unique (c);

alter table t drop column b;

alter table t drop column a, drop column b;

alter table t drop constraint ab, drop column a;

alter table t drop column a, drop constraint ab;

alter table t add constraint zz not null a;

alter table t alter constraint q_fk not enforced;

alter table t add check (a > 1) not enforced;

create schema app;
create table app.t (a integer constraint ab unique, constraint a_check check (a > 0));
alter table app.t set schema public;

create schema app;
create table app.u (a integer constraint ab unique);
alter table app.u set schema public;

create schema app;
alter table t set schema app;

drop table parent;

drop table parent cascade;

create type pair as (a integer, b integer); create table hp (a pair); create table ku (u uuid primary key); alter table hp add foreign key (a) references ku;

create table ku (u jsonb primary key); create table hp (a text); alter table hp add foreign key (a) references ku;

create table ku (u time primary key); create table hp (a interval); alter table hp add foreign key (a) references ku;

create table ku (u interval primary key); create table hp (a time); alter table hp add foreign key (a) references ku;

create table ku (u integer primary key); create table hp (a numeric); alter table hp add foreign key (a) references ku;

create table ku (u numeric primary key); create table hp (a integer); alter table hp add foreign key (a) references ku;

create table ku (u integer[] primary key); create table hp (a bigint[]); alter table hp add foreign key (a) references ku;

create table ku (u inet primary key); create table hp (a cidr); alter table hp add foreign key (a) references ku;

create table du (a integer unique, unique (a));

create table du (a integer); alter table du add unique (a); alter table du add unique (a); drop table du;

create table ku (u uuid primary key); create domain dd as bytea; create table hp (a dd[]); alter table hp add foreign key (a) references ku;

create table twins (a integer, exclude using btree (a with =), exclude using btree (a with =));

create table twins (a integer, exclude using btree (a with =), constraint named exclude using btree (a with =));

create table twins (a integer, exclude using btree (a with =), exclude using btree (a with =) where (a > 0));

create table twins (a integer unique, exclude using btree (a with =));

create table twins (a integer, exclude using btree (a with =));
alter table twins add exclude using btree (a with =);
drop table twins;

create table twins (a integer, exclude using btree (a with =));
alter table twins add exclude using btree (a with =);
comment on constraint twins_a_excl1 on twins is 'the second';
drop table twins;

-- not modelled
create type shade as enum ('dark');
create cast (shade as text) with inout as implicit;
create table n (a shade, exclude using btree (a with =));

create type shade as enum ('dark');
create cast (shade as text) with inout as assignment;
create table n (a shade, exclude using btree (a with =));
