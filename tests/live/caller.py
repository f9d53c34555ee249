#!/usr/bin/python3
"""Scripts of `client = caller` in the clients that they are for: psql -1 and -c, psycopg2 and the JDBC driver with
autocommit on and off, and a runner that splits at every semicolon. In each the examples end where the scripts for psql
end, up and down, and a guard that fails changes nothing. Where a client gives every statement a transaction of its own,
the first statement stops the script.

MIGC names the built program (default: build/migc beside this checkout). Needs Debian's python3-psycopg2,
libpostgresql-jdbc-java and a JDK."""

import difflib
import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import psycopg2

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402
import share  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
JDBC = Path("/usr/share/java/postgresql.jar")

CHAINS = [ROOT / "migrations"] + sorted(path for path in (ROOT / "examples").rglob("migrations"))
LONGEST_ARGUMENT = 128 * 1024 - 1  # of a program on Linux


def migc(folder, *arguments, status=0):
    run = subprocess.run([MIGC, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode != status:
        raise AssertionError(f"migc {' '.join(map(str, arguments))}: exit status {run.returncode}\n{run.stderr.decode()}")
    return run.stdout.decode() if status == 0 else run.stderr.decode()


# --- clients: each runs a script and returns what went wrong, or nothing ---

def written(script):
    path = Path(FOLDER) / "script.sql"
    path.write_text(script, encoding="utf-8")
    return path


def psql_1(script):
    run = SERVER.psql("caller", "-q", "-1", "-v", "ON_ERROR_STOP=1", file=written(script))
    return "" if run.status == 0 else run.stderr or f"exit status {run.status}"


def psql_c(script):
    run = SERVER.psql("caller", "-q", "-c", script)
    return "" if run.status == 0 else run.stderr or f"exit status {run.status}"


def driver(parts, autocommit):
    connection = psycopg2.connect(host=str(SERVER.folder), dbname="caller", user="postgres")
    try:
        connection.autocommit = autocommit
        with connection.cursor() as cursor:
            for part in parts:
                cursor.execute(part)
        if not autocommit:
            connection.commit()
        return ""
    except psycopg2.Error as error:
        return str(error)
    finally:
        connection.close()


def split(script):
    """As simple runners do it: at every semicolon, wherever it stands."""
    parts = (part for part in script.split(";"))
    return [part for part in parts if re.sub(r"--[^\n]*", "", part).strip()]


def psycopg2_in_a_transaction(script):
    return driver([script], False)


def psycopg2_in_one_query(script):
    return driver([script], True)


def psycopg2_splitting(script):
    return driver(split(script), False)


def jdbc(script, autocommit, how):
    run = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-cp", f"{FOLDER}:{JDBC}", "Run",
                          SERVER.folder / ".s.PGSQL.5432", "caller", autocommit, how, written(script)],
                         capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stderr or f"exit status {run.returncode}"


def jdbc_in_a_transaction(script):
    return jdbc(script, "off", "whole")


def jdbc_splitting(script):
    return jdbc(script, "off", "cut")


CLIENTS = [psql_1, psql_c, psycopg2_in_a_transaction, psycopg2_in_one_query, psycopg2_splitting, jdbc_in_a_transaction,
           jdbc_splitting]
SPLITTING = [psycopg2_splitting, jdbc_splitting]


# What these do with a script has each statement in a transaction of its own.
def psycopg2_statement_by_statement(script):
    return driver(split(script), True)


def jdbc_with_autocommit(script):
    return jdbc(script, "on", "whole")


def psql_without_1(script):
    run = SERVER.psql("caller", "-q", file=written(script))
    return "" if run.status == 0 and "ERROR" not in run.stderr else run.stderr


def equal(seen, expected):
    if seen != expected:
        lines = difflib.unified_diff(str(expected).splitlines(), str(seen).splitlines(), "expected", "seen", lineterm="")
        raise AssertionError("\n".join(list(lines)[:60]) or f"seen {seen!r}, expected {expected!r}")


def contains(text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError(f"not said: {part}\nsaid: {text}")


def rows():
    return SERVER.query("caller", "select version_num from alembic_version order by 1")


def fresh(template="template0"):
    """A database whose downgrades may discard what is in it."""
    SERVER.createdb("caller", template)
    SERVER.run("caller", "alter database caller set migc.accept_loss = '1'")


def compiled(chain, reach, client, *more):
    return migc(chain, "emit", reach, "--migrations", chain, "--client", client, "--transaction", "single", *more)


def same_end(chain):
    """Each client, up, up again, and down."""
    up, down = compiled(chain, "base:heads", "psql"), None
    fresh()
    SERVER.run("caller", up)
    above, reached = SERVER.dump("caller"), rows()
    up = compiled(chain, "base:heads", "caller")
    try:
        down = compiled(chain, "heads:base", "caller")
        SERVER.run("caller", compiled(chain, "heads:base", "psql"))
        below = SERVER.dump("caller")
    except AssertionError as error:
        if "irreversible" not in str(error):
            raise
    if "\\" in re.sub(r"'[^']*'|\$\w*\$.*?\$\w*\$|--[^\n]*", "", up, flags=re.DOTALL):
        raise AssertionError("a backslash outside quotes")
    torn = "would tear" in up
    # The driver cuts a body of SQL-standard form at its semicolons, and refuses the pieces.
    torn_by_jdbc = "begin atomic" in up.lower()
    ran = 0
    for client in CLIENTS:
        if (client in SPLITTING and torn) or (client is psql_c and len(up.encode()) > LONGEST_ARGUMENT):
            continue
        fresh()
        if client is jdbc_in_a_transaction and torn_by_jdbc:
            contains(client(up), "cannot insert multiple commands into a prepared statement")
            equal(SERVER.query("caller", "select to_regclass('alembic_version') is null"), [["t"]])
            continue
        ran += 1
        equal(client(up), "")
        equal(SERVER.dump("caller"), above)
        equal(rows(), reached)
        contains(client(up), "migc MG008: already applied")
        equal(SERVER.dump("caller"), above)
        equal(rows(), reached)
        if down and ("would tear" not in down or client not in SPLITTING):
            equal(client(down), "")
            equal(SERVER.dump("caller"), below)
            equal(rows(), [])
    if ran < 4:
        raise AssertionError(f"only {ran} clients ran it")


REVISION = """revision {0};
revises {1};
message 'Has; semicolons, in; its message';
upgrade {{ {2} }}
"""


def chain_of(*upgrades):
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    parent = "base"
    for number, text in enumerate(upgrades):
        (folder / f"{number}.mig").write_text(REVISION.format(f"rev_{number}", parent, text), encoding="utf-8")
        parent = f"rev_{number}"
    return folder


def guards_change_nothing(_):
    """In the clients, splitting ones included: what stops a script leaves nothing of it."""
    chain = chain_of("create table t (a int);", "create table u (a int);", "create table w (a int);")
    version = "create table alembic_version (version_num varchar(32) primary key);"
    insert = version + "insert into alembic_version values ('{}');"
    cases = [("base:heads", "create table t ();", "MG012"), ("base:heads", insert.format("rev_1"), "MG009"),
             ("base:heads", insert.format("other"), "MG010"), ("base:rev_1", insert.format("rev_2"), "MG008"),
             ("rev_1:heads", insert.format("rev_0"), "MG011"), ("rev_1:heads", "", "MG012"), ("rev_1:heads", version, "MG012"),
             ("base:heads", "create view alembic_version as select 1 as a;", "MG007")]
    triggered = "create function no() returns trigger language plpgsql as 'begin return null; end'; " \
                "create trigger no before insert or update or delete on alembic_version for each row execute function no();"
    cases.append(("base:heads", version + triggered, "MG013"))
    extra = "create function more() returns trigger language plpgsql as $$begin if new.version_num = 'rev_2' then insert " \
            "into alembic_version values ('x'); end if; return new; end$$; create trigger more after insert or update on " \
            "alembic_version for each row execute function more();"
    cases.append(("base:heads", version + extra, "MG014"))
    options = {"MG002": ["--server-version", str(MAJOR + 1)], "MG006": ["--schema", "nowhere"],
               "MG020": ["--database", "elsewhere"], "MG021": ["--role", "nobody_much"]}
    cases += [("base:heads", "", code) for code in options]
    SERVER.run("template1", "create role nobody_much;")
    for number, (reach, before, code) in enumerate(cases):
        script = compiled(chain, reach, "caller", *options.get(code, []))
        for client in share.part(CLIENTS, number):
            fresh()
            SERVER.run("caller", "revoke create on schema public from public;" + before)
            dump = SERVER.dump("caller", "public.none")
            said = client(script)
            contains(said, f"migc {code}: ")
            equal(SERVER.dump("caller", "public.none"), dump)


def missing_rights(_):
    chain = chain_of("create table t (a int);", "alter table t add column b int;")
    SERVER.run("template1", "create role outsider login;")
    script = compiled(chain, "rev_0:heads", "caller", "--role", "outsider")
    fresh()
    SERVER.run("caller", compiled(chain, "base:rev_0", "psql") + "grant all on public.alembic_version to outsider;")
    for client in CLIENTS:
        contains(client(script), "migc MG021: role outsider lacks ownership of public.t, which belongs to postgres")


def sessions_that_do_not_fit(_):
    chain = chain_of("create table t (a int);")
    script = compiled(chain, "base:heads", "caller")
    fresh()
    for setting in ("standard_conforming_strings = off", "default_transaction_isolation = 'repeatable read'"):
        SERVER.run("caller", f"alter role postgres set {setting};")
        for client in CLIENTS:
            contains(client(script), "migc MG022: ")
        SERVER.run("caller", f"alter role postgres reset {setting.split(' ')[0]};")
    equal(SERVER.query("caller", "select to_regclass('t') is null and to_regclass('alembic_version') is null"), [["t"]])


def a_transaction_for_each_statement(_):
    chain = chain_of("create table t (a int);")
    script = compiled(chain, "base:heads", "caller")
    for client in (psycopg2_statement_by_statement, jdbc_with_autocommit, psql_without_1):
        fresh()
        contains(client(script), "LOCK TABLE can only be used in transaction blocks")
        if client is not psql_without_1:  # which goes on after an error, unless told otherwise
            equal(SERVER.query("caller", "select to_regclass('t') is null and to_regclass('alembic_version') is null"),
                  [["t"]])


def statements_that_fail(_):
    """The first, in the middle, and the last one."""
    for place in range(3):
        texts = [f"create table t{number} (a int);" for number in range(3)]
        texts[place] = "select 1 / 0 reversed by nothing;"
        script = compiled(chain_of(*texts), "base:heads", "caller")
        for client in CLIENTS:
            fresh()
            contains(client(script), "division by zero")
            equal(SERVER.query("caller", "select count(*) from pg_class where relname ~ '^(t[0-9]|alembic_version)$'"), [["0"]])


def bodies_with_semicolons(_):
    chain = chain_of("create function f() returns int language plpgsql as $$ begin return 1; end $$;",
                     "comment on function f() is 'a; b';", "create table plain (a int);")
    script = compiled(chain, "base:heads", "caller")
    contains(script, "rev_0: a client that splits at every semicolon would tear 1 of its statements",
             "rev_1: a client that splits")
    equal("rev_2: a client" in script, False)
    ours = script.split("create function f()")[0]
    for line in ours.splitlines():
        equal(";" in line.removesuffix(";"), False)
    for client in CLIENTS:
        fresh()
        if client in SPLITTING:
            equal(client(script) != "", True)
            equal(SERVER.query("caller", "select to_regclass('alembic_version') is null"), [["t"]])
        else:
            equal(client(script), "")


def names_with_semicolons(_):
    chain = chain_of("create table t (a int);", "drop table t;")
    options = ["--schema", '"a;b"', "--version-table", '"v;''\\w"', "--role", '"r;s"']
    SERVER.run("template1", 'create role "r;s";')
    for client in CLIENTS:
        fresh()
        SERVER.run("caller", 'create schema "a;b" authorization "r;s";')
        equal(client(compiled(chain, "base:heads", "caller", *options)), "")
        equal(client(compiled(chain, "heads:rev_0", "caller", *options)), "")
        equal(SERVER.query("caller", 'select version_num from "a;b"."v;''\\w"'), [["rev_0"]])


def assertions(_):
    chain = chain_of("create table t (a int);", "assert 'all; of $$ it''s %s' (select count(*) = 0 from t -- none\n);")
    script = compiled(chain, "base:heads", "caller")
    for client in CLIENTS:
        fresh()
        equal(client(script), "")
    fresh()
    SERVER.run("caller", compiled(chain, "base:rev_0", "psql") + "insert into public.t values (1);")
    script = compiled(chain, "rev_0:heads", "caller")
    for client in CLIENTS:
        contains(client(script), "migc MG017: all; of $$ it's %s")
    equal(rows(), [["rev_0"]])


def stamps(_):
    chain = chain_of("create table t (a int);", "create table u (a int);")
    for client in CLIENTS:
        fresh()
        equal(client(migc(chain, "stamp", "rev_0", "--migrations", chain, "--client", "caller")), "")
        equal(rows(), [["rev_0"]])
        script = migc(chain, "stamp", "rev_0:rev_1", "--migrations", chain, "--client", "caller")
        equal(client(script), "")
        equal(rows(), [["rev_1"]])
        contains(client(script), "migc MG011: the database is at rev_1, expected rev_0")


def losses(_):
    chain = chain_of("create table t (a int);")
    down = compiled(chain, "heads:base", "caller")
    for client in CLIENTS:
        SERVER.createdb("caller")
        SERVER.run("caller", compiled(chain, "base:heads", "psql") + "insert into public.t values (1), (2);")
        contains(client(down), "migc MG042: this downgrade would discard", "drops table `t` with its rows (2)")
        equal(rows(), [["rev_0"]])
        SERVER.run("caller", "alter database caller set migc.accept_loss = '1'")
        equal(client(down), "")
        equal(rows(), [])


def history(_):
    chain = chain_of("create table t (a int);")
    for client in CLIENTS:
        fresh()
        for reach in ("base:heads", "heads:base"):
            equal(client(compiled(chain, reach, "caller", "--history-table", "log")), "")
        equal(SERVER.query("caller", "select revision, direction from log order by id"),
              [["rev_0", "upgrade"], ["rev_0", "downgrade"]])


def standby(_):
    with postgres.Cluster(standby_of=SERVER) as other:
        run = other.psql("postgres", "-1", "-v", "ON_ERROR_STOP=1", text=compiled(
            chain_of("create table t (a int);"), "base:heads", "caller"))
        contains(run.stderr, "migc MG003: the server is a standby in recovery")


TESTS = [(f"same_end {chain.relative_to(ROOT)}", same_end, chain) for chain in CHAINS]
TESTS += [(test.__name__, test, None) for test in (
    guards_change_nothing, missing_rights, sessions_that_do_not_fit, a_transaction_for_each_statement, statements_that_fail,
    bodies_with_semicolons, names_with_semicolons, assertions, stamps, losses, history, standby)]


def main():
    subprocess.run(["javac", "-d", FOLDER, ROOT / "tests" / "live" / "jdbc" / "Run.java"], check=True)
    wanted = sys.argv[1:]
    passed, failed = 0, 0
    for name, test, chain in TESTS:
        if wanted and not any(word in name for word in wanted):
            continue
        try:
            test(chain)
            passed += 1
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER, tempfile.TemporaryDirectory(prefix="migc-caller-") as FOLDER:
        MAJOR = SERVER.major
        sys.exit(main())
