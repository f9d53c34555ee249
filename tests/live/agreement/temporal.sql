Keys without overlaps and foreign keys with a period, from 18 on.
--- setup
-- since 18
--- cases
create table t (a int, v int4range, primary key (a, v without overlaps));

create table t (a int, v int4range, primary key (v without overlaps));

create table t (a int, v int4range, unique (v without overlaps));

create table t (a int4range, v int4range, primary key (a, v without overlaps));

create table t (a int4range, v int4range, unique (a, v without overlaps));

create table t (a int4range, v int, unique (a, v without overlaps));

create table t (a int4range, v int4multirange, unique (a, v without overlaps));

create table t (a int4range, v int4range, unique (a without overlaps, v));

create table t (a int4range, v int4range, unique (a, v without overlaps) deferrable);

create table t (a int4range, v int4range, unique nulls not distinct (a, v without overlaps));

create table t (a int4range, v int4range, w int, unique (a, v without overlaps) include (w));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, v) references t (a, v));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, v) references t);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, v));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, v) references t (a, period v));

create table t (a int4range, v int4range, primary key (a, v));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v) on delete cascade);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v) on update set null);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v) on delete restrict);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (a, period v) references t (a, period v) match full);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v daterange, foreign key (a, period v) references t (a, period v));

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (a int4range, v int4range, foreign key (period v, a) references t (a, period v));

create table t (a int4range, v int4range);
alter table t add constraint k unique (a, v without overlaps);
alter table t add primary key (a, v without overlaps);

create table t (a int4range, v int4range, primary key (a, v without overlaps));
alter table t drop constraint t_pkey;

create table t (a int4range, v int4range, primary key (a, v without overlaps));
alter table t replica identity using index t_pkey;

create table t (a int4range, v int4range, primary key (a, v without overlaps));
alter table t cluster on t_pkey;

create table t (a int4range, v int4range, primary key (a, v without overlaps));
create table u (like t including all);

create table t (a int4range, v int4range) partition by list (a);
alter table t add primary key (a, v without overlaps);

create table t (a int4range, v int4range) partition by list (v);
alter table t add primary key (a, v without overlaps);

create table t (a int4range, v int4range) partition by range (v);
create table t1 partition of t default;
alter table t add unique (a, v without overlaps);

create table t (a int4range, v int4range, primary key (a, v without overlaps), unique (a, v));

create table t (a int4range, v int4range, unique (a, v without overlaps), unique (a, v without overlaps));
