Columns where nothing takes their type: functions of one argument and comparisons with literals.
--- setup
create domain code as text;
create domain amount as numeric;
create type mood as enum ('sad', 'ok');
create type r_text as range (subtype = text);
create type pair as (a int, b int);
create table t (i int, n numeric, f double precision, s text, v varchar(9), c char(3), y bytea, b boolean, d date, at timestamptz, u uuid, j jsonb, x inet, a int[], r int4range, k code, m amount, e mood, p pair, o oid, w interval, bits bit(3), q "char", money money);
create function own(int) returns int language sql immutable as $$ select 1 $$;
--- cases
alter table t add check (lower(i) is null);

alter table t add check (lower(n) is null);

alter table t add check (lower(f) is null);

alter table t add check (lower(s) is null);

alter table t add check (lower(v) is null);

alter table t add check (lower(c) is null);

alter table t add check (lower(y) is null);

alter table t add check (lower(b) is null);

alter table t add check (lower(d) is null);

alter table t add check (lower(at) is null);

alter table t add check (lower(u) is null);

alter table t add check (lower(j) is null);

alter table t add check (lower(x) is null);

alter table t add check (lower(a) is null);

alter table t add check (lower(r) is null);

alter table t add check (lower(k) is null);

alter table t add check (lower(m) is null);

alter table t add check (lower(e) is null);

alter table t add check (lower(p) is null);

alter table t add check (lower(o) is null);

alter table t add check (lower(w) is null);

alter table t add check (lower(bits) is null);

alter table t add check (lower(q) is null);

alter table t add check (lower(money) is null);

alter table t add check (length(i) > 1);

alter table t add check (length(n) > 1);

alter table t add check (length(f) > 1);

alter table t add check (length(s) > 1);

alter table t add check (length(v) > 1);

alter table t add check (length(c) > 1);

alter table t add check (length(y) > 1);

alter table t add check (length(b) > 1);

alter table t add check (length(d) > 1);

alter table t add check (length(at) > 1);

alter table t add check (length(u) > 1);

alter table t add check (length(j) > 1);

alter table t add check (length(x) > 1);

alter table t add check (length(a) > 1);

alter table t add check (length(r) > 1);

alter table t add check (length(k) > 1);

alter table t add check (length(m) > 1);

alter table t add check (length(e) > 1);

alter table t add check (length(p) > 1);

alter table t add check (length(o) > 1);

alter table t add check (length(w) > 1);

alter table t add check (length(bits) > 1);

alter table t add check (length(q) > 1);

alter table t add check (length(money) > 1);

alter table t add check (md5(i) is null);

alter table t add check (md5(n) is null);

alter table t add check (md5(f) is null);

alter table t add check (md5(s) is null);

alter table t add check (md5(v) is null);

alter table t add check (md5(c) is null);

alter table t add check (md5(y) is null);

alter table t add check (md5(b) is null);

alter table t add check (md5(d) is null);

alter table t add check (md5(at) is null);

alter table t add check (md5(u) is null);

alter table t add check (md5(j) is null);

alter table t add check (md5(x) is null);

alter table t add check (md5(a) is null);

alter table t add check (md5(r) is null);

alter table t add check (md5(k) is null);

alter table t add check (md5(m) is null);

alter table t add check (md5(e) is null);

alter table t add check (md5(p) is null);

alter table t add check (md5(o) is null);

alter table t add check (md5(w) is null);

alter table t add check (md5(bits) is null);

alter table t add check (md5(q) is null);

alter table t add check (md5(money) is null);

alter table t add check (abs(i) is null);

alter table t add check (abs(n) is null);

alter table t add check (abs(f) is null);

alter table t add check (abs(s) is null);

alter table t add check (abs(v) is null);

alter table t add check (abs(c) is null);

alter table t add check (abs(y) is null);

alter table t add check (abs(b) is null);

alter table t add check (abs(d) is null);

alter table t add check (abs(at) is null);

alter table t add check (abs(u) is null);

alter table t add check (abs(j) is null);

alter table t add check (abs(x) is null);

alter table t add check (abs(a) is null);

alter table t add check (abs(r) is null);

alter table t add check (abs(k) is null);

alter table t add check (abs(m) is null);

alter table t add check (abs(e) is null);

alter table t add check (abs(p) is null);

alter table t add check (abs(o) is null);

alter table t add check (abs(w) is null);

alter table t add check (abs(bits) is null);

alter table t add check (abs(q) is null);

alter table t add check (abs(money) is null);

alter table t add check (i > 0);

alter table t add check (n > 0);

alter table t add check (f > 0);

alter table t add check (s > 0);

alter table t add check (v > 0);

alter table t add check (c > 0);

alter table t add check (y > 0);

alter table t add check (b > 0);

alter table t add check (d > 0);

alter table t add check (at > 0);

alter table t add check (u > 0);

alter table t add check (j > 0);

alter table t add check (x > 0);

alter table t add check (a > 0);

alter table t add check (r > 0);

alter table t add check (k > 0);

alter table t add check (m > 0);

alter table t add check (e > 0);

alter table t add check (p > 0);

alter table t add check (o > 0);

alter table t add check (w > 0);

alter table t add check (bits > 0);

alter table t add check (q > 0);

alter table t add check (money > 0);

alter table t add check (i = 0.5);

alter table t add check (n = 0.5);

alter table t add check (f = 0.5);

alter table t add check (s = 0.5);

alter table t add check (v = 0.5);

alter table t add check (c = 0.5);

alter table t add check (y = 0.5);

alter table t add check (b = 0.5);

alter table t add check (d = 0.5);

alter table t add check (at = 0.5);

alter table t add check (u = 0.5);

alter table t add check (j = 0.5);

alter table t add check (x = 0.5);

alter table t add check (a = 0.5);

alter table t add check (r = 0.5);

alter table t add check (k = 0.5);

alter table t add check (m = 0.5);

alter table t add check (e = 0.5);

alter table t add check (p = 0.5);

alter table t add check (o = 0.5);

alter table t add check (w = 0.5);

alter table t add check (bits = 0.5);

alter table t add check (q = 0.5);

alter table t add check (money = 0.5);

alter table t add check (i like 'x%');

alter table t add check (n like 'x%');

alter table t add check (f like 'x%');

alter table t add check (s like 'x%');

alter table t add check (v like 'x%');

alter table t add check (c like 'x%');

alter table t add check (y like 'x%');

alter table t add check (b like 'x%');

alter table t add check (d like 'x%');

alter table t add check (at like 'x%');

alter table t add check (u like 'x%');

alter table t add check (j like 'x%');

alter table t add check (x like 'x%');

alter table t add check (a like 'x%');

alter table t add check (r like 'x%');

alter table t add check (k like 'x%');

alter table t add check (m like 'x%');

alter table t add check (e like 'x%');

alter table t add check (p like 'x%');

alter table t add check (o like 'x%');

alter table t add check (w like 'x%');

alter table t add check (bits like 'x%');

alter table t add check (q like 'x%');

alter table t add check (money like 'x%');

alter table t add check (octet_length(i) > 1 and true);

alter table t add check (octet_length(n) > 1 and true);

alter table t add check (octet_length(f) > 1 and true);

alter table t add check (octet_length(s) > 1 and true);

alter table t add check (octet_length(v) > 1 and true);

alter table t add check (octet_length(c) > 1 and true);

alter table t add check (octet_length(y) > 1 and true);

alter table t add check (octet_length(b) > 1 and true);

alter table t add check (octet_length(d) > 1 and true);

alter table t add check (octet_length(at) > 1 and true);

alter table t add check (octet_length(u) > 1 and true);

alter table t add check (octet_length(j) > 1 and true);

alter table t add check (octet_length(x) > 1 and true);

alter table t add check (octet_length(a) > 1 and true);

alter table t add check (octet_length(r) > 1 and true);

alter table t add check (octet_length(k) > 1 and true);

alter table t add check (octet_length(m) > 1 and true);

alter table t add check (octet_length(e) > 1 and true);

alter table t add check (octet_length(p) > 1 and true);

alter table t add check (octet_length(o) > 1 and true);

alter table t add check (octet_length(w) > 1 and true);

alter table t add check (octet_length(bits) > 1 and true);

alter table t add check (octet_length(q) > 1 and true);

alter table t add check (octet_length(money) > 1 and true);

alter table t add check (reverse(i) is null);

alter table t add check (reverse(n) is null);

alter table t add check (reverse(f) is null);

alter table t add check (reverse(s) is null);

alter table t add check (reverse(v) is null);

alter table t add check (reverse(c) is null);

alter table t add check (reverse(y) is null);

alter table t add check (reverse(b) is null);

alter table t add check (reverse(d) is null);

alter table t add check (reverse(at) is null);

alter table t add check (reverse(u) is null);

alter table t add check (reverse(j) is null);

alter table t add check (reverse(x) is null);

alter table t add check (reverse(a) is null);

alter table t add check (reverse(r) is null);

alter table t add check (reverse(k) is null);

alter table t add check (reverse(m) is null);

alter table t add check (reverse(e) is null);

alter table t add check (reverse(p) is null);

alter table t add check (reverse(o) is null);

alter table t add check (reverse(w) is null);

alter table t add check (reverse(bits) is null);

alter table t add check (reverse(q) is null);

alter table t add check (reverse(money) is null);

alter table t add check (round(i) is null);

alter table t add check (round(n) is null);

alter table t add check (round(f) is null);

alter table t add check (round(s) is null);

alter table t add check (round(v) is null);

alter table t add check (round(c) is null);

alter table t add check (round(y) is null);

alter table t add check (round(b) is null);

alter table t add check (round(d) is null);

alter table t add check (round(at) is null);

alter table t add check (round(u) is null);

alter table t add check (round(j) is null);

alter table t add check (round(x) is null);

alter table t add check (round(a) is null);

alter table t add check (round(r) is null);

alter table t add check (round(k) is null);

alter table t add check (round(m) is null);

alter table t add check (round(e) is null);

alter table t add check (round(p) is null);

alter table t add check (round(o) is null);

alter table t add check (round(w) is null);

alter table t add check (round(bits) is null);

alter table t add check (round(q) is null);

alter table t add check (round(money) is null);

alter table t add check (i + n > 0);

alter table t add check (s > '0');

alter table t add check (not s > 0);

alter table t add check (s::int > 0);

alter table t add check (i > 0 and s <= 3);

-- open world: no parentheses are looked through
alter table t add check ((s) > 0);

create index on t (lower(i));

create index on t (upper(s), lower(d));

create index on t (i) where u > 0;

create table g (s int, up text generated always as (upper(s)) stored);

create table g (s text, up text generated always as (upper(s)) stored);

create table g (s text check (s > 0));

create table g (s int, check (length(s) > 1));

create function lower(int) returns text language sql immutable as $$ select 'x' $$;
alter table t add check (lower(i) = 'x');

create function few(text, int) returns boolean language sql immutable as $$ select true $$;
create operator > (leftarg = text, rightarg = int, function = few);
alter table t add check (s > 0);

alter table t add check (s > 5 and i > 1);

alter table t add check (i > 0);
alter table t alter column i type text;

alter table t add check (i > 0);
alter table t alter column i type numeric;

alter table t add check (i > 0);
alter table t alter column i type bigint using i + 1;

create index on t (lower(s));
alter table t alter column s type int using 1;

create index on t (lower(s));
alter table t alter column s type varchar(9);

create index on t (s) where length(s) > 3;
alter table t alter column s type date using null;

create index on t (lower(v));
alter table t alter column v type int using 1;

create index on t (lower(k));
alter table t alter column k type int using 1;

alter table t add check (round(i) > 0.5);
alter table t alter column i type text;

alter table t add check (i > 0.5);
alter table t alter column i type text;

alter table t add check (n > 0.5);
alter table t alter column n type text;

alter table t add check (n > 1);
alter table t alter column n type text;

alter table t add check (f > 1);
alter table t alter column f type text;

alter table t add check (m > 1);
alter table t alter column m type text;

alter table t add check (v like 'x%');
alter table t alter column v type integer using 1;

alter table t add check (s like 'x%');
alter table t alter column s type integer using 1;

create index on t (s) where length(s) > 3;
alter table t alter column s type bytea using null;

create policy only_own on t using (i > 0);
alter table t alter column i type text;

create table h () inherits (t);
alter table h add check (i > 0);
alter table t alter column i type text;

create policy only_own on t using (s > 0);

create policy only_own on t using (s > '0');

create table g (like t);
alter table g add check (i between 1 and 2);
alter table g alter column i type text;

create operator @# (leftarg = integer, rightarg = integer, function = int4eq);
create table g (i int check (i > 0));
alter table g alter column i type text;

create function over(text, integer) returns boolean language sql immutable as 'select true';
create operator > (leftarg = text, rightarg = integer, function = over);
create table g (i int check (operator_of_mine or i > 0), operator_of_mine boolean);

create function over(text, integer) returns boolean language sql immutable as 'select true';
create operator > (leftarg = text, rightarg = integer, function = over);
create table g (s text check (s > 0));

create function over(text, integer) returns boolean language sql immutable as 'select true';
create operator > (leftarg = text, rightarg = integer, function = over);
create table g (s text check (s < 0));

create function over(text, integer) returns boolean language sql immutable as 'select true';
create operator <> (leftarg = text, rightarg = integer, function = over);
create table g (s text check (s != 0));

create function over(text, integer) returns boolean language sql immutable as 'select true';
create operator >= (leftarg = text, rightarg = integer, function = over);
create operator <= (leftarg = text, rightarg = integer, function = over);
create table g (s text check (s between 0 and 9));

create table g (x inet, n integer);
create index on g (coalesce(x::text, 'x'));
alter table g alter column x type r_text using null;

create table g (x inet, n integer);
create index on g (n) where x::text <> '';
alter table g alter column x type date using null;

create table g (x inet, n integer);
create index on g (n) where x::text <> '';
alter table g alter column x type bigint using null;

create table g (x inet, n integer);
create index on g ((x::text));
alter table g alter column n type date using null;

create table g (x inet, n integer, check (x::text <> ''));
alter table g alter column x type date using null;

create table g (x text);
create index on g ((x::character varying));
alter table g alter column x type timestamptz using null;
