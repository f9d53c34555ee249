Exclusion constraints of partitioned tables, which 17 brought, and of partitions, which there always were.
--- setup
create table m (a int, b int, v int) partition by range (a);
create table m1 partition of m for values from (0) to (10);
create table m2 partition of m for values from (10) to (20) partition by list (b);
create table m2x partition of m2 for values in (1);
create table own (a int, b int, v int, constraint own_x exclude using btree (a with =, v with =));
--- cases
alter table m add constraint x exclude using btree (v with =);

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);

alter table m add constraint x exclude using btree (a with =, v with =);

-- since 17
alter table m1 add constraint x exclude using btree (v with =);
alter table m add exclude using btree (a with =, b with =);

-- since 17
alter table m add exclude using btree (a with =, b with =) where (v > 0);

-- since 17
alter table m add exclude using btree (a with =, b with =, (v + 1) with =);

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m drop constraint x;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m rename constraint x to y;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m1 drop constraint m1_a_b_excl;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
create table m3 partition of m for values from (20) to (30);

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m attach partition own for values from (20) to (30);

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m detach partition m1;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m rename column b to bb;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
alter table m drop column b;

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
drop table m;

-- since 17
alter table only m add constraint x exclude using btree (a with =, b with =);

-- since 17
create table n (a int, v int, exclude using btree (a with =)) partition by range (a);

create table n (a int, v int, exclude using btree (v with =)) partition by range (a);

create table n (a int, v int, exclude using btree (a with =)) partition by range ((a + 1));

-- since 17
alter table m add constraint x exclude using btree (a with =, b with =);
create table copy (like m including all);

alter table m attach partition own for values from (20) to (30);
create index on m (a, v);

create index i on only m (a, v);
alter table m attach partition own for values from (20) to (30);
alter index i attach partition own_x;

alter table m1 add constraint m1_x exclude using btree (v with =);

alter table m1 add constraint m1_x exclude using btree (v with =);
create index on m (v);
