#!/usr/bin/python3
"""Writes every statement about a name with the names of objects of every kind: whether a statement fits is for migc to
say, and whatever it says, it ends with exit status 0 or 1.

    kinds.py MIGC     the last line is `N passed, N failed`; run it with a sanitized binary, too
"""
import concurrent.futures
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WORLD = """
create schema app;
create type mood as enum ('sad', 'happy');
create type pair as (x integer, y text);
create type span as range (subtype = integer);
create domain positive as integer check (value > 0);
create sequence counter;
create table people (id integer primary key, name text, mood mood default 'sad', serial serial, twice integer generated always as (id * 2) stored);
create table pets (id integer generated always as identity, owner integer references people, constraint alone unique (id));
create table heirs () inherits (people);
create table parts (a integer not null, b text) partition by list (a);
create table part1 partition of parts for values in (1);
create table part2 partition of parts default;
create index parts_a on parts (a);
create unique index people_name on people (lower(name));
create view names as select name, id from people;
create materialized view kept as select id, name from people;
create unique index kept_id on kept (id);
create function f() returns trigger language plpgsql as 'begin return new; end';
create function g(integer) returns integer language sql as 'select 1';
create procedure p() language sql as 'select 1';
create aggregate agg(integer) (sfunc = int4pl, stype = integer);
create trigger tell after insert on people for each row execute function f();
create policy own on people using (id > 0);
create rule nothing as on delete to names do instead nothing;
create statistics pairs on id, name from people;
create foreign data wrapper wrapper;
create server far foreign data wrapper wrapper;
create foreign table distant (id integer) server far;
create publication news for table people;
create collation sorting (locale = 'C');
create text search dictionary words (template = simple);
create text search configuration reading (copy = simple);
create operator family fam using btree;
create conversion conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create role someone;
"""

RELATIONS = ("people", "pets", "heirs", "parts", "part1", "part2", "names", "kept", "distant", "counter", "parts_a", "people_name", "kept_id",
             "people_pkey", "alone", "pair", "people_serial_seq", "pets_id_seq", "nosuch", "pg_class")
OTHERS = ("app", "mood", "span", "positive", "f", "g", "p", "agg", "tell", "own", "nothing", "pairs", "wrapper", "far", "news", "sorting",
          "words", "reading", "fam", "conv", "someone", "public")
KINDS = ("aggregate", "collation", "conversion", "domain", "event trigger", "foreign data wrapper", "foreign table", "function", "index",
         "language", "materialized view", "procedure", "publication", "role", "routine", "schema", "sequence", "server", "statistics",
         "subscription", "table", "tablespace", "text search configuration", "text search dictionary", "type", "view", "access method",
         "extension")

OF_ANYTHING = [statement.replace("KIND", kind) for kind in KINDS for statement in (
    "drop KIND NAME", "drop KIND NAME cascade", "alter KIND NAME rename to other", "alter KIND NAME set schema app", "alter KIND NAME owner to someone",
    "comment on KIND NAME is 'x'")]

OF_RELATIONS = [f"alter {kind} NAME {action}" for kind in ("table", "foreign table", "materialized view", "view", "index", "sequence") for action in (
    "add column extra integer", "add column extra serial", "add primary key (id)", "add unique (id)", "add check (id > 0)",
    "add foreign key (id) references people", "add constraint k exclude (id with =)", "drop column id", "drop column id cascade",
    "drop constraint alone", "drop constraint people_pkey cascade", "rename column id to ident", "rename constraint alone to lonely",
    "alter id type bigint", "alter id set default 1", "alter id drop default", "alter id set not null", "alter id drop not null",
    "alter id add generated always as identity", "alter id drop identity if exists", "alter id set statistics 5", "alter id set storage plain",
    "alter id set (n_distinct = 1)", "alter column 1 set statistics 5", "alter twice drop expression", "validate constraint alone",
    "enable trigger all", "disable trigger tell", "enable rule nothing", "enable row level security", "force row level security", "cluster on kept_id",
    "set without cluster", "set logged", "set unlogged", "set (fillfactor = 70)", "reset (fillfactor)", "set tablespace pg_default",
    "inherit people", "no inherit people", "attach partition part1 default", "detach partition part1", "attach partition parts_a",
    "replica identity full", "replica identity using index kept_id", "of pair", "not of", "set access method heap", "depends on extension e",
    "options (add a 'b')", "increment by 2", "owned by people.id", "owned by none", "as bigint", "restart")] + [
    "create index on NAME (id)", "create unique index on NAME (id)", "create view other as select * from NAME", "create table other (like NAME including all)",
    "create table other () inherits (NAME)", "create table other partition of NAME default", "create table other as select * from NAME",
    "create materialized view other as select * from NAME", "create table other (id integer references NAME)", "create table other of NAME",
    "create trigger t after insert on NAME for each row execute function f()", "create trigger t instead of insert on NAME for each row execute function f()",
    "create policy p on NAME", "create rule r as on insert to NAME do nothing", "create statistics s on id, name from NAME",
    "create publication q for table NAME", "alter publication news add table NAME", "alter publication news set table NAME",
    "grant select on NAME to someone", "grant select (id) on NAME to someone", "revoke all on NAME from public", "comment on column NAME.id is 'x'",
    "comment on constraint alone on NAME is 'x'", "comment on trigger tell on NAME is 'x'", "comment on policy own on NAME is 'x'",
    "drop trigger tell on NAME", "drop policy own on NAME", "drop rule nothing on NAME", "alter trigger tell on NAME rename to told",
    "alter policy own on NAME using (true)", "alter rule nothing on NAME rename to none", "insert into NAME values (1)", "update NAME set id = 1",
    "delete from NAME", "truncate NAME", "lock table NAME", "analyze NAME", "vacuum full NAME", "reindex (verbose) table concurrently NAME",
    "reindex index concurrently NAME", "reindex schema concurrently NAME", "cluster NAME", "cluster NAME using kept_id", "reindex table NAME",
    "reindex index NAME", "refresh materialized view NAME", "refresh materialized view concurrently NAME", "select nextval('NAME')",
    "alter type NAME add value 'more'", "alter type NAME add attribute z integer", "alter type NAME rename attribute x to z", "alter type NAME alter attribute x type bigint",
    "alter domain NAME add check (value > 1)", "create domain other as NAME", "create type other as (a NAME)", "create table other (a NAME)",
    "create table other (a NAME[])", "create function other(NAME) returns NAME language sql as 'select $1'", "create type other as range (subtype = NAME)",
    "create cast (NAME as text) with inout", "alter extension e add table NAME", "security label on table NAME is 'x'"]


def statements():
    for template in OF_ANYTHING:
        for name in RELATIONS + OTHERS:
            yield template.replace("NAME", name)
    for template in OF_RELATIONS:
        for name in RELATIONS + ("mood", "span", "positive"):
            yield template.replace("NAME", name)


def trouble(migc, home, statement):
    (home / "migrations").mkdir(parents=True)
    (home / "migrations" / "1.mig").write_text(f"revision aaaa;\nrevises base;\nupgrade {{{WORLD}}}\ndowngrade auto;\n", encoding="utf-8")
    (home / "migrations" / "2.mig").write_text(f"revision bbbb;\nrevises aaaa;\nupgrade {{\n    {statement};\n}}\ndowngrade auto;\n", encoding="utf-8")
    run = subprocess.run([migc, "-C", home, "check"], capture_output=True, text=True, timeout=120, check=False)
    if run.returncode not in (0, 1) or "Sanitizer" in run.stderr or "runtime error:" in run.stderr:
        return f"ended with {run.returncode}\n{run.stderr[-2000:]}"
    return f"the schema itself is refused\n{run.stderr[:500]}" if "migrations/1.mig" in errors(run.stderr) else None


def errors(text):
    return "\n".join(line for line in text.splitlines() if ": error[" in line)


def main():
    migc = Path(sys.argv[1]).resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="migc-kinds-") as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        every = list(dict.fromkeys(statements()))
        for statement, seen in zip(every, pool.map(lambda each: trouble(migc, Path(folder) / str(each[0]), each[1]), enumerate(every))):
            if seen:
                failed += 1
                print(f"FAILED {statement}\n    {seen}")
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
