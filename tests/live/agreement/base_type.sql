Base types: shells, their functions, the definition.
--- setup
create type shell;
create type whole;
create function whole_in(cstring) returns whole language internal immutable strict as 'int4in';
create function whole_out(whole) returns cstring language internal immutable strict as 'int4out';
create type half;
create function half_in(cstring) returns half language internal immutable strict as 'int4in';
create function half_out(half) returns cstring language internal immutable strict as 'int4out';
create type whole (input = whole_in, output = whole_out, like = int4);
create table t (a whole default '1', b whole[]);
--- cases
create type fresh;

create type shell;

create type whole;

create type t;

create type half (input = half_in, output = half_out, like = int4);

create type half (input = half_in, output = half_out, internallength = 4, passedbyvalue, alignment = int4, storage = plain, category = 'U', preferred = false, default = '0', delimiter = ';');

create type half (input = half_in);

create type half (output = half_out);

create type half (input = nothing, output = half_out);

create type half (input = half_in, output = half_out, input = half_in);

-- since 13
create type fresh (input = half_in, output = half_out);

create type whole (input = whole_in, output = whole_out);

create table u (a shell);

create table u (a whole, b whole[]);

create table u (a whole(3));

create domain d as shell;

create domain d as whole check (value is not null);

create type pair as (a whole, b shell);

create function takes(s shell) returns integer language internal immutable strict as 'int4pl';

alter type shell rename to clam;

alter type whole rename to entire;

alter type whole owner to app_owner;

comment on type whole is 'x';

comment on type shell is 'x';

grant usage on type whole to reader;

drop type shell;

drop type whole;

drop type whole cascade;

drop type half;

drop type half cascade;

drop function whole_in(cstring);

drop function half_in(cstring);

drop domain shell;

drop table t;
