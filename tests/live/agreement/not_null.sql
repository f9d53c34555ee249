NOT NULL as a constraint with a name, from 18 on.
--- setup
-- since 18
--- cases
create table t (a int not null, b int constraint bb not null, c int primary key, d serial, e int generated always as identity, constraint ff not null a);

create table t (a int constraint x not null, constraint y not null a);

create table t (a int not null not null);

create table t (a int constraint x not null constraint y not null);

create table t (a int not null, check (a>0), constraint t_a_not_null check (a > 1));

create table t (a int, constraint t_a_not_null check (a > 1));
alter table t alter a set not null;

create table t (a int constraint n not null, b int constraint n not null);

create table t (a int, not null a, primary key (a));

create table t (a int constraint nn not null, primary key (a));

create table t (a int not null no inherit, primary key (a));

create table t (a int not null no inherit);

create table t (a int, constraint nn not null a no inherit not valid);

create table t (a int, constraint nn not null a deferrable);

create table t (a int not null not enforced);

create table p (a int not null, b int);
create table c () inherits (p);
create table c2 (a int not null, b int constraint cb not null) inherits (p);
alter table p alter b set not null;

create table p (a int not null, b int);
create table c (constraint ca not null a) inherits (p);

create table p (a int constraint pa not null);
create table q (a int constraint qa not null);
create table c () inherits (p,q);

create table p (a int not null no inherit);
create table c () inherits (p);

create table p (a int primary key);
create table c () inherits (p);

create table p (a int, b int);
create table c () inherits (p);
alter table p add primary key (a);

create table p (a int, b int);
create table c () inherits (p);
alter table only p add primary key (a);

create table p (a int, b int) partition by list (a);
create table c partition of p for values in (1);
alter table only p add primary key (a);

create table p (a int not null, b int) partition by list (a);
create table c partition of p for values in (1);
create table d (a int not null, b int not null);
alter table p attach partition d for values in (2);
alter table p detach partition c;

create table p (a int not null, b int) partition by list (a);
create table d (a int, b int not null);
alter table p attach partition d for values in (2);

create table p (a int not null no inherit, b int) partition by list (a);

create table t (a int not null);
alter table t rename a to b;

create table t (a int not null);
alter table t rename to u;

create table t (a int not null);
alter table t rename constraint t_a_not_null to x;

create table t (a int not null);
alter table t drop constraint t_a_not_null;

create table t (a int primary key);
alter table t drop constraint t_a_not_null;

create table t (a int primary key);
alter table t drop constraint t_pkey;

create table t (a int generated always as identity);
alter table t drop constraint t_a_not_null;

create table t (a int not null);
alter table t alter a drop not null;

create table t (a int);
alter table t add not null a not valid;

create table t (a int);
alter table t add not null a not valid;
alter table t alter a set not null;

create table t (a int);
alter table t add constraint x not null a not valid;
alter table t validate constraint x;

create table t (a int);
alter table t add constraint x not null a not valid;
alter table t add primary key (a);

create table t (a int);
alter table t add constraint x not null a no inherit;
alter table t add primary key (a);

create table t (a int);
alter table t add constraint x not null a no inherit;
alter table t alter constraint x inherit;

create table t (a int);
alter table t add constraint x not null a;
alter table t alter constraint x no inherit;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a no inherit;
alter table p alter constraint x inherit;

-- one way: what stays with the child is its own from then on, and no statement gives it to the parent again
create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table p alter constraint x no inherit;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table c alter constraint x no inherit;

create table p (a int);
create table c (a int constraint ca not null) inherits (p);
alter table p add constraint x not null a;
alter table p drop constraint x;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table p drop constraint x;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table c drop constraint x;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table c alter a drop not null;

-- one way: what stays with the child is its own from then on, and no statement gives it to the parent again
create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table only p drop constraint x;

-- one way: what stays with the child is its own from then on, and no statement gives it to the parent again
create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table only p alter a drop not null;

create table p (a int);
create table c () inherits (p);
alter table p add constraint x not null a;
alter table p alter a drop not null;

create table p (a int);
create table c () inherits (p);
alter table only p add constraint x not null a;

create table p (a int);
create table c () inherits (p);
alter table only p alter a set not null;

create table t (a int constraint x not null);
alter table t add constraint y not null a;

create table t (a int constraint x not null);
alter table t add not null a;

create table t (a int constraint x not null);
alter table t alter a set not null;

create table t (a int not null no inherit);
alter table t alter a set not null;

create table t (a int not null no inherit);
alter table t add not null a;

create table t (a int not null);
alter table t add not null a no inherit;

create table t (a int);
alter table t add not null a not valid;
alter table t add not null a;

create table t (a int);
alter table t add not null nosuch;

create table t (a int check (a>0));
alter table t add constraint t_a_check not null a;

create table p (a int constraint x not null);
create table c () inherits (p);
alter table p rename constraint x to y;

create table p (a int constraint x not null);
create table c () inherits (p);
alter table c rename constraint x to y;

create table p (a int constraint x not null);
create table c () inherits (p);
alter table only p rename constraint x to y;

create table p (a int constraint x not null);
create table c (a int constraint z not null) inherits (p);
alter table p rename constraint x to y;

create table p (a int constraint x not null, b int not null);
create table c (like p);

create table p (a int constraint x not null, b int not null no inherit);
comment on constraint x on p is 'hi';
create table c (like p including all);

create table p (a int, b int);
alter table p add constraint x not null a not valid;
create table c (like p);
create table d () inherits (p);

create table p (a int primary key);
create table c (like p);

create table p (a int primary key);
create table c (like p including all);

create table p (a int constraint n not null, b int);
create table c (like p, b2 int constraint n check (b2>0));

create table p (a int constraint n not null);
create table c (a int);
alter table c inherit p;

create table p (a int constraint n not null);
create table c (a int not null);
alter table c inherit p;
alter table c no inherit p;

create table p (a int constraint n not null);
create table c (a int not null no inherit);
alter table c inherit p;

create table p (a int constraint n not null);
create table c (a int);
alter table c add not null a not valid;
alter table c inherit p;

create table p (a int);
alter table p add not null a not valid;
create table c (a int);
alter table c add not null a not valid;
alter table c inherit p;

create table p (a int not null no inherit);
create table c (a int);
alter table c inherit p;

create table p (x int);
create table c () inherits (p);
alter table p add column a int constraint n not null;

-- one way: the server leaves the constraint with the child when the parent's column goes
create table p (x int);
create table c (a int) inherits (p);
alter table p add column a int constraint n not null;

-- one way: the server leaves the constraint with the child when the parent's column goes
create table p (x int);
create table c (a int constraint ca not null) inherits (p);
alter table p add column a int constraint n not null;

create table p (a int, b int) partition by list (a);
create table c partition of p (a constraint cn not null) for values in (1);

create table p (a int not null, b int) partition by list (a);
create table c partition of p (a constraint cn not null) for values in (1);

create table p (a int not null, b int) partition by list (a);
create table c partition of p for values in (1);
alter table p add primary key (a, b);

create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table c drop constraint p_a_not_null;

create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table p drop constraint p_a_not_null;

-- one way: what stays with the child is its own from then on, and no statement gives it to the parent again
create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table only p drop constraint p_a_not_null;

-- one way: what stays with the child is its own from then on, and no statement gives it to the parent again
create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table only p alter a drop not null;

create table p (a int) partition by list (a);
create table c partition of p for values in (1);
alter table only p alter a set not null;

create table p (a int) partition by list (a);
create table c partition of p for values in (1);
alter table only p add not null a;

create table p (a int) partition by list (a);
create table c partition of p for values in (1);
alter table p add not null a not valid;
alter table only p validate constraint p_a_not_null;

create table p (a int);
create table c () inherits (p);
alter table p add not null a not valid;
alter table p validate constraint p_a_not_null;

create table p (a int);
create table c () inherits (p);
alter table p add not null a not valid;
alter table only p validate constraint p_a_not_null;

create table p (a int);
create table c () inherits (p);
alter table c add not null a not valid;
alter table p add not null a;

create table p (a int);
create table c () inherits (p);
alter table c add not null a no inherit;
alter table p add not null a;

create table p (a int);
create table c () inherits (p);
alter table c add constraint p_a_not_null check (a>0);
alter table p add not null a;

create table p (a int);
create table c () inherits (p);
alter table c add constraint p_a_not_null check (a>0);
alter table p add constraint p_a_not_null not null a;

create table p (a int not null);
create table c (constraint p_a_not_null check (a>0)) inherits (p);

-- one way: the server leaves the constraint with the child when the parent's column goes
create table p (a int not null);
create table c (x int);
create table d () inherits (p, c);
alter table c add a int not null;

create table t (a int not null);
alter table t alter constraint t_a_not_null deferrable;

create table t (a int not null);
alter table t alter constraint t_a_not_null not enforced;

create table t (a int not null, check (a>0));
alter table t alter constraint t_a_check no inherit;

create table t (a int not null, check (a>0) no inherit);
alter table t alter constraint t_a_check inherit;

create table t (a int primary key);
alter table t alter constraint t_pkey no inherit;

create table p (a int);
create table c () inherits (p);
alter table c add not null a not valid;
alter table p alter a set not null;

create table p (a int);
create table c () inherits (p);
alter table c add not null a no inherit;
alter table p alter a set not null;

create table p (a int not null);
create table c () inherits (p);
alter table c alter a set not null;

create table p (a int not null);
create table c () inherits (p);
alter table c add not null a;

create table p (a int not null);
create table c () inherits (p);
alter table c add constraint n not null a;

create table p (a int not null);
create table c () inherits (p);
alter table c add primary key (a);

create table p (a int not null);
create table c () inherits (p);
alter table p alter a set not null;

create table p (a int not null);
create table c () inherits (p);
alter table p add not null a;

create table p (a int not null);
create table c () inherits (p);
alter table only p add not null a;

create table p (a int not null);
create table c (a int not null no inherit) inherits (p);

create table p (a int not null);
create table c () inherits (p);
alter table p drop column a;

create table p (a int not null);
create table c (a int) inherits (p);
alter table p drop column a;

create table p (a int not null);
create table c (a int not null) inherits (p);
alter table p drop column a;

create table p (x int);
create table c (a int) inherits (p);
alter table p add column a int constraint n not null;
alter table p drop column a;

create table p (a int);
create table c () inherits (p);
alter table p add not null a not valid;
alter table p alter a set not null;

create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table p detach partition c;
alter table p attach partition c for values in (1);

create table p (a int not null) partition by list (a);
create table c partition of p for values in (1);
alter table c alter a drop not null;

create table p (a int) partition by list (a);
create table c partition of p for values in (1);
alter table only p alter a drop not null;
alter table only p alter a set not null;

create table p (a int) partition by list (a);
create table c (a int not null);
alter table p attach partition c for values in (1);
alter table only p alter a set not null;

create table p (a int);
create table c (a int not null) inherits (p);
alter table only p add not null a;

create table p (a int);
create table c (a int not null) inherits (p);
alter table only p alter a set not null;

create table t (a int primary key);
alter table t alter a drop not null;

create table t (a int not null unique);
alter table t replica identity using index t_a_key;
alter table t drop constraint t_a_not_null;

create table t (a int not null);
alter table t drop constraint if exists nosuch;

create table t (a int not null);
alter table t validate constraint t_a_not_null;

create table t (a int generated always as identity constraint foo not null);

create table t (a int constraint foo not null generated always as identity);

create table t (a serial not null no inherit);

create table t (a int generated always as identity not null no inherit);

create table t (a int);
alter table t alter a add generated always as identity;

create table t (a int);
alter table t add constraint x not null a not valid;
alter table t alter a add generated always as identity;

create table t (a int);
alter table t add constraint x not null a no inherit;
alter table t alter a add generated always as identity;

create table t (a int not null, b int);
alter table t add constraint t_a_not_null check (b > 0);

create table t (a int not null, b int);
alter table t add constraint t_a_not_null unique (b);

create table t (a int not null, b int);
alter table t rename constraint t_a_not_null to t_b_check;
alter table t add check (b>0);

create table a_very_long_table_name_that_goes_on_and_on_and_on (a_very_long_column_name_that_goes_on_and_on_and_on int not null, a_very_long_column_name_that_goes_on_and_on_and_on2 int not null);

create table t (a int constraint n not null);
alter table t add column b int constraint n not null;

create table t (a int not null, b int not null);
alter table t rename constraint t_a_not_null to t_b_not_null;

create table t (a int not null);
alter table t rename constraint t_a_not_null to t_a_not_null;

create table t (a int not null);
alter table t alter a set not null, add constraint z not null a;

create table t (a int, b int);
alter table t add constraint n not null a, add constraint n not null b;

create table p (a int, b int);
create table c () inherits (p);
alter table p add constraint n not null a;
alter table c add constraint n check (b > 0);

create table p (a int not null);
create table q (a int not null);
create table c () inherits (p);
alter table c inherit q;
alter table c no inherit p;

create schema s;
create table t (a int not null);
create table s.t (a int not null);
alter table t set schema s;

create table t (a int not null);
alter table t drop constraint t_a_not_null cascade;

create table t (a int not null);
create view v as select a from t group by a;
alter table t drop constraint t_a_not_null;

create table t (a int, not null a not enforced);

create table t (a int, not null a enforced);

create table t (a int, not null (a));

create table p (a int not null) partition by list (a);
alter table p alter constraint p_a_not_null no inherit;

create table t (a int);
alter table t add column b int not null no inherit;

create table q (a int not null) partition by range (a);
alter table q alter constraint q_a_not_null no inherit;
drop table q;

create table w (a int not null);
create table w2 (like w);
drop table w;

-- since 18
-- one way: no statement makes such a constraint
create table np (a integer constraint np_a not null) partition by list (a);
alter table np alter constraint np_a no inherit;
alter table np drop constraint np_a;

-- since 18
create table np (a integer constraint np_a not null) partition by list (a);
alter table np alter constraint np_a no inherit;

create table keyed (a integer primary key, b integer);
alter table keyed alter constraint keyed_a_not_null no inherit;
drop table keyed;

create table keyed (a integer primary key, b integer);
alter table keyed alter constraint keyed_a_not_null no inherit;
create table alike (like keyed including all);

create table keyed (a integer primary key, b integer);
alter table keyed alter constraint keyed_a_not_null no inherit;
create table alike (like keyed, primary key (a));

create table keyed (a integer primary key, b integer);
alter table keyed alter constraint keyed_a_not_null no inherit;
create table alike (like keyed including indexes);
drop table alike;
