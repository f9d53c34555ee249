Foreign data wrappers, servers, user mappings.
--- setup
create foreign data wrapper w options (debug 'true');
create foreign data wrapper plain;
create server s type 'db' version '1' foreign data wrapper w options (host 'a', port '1');
create server bare foreign data wrapper w;
create user mapping for reader server s options (username 'x');
create user mapping for public server bare;
comment on server s is 'far away';
create function valid(text[], oid) returns boolean language sql as $$ select true $$;
--- cases
create foreign data wrapper n;

create foreign data wrapper n no handler no validator;

create foreign data wrapper n validator valid;

create foreign data wrapper n validator nosuch;

create foreign data wrapper n handler nosuch;

create foreign data wrapper n options (a 'x', b 'y');

create foreign data wrapper n options (a 'x', a 'y');

create foreign data wrapper w;

alter foreign data wrapper w options (set debug 'false');

alter foreign data wrapper w options (add a 'x', drop debug);

alter foreign data wrapper w options (debug 'x');

alter foreign data wrapper w options (set nosuch 'x');

alter foreign data wrapper w options (drop nosuch);

alter foreign data wrapper w validator valid;

alter foreign data wrapper w validator valid options (a 'x');

alter foreign data wrapper w no validator;

alter foreign data wrapper nosuch options (a 'x');

alter foreign data wrapper w rename to other;

alter foreign data wrapper w rename to plain;

drop foreign data wrapper plain;

drop foreign data wrapper w;

drop foreign data wrapper w cascade;

drop foreign data wrapper nosuch;

drop foreign data wrapper if exists nosuch;

comment on foreign data wrapper w is 'x';

grant usage on foreign data wrapper w to reader;

create server n foreign data wrapper w;

create server n type 't' version '2' foreign data wrapper w options (a 'x');

create server s foreign data wrapper w;

create server if not exists s foreign data wrapper w;

create server n foreign data wrapper nosuch;

alter server s version '2';

alter server s options (add b 'x');

alter server s version '2' options (set host 'b', drop port);

alter server s options (set nosuch 'b');

alter server s options (drop nosuch);

alter server s options (host 'b');

-- one way: no ALTER takes a version away
alter server bare version '2';

alter server s rename to other;

alter server s rename to bare;

alter server s owner to app_owner;

drop server bare cascade;

drop server s;

drop server s cascade;

drop server if exists nosuch;

-- open world: servers come from outside (RULINGS 12)
drop server nosuch;

comment on server s is 'x';

grant usage on foreign server s to reader;

grant select on foreign server s to reader;

create user mapping for writer server s;

create user mapping for writer server s options (username 'y', password 'z');

create user mapping for reader server s;

create user mapping if not exists for reader server s;

create user mapping for current_user server s;

alter user mapping for reader server s options (set username 'y');

alter user mapping for reader server s options (add password 'y');

alter user mapping for reader server s options (drop nosuch);

alter user mapping for writer server s options (add password 'y');

drop user mapping for reader server s;

drop user mapping for writer server s;

drop user mapping if exists for writer server s;

alter server s rename to other;
drop user mapping for reader server other;

alter foreign data wrapper w rename to other;
drop server s cascade;

drop function valid(text[], oid);

alter foreign data wrapper w validator valid;
drop function valid(text[], oid);

create event trigger e on ddl_command_end execute function valid();

reassign owned by nosuch;
