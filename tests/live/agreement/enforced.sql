Checks and foreign keys that are not enforced, from 18 on.
--- setup
-- since 18
--- cases
create table t (a int not null, check (a>0));
alter table t alter constraint t_a_check not enforced;

create table t (a int not null, check (a>0) not enforced);
alter table t alter constraint t_a_check enforced;

create table t (a int not null, check (a>0) not enforced);
alter table t validate constraint t_a_check;

create table t (a int not null, check (a>0) not enforced not valid);

create table t (a int primary key, b int references t not enforced);

create table t (a int primary key, b int references t not enforced);
alter table t alter constraint t_b_fkey enforced;

create table t (a int primary key, b int references t not enforced);
alter table t validate constraint t_b_fkey;

create table t (a int primary key, b int references t enforced);
alter table t alter constraint t_b_fkey not enforced;

create table t (a int primary key, b int references t enforced);
alter table t alter constraint t_b_fkey not enforced;
alter table t alter constraint t_b_fkey enforced;

create table t (a int primary key, b int references t );
alter table t alter constraint t_b_fkey not enforced deferrable;

create table t (a int primary key, b int references t);
alter table t alter constraint t_b_fkey enforced;

create table t (a int primary key, b int references t deferrable initially deferred );
alter table t alter constraint t_b_fkey not enforced;

create table t (a int primary key not enforced);

create table t (a int unique not enforced);

create table t (a int check (a > 0) enforced not enforced);

create table t (a int, exclude (a with =) not enforced);

create table p (a int, check (a>0) not enforced);
create table c () inherits (p);

create table p (a int, constraint k check (a>0) not enforced);
create table c (a int, constraint k check (a>0)) inherits (p);

create table p (a int, constraint k check (a>0));
create table c (a int, constraint k check (a>0) not enforced) inherits (p);

create table p (a int, constraint k check (a>0));
create table c (a int, constraint k check (a>0) not enforced);
alter table c inherit p;

create table p (a int, constraint k check (a>0) not enforced);
create table c (a int, constraint k check (a>0));
alter table c inherit p;

create table p (a int, constraint k check (a>0) not enforced);
create table c (a int, constraint k check (a>0) not enforced);
alter table c inherit p;

create table p (a int);
create table c (a int, constraint k check (a>0) not enforced) inherits (p);
alter table p add constraint k check (a > 0);

create table p (a int);
create table c (a int, constraint k check (a>0)) inherits (p);
alter table p add constraint k check (a > 0) not enforced;

create table p (a int, constraint k check (a>0) not enforced);
create table c (like p including all);

create table q (a int primary key);
create table p (a int references q) partition by list (a);
create table c partition of p for values in (1);
alter table p alter constraint p_a_fkey not enforced;

create table q (a int primary key);
create table p (a int references q) partition by list (a);
create table c partition of p for values in (1);
alter table c alter constraint p_a_fkey not enforced;

create table t (a int not null, b int references nosuch not enforced);

create domain d as int check (value > 0) not enforced;
