#!/usr/bin/python3
"""Scripts of several segments on a real server, interrupted and continued.

The chain of tests/live/segments mixes transactions, indexes built and dropped concurrently, enum values used behind
their creation, deferred keys and a downgrade written by hand. An event trigger stops a run at its nth statement about
the schema, for every n: each time the same upgrade.sql, run again, ends in the dump of the undisturbed run, and
downgrade.sql, run instead, in that of before. So it is in the chain of tests/live/segments_back, whose downgrades must
commit where its upgrades need not, and whose statements about maintenance stand outside of transactions; and for both
where psql ends between two of the script's statements. Further: a unique index over rows that are alike, a build that
is cancelled, a lock that is held, two runs at once, a leftover that is not ours, markers where no script expects them.

MIGC names the built migc (build/migc by default). Each combination stops at a third of the places,
unless MIGC_FULL is set (share.py)."""

import difflib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402
import share  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
CHAIN = Path(__file__).resolve().parent / "segments"
BACK = Path(__file__).resolve().parent / "segments_back"
SERVER = None  # of main()
HEADS = {CHAIN: "r6", BACK: "b6"}
WAYS = [(way, then) for way in ("upgrade", "downgrade") for then in ("upgrade", "downgrade")]

STOPPER = """
create schema stopper;
create sequence stopper.seen;
create function stopper.stop() returns event_trigger language plpgsql as $$
begin
    if tg_tag not in ('CREATE FUNCTION', 'COMMENT') and nextval('stopper.seen') = {nth} then
        raise exception 'stopped at {nth}';
    end if;
end $$;
create event trigger stopper on ddl_command_start execute function stopper.stop();
"""
NO_STOPPER = "drop event trigger if exists stopper; drop schema if exists stopper cascade;"


SCHEMA = """
select c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid),
    obj_description(c.oid, 'pg_class') from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relnamespace = 'public'::regnamespace and
    not a.attisdropped and c.relname !~ '^alembic_version' union all
select conrelid::regclass::text, 'constraint', conname, pg_get_constraintdef(oid), null, null from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'alembic_version' union all
select t.typname, 'label', e.enumlabel, e.enumsortorder::text, null, null from pg_enum e join pg_type t on t.oid =
    e.enumtypid union all
select c.relname, 'view', pg_get_viewdef(c.oid), null, null, null from pg_class c where c.relkind = 'v' and c.relnamespace
    = 'public'::regnamespace order by 1, 2, 3"""


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


def emit(span, *options, folder=CHAIN, status=0):
    version = ["--server-version", str(SERVER.major)] if SERVER else []
    run = subprocess.run([MIGC, "-C", folder, "emit", span, *version, *options], capture_output=True, text=True,
                         check=False)
    check(run.returncode == status, f"migc emit {span} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout if status == 0 else run.stderr


class Database:
    """One database, and the scripts of a range."""

    def __init__(self, folder, span=None, chain=CHAIN, name="case"):
        self.name = name
        self.folder = folder
        start, end = (span or f"base:{HEADS[chain]}").split(":")
        self.head = end
        self.upgrade = self.keep("upgrade.sql", emit(f"{start}:{end}", folder=chain))
        self.downgrade = self.keep("downgrade.sql", emit(f"{end}:{start}", folder=chain))
        self.fresh()

    def keep(self, name, script):
        path = self.folder / name
        path.write_text(script, encoding="utf-8")
        return path

    def fresh(self):
        SERVER.createdb(self.name)

    def run(self, script, *arguments, **options):
        return SERVER.psql(self.name, "-v", "VERBOSITY=verbose", "-v", "accept_loss=1", *arguments, file=script, cwd=self.folder, **options)

    def succeed(self, script, what):
        run = self.run(script)
        check(run.status == 0, f"{what}: ended with {run.status}\nrows {self.rows()}\n{run.stderr[-1500:]}")
        return run

    def stop(self, script, state, what):
        run = self.run(script)
        check(run.status == 3 and f"ERROR:  {state}:" in run.stderr,
              f"{what}: ended with {run.status}, expected 3 and {state}\n{run.stderr[-1500:]}")
        return run

    def sql(self, text):
        SERVER.run(self.name, text)

    def rows(self):
        if SERVER.query(self.name, "select to_regclass('public.alembic_version') is null") == [["t"]]:
            return []
        return sorted(row[0] for row in SERVER.query(self.name, "select version_num from public.alembic_version"))

    def dump(self):
        if SERVER.major <= 15:
            return SERVER.dump(self.name)
        return "\n".join("|".join(row) for row in SERVER.query(self.name, SCHEMA))  # newer than pg_dump

    def invalid(self):
        return SERVER.query(self.name, "select indexrelid::regclass from pg_index where not indisvalid")


def same(seen, expected, what):
    if seen != expected:
        lines = difflib.unified_diff(expected.splitlines(), seen.splitlines(), "expected", "seen", lineterm="", n=2)
        raise Failure(what + ":\n" + "\n".join(list(lines)[:40]))


def whole(folder, chain=CHAIN):
    """Up, and up again, and down; the dumps to compare others with."""
    database = Database(folder, chain=chain)
    base = database.dump()
    run = database.succeed(database.upgrade, "up")
    check(f"the database is at {database.head}" in run.stdout, f"no last line: {run.stdout}")
    check(database.rows() == [database.head] and not database.invalid(), f"rows {database.rows()}")
    head = database.dump()
    database.stop(database.upgrade, "MG008", "a second time")
    database.succeed(database.downgrade, "down")
    check(database.rows() == [], f"rows {database.rows()}")
    down = database.dump()
    same(down, base, "down does not lead to base")
    database.succeed(database.upgrade, "up again")
    same(database.dump(), head, "up for the second time differs")
    return base, head


def stopped(database, script, nth):
    """Runs the script and stops it at its nth statement about the schema; whether it came so far."""
    database.sql(STOPPER.format(nth=nth))
    run = database.run(script)
    database.sql(NO_STOPPER)
    check(run.status in (0, 3), f"ended with {run.status}\n{run.stderr[-800:]}")
    if run.status == 3:
        check(f"stopped at {nth}" in run.stderr, f"stopped for another reason:\n{run.stderr[-1500:]}")
    return run.status == 3


def each_stop(folder, way, then, chain=CHAIN):
    """Stops `way` at every statement about the schema in turn, then where psql ends between two statements; then runs
    `then`, which must end where that direction ends."""
    database = Database(folder, chain=chain)
    base = database.dump()
    database.succeed(database.upgrade, "up")
    head = database.dump()
    seen = set()
    first = WAYS.index((way, then))

    def begin():
        if way == "upgrade":
            database.fresh()
        elif database.rows() != [database.head]:
            database.succeed(database.upgrade, "up to begin with")

    def go_on(how):
        rows = database.rows()
        seen.add(",".join(rows))
        end, expected = ([database.head], head) if then == "upgrade" else ([], base)
        if rows == end:
            same(database.dump(), expected, f"{way} {how}, rows {rows} ahead of the schema")
            return
        if rows == [] and then == "downgrade":
            return
        if not can(then, rows):
            database.stop(getattr(database, then), "MG034", f"{way} {how}, rows {rows}, then {then}")
            database.fresh()
            return
        database.succeed(getattr(database, then), f"{way} {how}, rows {rows}, then {then}")
        check(database.rows() == end, f"{way} {how}, then {then}: rows {database.rows()}")
        check(not database.invalid(), f"{way} {how}, then {then}: invalid {database.invalid()}")
        same(database.dump(), expected, f"{way} {how}, rows {rows}, then {then}")

    for nth in share.part(range(1, 200), first):
        begin()
        if not stopped(database, getattr(database, way), nth):
            check(nth > 10, f"only {nth} statements were stopped")
            break
        go_on(f"stopped at {nth}")
    else:
        raise Failure("the script never came to its end")
    script = getattr(database, way).read_text(encoding="utf-8")
    ends = boundaries(script)
    check(len(ends) > 10, f"only {len(ends)} boundaries")
    for end in share.part(ends, first):
        begin()
        run = database.run(database.keep("part.sql", script[:end]))
        cut = run.status == 3 and "reached EOF without finding closing" in run.stderr
        check(run.status == 0 or cut, f"the first {end} bytes ended with {run.status}\n{run.stderr[-800:]}")
        go_on(f"ended behind {end} bytes")
    return seen


def boundaries(script):
    """Where a script may be left with all that ran before committed: in front of each transaction and each segment."""
    out, at = [], 0
    for line in script.splitlines(keepends=True):
        if line.startswith(("BEGIN ISOLATION LEVEL", "-- segment ")):
            out.append(at)
        at += len(line)
    return out[1:]


def can(way, rows):
    """Where a downgrade that is written by hand was interrupted, it alone goes on."""
    return way == "downgrade" or not any("~-" in row for row in rows)


def alike(folder):
    """A unique index over rows that are alike: the marker stands, the leftover is cleared."""
    database = Database(folder)
    database.sql("create table keep (n int)")
    script = emit("base:r1")
    database.succeed(database.keep("first.sql", script), "base:r1")
    database.sql("update items set code = 'c1' where id = 2")
    database.stop(database.upgrade, "23505", "rows that are alike")
    check(database.rows() == ["r1", "r2~3"], f"rows {database.rows()}")
    check(database.invalid() == [["items_code"]], f"invalid {database.invalid()}")
    database.stop(database.upgrade, "23505", "rows that are alike, again")
    database.sql("update items set code = 'c2' where id = 2")
    database.succeed(database.upgrade, "with the rows corrected")
    check(database.rows() == ["r6"] and not database.invalid(), f"rows {database.rows()}")
    database.sql("drop table keep")


def cancelled(folder):
    """A build that waits for another transaction is cancelled, and the session of another is ended."""
    for how, status in (("pg_cancel_backend", 3), ("pg_terminate_backend", 2)):
        database = Database(folder)
        database.succeed(database.keep("first.sql", emit("base:r1")), "base:r1")
        check(stopped(database, database.upgrade, 2) and database.rows() == ["r1", "r2~1"], f"rows {database.rows()}")
        with SERVER.session(database.name) as other:
            other.run("begin; insert into items (id) values (1001);")
            result = {}
            worker = threading.Thread(target=lambda: result.update(run=database.run(database.upgrade)))
            worker.start()
            wait_for(database, "create index concurrently%")
            SERVER.query("template1", f"select {how}(pid) from pg_stat_activity where datname = '{database.name}' and "
                                      "query ilike 'create index concurrently%'")
            worker.join(30)
            other.run("rollback;")
        run = result["run"]
        check(run.status == status, f"{how}: ended with {run.status}\n{run.stderr[-800:]}")
        check(database.rows() == ["r1", "r2~1"], f"{how}: rows {database.rows()}")
        check(database.invalid() == [["items_size"]], f"{how}: invalid {database.invalid()}")
        database.succeed(database.upgrade if how == "pg_cancel_backend" else database.downgrade, f"after {how}")
        check(database.rows() == (["r6"] if how == "pg_cancel_backend" else []), f"{how}: rows {database.rows()}")


def detached(folder):
    """Detaching a partition waits for a transaction that saw it whole; cut off there it is pending."""
    for then in ("upgrade", "downgrade"):
        database = Database(folder)
        base = database.dump()
        database.succeed(database.keep("before.sql", emit("base:r5")), "base:r5")
        with SERVER.session(database.name) as other:
            other.run("begin isolation level repeatable read; select count(*) from logs;")
            result = {}
            worker = threading.Thread(target=lambda: result.update(run=database.run(database.upgrade)))
            worker.start()
            wait_for(database, "alter table logs detach%")
            SERVER.query("template1", "select pg_cancel_backend(pid) from pg_stat_activity where datname = "
                                      f"'{database.name}' and query ilike 'alter table logs detach%'")
            worker.join(30)
            other.run("rollback;")
        check(result["run"].status == 3 and database.rows() == ["r5", "r6~0"], f"rows {database.rows()}")
        pending = SERVER.query(database.name, "select count(*) from pg_inherits where inhdetachpending")
        check(pending == [["1"]], f"{pending} partitions are pending")
        database.succeed(getattr(database, then), f"pending, then {then}")
        check(database.rows() == (["r6"] if then == "upgrade" else []), f"pending, then {then}: {database.rows()}")
        if then == "upgrade":
            database.succeed(database.downgrade, "down")
        same(database.dump(), base, f"pending, then {then}")


def wait_for(database, pattern):
    for _ in range(200):
        if SERVER.query("template1", f"select 1 from pg_stat_activity where datname = '{database.name}' and state = "
                                     f"'active' and query ilike '{pattern}' and wait_event_type = 'Lock'"):
            return
        time.sleep(0.05)
    raise Failure(f"no session waits in {pattern}")


def locked(folder):
    """A lock that is held too long stops one segment; two scripts at once are told apart."""
    database = Database(folder)
    database.succeed(database.keep("first.sql", emit("base:r1")), "base:r1")
    second = database.keep("second.sql", emit("r1:r6", "--lock-timeout", "200ms"))
    with SERVER.session(database.name) as other:
        other.run("begin; lock table items in access share mode;")
        database.stop(second, "55P03", "a lock that is held")
        check(database.rows() == ["r1"], f"rows {database.rows()}")
        other.run("rollback;")
        other.run("select pg_advisory_lock(hashtextextended('migc:public.alembic_version', 0));")
        database.stop(second, "MG004", "another run")
        other.run("select pg_advisory_unlock_all();")
    database.succeed(second, "then")
    check(database.rows() == ["r6"], f"rows {database.rows()}")
    held = SERVER.query(database.name, "select count(*) from pg_locks where locktype = 'advisory'")
    check(held == [["0"]], f"{held} locks are held yet")


def rebuilt(folder):
    """REINDEX CONCURRENTLY that is cut off leaves indexes behind, which the next run in either direction clears."""
    for then in ("upgrade", "downgrade"):
        database = Database(folder, chain=BACK)
        base = database.dump()
        database.succeed(database.upgrade, "up")
        head = database.dump()
        database.fresh()
        script = database.upgrade.read_text(encoding="utf-8")
        alone = re.search(r"^-- segment \d+ of \d+, outside of transactions$", script, re.MULTILINE).start()
        database.succeed(database.keep("first.sql", script[:alone]), "up to the marker in front of it")
        # The second try waits where it clears what the first one left.
        for pattern in ("reindex table concurrently%", "drop index concurrently%"):
            run = cut_off(database, pattern, "insert into things (id) values (1000)")
            check(run.status == 3 and database.rows() == ["b3", "b4~1"], f"rows {database.rows()}\n{run.stderr[-500:]}")
            left = sorted(name for name, in database.invalid())
            check(left and all(name.endswith("_ccnew") for name in left), f"left behind: {left}")
            toast = any(name.startswith("pg_toast.") for name in left)
            check(toast or pattern.startswith("drop"), f"none of the TOAST table: {left}")
        database.succeed(getattr(database, then), f"cut off, then {then}")
        check(not database.invalid(), f"cut off, then {then}: invalid {database.invalid()}")
        same(database.dump(), head if then == "upgrade" else base, f"cut off, then {then}")
        # One that is not ours stops the script before anything.
        database.fresh()
        database.succeed(database.keep("first.sql", emit("base:b3", folder=BACK)), "base:b3")
        with SERVER.session(database.name) as other:
            other.run("begin; insert into things (id) values (1000);")
            worker = threading.Thread(target=lambda: SERVER.psql(database.name, "-c", "reindex table concurrently things"))
            worker.start()
            wait_for(database, "reindex table concurrently%")
            cancel(database, "reindex table concurrently%")
            worker.join(30)
            other.run("rollback;")
        database.stop(database.upgrade, "MG038", "a leftover of somebody else")
        check(database.rows() == ["b3"] and database.invalid(), f"rows {database.rows()}")


def cut_off(database, pattern, sql):
    """Cancels the statement that waits for a transaction with `sql`."""
    result = {}
    with SERVER.session(database.name) as other:
        other.run(f"begin; {sql};")
        worker = threading.Thread(target=lambda: result.update(run=database.run(database.upgrade)))
        worker.start()
        wait_for(database, pattern)
        cancel(database, pattern)
        worker.join(30)
        other.run("rollback;")
    return result["run"]


def cancel(database, pattern):
    SERVER.query("template1", f"select pg_cancel_backend(pid) from pg_stat_activity where datname = '{database.name}' "
                              f"and query ilike '{pattern}'")


def refused_in_one(folder):
    """What must be parted stops a script of one transaction on the server, and migc says so, with both places."""
    (folder / "migrations").mkdir()
    (folder / "migc.ini").write_text((BACK / "migc.ini").read_text(encoding="utf-8"), encoding="utf-8")
    for file in (BACK / "migrations").iterdir():
        text = file.read_text(encoding="utf-8")
        for statement in ("reindex table concurrently things;", "vacuum (analyze) things;", "reindex table logs;",
                          "reindex schema concurrently public;", "vacuum;", "reindex table concurrently tones;",
                          "vacuum tones;"):
            text = text.replace(f"    {statement}\n", "")
        (folder / "migrations" / file.name).write_text(text, encoding="utf-8")
    for span, mode, wanted in (("b2:b1", "single", "alters table `things`"), ("b3:b2", "single", "uses enum value `cross`"),
                               ("b2:b1", "revision", "alters table `things`"), ("b5:b4", "revision", "value `high`"),
                               ("b6:b4", "single", "alters table `things`")):
        usable = span == "b3:b2" and SERVER.major >= 17
        said = emit(span, "--transaction", mode, folder=folder, status=0 if usable else 1)
        if usable:
            continue
        check(wanted in said and "here" in said, f"{span} {mode}: not said: {wanted}\n{said}")
    for span in ("b6:b5", "b4:b3"):
        emit(span, "--transaction", "single", folder=folder)
    database = Database(folder, "base:b6", folder)
    for span in ("b2:b1", "b3:b2"):
        start, end = span.split(":")
        for mode in ("segment", "plain"):
            database.fresh()
            database.succeed(database.keep("first.sql", emit(f"base:{start}", folder=folder)), start)
            script = emit(span, folder=folder)
            if mode == "plain":
                statements = subprocess.run([MIGC, "-C", folder, "show", start, "--down"], capture_output=True, text=True,
                                            check=True).stdout
                run = SERVER.psql(database.name, "-v", "ON_ERROR_STOP=1", text=f"begin;\n{statements}commit;\n")
                usable = span == "b3:b2" and SERVER.major >= 17
                check((run.status == 0) == usable, f"{span}: the server ended one transaction with {run!r}")
            else:
                database.succeed(database.keep("back.sql", script), span)


def taken(folder):
    """A relation that has the index's name before the marker is not touched."""
    database = Database(folder)
    database.succeed(database.keep("first.sql", emit("base:r1")), "base:r1")
    database.sql("create index items_size on items (weight)")
    database.stop(database.upgrade, "MG032", "a name that is taken")
    check(database.rows() == ["r1"], f"rows {database.rows()}")
    database.sql("drop index items_size")
    database.succeed(database.upgrade, "then")


def there_before(folder):
    """With `if not exists` a valid index that somebody has built before stays as it is; nothing else that has its name is
    taken for it."""
    database = Database(folder, "r1:r6")
    first = database.keep("first.sql", emit("base:r1"))
    for made, state in (("create index items_note on items (weight)", None),
                        ("create table items_note (a integer)", "MG032"),
                        ("create unique index concurrently items_note on items ((1))", "MG032")):
        database.fresh()
        database.succeed(first, "base:r1")
        run = SERVER.psql(database.name, "-c", made)
        check(("could not create unique index" in run.stderr) == made.startswith("create unique"), f"{made}: {run!r}")
        if state:
            database.stop(database.upgrade, state, made)
            check(database.rows()[0] == "r3" and len(database.rows()) == 2, f"{made}: rows {database.rows()}")
            continue
        before = SERVER.query(database.name, "select 'items_note'::regclass::oid")
        database.succeed(database.upgrade, made)
        check(SERVER.query(database.name, "select 'items_note'::regclass::oid") == before, f"{made}: it was built anew")
        database.succeed(database.downgrade, "down")
        check(SERVER.query(database.name, "select to_regclass('items_note') is null") == [["t"]], "it stays")


def elsewhere(folder):
    """Rows that the script does not know: of another chain, a marker of its own kind, base where it starts later."""
    database = Database(folder)
    database.succeed(database.upgrade, "up")
    database.sql("update alembic_version set version_num = 'zz'")
    database.stop(database.downgrade, "MG010", "an unknown revision")
    database.sql("update alembic_version set version_num = 'r3~77'")
    database.stop(database.downgrade, "MG034", "an unknown marker")
    database.sql("update alembic_version set version_num = 'r6'")
    part = database.keep("part.sql", emit("r2:r4"))
    database.stop(part, "MG008", "beyond the end")
    database.fresh()
    database.stop(part, "MG012", "a database without rows")
    database.succeed(database.keep("first.sql", emit("base:r1")), "base:r1")
    database.stop(part, "MG011", "before the start")


def clients(folder):
    """Ways to run it that must not leave a half."""
    database = Database(folder)
    for arguments, options in ((("-1",), {}), ((), {"psqlrc": "\\set AUTOCOMMIT off\n\\set ON_ERROR_ROLLBACK on\n"})):
        database.fresh()
        run = database.run(database.upgrade, *arguments, **options)
        if run.status == 0:
            check(database.rows() == ["r6"], f"{arguments} {options}: rows {database.rows()}")
        else:
            check(run.status == 3 and database.rows() == [], f"{arguments} {options}: {run!r}")
    database.fresh()
    text = "begin;\n" + database.upgrade.read_text(encoding="utf-8")
    run = SERVER.psql(database.name, "-v", "accept_loss=1", text=text)
    check(run.status == 3 and database.rows() == [], f"in an open transaction: {run!r}")


def another_role(folder):
    """Whoever runs it may do nothing by himself; what is made belongs to the target's role."""
    SERVER.run("template1", "create role keeper; create role runner login noinherit in role keeper;")
    database = Database(folder)
    database.sql("grant create on schema public to keeper")
    for way, rows in (("upgrade", ["r6"]), ("downgrade", [])):
        span = "base:r6" if way == "upgrade" else "r6:base"
        script = database.keep("role.sql", emit(span, "--role", "keeper"))
        run = database.run(script, user="runner")
        check(run.status == 0 and database.rows() == rows, f"{way}: {run.stderr[-1500:]}")
        owners = SERVER.query(database.name, "select distinct relowner::regrole from pg_class where relnamespace = "
                                             "'public'::regnamespace")
        check(owners == [["keeper"]], f"{way}: owned by {owners}")
    any_start = database.keep("any.sql", emit("any:r6", "--role", "keeper"))
    for _ in range(2):
        run = database.run(any_start, user="runner")
        check(run.status == 0 and database.rows() == ["r6"], f"any:r6: {run.stderr[-1500:]}")


DRIFT = ["create table t (a integer)", "alter table t add column b integer", "create index concurrently t_b on t (b)"]


def drift(folder):
    """With `guard = drift` a script that goes on inside of its first transaction does not compare with its start."""
    (folder / "migrations").mkdir()
    ini = (CHAIN / "migc.ini").read_text(encoding="utf-8")
    (folder / "migc.ini").write_text(ini + "guard = drift\n", encoding="utf-8")
    for number, statement in enumerate(DRIFT, 1):
        before = f"r{number - 1}" if number > 1 else "base"
        (folder / "migrations" / f"r{number}.mig").write_text(
            f"revision r{number};\nrevises {before};\nupgrade {{ {statement}; }}\n", encoding="utf-8")
    database = Database(folder, "base:r3", folder)
    base = database.dump()
    for end in ("r1", "r2"):
        database.fresh()
        database.succeed(database.keep("first.sql", emit(f"base:{end}", folder=folder)), f"base:{end}")
        database.succeed(database.upgrade, f"on from {end}")
        check(database.rows() == ["r3"], f"rows {database.rows()}")
        database.succeed(database.downgrade, "down")
        same(database.dump(), base, "down")
        database.succeed(database.keep("first.sql", emit(f"base:{end}", folder=folder)), f"base:{end} again")
        database.succeed(database.downgrade, f"down from {end}")
        same(database.dump(), base, f"down from {end}")
    database.sql("create table t (a integer)")
    database.stop(database.upgrade, "MG012", "a table that is there")


def modes(_):
    """`single` and `revision` name the statement and what to write."""
    for mode in ("single", "revision"):
        said = emit("base:r6", "--transaction", mode, status=1)
        for text in ("`create index concurrently` cannot run inside a transaction", "`drop index concurrently` cannot",
                     "set `transaction = segment`"):
            check(text in said, f"{mode}: not said: {text}\n{said}")


RULES_SETUP = """create table plain (id integer primary key, word text);
create index plain_word on plain (word);
create index plain_both on plain (id, word);
create table parted (id integer, word text) partition by range (id);
create table parted_1 partition of parted for values from (0) to (10);
create index parted_word on parted (word);
create table others (id integer) partition by list (id);
create table others_1 partition of others for values in (1);
create table others_rest partition of others default;
create table hashed (id integer) partition by hash (id);
create table hashed_1 partition of hashed for values with (modulus 2, remainder 0);
create materialized view stored as select 1 as id;
create view seen as select 1 as id;
create table apart (during int4range, exclude using gist (during with &&));
"""
RULES = ["create index concurrently on plain (word, id)", "create unique index concurrently u on plain (word)",
         "create index concurrently plain_word on plain (id)", "create index concurrently on plain (none)",
         "create index concurrently on parted (id)", "create index concurrently on only parted (id)",
         "create index concurrently on parted_1 (id)", "create index concurrently on stored (id)",
         "create index concurrently on seen (id)", "create index concurrently on nowhere (id)",
         "drop index concurrently plain_word", "drop index concurrently plain_word restrict",
         "drop index concurrently plain_word cascade", "drop index concurrently plain_word, plain_both",
         "drop index concurrently parted_word", "drop index concurrently parted_1_word_idx",
         "drop index concurrently plain_pkey", "drop index concurrently nowhere",
         "alter table parted detach partition parted_1 concurrently", "alter table others detach partition others_1 concurrently",
         "alter table parted detach partition others_1 concurrently", "alter table hashed detach partition hashed_1 concurrently",
         "alter table parted detach partition parted_1 finalize", "alter table plain detach partition parted_1 concurrently",
         "drop index concurrently if exists nowhere", "drop index concurrently if exists plain_word",
         "reindex index concurrently plain_word", "reindex table concurrently plain", "reindex table concurrently parted",
         "reindex index concurrently parted_word", "reindex index parted_word", "reindex table parted",
         "reindex table concurrently stored", "reindex table concurrently seen", "reindex index concurrently plain",
         "reindex index concurrently apart_during_excl", "reindex index apart_during_excl",
         "reindex table concurrently apart", "reindex schema public", "reindex schema concurrently public",
         "reindex schema nowhere", "reindex database rule", "reindex database concurrently rule", "reindex database",
         "reindex (verbose) table plain", "reindex (concurrently) table plain", "reindex (bogus) table plain",
         "reindex (tablespace pg_default) table plain", "reindex (concurrently off, verbose) index plain_word",
         "vacuum", "vacuum plain, parted", "vacuum full plain", "vacuum freeze full plain", "vacuum (full, freeze) plain",
         "vacuum plain (id)", "vacuum analyze plain (id)", "vacuum (parallel 2) plain", "vacuum (parallel) plain",
         "vacuum (full, parallel 2) plain", "vacuum (bogus) plain", "vacuum (full, disable_page_skipping) plain",
         "vacuum (index_cleanup auto, truncate off) plain", "vacuum (process_toast off) plain",
         "vacuum (process_toast off, full) plain", "vacuum (process_main false) plain", "vacuum (analyze maybe) plain",
         "vacuum (only_database_stats)", "vacuum (only_database_stats) plain", "vacuum (skip_database_stats) plain",
         "vacuum (buffer_usage_limit '1MB') plain", "vacuum (buffer_usage_limit 0, full) plain", "vacuum nowhere",
         "vacuum only plain", "analyze (verbose) plain", "analyze (bogus)", "analyze (skip_locked) plain",
         "vacuum (skip_locked, verbose false) stored"]


def rules(folder):
    """What the server takes outside of a transaction migc takes with `transaction = segment`, and nothing else."""
    (folder / "migrations").mkdir()
    (folder / "migc.ini").write_text(
        f"[target.production]\nserver_version = {SERVER.major}\ntransaction = segment\n", encoding="utf-8")
    (folder / "migrations" / "a.mig").write_text(
        f"revision a1;\nrevises base;\nupgrade {{\n{RULES_SETUP}}}\n", encoding="utf-8")
    wrong = []
    for rule in RULES:
        (folder / "migrations" / "b.mig").write_text(f"revision b2;\nrevises a1;\nupgrade {{\n{rule};\n}}\n",
                                                     encoding="utf-8")
        said = subprocess.run([MIGC, "-C", folder, "check"], capture_output=True, text=True, check=False)
        SERVER.createdb("rule")
        SERVER.run("rule", RULES_SETUP)
        run = SERVER.psql("rule", "-c", rule)
        if (said.returncode == 0) != (run.status == 0):
            wrong.append(f"{rule}:\n    the server: {run.stderr.strip()}\n    migc: {said.stderr.strip()}")
    check(not wrong, "\n".join(wrong))


def main():
    passed, failed = 0, 0
    tests = [("whole", whole), ("whole back", lambda f: whole(f, BACK)), ("rebuilt", rebuilt),
             ("refused in one", refused_in_one), ("rules", rules), ("modes", modes), ("alike", alike), ("cancelled", cancelled),
             ("detached", detached), ("locked", locked), ("taken", taken), ("there before", there_before),
             ("elsewhere", elsewhere), ("clients", clients), ("another role", another_role), ("drift", drift)]
    for way, then in WAYS:
        tests.append((f"{way} stopped, then {then}", lambda f, w=way, t=then: each_stop(f, w, t)))
        tests.append((f"back: {way} stopped, then {then}", lambda f, w=way, t=then: each_stop(f, w, t, BACK)))
    for name, test in tests:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory(prefix="migc-segments-") as folder:
            Path(folder).chmod(0o755)
            try:
                seen = test(Path(folder))
                passed += 1
                if isinstance(seen, set):
                    print(f"{name}: {len(seen)} states: {' '.join(sorted(seen))}")
            except Failure as failure:
                failed += 1
                print(f"FAILED {name}\n{failure}\n", flush=True)
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
