Statistics objects that LIKE copies, and their names.
--- setup
create table t (a uuid primary key, b jsonb, c bytea, d text);
create statistics z on c, b, a from t;
comment on statistics z is 'together';
create statistics few (ndistinct) on a, b from t;
create table taken (x int, y int);
create statistics u_a_b_stat on x, y from taken;
--- cases
create table u (like t including all);

create table u (like t including statistics);

create table u (like t including statistics including comments);

create table u (like t including all excluding statistics);

create table u (like t);

create table u (like t including all);
drop table u;

create table u (like t including all);
drop statistics u_a_b_c_stat;

create table u (like t including all);
alter table u rename column b to bb;

create table u (like t including statistics, like taken including statistics);

-- since 14
create statistics e on a, (d || 'x'), (lower(d)) from t;
create table u (like t including all);
