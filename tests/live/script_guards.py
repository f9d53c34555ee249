#!/usr/bin/python3
"""What psql makes of our scripts, right and wrong databases, settings and neighbours: the exit status, the message
and the version rows after each run.

The scripts are spelled by tests/tools/plan_script.cpp; MIGC_PLAN_SCRIPT names the built program (default:
build/plan_script beside this checkout)."""

import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(os.environ.get("MIGC_PLAN_SCRIPT", ROOT / "build" / "plan_script"))

DONE, STOPPED = 0, 3
RAISED = set()  # the SQLSTATE of every guard that stopped a script
# tickets.py raises MG040 to MG042, caller_files.py and segments.py what only numbered files and REINDEX ask.
ELSEWHERE = {"MG036", "MG037", "MG038", "MG040", "MG041", "MG042"}


class Plan:
    """Lines for plan_script, in the order of the calls."""

    def __init__(self, *lines):
        self.lines = []
        for line in lines:
            self.add(*line)

    def add(self, *fields):
        def spelled(field):
            return str(field).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        self.lines.append("\t".join(map(spelled, fields)))
        return self

    def script(self):
        run = subprocess.run([TOOL], input="\n".join(self.lines).encode("utf-8", "surrogateescape") + b"\n",
                             capture_output=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(run.stderr.decode())
        return run.stdout.decode("utf-8", "surrogateescape")


def up(*more, server_version=None, middle="alter table t add column b int", start=(), last="create index on t (b)"):
    """base -> a1 -> b2 -> c3 on table t."""
    plan = Plan(("target", "server_version", server_version or MAJOR), ("direction", "upgrade"), ("range", "base:c3"),
                ("start", *start), ("end", "c3"), ("known", "a1", "b2", "c3", "d4", "other"), ("after", "d4"),
                ("creates", "public", "t"), *more)
    plan.add("revision", "a1", "Make t").add("statement", "create table t (a int)").add("insert", "a1")
    plan.add("revision", "b2", "Add b").add("statement", middle).add("update", "a1", "b2")
    plan.add("revision", "c3", "Index b").add("statement", last).add("update", "b2", "c3")
    return plan


def onward(*more):
    """c3 -> d4."""
    plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "c3:d4"), ("start", "c3"),
                ("end", "d4"), ("known", "a1", "b2", "c3", "d4", "other"), *more)
    return plan.add("revision", "d4", "Add d").add("statement", "alter table t add column d int").add("update", "c3", "d4")


def down(*more):
    """c3 -> base."""
    plan = Plan(("target", "server_version", MAJOR), ("direction", "downgrade"), ("range", "c3:base"), ("start", "c3"),
                ("end",), ("known", "a1", "b2", "c3", "d4", "other"), *more)
    plan.add("revision", "c3", "Index b").add("statement", "drop index t_b_idx").add("update", "c3", "b2")
    plan.add("revision", "b2", "Add b").add("statement", "alter table t drop column b").add("update", "b2", "a1")
    return plan.add("revision", "a1", "Make t").add("statement", "drop table t").add("remove", "a1")


class Case:
    """One database and a folder for the scripts of a test."""

    def __init__(self, folder):
        self.folder = folder
        self.name = "case"
        SERVER.createdb(self.name)

    def run(self, plan, *arguments, **options):
        path = self.folder / "script.sql"
        script = plan if isinstance(plan, str) else plan.script()
        path.write_bytes(script.encode("utf-8", "surrogateescape"))
        run = SERVER.psql(self.name, "-v", "VERBOSITY=verbose", *arguments, file=path, cwd=self.folder, **options)
        RAISED.update(re.findall(r"ERROR:  (MG\d{3}):", run.stderr))
        RAISED.update(re.findall(r'"migc (MG\d{3}): ', run.stderr))  # client = caller: the cast's own SQLSTATE
        return run

    def pipe(self, text, *arguments, **options):
        return SERVER.psql(self.name, *arguments, text=text, cwd=self.folder, **options)

    def sql(self, text):
        SERVER.run(self.name, text)

    def versions(self, table="public.alembic_version"):
        if SERVER.query(self.name, f"select to_regclass('{table}') is null") == [["t"]]:
            return None
        return [row[0] for row in SERVER.query(self.name, f"select version_num from {table} order by 1")]

    def columns(self, table="t"):
        return [row[0] for row in SERVER.query(self.name, "select attname from pg_attribute where attnum > 0 and not "
                                               f"attisdropped and attrelid = to_regclass('{table}') order by attnum")]


def expect(run, status, *texts, absent=()):
    said = run.stdout + run.stderr
    problems = [] if run.status == status else [f"exit status {run.status}, expected {status}"]
    problems += [f"not said: {text}" for text in texts if text not in said]
    problems += [f"said, but should not be: {text}" for text in absent if text in said]
    if problems:
        raise AssertionError("\n".join(problems) + "\n" + repr(run))


def equal(seen, expected):
    if seen != expected:
        raise AssertionError(f"seen {seen!r}, expected {expected!r}")


# --- the right database ---

def first_run(case):
    run = case.run(up())
    expect(run, DONE, "migc: upgrade 2 of 3, revision b2", "migc: upgrade done, the database is at c3")
    equal(case.versions(), ["c3"])
    equal(case.columns(), ["a", "b"])


def up_down_up(case):
    for mode in ("single", "revision"):
        more = ("target", "transaction", mode)
        SERVER.createdb(case.name)
        before = SERVER.dump(case.name)
        expect(case.run(up(more)), DONE)
        above = SERVER.dump(case.name)
        expect(case.run(down(more)), DONE, "migc: downgrade done, the database is at base")
        equal(case.versions(), [])
        equal(SERVER.dump(case.name), before)
        expect(case.run(up(more)), DONE)
        equal(SERVER.dump(case.name), above)


def version_table_as_alembic_makes_it(case):
    expect(case.run(up()), DONE)
    equal(SERVER.query(case.name, "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = "
                       "'alembic_version'::regclass and contype = 'p'"),
          [["alembic_version_pkc", "PRIMARY KEY (version_num)"]])
    equal(SERVER.query(case.name, "select format_type(atttypid, atttypmod), attnotnull from pg_attribute where attrelid "
                       "= 'alembic_version'::regclass and attnum > 0"), [["character varying(32)", "t"]])


def version_table_of_alembic_that_is_empty(case):
    case.sql("create table alembic_version (version_num varchar(32) not null primary key);")
    expect(case.run(up()), DONE)
    equal(case.versions(), ["c3"])


def version_table_under_another_name(case):
    case.sql('create schema "Admin";')
    settings = (("target", "version_table", 'vér"sions'), ("target", "version_table_schema", "Admin"))
    expect(case.run(up(*settings)), DONE)
    equal(case.versions('"Admin"."vér""sions"'), ["c3"])
    equal(case.versions(), None)
    expect(case.run(onward(*settings)), DONE)


def several_heads(case):
    plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "base:heads"), ("start",),
                ("end", "l", "r"), ("known", "l", "r"))
    plan.add("revision", "r", "right").add("statement", "create table r ()").add("insert", "r")
    plan.add("revision", "l", "left").add("statement", "create table l ()").add("insert", "l")
    expect(case.run(plan), DONE, "the database is at l, r")
    equal(case.versions(), ["l", "r"])
    merge = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "l,r:m"), ("start", "l", "r"),
                 ("end", "m"), ("known", "l", "r", "m"))
    merge.add("revision", "m", "merge").add("remove", "l").add("update", "r", "m")
    case.sql("delete from alembic_version where version_num = 'l';")
    expect(case.run(merge), STOPPED, "the database is at r, this script starts at l, r")
    case.sql("insert into alembic_version values ('l');")
    expect(case.run(merge), DONE)
    equal(case.versions(), ["m"])


# --- the wrong database ---

def second_run(case):
    expect(case.run(up()), DONE)
    expect(case.run(up()), STOPPED, "already applied: the database is at c3, where this script ends", "HINT:")
    equal(case.versions(), ["c3"])


def run_after_later_ones(case):
    expect(case.run(up()), DONE)
    expect(case.run(onward()), DONE)
    expect(case.run(up()), STOPPED, "already applied: the database is at d4, beyond the end of this script at c3")
    equal(case.versions(), ["d4"])


def downgrade_twice(case):
    expect(case.run(up()), DONE)
    expect(case.run(down()), DONE)
    expect(case.run(down()), STOPPED, "already applied: the database is at base, where this script ends")


def half_way(case):
    case.sql("create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('b2');")
    expect(case.run(up()), STOPPED, "half way: the database is at b2, inside the range base:c3",
           "Compile what is left: migc emit b2:c3")
    expect(case.run(down()), STOPPED, "half way: the database is at b2, inside the range c3:base",
           "Compile what is left: migc emit b2:base")
    equal(case.versions(), ["b2"])


def other_revision(case):
    case.sql("create table alembic_version (version_num varchar(32) primary key); "
             "insert into alembic_version values ('other');")
    expect(case.run(up()), STOPPED, "the database is at other, this script starts at base", "migc emit other:c3")
    equal(case.versions(), ["other"])
    equal(case.columns(), [])


def unknown_revision(case):
    case.sql("create table alembic_version (version_num varchar(32) primary key); "
             "insert into alembic_version values ('feedbeef%s'), ('a1');")
    expect(case.run(up()), STOPPED, "the chain has no revision feedbeef%s, at which the database is", "migc stamp")
    equal(case.columns(), [])


def tables_without_version_row(case):
    case.sql("create table t (a int);")
    expect(case.run(up()), STOPPED, "there is no version row, but tables exist: public.t", "migc stamp")
    equal(case.versions(), None)


def tables_without_version_table_on_the_way(case):
    case.sql("create table t (a int);")
    expect(case.run(onward()), STOPPED, "there is no version table public.alembic_version", "The schema has tables",
           "migc stamp")


def empty_database_on_the_way(case):
    expect(case.run(onward()), STOPPED, "there is no version table", "compile from there, migc emit base:d4")
    case.sql("create table alembic_version (version_num varchar(32) primary key);")
    expect(case.run(onward()), STOPPED, "the version table is empty, this script starts at c3", "migc emit base:d4")


def other_tables_do_not_matter(case):
    case.sql("create table somebody_elses (a int);")
    expect(case.run(up()), DONE)


def version_table_is_a_view(case):
    case.sql("create view alembic_version as select 'a1'::varchar as version_num;")
    for plan in (up(), onward()):
        expect(case.run(plan), STOPPED, "public.alembic_version is not a table with a character column version_num")


def version_table_has_other_columns(case):
    case.sql("create table alembic_version (version_num int);")
    expect(case.run(up()), STOPPED, "is not a table with a character column version_num")


def missing_schema(case):
    expect(case.run(up(("target", "schema", "app"))), STOPPED, "schema app does not exist in database case",
           "create the schema")
    case.sql("create schema app;")
    expect(case.run(up(("target", "schema", "app"))), DONE)
    equal(case.columns("app.t"), ["a", "b"])
    equal(case.versions("app.alembic_version"), ["c3"])
    equal(case.columns("public.t"), [])


def other_major_version(case):
    expect(case.run(up(server_version=MAJOR + 1)), STOPPED, f"the server is PostgreSQL {MAJOR}, this script was compiled "
           f"for {MAJOR + 1}", f"Set server_version = {MAJOR}")
    equal(case.versions(), None)


def one_script_for_several_major_versions(case):
    newest = ("target", "newest_server", MAJOR + 1)
    expect(case.run(up(newest, server_version=MAJOR - 1)), DONE, "the database is at c3")
    expect(case.run(onward(("target", "server_version", MAJOR - 2), ("target", "newest_server", MAJOR - 1))), STOPPED,
           f"the server is PostgreSQL {MAJOR}, this script was compiled for {MAJOR - 2} to {MAJOR - 1}")
    equal(case.versions(), ["c3"])


def another_database(case):
    there = ("target", "database", "Prod's")
    expect(case.run(up(there)), STOPPED, "this is database case, the script is for Prod's, target default",
           "Connect to database Prod's")
    equal(case.versions(), None)
    expect(case.run(Plan(("target", "server_version", MAJOR), ("stamp", "any"), ("end", "c3"), there)), STOPPED,
           "this is database case")
    expect(case.run(up(("target", "database", "case"))), DONE)


def timeouts_of_the_target(case):
    settings = [("target", name, time) for name, time in
                (("statement_timeout", "200ms"), ("idle_in_transaction_session_timeout", "1h"))]
    expect(case.run(up(*settings, middle="select pg_sleep(3)")), STOPPED, "canceling statement due to statement timeout")
    equal(case.versions(), None)
    shown = "create table seen as select current_setting('statement_timeout') s, " \
            "current_setting('idle_in_transaction_session_timeout') i"
    expect(case.run(up(*settings, middle="alter table t add column b int;" + shown)), DONE)
    equal(SERVER.query(case.name, "select s, i from seen"), [["200ms", "1h"]])


def timeouts_of_the_role_do_not_matter(case):
    case.sql("drop role if exists hasty; create role hasty login superuser; alter role hasty set statement_timeout = '1ms'; "
             "alter role hasty set idle_in_transaction_session_timeout = '1s';"
             + ("alter role hasty set transaction_timeout = '200ms';" if MAJOR >= 17 else ""))
    # Outside of the transaction the role's own holds, and the first guards are quick.
    for more in ((), (("target", "server_version", MAJOR - 1), ("target", "newest_server", MAJOR))):
        SERVER.createdb(case.name)
        run = case.run(up(*more, middle="alter table t add column b int; select pg_sleep(0.3)"), user="hasty",
                       PGOPTIONS="-c statement_timeout=2s")
        expect(run, DONE)


# --- the right role ---

def role_without_rights(case):
    case.sql("drop role if exists guest; create role guest login; drop role if exists host; create role host; "
             "create table t (a int, b int); alter table t owner to host; create type mood as enum ('a'); "
             "create function \"F\"(int) returns int language sql as 'select 1'; create schema \"Own\"; "
             "create table alembic_version (version_num varchar(32) primary key); "
             "insert into alembic_version values ('c3'); grant all on alembic_version to guest; "
             "revoke create on schema public from public;")
    lines = [("right", "relation", "own", "public", "t"), ("right", "relation", "reference", "public", "t"),
             ("right", "relation", "trigger", "public", "t"), ("right", "relation", "own", "public", "not_there"),
             ("right", "type", "drop", "public", "mood"), ("right", "routine", "own", "public", 'public."F"(integer)'),
             ("right", "schema", "own", "Own", "Own"), ("creation", "public"), ("creation",), ("extension", "nonesuch")]
    expect(case.run(onward(*lines), user="guest"), STOPPED,
           "migc: role guest lacks CREATE on database case; CREATE on schema public; REFERENCES on public.t; "
           "TRIGGER on public.t; extension nonesuch, which is not installed on the server; "
           'ownership of public."F"(integer), which belongs to postgres; ownership of public.t, which belongs to host; '
           "ownership of schema Own, which belongs to postgres; ownership of type mood, which belongs to postgres",
           "name the owner in migc.ini", absent=["not_there"])
    equal(case.columns(), ["a", "b"])
    expect(case.run(onward(*lines[:-1])), DONE)  # a superuser may do it all


def member_of_the_owner(case):
    case.sql("drop role if exists family; create role family; drop role if exists child; create role child login in role "
             "family; create table t (a int, b int); alter table t owner to family; create schema theirs authorization "
             "family; create type theirs.mood as enum ('a'); create table alembic_version (version_num varchar(32) "
             "primary key); insert into alembic_version values ('c3'); grant all on alembic_version to family;")
    lines = [("right", "relation", "own", "public", "t"), ("right", "type", "drop", "theirs", "mood")]
    expect(case.run(onward(*lines), user="child"), DONE)  # the owner of a schema may drop what is in it
    lines.append(("right", "type", "own", "theirs", "mood"))
    plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "d4:e5"), ("start", "d4"),
                ("end", "e5"), ("known", "d4", "e5"), *lines)
    plan.add("revision", "e5", "Add e").add("statement", "alter table t add column e int").add("update", "d4", "e5")
    expect(case.run(plan, user="child"), STOPPED, "role child lacks ownership of type mood, which belongs to postgres")
    # What counts is the role under which the statements run.
    plan.add("target", "role", "postgres")
    expect(case.run(plan), DONE)


def role_that_may_not_make_the_version_table(case):
    case.sql("drop role if exists visitor; create role visitor login; revoke create on schema public from public;")
    expect(case.run(up(), user="visitor"), STOPPED,
           "migc: role visitor lacks CREATE on schema public, to create the version table")


def session_that_a_caller_must_not_have(case):
    case.sql("alter database \"case\" set standard_conforming_strings = off;")
    expect(case.run(up(("target", "client", "caller")), "-1", "-v", "ON_ERROR_STOP=1"), STOPPED,
           "migc MG022: the session reads a backslash in a literal as an escape")
    equal(case.versions(), None)


def objects_that_are_not_as_they_should_be(case):
    expect(case.run(up()), DONE)
    expect(case.run(onward(("expected", "start", "table public.t", "to_regclass", "public.t"))), DONE)

    def further(*more):
        plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "d4:e5"), ("start", "d4"),
                    ("end", "e5"), ("known", "d4", "e5"), ("expected", *more))
        return plan.add("revision", "e5", "E").add("statement", "alter table t add column e int").add("update", "d4", "e5")

    expect(case.run(further("start", "table public.gone", "to_regclass", "public.gone")), STOPPED,
           "migc: the database is not as the chain says at d4: table public.gone is missing", "guard = version")
    expect(case.run(further("end", "type public.gone", "to_regtype", "public.gone")), STOPPED,
           "migc: the script did not lead to what the chain says at e5: type public.gone is missing")
    equal(case.versions(), ["d4"])
    equal(case.columns(), ["a", "b", "d"])


def row_twice(case):
    case.sql("create table alembic_version (version_num varchar(32)); insert into alembic_version values ('c3'), ('c3');")
    expect(case.run(onward()), STOPPED, "the database is at c3, c3, this script starts at c3")


def trigger_on_the_version_table(case):
    expect(case.run(up()), DONE)
    case.sql("create function keep() returns trigger language plpgsql as $$begin return null; end$$;"
             "create trigger keep before update on alembic_version for each row execute function keep();")
    expect(case.run(onward()), STOPPED, "migc: 0 version rows instead of one at c3")
    equal(case.columns(), ["a", "b"])


def statement_that_changes_version_rows(case):
    expect(case.run(up(last="insert into alembic_version values ('x')")), STOPPED,
           "at the end of the transaction the version rows are c3, x, expected c3")
    equal(case.versions(), None)


# --- how it is run ---

def inside_psql_1(case):
    expect(case.run(up(), "-1"), STOPPED, "this script was started inside a transaction", "without -1")
    equal(case.versions(), None)


def open_begin_on_standard_input(case):
    expect(case.pipe("BEGIN;\n" + up().script()), STOPPED, "this script was started inside a transaction")
    equal(case.versions(), None)


def by_standard_input(case):
    expect(case.pipe(up().script()), DONE)
    equal(case.versions(), ["c3"])


def psqlrc_with_autocommit_off(case):
    expect(case.run(up(), psqlrc="\\set AUTOCOMMIT off\n"), DONE)
    equal(case.versions(), ["c3"])


def psqlrc_with_autocommit_off_and_a_query(case):
    expect(case.run(up(), psqlrc="\\set AUTOCOMMIT off\nselect 1;\n"), STOPPED, "inside a transaction")
    equal(case.versions(), None)


def psqlrc_with_on_error_rollback(case):
    broken = up(middle="alter table missing add column b int")
    expect(case.run(broken, psqlrc="\\set ON_ERROR_ROLLBACK on\n"), STOPPED, 'relation "missing" does not exist')
    equal(case.versions(), None)
    equal(case.columns(), [])


def psqlrc_with_singleline(case):
    expect(case.run(up(), psqlrc="\\set SINGLELINE on\n"), DONE)
    equal(case.versions(), ["c3"])


def on_error_stop_off_on_the_command_line(case):
    broken = up(middle="alter table missing add column b int")
    expect(case.run(broken, "-v", "ON_ERROR_STOP=0"), STOPPED, 'relation "missing" does not exist')
    equal(case.versions(), None)


def latin1_client(case):
    plan = up(("remark", "äöü €"), last="comment on table t is 'hé'")
    for encoding in ("LATIN1", "EUC_JP", "SJIS", "WIN1252"):
        SERVER.createdb(case.name)
        expect(case.run(plan, PGCLIENTENCODING=encoding), DONE)
        equal(SERVER.query(case.name, "select length(obj_description('t'::regclass))"), [["2"]])


def role_with_old_strings(case):
    case.sql("drop role if exists oldstrings; create role oldstrings login superuser; "
             "alter role oldstrings set standard_conforming_strings = off;")
    expect(case.run(up(last="comment on table t is 'a\\'"), user="oldstrings"), DONE)
    equal(SERVER.query(case.name, "select obj_description('t'::regclass)"), [["a\\"]])


def role_with_settings(case):
    case.sql("drop role if exists hasty; create role hasty login superuser; alter role hasty set statement_timeout = '300ms';"
             "alter role hasty set default_transaction_isolation = 'repeatable read';"
             "alter role hasty set default_transaction_read_only = on;"
             "alter role hasty set idle_in_transaction_session_timeout = '200ms'; alter role hasty set search_path = nowhere;")
    expect(case.run(up(last="select pg_sleep(0.6)"), user="hasty"), DONE)
    equal(case.versions(), ["c3"])


def role_set(case):
    case.sql('drop role if exists "App-Owner"; create role "App-Owner"; '
             'alter schema public owner to "App-Owner";')
    expect(case.run(up(("target", "role", "App-Owner"))), DONE)
    equal(SERVER.query(case.name, "select relname, pg_get_userbyid(relowner) from pg_class where relname in "
                       "('t', 'alembic_version') order by 1"), [["alembic_version", "App-Owner"], ["t", "App-Owner"]])
    equal(SERVER.query(case.name, "select current_user"), [["postgres"]])


def role_missing(case):
    expect(case.run(up(("target", "role", "nobody_here"))), STOPPED, 'role "nobody_here" does not exist')
    equal(case.versions(), None)


def search_path_of_the_target(case):
    case.sql("create schema app; create schema lib; create function lib.f() returns int language sql as 'select 7';")
    settings = (("target", "schema", "app"), ("target", "search_path", "app", "lib"))
    expect(case.run(up(*settings, last="alter table t alter b set default f()")), DONE)
    equal(case.columns("app.t"), ["a", "b"])


def objects_that_hide_the_catalog(case):
    case.sql("create schema app; create function app.array_to_string(text[], text) returns text language sql "
             "as 'select null::text'; create table app.pg_class (relname text); create table app.unnest (a int);")
    settings = (("target", "schema", "app"), ("target", "search_path", "app", "pg_catalog"))
    expect(case.run(up(*settings)), DONE)
    expect(case.run(up(*settings)), STOPPED, "already applied: the database is at c3")


# --- neighbours ---

def advisory_lock_held(case):
    with SERVER.session(case.name) as other:
        other.run("begin;")
        other.run("select pg_advisory_xact_lock(hashtextextended('migc:public.alembic_version', 0));")
        pid = other.run("select pg_backend_pid();")[0]
        expect(case.run(up()), STOPPED, f"another run holds the lock, process {pid}")
        equal(case.versions(), None)
        other.run("rollback;")
        expect(case.run(up()), DONE)


def table_lock_held(case):
    expect(case.run(up()), DONE)
    with SERVER.session(case.name) as other:
        pid = other.run("select pg_backend_pid();")[0]
        other.run("begin; update alembic_version set version_num = 'c3';")
        expect(case.run(onward(("target", "lock_timeout", "200ms"))), STOPPED,
               f"another session holds public.alembic_version, process {pid}", "200ms")
        equal(case.versions(), ["c3"])
        other.run("rollback;")
        other.run("begin; lock table t;")
        expect(case.run(onward(("target", "lock_timeout", "200ms"))), STOPPED, "lock timeout",
               "upgrade 1 of 1, revision d4")
        other.run("rollback;")
    equal(case.columns(), ["a", "b"])
    expect(case.run(onward()), DONE)


# --- failing statements ---

def failing_statement(case):
    for at in ("first", "middle", "last"):
        SERVER.createdb(case.name)
        plan = up(middle="select 1/0" if at == "middle" else "alter table t add column b int",
                  last="select 1/0" if at == "last" else "create index on t (b)")
        if at == "first":
            plan.lines = [line.replace("create table t (a int)", "select 1/0") for line in plan.lines]
        expect(case.run(plan), STOPPED, "division by zero", absent=("upgrade done",))
        equal(case.versions(), None)
        equal(case.columns(), [])


def failing_statement_by_revision(case):
    broken = up(("target", "transaction", "revision"), last="select 1/0")
    expect(case.run(broken), STOPPED, "division by zero")
    equal(case.versions(), ["b2"])
    equal(case.columns(), ["a", "b"])
    expect(case.run(broken), STOPPED, "migc: goes on from b2", "division by zero", absent=("revision a1", "revision b2"))
    expect(case.run(up(("target", "transaction", "revision"))), DONE, "migc: goes on from b2", "revision c3")
    equal(case.versions(), ["c3"])


# --- several segments ---

def segmented():
    """up(), with an index that is built outside of transactions behind a statement of its revision."""
    plan = up(("target", "transaction", "segment"), last="alter table t add column c int")
    plan.lines.insert(-1, "statement\tcreate index concurrently t_b on t (b)")
    plan.lines.insert(-1, "piece\t0\t1\t1")
    return plan.add("piece", 1, 2, 2, "create", "public", "t_b")


def segments_from_any_boundary(case):
    expect(case.run(segmented()), DONE, "upgrade 3 of 3", "statements from 2 on", "the database is at c3")
    equal(case.versions(), ["c3"])
    for rows, undo in (("b2", "drop index t_b; alter table t drop column c"), ("b2,c3~1", "drop index t_b")):
        case.sql(f"{undo}; delete from alembic_version; insert into alembic_version select unnest('{{{rows}}}'::text[])")
        expect(case.run(segmented()), DONE, f"migc: goes on from {rows.replace(',', ', ')}", absent=("revision b2",))
        equal(case.versions(), ["c3"])
    expect(case.run(segmented()), STOPPED, "MG008", "already applied")


def segments_not_asked_for(case):
    script = segmented().script()
    for at in (1, 2, 3):
        begin = -1
        for _ in range(at):
            begin = script.index("AS migc_do\n", begin + 1)
        SERVER.createdb(case.name)
        expect(case.run(script[:begin] + script[begin:].replace("\\gset", ";", 1)), STOPPED, "MG030")


def lock_lost_between_segments(case):
    script = segmented().script().replace("-- segment 2 of", "select pg_advisory_unlock_all();\n-- segment 2 of")
    expect(case.run(script), STOPPED, "MG031", "not the session in which the script began")
    equal(case.versions(), ["b2", "c3~1"])


def name_of_an_index_that_is_taken(case):
    case.sql("create table t_b (a int)")
    expect(case.run(segmented()), STOPPED, "MG032", "there is a relation public.t_b already")
    equal(case.columns("t_b"), ["a"])


def index_that_is_not_valid(case):
    broken = segmented().script().replace("on t (b);\n", "on t (b);\nupdate pg_index set indisvalid = false where "
                                          "indexrelid = 'public.t_b'::regclass;\n")
    expect(case.run(broken), STOPPED, "MG033", "index public.t_b is not valid")
    equal(case.versions(), ["b2", "c3~1"])
    expect(case.run(segmented()), DONE, "goes on from b2, c3~1")
    equal(SERVER.query(case.name, "select indisvalid from pg_index where indexrelid = 'public.t_b'::regclass"), [["t"]])


def partition_that_stays_attached(case):
    plan = Plan(("target", "server_version", MAJOR), ("target", "transaction", "segment"), ("direction", "upgrade"),
                ("range", "base:a1"), ("start",), ("end", "a1"), ("known", "a1"))
    plan.add("revision", "a1", "parts").add("statement", "create table m (n int) partition by range (n)")
    plan.add("statement", "create table m_1 partition of m for values from (1) to (2)").add("piece", 0, 2, 2)
    plan.add("statement", "alter table m detach partition m_1 concurrently")
    plan.add("piece", 2, 3, 3, "detach", "public", "m_1", "public", "m").add("insert", "a1")
    broken = plan.script().replace("alter table m detach partition m_1 concurrently;", "select 1;")
    expect(case.run(broken), STOPPED, "MG035", "partition public.m_1 is attached yet")
    equal(case.versions(), ["a1~2"])
    expect(case.run(plan), DONE, "goes on from a1~2")
    equal(case.versions(), ["a1"])


def marker_of_another_script(case):
    expect(case.run(segmented()), DONE)
    case.sql("update alembic_version set version_num = 'b2~7'")
    expect(case.run(segmented()), STOPPED, "MG034", "a revision is applied in part: b2~7", "downgrade.sql goes back")


def enum_value_used_in_the_next_revision(case):
    plan = Plan(("target", "server_version", MAJOR), ("target", "transaction", "revision"), ("direction", "upgrade"),
                ("range", "base:b2"), ("start",), ("end", "b2"), ("known", "a1", "b2"))
    plan.add("revision", "a1", "enum").add("statement", "create type mood as enum ('ok')")
    plan.add("statement", "alter type mood add value if not exists 'new'").add("insert", "a1")
    plan.add("revision", "b2", "use").add("statement", "create table m (a mood default 'new')").add("update", "a1", "b2")
    expect(case.run(plan), DONE)


# --- baseline ---

def baseline(*more):
    plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", "base:a1"), ("start",),
                ("end", "a1"), ("known", "a1"), *more)
    plan.add("revision", "a1", "Start").add("baseline", "create table old (a int)")
    plan.add("baseline", "create view old_v as select a, '\\echo' as x from old").add("relation", "public", "old")
    plan.add("relation", "public", "old_v").add("statement", "alter table old add column b int").add("insert", "a1")
    return plan


def baseline_on_an_empty_database(case):
    expect(case.run(baseline()), DONE, absent=("there already",))
    equal(case.columns("old"), ["a", "b"])


def baseline_that_exists(case):
    case.sql("create table old (a int, c int); create view old_v as select a from old;")
    expect(case.run(baseline()), DONE, "the baseline is there already")
    equal(case.columns("old"), ["a", "c", "b"])


def baseline_that_exists_in_part(case):
    case.sql("create table old (a int);")
    expect(case.run(baseline()), STOPPED, "the baseline exists in part; there: public.old; not there: public.old_v")
    equal(case.versions(), None)


def baseline_variable_given_from_outside(case):
    case.sql("create table old (a int);")
    expect(case.run(baseline(), "-v", "migc_baseline=false"), STOPPED, "exists in part")
    script = baseline().script().replace("\n\\gset\n", ";\n")
    case.sql("drop table old;")
    expect(case.run(script, "-v", "migc_baseline=false"), STOPPED, "whether the baseline exists was not found out")
    equal(case.versions(), None)


# --- author text ---

BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]


def text_that_wants_to_leave_its_comment(case):
    hostile = "".join(f"x{b}\\! touch canary{b}; select 1/0;" for b in BREAKS) + "`touch canary` %s :x :'x' $migc$ '"
    plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", hostile), ("start",),
                ("end", "a1"), ("known", "a1", hostile), ("remark", hostile), ("target", "search_path", "public"))
    plan.add("revision", "a1", hostile).add("ticket", hostile).add("statement", "create table t ()").add("insert", "a1")
    for run in (case.run(plan, "-v", "x=1"), case.run(plan, "-v", "x=1")):
        equal((case.folder / "canary").exists(), False)
        expect(run, run.status, absent=("syntax error", "division", "too few parameters"))
    equal(run.status, STOPPED)
    equal(case.versions(), ["a1"])


def id_with_odd_characters(case):
    for odd in ("o'brien", 'a"b', "$migc$", "`touch canary`", "\\!", "%s%", "x$migc", "$migc$;select", ":x", "é"):
        SERVER.createdb(case.name)
        plan = Plan(("target", "server_version", MAJOR), ("direction", "upgrade"), ("range", f"base:{odd}"), ("start",),
                    ("end", odd), ("known", odd))
        plan.add("revision", odd, "odd").add("statement", "create table t ()").add("insert", odd)
        expect(case.run(plan), DONE, "migc: upgrade 1 of 1\n", "migc: upgrade done\n")
        equal(case.versions(), [odd])
        expect(case.run(plan), STOPPED, f"already applied: the database is at {odd}, where")
        equal((case.folder / "canary").exists(), False)


def variables_in_statements(case):
    plan = up(last="insert into t (a, b) select cardinality((array[1,2,3])[1:2]), cardinality((array[7,8])[1:\"a\"]) "
                   "from (values (1, 'a:2', $$:2$$, '2'::int)) as v (a, c, d, e)")
    expect(case.run(plan, "-v", "2=3", "-v", "a=1/0"), DONE)
    equal(SERVER.query(case.name, "select a, b from t"), [["2", "1"]])


def statement_that_ends_in_a_comment(case):
    expect(case.run(up(last="create index on t (b) -- why")), DONE)
    equal(case.versions(), ["c3"])


# --- stamp ---

def stamp(start, end, *more):
    lines = ("stamp", "any") if start is None else ("stamp", "rows", *start)
    return Plan(("target", "server_version", MAJOR), lines, ("end", *end), *more)


def stamp_a_database(case):
    case.sql("create table t (a int, b int);")
    expect(case.run(stamp((), ("c3",))), DONE, "stamped, the database is at c3")
    equal(case.versions(), ["c3"])
    expect(case.run(onward()), DONE)
    expect(case.run(stamp(("c3",), ("b2",))), STOPPED, "the database is at d4, expected c3")
    expect(case.run(stamp(("d4",), ("x", "y"))), DONE, "the database is at x, y")
    expect(case.run(stamp(None, ("y", "z"))), DONE)
    equal(case.versions(), ["y", "z"])


def stamp_twice(case):
    expect(case.run(stamp(None, ("c3",))), DONE)
    expect(case.run(stamp(None, ("c3",))), DONE)
    equal(case.versions(), ["c3"])


# --- the rest ---

def assertion(case):
    plan = up().add("assertion", "select a is not null from t", "100% of a must be set, it's $query$ %s")
    expect(case.run(plan), STOPPED, "100% of a must be set, it's $query$ %s")
    expect(case.run(up().add("assertion", "select '$migc$$query$' is not null", "never")), DONE)


def standby(_case):
    with postgres.Cluster(standby_of=SERVER) as other, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.sql"
        path.write_text(up().script(), encoding="utf-8")
        run = other.psql("postgres", "-v", "VERBOSITY=verbose", file=path)
        RAISED.update(re.findall(r"ERROR:  (MG\d{3}):", run.stderr))
        expect(run, STOPPED, "the server is a standby in recovery")


def failed_compilation(case):
    script = Plan(("failure", 2)).script()
    for run in (case.run(script), case.pipe(script)):
        expect(run, STOPPED, "migc: no script was written: 2 errors")


def irreversible_range(case):
    plan = Plan(("irreversible", "b2", "100% gone\n\\! touch canary"), ("nearest", "c3"))
    expect(case.run(plan), STOPPED, "this range cannot be taken back: b2: 100% gone", "migc emit head:c3")
    equal((case.folder / "canary").exists(), False)


def dumps_compare_schemas_and_not_their_order(case):
    case.sql("create table t (a int, b numeric(4,2) default 1, constraint c check (a > 0 or b in (1, 2)));")
    first = SERVER.dump(case.name)
    case.sql("drop table t; create table t (b numeric(4,2) default 1, a int, constraint c check (a > 0 or b in (1, 2)));")
    equal(SERVER.dump(case.name), first)
    case.sql("alter table t alter b type numeric(4,3);")
    equal(SERVER.dump(case.name) == first, False)


def every_guard_has_stopped_a_script(_case):
    """Last: looks at what the cases before have raised."""
    rows = re.findall(r'^GUARD\(\w+, "(MG\d{3})"', (ROOT / "compiler/emit/guard_codes.def").read_text(), re.MULTILINE)
    equal(sorted(RAISED), sorted(row for row in rows if row not in ELSEWHERE))


TESTS = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__code__", None)
         and value.__code__.co_varnames[:1] in (("case",), ("_case",))]


def main():
    passed, failed = 0, 0
    for test in TESTS:
        with tempfile.TemporaryDirectory(prefix="migc-case-") as folder:
            try:
                test(Case(Path(folder)))
                passed += 1
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {test.__name__}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        MAJOR = int(SERVER.query("template1", "show server_version_num")[0][0]) // 10000
        sys.exit(main())
