Text search, collations, conversions, statistics objects, event triggers, languages.
--- setup
create text search configuration c (parser = "default");
alter text search configuration c add mapping for word, asciiword with simple;
create text search dictionary d (template = simple, stopwords = english);
create text search configuration uses (copy = c);
alter text search configuration uses alter mapping for word with d, simple;
comment on text search configuration c is 'ours';
create collation german (provider = icu, locale = 'de');
create conversion conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create table t (a integer, b integer, c text collate german);
create table u (a integer, b integer);
create statistics s (dependencies, ndistinct) on a, b from t;
-- since 14
create statistics deep on (a + b), c from t;
-- since 13
alter statistics s set statistics 500;
create materialized view m as select a, b from t;
create function watch() returns event_trigger language plpgsql as $$ begin end $$;
create function plain() returns integer language sql as $$ select 1 $$;
create schema app;
create sequence q;
--- cases
create text search configuration n (parser = "default");

create text search configuration n (copy = c);

create text search configuration n (copy = simple);

create text search configuration n (parser = "default", copy = c);

create text search configuration n (nosuch = 1);

create text search configuration n ();

create text search configuration c (parser = "default");

create text search configuration app.c (parser = "default");

create text search configuration nosuch.c (parser = "default");

alter text search configuration c add mapping for int with simple;

alter text search configuration c add mapping for int, float with d, simple;

alter text search configuration c add mapping for word with simple;

alter text search configuration c alter mapping for word with d;

alter text search configuration c drop mapping for word;

alter text search configuration c drop mapping for int;

alter text search configuration c drop mapping if exists for int;

alter text search configuration c rename to k;

alter text search configuration c rename to uses;

alter text search configuration c set schema app;

alter text search configuration c owner to app_owner;

drop text search configuration c;

drop text search configuration uses;

drop text search configuration if exists nosuch;

-- open world: text search comes from outside (RULINGS 12)
drop text search configuration nosuch;

comment on text search configuration c is 'x';

create text search dictionary n (template = simple);

create text search dictionary n (template = simple, stopwords = english, accept = false);

create text search dictionary n (stopwords = english);

create text search dictionary d (template = simple);

alter text search dictionary d (accept = false);

alter text search dictionary d (stopwords);

alter text search dictionary d (stopwords = german);

alter text search dictionary d rename to e;

drop text search dictionary d;

drop text search dictionary d cascade;

drop text search dictionary if exists nosuch;

comment on text search dictionary d is 'x';

create text search template n (lexize = dsimple_lexize);

create text search template n (init = dsimple_init, lexize = dsimple_lexize);

create text search template n (init = dsimple_init);

create text search template n (lexize = nosuch);

create text search parser n (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

create text search parser n (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end);

create collation n (locale = 'C');

create collation n from "C";

create collation n from german;

create collation n (nosuch = 1);

create collation n (provider = icu);

create collation german (locale = 'C');

create collation if not exists german (locale = 'C');

alter collation german rename to deutsch;

alter collation german set schema app;

-- open world: collations come from outside (RULINGS 12)
drop collation nosuch;

drop collation if exists nosuch;

comment on collation german is 'x';

create conversion n for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

create default conversion app.n for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

create conversion n for 'LATIN1' to 'UTF8' from nosuch;

create conversion conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

alter conversion conv rename to other;

drop conversion conv;

drop conversion nosuch;

drop conversion if exists nosuch;

comment on conversion conv is 'x';

create statistics n on a, b from t;

create statistics n (mcv) on a, b from t;

create statistics n (mcv, nosuch) on a, b from t;

create statistics n on a from t;

create statistics n on (a + 1) from t;

create statistics n (mcv) on (a + 1) from t;

create statistics n on a, a from t;

create statistics n on a, nosuch from t;

create statistics n on a, b from nosuch;

create statistics n on a, b from q;

create statistics n on a, b from m;

create statistics app.n on a, b from t;

create statistics s on a, b from u;

create statistics if not exists s on a, b from u;

alter statistics s set statistics 100;

alter statistics deep set statistics 100;

alter statistics nosuch set statistics 100;

alter statistics if exists nosuch set statistics 100;

alter statistics s rename to r;

alter statistics s rename to deep;

alter statistics s set schema app;

alter statistics s owner to app_owner;

drop statistics s;

drop statistics s, deep;

drop statistics nosuch;

drop statistics if exists nosuch;

comment on statistics s is 'x';

drop table t cascade;

alter table t drop column b cascade;

alter table t rename column b to z;

alter table t rename column b to z;
drop statistics s;

alter table t rename to tt;
drop statistics deep;

create event trigger e on ddl_command_end execute function watch();

create event trigger e on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function watch();

create event trigger e on ddl_command_end execute function nosuch();

create event trigger e on ddl_command_end execute function plain();

create event trigger e on nosuch execute function watch();

create event trigger e on ddl_command_end execute function watch();
create event trigger e on ddl_command_end execute function watch();

create event trigger e on ddl_command_end execute function watch();
alter event trigger e disable;

create event trigger e on ddl_command_end execute function watch();
alter event trigger e enable always;

create event trigger e on ddl_command_end execute function watch();
alter event trigger e rename to f;

create event trigger e on ddl_command_end execute function watch();
drop event trigger e;

create event trigger e on ddl_command_end execute function watch();
drop function watch();

alter event trigger nosuch disable;

drop event trigger nosuch;

drop event trigger if exists nosuch;

create language n handler plpgsql_call_handler;

create trusted language n handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;

create language n handler nosuch;

create access method n type index handler bthandler;

create access method n type index handler nosuch;

drop access method nosuch;

drop schema app cascade;

alter schema app rename to other;
