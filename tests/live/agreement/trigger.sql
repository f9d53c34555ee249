Triggers.
--- setup
create table t (id integer primary key, a integer, b text);
create table u (a integer);
create view v as select id, a from t;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create function other() returns trigger language plpgsql as $$ begin return new; end $$;
create function plain() returns integer language sql as $$ select 1 $$;
create function args(x integer) returns integer language sql as $$ select 1 $$;
create trigger one before insert or update on t for each row execute function touch();
create trigger two after update of a on t for each row when (old.a is distinct from new.a) execute function touch('x', 'y');
create constraint trigger three after insert on t deferrable initially deferred for each row execute function other();
create schema app;
--- cases
create trigger n before insert on t for each row execute function touch();

create trigger n before insert on t execute procedure touch();

create trigger n after truncate on t execute function touch();

create trigger n after truncate on t for each row execute function touch();

create trigger n before insert on t for each row execute function nosuch();

create trigger n before insert on t for each row execute function app.touch();

create trigger n before insert on t for each row execute function plain();

create trigger n before insert on t for each row execute function args();

create trigger n before insert on nosuch for each row execute function touch();

create trigger n before insert on t_pkey for each row execute function touch();

create trigger one before insert on t for each row execute function touch();

create trigger one before insert on u for each row execute function touch();

create trigger n before update of nosuch on t for each row execute function touch();

create trigger n before update of a, a on t for each row execute function touch();

create trigger n before insert of a on t for each row execute function touch();

create trigger n before insert or insert on t for each row execute function touch();

create trigger n before update of a or insert or delete on t for each row execute function touch();

create trigger n before insert on t for each row when (new.a > 0) execute function touch();

create trigger n before insert on t for each row when (old.a > 0) execute function touch();

create trigger n before delete on t for each row when (new.a > 0) execute function touch();

create trigger n before insert on t for each row when (new.nosuch > 0) execute function touch();

create trigger n before insert on t for each statement when (new.a > 0) execute function touch();

create trigger n before insert on t for each row when (a > 0) execute function touch();

create trigger n before insert on v for each row execute function touch();

create trigger n before insert on v for each statement execute function touch();

create trigger n instead of insert on v for each row execute function touch();

create trigger n instead of insert on v for each statement execute function touch();

create trigger n instead of insert on v for each row when (new.a > 0) execute function touch();

create trigger n instead of update of a on v for each row execute function touch();

create trigger n instead of insert on t for each row execute function touch();

create trigger n after truncate on v execute function touch();

create constraint trigger n after insert on t for each row execute function touch();

create constraint trigger n before insert on t for each row execute function touch();

create constraint trigger n after insert on t execute function touch();

create constraint trigger n after insert on v for each row execute function touch();

create constraint trigger n after insert on t not deferrable initially deferred for each row execute function touch();

create constraint trigger n after insert on t from u deferrable for each row execute function touch();

create trigger n after insert on t deferrable for each row execute function touch();

create trigger n after update on t referencing old table as o new table as n for each statement execute function touch();

create trigger n after insert on t referencing old table as o for each statement execute function touch();

create trigger n before update on t referencing old table as o for each statement execute function touch();

create trigger n after update of a on t referencing old table as o for each statement execute function touch();

create trigger n after insert or update on t referencing new table as o for each statement execute function touch();

create trigger n after insert on v referencing new table as o for each statement execute function touch();

create or replace trigger one before insert on t for each row execute function other();

create or replace trigger nine before insert on t for each row execute function other();

create or replace trigger three before insert on t for each row execute function other();

create or replace constraint trigger one after insert on t for each row execute function other();

drop trigger one on t;

drop trigger nosuch on t;

drop trigger if exists nosuch on t;

drop trigger one on u;

drop trigger one on nosuch;

drop trigger if exists one on nosuch;

drop trigger if exists one on nowhere.t;

drop trigger one on v;

drop trigger three on t;

alter table t drop constraint three;

alter trigger one on t rename to uno;

alter trigger one on t rename to two;

-- since 15
alter trigger nosuch on t rename to two;

alter trigger one on nosuch rename to two;

alter table t disable trigger one;

alter table t disable trigger nosuch;

alter table t disable trigger all;

alter table t disable trigger user;

alter table t enable always trigger one;

alter table t enable replica trigger one;

alter table v disable trigger one;

comment on trigger one on t is 'x';

comment on trigger nosuch on t is 'x';

comment on trigger one on u is 'x';

drop function touch();

drop function other();

drop function touch() cascade;

alter table t drop column a;

alter table t drop column a cascade;

alter table t drop column b;

alter table t alter column a type bigint;

alter table t alter column b type varchar(20);

alter table t rename column a to aa;

alter table t rename column a to aa;
alter table t drop column aa;

alter table t rename to tt;
drop trigger one on tt;

alter table t rename to tt;
drop trigger one on t;

drop view v;
drop table t;

alter function touch() rename to touched;
drop function touched();

create trigger n instead of insert on v for each row execute function touch();
create or replace view v as select id, a, b from t;

create trigger n instead of insert on v for each row execute function touch();
drop view v;

create trigger n instead of insert on v for each row execute function touch();
drop function touch() cascade;

create table tr (a integer); create function trf() returns trigger language plpgsql as 'begin return new; end'; create trigger tg after insert on tr for each row execute function trf(); alter trigger tg on tr rename to tg;

create procedure touch(x integer) language sql as 'select 1';
drop function touch();

create procedure touch(x integer) language sql as 'select 1';
drop procedure touch(integer);

create procedure touch(x integer) language sql as 'select 1';
drop function touch() cascade;

create function alarm() returns event_trigger language plpgsql as 'begin end';
create function alarm(x integer) returns integer language sql as 'select 1';
create event trigger rings on ddl_command_end execute function alarm();
drop function alarm();

create function alarm() returns event_trigger language plpgsql as 'begin end';
create function alarm(x integer) returns integer language sql as 'select 1';
create event trigger rings on ddl_command_end execute function alarm();
drop function alarm(integer);
