#!/usr/bin/python3
"""What each run of a script must come to, stated beforehand: psql's exit status, what is said, the version rows, the dump.

ROWS has a line for each circumstance; each is run with `transaction = single`, `revision` and `segment` (there with an
index that is built outside of transactions). After every run the version rows say exactly which schema is there: the
dump is that of the chain's statements, run by hand as far as the rows say, markers counted. So in no run is a row ahead
of its schema; where one is behind it, ROWS says so.

    /usr/bin/python3 tests/live/exit_status.py [WORD...]

MIGC names the built migc (build/migc by default). With words, only the rows whose names hold one of them are
run. One mode for each row, unless MIGC_FULL is set (share.py)."""

import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import alembic_interplay  # noqa: E402
import postgres  # noqa: E402
import share  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()

DONE, STOPPED = 0, 3
MODES = ("single", "revision", "segment")

CHAIN = {
    "r001": ["create table accounts (account_id integer primary key, owner text not null)",
             "comment on table accounts is 'Débiteurs'",
             "create function total(integer) returns integer language sql as 'select $1'"],
    "r002": ["alter table accounts add column balance integer not null default 0",
             "create index {concurrently} accounts_owner on accounts (owner)",
             "alter table accounts add column closed boolean"],
    "r003": ["create or replace function total(integer) returns integer language sql as 'select $1 + 1'",
             "comment on function total(integer) is 'a\\b'",
             "create table entries (account_id integer not null references accounts, amount integer)"],
    "r004": ["alter table entries add constraint not_zero check (amount <> 0)",
             "create view open_accounts as select account_id from accounts where not closed"],
}
BASE, HEAD = (), ("r004",)
IN_R002 = ("r001", "r002~1"), ("r001", "r002~2")  # the markers around the index that is built outside of transactions

# Where a run may stop for good, in the order of an upgrade.
BOUNDARIES = {"single": [BASE, HEAD],
              "revision": [BASE, ("r001",), ("r002",), ("r003",), HEAD],
              "segment": [BASE, *IN_R002, HEAD]}

STOPPER = """
create schema stopper;
create function stopper.stop() returns event_trigger language plpgsql as $$
begin
    if position('{words}' in current_query()) > 0 then
        raise exception 'stopped at {words}';
    end if;
end $$;
create event trigger stopper on ddl_command_start execute function stopper.stop();
"""
NO_STOPPER = "drop event trigger stopper; drop schema stopper cascade;"

AWAIT_INDEX = """
create function await_index() returns trigger language plpgsql as $$
begin
    for try in 1 .. 1200 loop
        if exists (select from pg_class where relname = 'accounts_owner') then
            return null;
        end if;
        perform pg_sleep(0.05);
    end loop;
    raise 'no index came';
end $$;
create constraint trigger await_index after update on alembic_version deferrable initially deferred
    for each row when (new.version_num = 'other') execute function await_index();
"""
NO_AWAIT_INDEX = "drop trigger await_index on alembic_version; drop function await_index();"


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


def template(rows):
    return "at_" + "_".join(rows).replace("~", "_part_")


class States:
    """A database at every place of the chain where version rows may point, made by hand, and its dump."""

    def __init__(self):
        self.dumps = {}
        SERVER.createdb("by_hand")
        SERVER.run("by_hand", "create table alembic_version (version_num varchar(32) not null, "
                              "constraint alembic_version_pkc primary key (version_num));")
        self.keep(BASE)
        before = BASE
        for revision, statements in CHAIN.items():
            for number, statement in enumerate(statements, 1):
                SERVER.run("by_hand", statement.format(concurrently="") + ";")
                self.keep((revision,) if number == len(statements) else (*before, f"{revision}~{number}"))
            before = (revision,)
        check(len(set(self.dumps.values())) == len(self.dumps), "two places of the chain have the same dump")

    def keep(self, rows):
        values = "".join(f"insert into alembic_version values ('{row}');" for row in rows)
        SERVER.run("by_hand", "delete from alembic_version;" + values)
        SERVER.createdb(template(rows), "by_hand")
        self.dumps[rows] = SERVER.dump("by_hand")


class Project:
    """The chain in a folder, and the scripts of its ranges."""

    def __init__(self, folder):
        self.folder = folder
        for mode in MODES:
            place = folder / mode / "migrations"
            place.mkdir(parents=True)
            before = "base"
            for revision, statements in CHAIN.items():
                text = ";\n".join(statements).format(concurrently="concurrently" if mode == "segment" else "")
                (place / f"{revision}.mig").write_text(
                    f"revision {revision};\nrevises {before};\nupgrade {{\n{text};\n}}\n", encoding="utf-8")
                before = revision
            (folder / mode / "migc.ini").write_text(
                f"[target.case]\nserver_version = {SERVER.major}\ntransaction = {mode}\n", encoding="utf-8")

    def script(self, mode, span, options):
        run = subprocess.run([MIGC, "-C", self.folder / mode, "emit", span, *options], capture_output=True, text=True,
                             check=False)
        check(run.returncode == 0, f"migc emit {span} ended with {run.returncode}:\n{run.stderr}")
        path = self.folder / "script.sql"
        path.write_text(run.stdout, encoding="utf-8")
        return path


class Database:
    """The database of one run."""

    name = "case"

    def __init__(self, rows, setup):
        SERVER.createdb(self.name, template(rows))
        if setup:
            SERVER.run(self.name, setup)

    def psql(self, script, *arguments, server=None, **options):
        return (server or SERVER).psql(self.name, "-v", "VERBOSITY=verbose", "-v", "accept_loss=1", *arguments,
                                       file=script, **options)

    def rows(self, server=None):
        return tuple(row[0] for row in (server or SERVER).query(
            self.name, "select version_num from alembic_version order by 1"))

    def waits(self, pattern, timeout=60):
        """Until a session waits for a lock with such a statement."""
        end = time.monotonic() + timeout
        while SERVER.query(self.name, "select count(*) from pg_stat_activity where datname = current_database() and "
                                      f"wait_event_type = 'Lock' and query ~ '{pattern}'") == [["0"]]:
            check(time.monotonic() < end, f"nobody waits with {pattern}")
            time.sleep(0.05)


# --- circumstances: they run the script and return what came of it ---

def run(*arguments, **options):
    return lambda database, script: database.psql(script, *arguments, **options)


def on_standard_input(before):
    def circumstance(database, script):
        text = before + script.read_text(encoding="utf-8")
        return SERVER.psql(database.name, "-v", "VERBOSITY=verbose", text=text)
    return circumstance


def stopped_at(words, then=None, **options):
    """A statement fails; `then`, if given, is the status of the same script run again without that."""
    def circumstance(database, script):
        SERVER.run(database.name, STOPPER.format(words=words.replace("'", "''")))
        first = database.psql(script, **options)
        SERVER.run(database.name, NO_STOPPER)
        if then is None:
            return first
        check(first.status == STOPPED and f"stopped at {words}" in first.stderr, f"did not stop at {words}: {first!r}")
        says_where_it_is(database)
        return database.psql(script)
    return circumstance


def beside(statements):
    """Another session has done that and not ended its transaction."""
    def circumstance(database, script):
        with SERVER.session(database.name) as other:
            other.run("begin; " + statements)
            result = database.psql(script)
            other.run("rollback;")
        return result
    return circumstance


def two_at_once(database, script):
    """The first one waits at the table; the second one meets it there."""
    results = []
    with SERVER.session(database.name) as other:
        other.run("begin; lock table accounts in access share mode;")
        first = threading.Thread(target=lambda: results.append(database.psql(script)))
        first.start()
        database.waits("alter table accounts")
        second = database.psql(script)
        other.run("rollback;")
        first.join()
    check(results[0].status == DONE, f"the first of the two: {results[0]!r}")
    return second


class Alembic:
    """A run of Alembic from r001 to a revision of its own, on the same version table."""

    def __init__(self, database):
        self.place = tempfile.TemporaryDirectory(prefix="migc-alembic-")
        self.database, folder = database, Path(self.place.name)
        (folder / "versions").mkdir()
        (folder / "env.py").write_text(alembic_interplay.ENV, encoding="utf-8")
        (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = {folder}\n", encoding="utf-8")
        for name, before, body in (("r001", None, "pass"), ("other", "r001", "op.execute('create table theirs (a int)')")):
            (folder / "versions" / f"{name}.py").write_text(
                f"from alembic import op\nrevision = {name!r}\ndown_revision = {before!r}\n"
                f"def upgrade(): {body}\ndef downgrade(): pass\n", encoding="utf-8")
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-B", "-m", "alembic", "upgrade", "head"], cwd=folder, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, env=SERVER.environment(PGDATABASE=database.name))

    def end(self):
        said, _ = self.process.communicate(timeout=60)
        self.place.cleanup()
        return self.process.returncode, said


def beside_alembic(database, script):
    """Alembic has read r001, and waits for the version table, when the script goes on."""
    results = []
    with SERVER.session(database.name) as other:
        other.run("begin; lock table accounts in access share mode;")
        ours = threading.Thread(target=lambda: results.append(database.psql(script)))
        ours.start()
        database.waits("alter table accounts")
        alembic = Alembic(database)
        database.waits("UPDATE alembic_version")
        other.run("rollback;")
        ours.join()
    return results[0], *alembic.end()


def alembic_comes_later(database, script):
    """Its update meets no row, and what it did is gone with it."""
    result, status, said = beside_alembic(database, script)
    check(status != 0 and "alembic_version" in said, f"Alembic ended with {status}:\n{said}")
    return result


def alembic_comes_between_segments(database, script):
    """Between two segments of r002 the row r001 is still there, and Alembic goes on from it. The script stops at that with
    an index built for which no marker is written yet: so that it is built, Alembic's COMMIT waits for it to be there."""
    SERVER.run(database.name, AWAIT_INDEX)
    result, status, said = beside_alembic(database, script)
    check(status == 0, f"Alembic ended with {status}:\n{said}")
    check(database.rows() == ("other", "r002~1"), f"rows {database.rows()}")
    SERVER.run(database.name, NO_AWAIT_INDEX + "drop table theirs; "
                              "update alembic_version set version_num = 'r001' where version_num = 'other';")
    return result


def alembic_is_there_first(database, script):
    """It waits for a lock in its transaction, the version row changed already: the script does not wait for long."""
    with SERVER.session(database.name) as other:
        other.run("begin; create table theirs (a int);")
        SERVER.run(database.name, "create function slow() returns trigger language plpgsql as $$begin "
                                  "perform pg_advisory_xact_lock(1); return new; end$$; create trigger slow after update "
                                  "on alembic_version for each row execute function slow();")
        other.run("rollback; begin; select pg_advisory_xact_lock(1);")
        alembic = Alembic(database)
        database.waits("UPDATE alembic_version")
        result = database.psql(script)
        alembic.process.terminate()
        SERVER.query(database.name, "select pg_terminate_backend(pid) from pg_stat_activity where query ~ 'UPDATE alembic'"
                                    " and pid <> pg_backend_pid()")
        other.run("rollback;")
    alembic.end()
    SERVER.run(database.name, "drop trigger slow on alembic_version; drop function slow();")
    return result


def on_the_standby(database, script):
    STANDBY.follow(SERVER)
    before = STANDBY.dump(database.name), database.rows(STANDBY)
    result = database.psql(script, server=STANDBY)
    check((STANDBY.dump(database.name), database.rows(STANDBY)) == before, "the standby has changed")
    return result


# --- the table ---

@dataclass
class Row:
    """`says`, `rows` and `status` may be dictionaries by mode."""

    name: str
    start: tuple
    run: Callable
    status: Any
    says: Any
    rows: Any
    span: str = "base:r004"
    options: tuple = ()
    modes: tuple = MODES
    setup: str = ""  # what somebody else has done to the database before
    schema: tuple = None  # the place where the schema is, if it is further on than the rows


def by_mode(value, mode):
    return value[mode] if isinstance(value, dict) else value


UP, ON, DOWN = "base:r004", "r001:r004", "r004:base"
PLAIN = run()
AT_R001 = ("r001",)
QUICK, PATIENT = ("--lock-timeout", "200ms"), ("--lock-timeout", "5min")
STANDBY_SAYS = ["MG003", "the server is a standby in recovery", "Connect to the primary server"]

ROWS = [
    Row("first run", BASE, PLAIN, DONE, ["the database is at r004"], HEAD),
    Row("second run", HEAD, PLAIN, STOPPED, ["MG008", "already applied"], HEAD),
    Row("second run of a downgrade", BASE, PLAIN, STOPPED, ["MG008"], BASE, span=DOWN),
    Row("downgrade", HEAD, PLAIN, DONE, ["the database is at base"], BASE, span=DOWN),
    Row("wrong revision, before the start", AT_R001, PLAIN, STOPPED, ["MG011"], AT_R001, span="r002:r004"),
    Row("wrong revision, behind the end", HEAD, PLAIN, STOPPED, ["MG008"], HEAD, span="r001:r002"),
    Row("wrong revision, of another chain", HEAD, PLAIN, STOPPED, ["MG010", "feedbeef"], ("feedbeef",),
        setup="update alembic_version set version_num = 'feedbeef';"),
    Row("a marker that is none of the script's", HEAD, PLAIN, STOPPED,
        {"single": ["MG010"], "revision": ["MG034"], "segment": ["MG034"]}, ("r002~7",), span=DOWN,
        setup="update alembic_version set version_num = 'r002~7';"),

    Row("psql -1", BASE, run("-1"), STOPPED, ["MG001", "without -1"], BASE),
    Row("open BEGIN", BASE, on_standard_input("BEGIN;\n"), STOPPED, ["MG001"], BASE),
    Row("on standard input", BASE, on_standard_input(""), DONE, ["the database is at r004"], HEAD),
    Row("AUTOCOMMIT off", BASE, run(psqlrc="\\set AUTOCOMMIT off\n"), DONE, ["the database is at r004"], HEAD),
    Row("AUTOCOMMIT off, and a statement before", BASE, run(psqlrc="\\set AUTOCOMMIT off\nselect 1;\n"), STOPPED,
        ["MG001"], BASE),
    Row("ON_ERROR_ROLLBACK on", BASE, run(psqlrc="\\set ON_ERROR_ROLLBACK on\n"), DONE, ["the database is at r004"], HEAD),
    Row("ON_ERROR_ROLLBACK on, a failing statement", BASE,
        stopped_at("not_zero", psqlrc="\\set ON_ERROR_ROLLBACK on\n"), STOPPED, ["stopped at not_zero"],
        {"single": BASE, "revision": ("r003",), "segment": IN_R002[1]}),
    Row("ON_ERROR_STOP off on the command line, a failing statement", BASE,
        lambda database, script: stopped_at("not_zero")(ErrorsPass(database), script), STOPPED, ["stopped at not_zero"],
        {"single": BASE, "revision": ("r003",), "segment": IN_R002[1]}),
    Row("LATIN1 client", BASE, run(PGCLIENTENCODING="LATIN1"), DONE, ["the database is at r004"], HEAD),
    Row("standard_conforming_strings off", BASE, run(PGOPTIONS="-c standard_conforming_strings=off"), DONE,
        ["the database is at r004"], HEAD),

    Row("first statement fails", BASE, stopped_at("create table accounts"), STOPPED, ["stopped at create table accounts"],
        BASE),
    Row("middle statement fails", BASE, stopped_at("accounts_owner"), STOPPED, ["stopped at accounts_owner"],
        {"single": BASE, "revision": AT_R001, "segment": IN_R002[0]}),
    Row("last statement fails", BASE, stopped_at("open_accounts"), STOPPED, ["stopped at open_accounts"],
        {"single": BASE, "revision": ("r003",), "segment": IN_R002[1]}),
    *(Row(f"{words} fails, then the script is run again", BASE, stopped_at(words, DONE), DONE, ["the database is at r004"],
          HEAD)
      for words in ("create table accounts", "is 'D", "function total", "column balance", "accounts_owner",
                    "column closed", "$1 + 1", "is 'a", "create table entries", "not_zero", "open_accounts")),
    *(Row(f"continued at {', '.join(rows) or 'base'}", rows, PLAIN, STOPPED if rows == HEAD else DONE,
          ["MG008"] if rows == HEAD else ["the database is at r004"], HEAD, modes=(mode,))
      for mode in MODES for rows in BOUNDARIES[mode]),
    *(Row(f"taken back from {', '.join(rows) or 'base'}", rows, PLAIN, STOPPED if rows == BASE else DONE,
          ["MG008"] if rows == BASE else ["the database is at base"], BASE, span=DOWN, modes=(mode,))
      for mode in MODES for rows in BOUNDARIES[mode]),
    Row("half applied, in one transaction", ("r002",), PLAIN, STOPPED, ["MG009", "migc emit r002:r004"], ("r002",),
        modes=("single",)),

    Row("advisory lock held", BASE, beside("select pg_advisory_xact_lock(hashtextextended('migc:public.alembic_version', "
                                           "0));"), STOPPED, ["MG004", "another run holds the lock"], BASE),
    Row("version table held", AT_R001, beside("update alembic_version set version_num = 'r001';"), STOPPED, ["MG005"],
        AT_R001, span=ON, options=QUICK),
    Row("a table held", AT_R001, beside("lock table accounts in access share mode;"), STOPPED, ["55P03"], AT_R001, span=ON,
        options=QUICK),
    Row("two at once", AT_R001, two_at_once, STOPPED, ["MG004"], HEAD, span=ON, options=PATIENT),
    Row("Alembic at the same time, later", AT_R001, alembic_comes_later, DONE, ["the database is at r004"], HEAD, span=ON,
        options=PATIENT, modes=("single", "revision")),
    Row("Alembic at the same time, between segments", AT_R001, alembic_comes_between_segments, STOPPED,
        ["MG011", "the version rows changed while this script ran"], IN_R002[0], span=ON, options=PATIENT,
        modes=("segment",), schema=IN_R002[1]),
    Row("Alembic at the same time, earlier", AT_R001, alembic_is_there_first, STOPPED, ["MG005"], AT_R001, span=ON,
        options=QUICK),

    Row("drifted table", ("r003",), PLAIN, STOPPED, ["MG023", "table public.entries"], ("r003",), span="r003:r004",
        options=("--guard", "drift"), setup="alter table entries add column extra integer;"),
    Row("drifted function", ("r002",), PLAIN, STOPPED, ["MG023", "total(integer)"], ("r002",), span="r002:r003",
        options=("--guard", "drift"),
        setup="create or replace function total(integer) returns integer language sql as 'select 7';"),
    Row("no drift", ("r002",), PLAIN, DONE, ["the database is at r004"], HEAD, span="r002:r004",
        options=("--guard", "drift")),
    Row("wrong database", BASE, PLAIN, STOPPED, ["MG020", "this is database case"], BASE,
        options=("--database", "production")),
    Row("missing ownership", AT_R001, run(user="guest"), STOPPED,
        ["MG021", "role guest lacks", "ownership of public.accounts, which belongs to postgres"], AT_R001, span=ON,
        setup="grant all on alembic_version to guest;"),
    Row("standby", BASE, on_the_standby, STOPPED, STANDBY_SAYS, BASE),
    Row("standby, a downgrade", HEAD, on_the_standby, STOPPED, STANDBY_SAYS, HEAD, span=DOWN),
    Row("standby, from any start", AT_R001, on_the_standby, STOPPED, STANDBY_SAYS, AT_R001, span="any:r004"),
    Row("standby, compared with the chain", ("r002",), on_the_standby, STOPPED, STANDBY_SAYS, ("r002",), span="r002:r004",
        options=("--guard", "drift")),
]


class ErrorsPass(Database):
    """psql is told to go on behind an error; the script says otherwise."""

    def __init__(self, _):  # the database is there
        pass

    def psql(self, script, *arguments, **options):
        return super().psql(script, "-v", "ON_ERROR_STOP=0", *arguments, **options)


def says_where_it_is(database, schema=None):
    """No version row ahead of the schema, and none behind it unless `schema` names the place where that is."""
    rows, dump = database.rows(), SERVER.dump(database.name)
    places = list(STATES.dumps)
    place = next((each for each in places if STATES.dumps[each] == dump), None)
    check(place is not None, f"the rows say {rows}, and the schema is that of no place of the chain")
    check(places.index(rows) <= places.index(place), f"the rows say {rows}, ahead of the schema, which is at {place}")
    check(place == (schema or rows), f"the rows say {rows}, and the schema is at {place}")


def case(row, mode):
    database = Database(row.start, row.setup)
    before = SERVER.dump(database.name) if row.setup else None
    result = row.run(database, PROJECT.script(mode, row.span, row.options))
    check(result.status == by_mode(row.status, mode), f"exit status {result.status}: {result!r}")
    for text in by_mode(row.says, mode):
        check(text in result.stdout + result.stderr, f"not said: {text}; {result!r}")
    rows = database.rows()
    check(rows == by_mode(row.rows, mode), f"the version rows are {rows}, expected {by_mode(row.rows, mode)}")
    # Where somebody else has changed schema or rows, the script has touched neither.
    if row.setup:
        check(SERVER.dump(database.name) == before, "the schema has changed")
    else:
        says_where_it_is(database, row.schema)


def main():
    SERVER.run("template1", "create role guest login;")
    wanted = sys.argv[1:]
    passed, failed = 0, 0
    for number, row in enumerate(ROWS):
        if wanted and not any(word in row.name for word in wanted):
            continue
        for mode in share.part(row.modes, number) if row.modes == MODES else row.modes:
            try:
                case(row, mode)
                passed += 1
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {row.name}, {mode}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER, tempfile.TemporaryDirectory(prefix="migc-exit-") as FOLDER:
        STATES, PROJECT = States(), Project(Path(FOLDER))
        with postgres.Cluster(standby_of=SERVER) as STANDBY:
            sys.exit(main())
