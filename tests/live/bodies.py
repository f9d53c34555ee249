#!/usr/bin/python3
"""What a revision's body could do to the script around it: each attempt is refused by migc, or harmless on real psql.

Every attempt tries to leave a trace: a file `canary` beside the script, a table that a failed run must not leave, or a
value that a replaced variable would change. Also here: an enum value that is added and then used (RULINGS 24).
MIGC names the built migc (build/migc by default)."""

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
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc"))
DATABASE = "bodies"

# Would change what is sent if psql replaced anything.
HOSTILE_VARIABLES = ("-v", "2=3", "-v", "a=1/0", "-v", "x=`touch canary`", "-v", "true=false")

# (what, items of an upgrade, what the message must hold)
REFUSED = (
    ("commit", "create table left_behind (a int); commit; select 1/0;", "commit"),
    ("commit and chain", "commit and chain;", "commit"),
    ("end", "end;", "end"),
    ("rollback", "rollback;", "rollback"),
    ("begin", "begin; create table left_behind (a int);", "begin"),
    ("savepoint", "savepoint s;", "savepoint"),
    ("prepare transaction", "prepare transaction 'x';", "prepare transaction"),
    ("commit in raw", "raw $$ create table left_behind (a int); commit $$ reversed by nothing;", "commit"),
    ("commit in raw, behind a comment", "raw $$ /* x */ commit -- y\n $$ reversed by nothing;", "commit"),
    ("set search_path", "set search_path = pg_catalog;", "search_path"),
    ("set local search_path", "set local search_path = pg_catalog;", "search_path"),
    ("set session search_path", "set session search_path to pg_catalog;", "search_path"),
    ("reset search_path", "reset search_path;", "search_path"),
    ("reset all", "reset all;", "reset"),
    ("set search_path in raw", "raw $$ set search_path = pg_catalog $$ reversed by nothing;", "search_path"),
    ("set role", "set role postgres;", "role"),
    ("set session authorization", "set session authorization postgres;", "authorization"),
    ("set a session's own", "set work_mem = '8MB';", "set local"),
    ("set standard_conforming_strings", "set local standard_conforming_strings = off;", "standard_conforming_strings"),
    ("client command", "create table left_behind (a int);\n\\! touch canary\n", "\\"),
    ("client command in a statement", "select 1 \\! touch canary\n;", "\\"),
    ("client command in raw", "raw $$\n\\! touch canary\n$$ reversed by nothing;", "\\"),
    ("client command behind raw text", "raw $$ select 1 \\g |touch canary\n $$ reversed by nothing;", "\\"),
    ("client include", "\\i canary.sql\n;", "\\"),
    ("copy from stdin", "create table left_behind (a text); copy left_behind from stdin;", "copy"),
    ("copy from stdin with data", "copy t from stdin;\n1\n\\.\n", "copy from stdin"),
    ("copy from program", "create table left_behind (a text); copy left_behind from program 'touch canary';", "copy"),
    ("copy to program", "copy (select 1) to program 'touch canary';", "copy"),
    ("copy in raw", "raw $$ copy t from stdin $$ reversed by nothing;", "copy"),
    ("prepare", "prepare p as select 1;", "prepare"),
    ("declare", "declare c cursor for select 1;", "declare"),
    ("listen", "listen x;", "listen"),
    ("discard", "discard all;", "discard"),
    ("unclosed quote", "select 'a;\n\\! touch canary\n", "quote"),
    ("unclosed dollar quote", "select $x$ a;\n\\! touch canary\n", "never closed"),
    ("unclosed comment", "/* \\! touch canary\n", "comment"),
    ("a lone carriage return", "select 1 -- x\r; drop table left_behind;", "carriage return"),
    ("parentheses that psql counts otherwise", "create table left_behind (a int;", ""),
)

# (what, items of an upgrade, query, its answer)
HARMLESS = (
    ("a slice", "create table t (a int[]); insert into t values ((array[7,8,9])[1:2]) reversed by nothing;",
     "select a::text from t", "{7,8}"),
    ("a slice by a column", "create table t (a int, b int[]); insert into t values (2, '{7,8,9}') reversed by nothing; "
     "update t set b = b[1:a] reversed by nothing;", "select b::text from t", "{7,8}"),
    ("a slice in a raw text", "raw $$ create table t as select (array[7,8,9])[1:2] as a $$ reversed by { drop table t; };",
     "select a::text from t", "{7,8}"),
    ("a variable of psql's", "create table t (a text default ':x :''x'' :\"x\" :{?x}');"
     "insert into t values (default) reversed by nothing;", "select a from t", ":x :'x' :\"x\" :{?x}"),
    ("casts and named arguments", "create table t (a text); insert into t values (make_interval(days := 2)::text::varchar);",
     "select a from t", "2 days"),
    ("a jsonpath", "create table t (a text); insert into t values ((jsonb '{\"a\":true}' -> 'a')::text);",
     "select a from t", "true"),
    ("a client command in a literal", "create table t (a text default '\n\\! touch canary\n');"
     "insert into t values (default);", "select a from t", "\n\\! touch canary\n"),
    ("a client command in an escape string", "create table t (a text default E'\\n\\\\! touch canary\\'');"
     "insert into t values (default);", "select a from t", "\n\\! touch canary'"),
    ("a client command in a body", "create function f() returns text language sql as $f$ select '\n\\! touch canary\n'\n"
     "-- \\! touch canary\n$f$;", "select f()", "\n\\! touch canary\n"),
    ("a client command in a name", "create table \"\n\\! touch canary\n\" (a int);",
     "select count(*) from pg_class where relname like '%canary%'", "1"),
    ("a client command in comments", "create table t (a int) /* \n\\! touch canary\n */ -- \\! touch canary\n;",
     "select count(*) from t", "0"),
    ("commit in a body", "create procedure p() language plpgsql as $p$ begin commit; end $p$;",
     "select prosrc from pg_proc where proname = 'p'", " begin commit; end "),
    ("commit as a name", "create table t (\"commit\" int, rollback_at int);", "select count(*) from t", "0"),
    ("set search_path of a function", "create function f() returns text language sql set search_path = pg_catalog as "
     "$f$ select current_setting('search_path') $f$;", "select f()", "pg_catalog"),
    ("a body of SQL's own", "create function f(a int) returns int language sql begin atomic select case when a > 1 then 2 "
     "else 3 end; select case a when 1 then 4 else 5 end; end;", "select f(1)", "4"),
    ("a rule of quotes", "create table t (a text default 'it''s', b text default $$it's$$, c text default U&'it\\0027s');"
     "insert into t values (default);", "select a || b || c from t", "it'sit'sit's"),
    ("a percent sign in an assertion", "assert '100%s %' (select true);", "select 1", "1"),
    ("dollar tags of ours", "create function f() returns text language sql as $migc$ select '$x$' $migc$;",
     "select f()", "$x$"),
)

# What migc cannot see, the server stops: (what, items)
STOPPED = (
    ("commit in a do block", "create table left_behind (a int); do $d$ begin commit; end $d$ reversed by nothing;"),
    ("commit in a procedure", "create table left_behind (a int); create procedure p() language plpgsql as $p$ begin commit; "
     "end $p$; call p() reversed by nothing;"),
    ("an assertion that does not hold", "create table left_behind (a int); assert 'no rows' (select count(*) > 0 from "
     "left_behind);"),
    ("an assertion that is null", "create table left_behind (a int); assert '100% null' (select null::boolean);"),
    ("a do block that breaks its message", "create table left_behind (a int); do $d$ begin raise exception '%', '%s \\! touch "
     "canary'; end $d$ reversed by nothing;"),
)


class Project:
    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "migrations").mkdir()
        SERVER.createdb(DATABASE)

    def write(self, name, items, parent="base", header=""):
        text = f"revision {name};\nrevises {parent};\nmessage 'm';\n{header}upgrade {{\n{items}\n}}\ndowngrade auto;\n"
        (self.folder / "migrations" / f"{name}.mig").write_bytes(text.encode())

    def emit(self, *arguments):
        return subprocess.run([MIGC, "-C", self.folder, "emit", *arguments], capture_output=True, text=True, check=False)

    def psql(self, script, *arguments):
        path = self.folder / "script.sql"
        path.write_text(script, encoding="utf-8")
        return SERVER.psql(DATABASE, "-v", "accept_loss=1", *arguments, file=path, cwd=self.folder)

    def no_trace(self):
        assert not (self.folder / "canary").exists(), "the canary is there"
        seen = SERVER.query(DATABASE, "select to_regclass('left_behind')")
        assert seen == [[""]], "a table was left behind"

    def versions(self):
        if SERVER.query(DATABASE, "select to_regclass('alembic_version') is null") == [["t"]]:
            return []
        return [row[0] for row in SERVER.query(DATABASE, "select version_num from alembic_version order by 1")]


def refused(project, items, text):
    project.write("a1", items)
    run = project.emit("head")
    assert run.returncode == 1, f"migc ended with {run.returncode}:\n{run.stdout}"
    assert text in run.stderr.lower(), f"not said: {text}\n{run.stderr}"
    assert "migrations/a1.mig:" in run.stderr, f"no place is named:\n{run.stderr}"
    # `migc emit broken | psql` must fail as well.
    for again in (project.psql(run.stdout), SERVER.psql(DATABASE, text=run.stdout, cwd=project.folder)):
        assert again.status == 3, f"psql ended with {again.status}:\n{again.stderr}"
    project.no_trace()
    assert project.versions() == []


def harmless(project, items, query, answer):
    project.write("a1", items)
    run = project.emit("head")
    assert run.returncode == 0, f"migc ended with {run.returncode}:\n{run.stderr}"
    done = project.psql(run.stdout, *HOSTILE_VARIABLES)
    assert done.status == 0, f"psql ended with {done.status}:\n{done.stderr}"
    assert "migc: upgrade done" in done.stdout + done.stderr
    project.no_trace()
    assert project.versions() == ["a1"]
    seen = SERVER.psql(DATABASE, "-At", "-c", query)
    assert seen.stdout == answer + "\n", f"{query} gives {seen.stdout!r}, expected {answer!r}\n{seen.stderr}"


def stopped(project, items):
    project.write("a1", items)
    run = project.emit("head")
    assert run.returncode == 0, f"migc ended with {run.returncode}:\n{run.stderr}"
    done = project.psql(run.stdout)
    assert done.status == 3, f"psql ended with {done.status}:\n{done.stderr}"
    assert "migc: upgrade done" not in done.stdout + done.stderr
    project.no_trace()
    assert project.versions() == []


def header_texts(project):
    """Texts of the header reach comments and messages, and must not leave them."""
    hostile = "x\n\\! touch canary\n; select 1/0; `touch canary` %s :x $migc$ '' --"
    project.write("a1", "create table t (a int);", header=f"description $d${hostile}$d$;\nauthor '\\! touch canary';\n"
                  "ticket '`touch canary`';\nrequirement '%s :x :''x''';\n")
    run = project.emit("head")
    assert run.returncode == 0, run.stderr
    done = project.psql(run.stdout, *HOSTILE_VARIABLES)
    assert done.status == 0, done.stderr
    project.no_trace()


def enum_chain(project):
    project.write("a1", "create type mood as enum ('ok');\ncreate table t (m mood);")
    project.write("b2", "alter type mood\n    add value 'new';", "a1")
    project.write("c3", "create index t_new on t (m) where m = 'new';\nupdate t set m = 'new' reversed by nothing;", "b2")


def enum_value_by_revision(project):
    """Must show 7: a transaction of its own makes the value usable in the next one."""
    enum_chain(project)
    # In one transaction with the creation of the type it would be usable at once, so the value comes to an old type.
    first = project.emit("a1")
    assert project.psql(first.stdout).status == 0
    run = project.emit("a1:head", "--transaction", "revision")
    assert run.returncode == 0, run.stderr
    done = project.psql(run.stdout)
    assert done.status == 0, done.stderr
    assert project.versions() == ["c3"]
    back = project.emit("c3:a1", "--transaction", "revision")
    assert project.psql(back.stdout).status == 0
    assert project.versions() == ["a1"]
    # The value has stayed; the same script finds it there.
    assert project.psql(run.stdout).status == 0
    assert project.versions() == ["c3"]


def enum_value_in_one_transaction(project):
    """Refused with both places; and the server would indeed have refused it."""
    enum_chain(project)
    run = project.emit("a1:head", "--transaction", "single")
    assert run.returncode == 1, "it was not refused"
    assert re.search(r"migrations/b2\.mig:5", run.stderr), run.stderr
    assert re.search(r"migrations/c3\.mig:5", run.stderr), run.stderr
    SERVER.run(DATABASE, "create type mood as enum ('ok'); create table t (m mood);")
    done = SERVER.psql(DATABASE, "-1", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
                       text="alter type mood add value 'new'; create index t_new on t (m) where m = 'new';")
    assert done.status == 3 and "55P04" in done.stderr, repr(done)


def main():
    tests = [(f"refused: {what}", refused, rest) for what, *rest in REFUSED]
    tests += [(f"harmless: {what}", harmless, rest) for what, *rest in HARMLESS]
    tests += [(f"stopped: {what}", stopped, rest) for what, *rest in STOPPED]
    tests += [(test.__name__, test, ()) for test in (header_texts, enum_value_by_revision, enum_value_in_one_transaction)]
    passed, failed = 0, 0
    for name, test, arguments in tests:
        with tempfile.TemporaryDirectory(prefix="migc-bodies-") as folder:
            os.chmod(folder, 0o777)
            try:
                test(Project(folder), *arguments)
                passed += 1
            except AssertionError as error:
                failed += 1
                print(f"FAILED {name}\n{error}\n", flush=True)
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
