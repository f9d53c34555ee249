Tables of a publication, and those that inherit from them.
--- setup
create table p (a int primary key);
create table c () inherits (p);
create table cc () inherits (c);
create table part (a int) partition by list (a);
create table part1 partition of part default;
create table other (x int);
--- cases
create publication x for table p;

create publication x for table only p;

create publication x for table p *;

create publication x for table p, c;

create publication x for table other, other;

create publication x for table p;
create table late () inherits (p);
drop publication x;

create publication x for table p;
alter publication x add table c;

create publication x for table only p;
alter publication x add table c;

create publication x for table only p, c;
alter publication x drop table p;

create publication x for table p;
alter publication x drop table p;

create publication x for table p;
alter publication x drop table only p;

create publication x for table p;
alter publication x drop table c;

create publication x for table only p;
alter publication x drop table p;

create publication x for table p;
alter publication x set table c;

-- since 13
create publication x for table part;

-- since 13
create publication x for table only part;
alter publication x drop table part;

create publication x for table p;
drop table c cascade;

create publication x for table p;
alter table p rename to pp;
