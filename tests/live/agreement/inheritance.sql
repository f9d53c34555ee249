INHERITS, ALTER TABLE … INHERIT, and what reaches the children.
--- setup
create schema app;
create table p (id integer primary key, a integer default 3 not null, b text, constraint ck check (a > 0), constraint ni check (a < 1000) no inherit);
create table c (z integer) inherits (p);
create table g () inherits (c);
create table c2 (a integer, y integer, constraint ck check (a > 0)) inherits (p);
create table q (b text, e integer default 9);
create table c5 (w integer) inherits (p, q);
create table gen (x integer, y integer generated always as (x * 2) stored);
create table lone (id integer not null, d text, constraint kk check (id > 0), extra integer);
create table pp (id integer not null, d text default 'a', constraint kk check (id > 0));
create view pv as select id, a from p;
--- cases
create table n () inherits (p);

create table n (z integer) inherits (p);

create table n (a integer) inherits (p);

create table n (a integer default 4) inherits (p);

create table n (a integer not null, b text not null) inherits (p);

create table n (a bigint) inherits (p);

create table n (b varchar) inherits (p);

create table n (b text collate "C") inherits (p);

create table n (w integer) inherits (p, q);

create table n () inherits (q, p);

create table q2 (b text default 'x', a integer default 7);
create table n () inherits (p, q2);

create table q2 (b text default 'x', a integer default 7);
create table n (a integer default 8) inherits (p, q2);

create table q2 (a bigint);
create table n () inherits (p, q2);

create table q2 (a integer, constraint ck check (a > 1));
create table n () inherits (p, q2);

create table q2 (a integer, constraint ck check (a > 0));
create table n () inherits (p, q2);

create table n () inherits (p, p);

create table n () inherits (nosuch);

create table n () inherits (pv);

create table n () inherits (p, c);

create table n (constraint ck check (a > 5)) inherits (p);

create table n (constraint ck check (a > 0)) inherits (p);

create table n (check (a > 5)) inherits (p);

create table n (id integer primary key) inherits (p);

create table n (primary key (id), unique (b)) inherits (p);

create table n (a serial) inherits (p);

create table n (x integer) inherits (gen);

create table n (y integer) inherits (gen);

create table n (y integer default 3) inherits (gen);

create table n (y integer generated always as (x * 3) stored) inherits (gen);

create table n (y integer generated always as identity) inherits (gen);

create table n (v integer generated always as (x + 1) stored) inherits (gen);

create table n (like q) inherits (p);

create table n (like lone including all) inherits (p);

create table app.n () inherits (p);

create table n () inherits (app.p);

alter table p add column n integer;

alter table p add column n integer default 5 not null;

alter table only p add column n integer;

alter table only q add column n integer;

alter table only lone add column n integer;

alter table c add column n integer;

alter table p add column z integer;

alter table p add column y text;

alter table p add column y integer;

alter table p add column s serial;

alter table p add column i integer generated always as identity;

alter table g add column i integer generated always as identity;

alter table p add column gg integer generated always as (a * 2) stored;

alter table p add column n integer check (n > 1) unique;

alter table p add column n integer references lone (id);

alter table p add column id integer;

alter table p add column if not exists a integer;

alter table p drop column a;

alter table p drop column b;

-- one way: a column that was inherited alone is the table's own from then on
alter table only p drop column b;

alter table q drop column b;

-- one way: a column that was inherited alone is the table's own from then on
alter table only q drop column e;

alter table q drop column e;

alter table c drop column a;

alter table c drop column z;

alter table c5 drop column b;

alter table c2 drop column a;

alter table g drop column z;

create index on c (b);
alter table p drop column b;

create view cv as select b from c;
alter table p drop column b;

create view cv as select b from c;
alter table p drop column b cascade;

alter table c alter column b set default 'own';
alter table p drop column b;

comment on column c.b is 'own';
alter table p drop column b;

alter table c add constraint cb check (b <> 'x');
alter table p drop column b;

alter table p alter column b type varchar(30);

alter table q alter column e type bigint;

alter table q alter column b type varchar(30);

alter table only p alter column b type varchar(30);

alter table c alter column b type varchar(30);

alter table c alter column z type bigint;

alter table g alter column z type bigint;

create view cv as select z from g;
alter table c alter column z type bigint;

alter table p alter column a set default 8;

alter table only p alter column a set default 9;

alter table c alter column a set default 8;

alter table c alter column a set default 8;
alter table p alter column a set default 9;

alter table g alter column a set default 8;
alter table p alter column a set default 9;

alter table c alter column a set default 8;
alter table only p alter column a set default 9;

alter table c alter column a drop default;
alter table p alter column a set default 9;

alter table p alter column a drop default;

alter table only p alter column a drop default;

alter table c alter column a drop not null;

alter table p alter column a drop not null;

alter table c alter column b set not null;
alter table p alter column b set not null;

alter table p alter column b set not null;

alter table only p alter column b set not null;

alter table g alter column b set not null;

alter table p alter column a set statistics 40;

alter table only p alter column a set statistics 40;

alter table p alter column b set storage external;

alter table p alter column b set compression pglz;

alter table p alter column a set (n_distinct = 3);

alter table gen alter column y drop expression;

create table n () inherits (gen);
alter table gen alter column y drop expression;

create table n () inherits (gen);
alter table only gen alter column y drop expression;

create table n () inherits (gen);
alter table n alter column y drop expression;

alter table p add constraint k check (a < 50);

alter table only p add constraint k check (a < 50);

alter table only p add constraint k check (a < 50) no inherit;

alter table p add constraint k check (a < 50) no inherit;

alter table p add check (a < 50);

alter table p add constraint k check (a < 50) not valid;

alter table c add constraint k check (a < 51);
alter table p add constraint k check (a < 50);

alter table c add constraint k check (a < 50);
alter table p add constraint k check (a < 50);

alter table c add constraint k check (a < 50) not valid;
alter table p add constraint k check (a < 50);

alter table c add constraint k check (a < 50) no inherit;
alter table p add constraint k check (a < 50);

alter table p drop constraint ck;

alter table p drop constraint ni;

-- one way: a check that was inherited alone is the table's own from then on
alter table only p drop constraint ck;

alter table c drop constraint ck;

alter table c2 drop constraint ck;

alter table p add constraint v check (a < 53) not valid;
alter table p validate constraint v;

alter table p add constraint v check (a < 53) not valid;
alter table only p validate constraint v;

-- one way: a check that is inherited stays valid
alter table p add constraint v check (a < 53) not valid;
alter table c validate constraint v;

alter table p rename column a to aa;

alter table only p rename column a to aa;

alter table c rename column a to aa;

alter table c rename column z to zz;

alter table p rename column a to z;

alter table p rename column a to y;

alter table p rename column b to bb;

alter table q rename column e to ee;

alter table c5 rename column b to bb;

alter table p rename constraint ck to ckk;

alter table only p rename constraint ck to ckk;

alter table c rename constraint ck to ckk;

alter table p rename constraint p_pkey to p_pk;

alter table p rename to pr;

alter table p set schema app;

alter table c set schema app;

alter table c rename to cc;

alter table p add unique (a);

alter table q add primary key (b);

alter table p drop constraint p_pkey;

alter table p add foreign key (a) references lone (id);

drop table p;

drop table p cascade;

drop table c;

drop table c cascade;

drop table g;

drop table g, c;

drop table c2;

drop table c5;

drop table q;

drop table q cascade;

alter table c alter column a set default 77;
drop table c cascade;

alter table c2 alter column b set default 'own';
alter table c2 alter column b set not null;
drop table c2;

alter table c2 alter column a drop default;
drop table c2;

comment on column g.b is 'own';
alter table g alter column b set statistics 9;
drop table g;

create index on g (b);
alter table g add unique (z);
drop table g;

alter table lone inherit pp;

alter table lone inherit lone;

alter table pp inherit lone;

alter table lone inherit pp;
alter table lone inherit pp;

alter table lone inherit pp;
alter table pp inherit lone;

alter table lone inherit pp;
alter table lone no inherit pp;

alter table lone inherit pp;
alter table pp drop column d;

alter table lone inherit pp;
alter table lone drop column d;

alter table lone inherit pp;
drop table pp;

alter table lone inherit pp;
drop table lone;

alter table lone no inherit pp;

-- one way: a column that was inherited alone is the table's own from then on
alter table c no inherit p;

alter table lone inherit q;

alter table lone inherit nosuch;

alter table lone inherit pv;

create table k (id integer not null, d text);
alter table k inherit pp;

create table k (id integer, d text, constraint kk check (id > 0));
alter table k inherit pp;

create table k (id integer not null, d text, constraint kk check (id > 1));
alter table k inherit pp;

create table k (id integer not null, d varchar, constraint kk check (id > 0));
alter table k inherit pp;

create table k (id integer not null, d text, constraint kk check (id > 0) no inherit);
alter table k inherit pp;

create table k (id integer not null, d text, constraint kk check (id > 0) not valid);
alter table k inherit pp;

create table k (x integer, y integer);
alter table k inherit gen;

create table k (x integer, y integer generated always as (x * 3) stored);
alter table k inherit gen;

create table k (x integer, y integer generated always as (x * 2) stored);
alter table k inherit gen;

create table k (extra integer) inherits (pp);
alter table k rename column extra to more;

comment on table c is 'child';
drop table c cascade;

create trigger tr before insert on p for each row execute function suppress_redundant_updates_trigger();
drop table p cascade;

grant select on c to reader;
alter table c alter column a set storage plain;
drop table c cascade;

create table n () inherits (p, c);
alter table c alter column a set default 8;
alter table p alter column a set default 9;

create table n () inherits (p, c);
alter table p add column f integer;

create table n () inherits (p, c);
alter table p drop column b;

create table n () inherits (p, c);
alter table p rename column b to bb;

create table n () inherits (p, c);
alter table p add constraint k check (a < 50);

create table n () inherits (p, c);
alter table p drop constraint ck;

create table n () inherits (p, c);
alter table p alter column b type varchar(9);

-- one way: a check that a new table inherits is valid
alter table p add constraint v check (a < 53) not valid;
drop table g;

comment on constraint ck on g is 'its own';
drop table g;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
create table numbered_g () inherits (numbered_c);
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c (n bigint) inherits (numbered);
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
alter table only numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
alter table numbered_c add column more bigint default nextval('numbered_n_seq');
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
create table numbered_d () inherits (numbered, numbered_c);
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table other (n bigint);
create table numbered_c () inherits (numbered, other);
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
create view shown as select n from numbered_c;
alter table numbered drop column n;

create table numbered (n bigserial, note text);
create table numbered_c () inherits (numbered);
create view shown as select n from numbered_c;
alter table numbered drop column n cascade;

create table counted (id bigint generated by default as identity, note text);
create table counted_c () inherits (counted);
alter table counted_c alter column id add generated always as identity;
drop table counted_c;

create table counted (id bigint not null, note text default 'a');
create table counted_c () inherits (counted);
alter table counted_c alter column id add generated always as identity (start with 7), alter column note set default 'b';
drop table counted_c;
