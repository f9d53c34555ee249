#!/usr/bin/python3
"""The numbered files that `migc build` writes for `client = caller` where one transaction does not hold the range.

The chain of tests/live/segments runs file by file to its head and back, with psycopg2, the JDBC driver and psql, and ends
where the scripts for psql end. Every interruption is followed by what state.sql names, in either direction: behind each
file, and inside each statement that stands outside of transactions, which is cancelled while it waits. Any file that is
not due is refused and changes nothing; a file of one statement, which cannot refuse, is noticed by a later one. Of the
places of an interruption each combination takes a third, unless MIGC_FULL is set (share.py).

MIGC names the built program (default: build/migc beside this checkout). Needs what caller.py needs."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

import psycopg2

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import caller  # noqa: E402
import postgres  # noqa: E402
import share  # noqa: E402
from caller import contains, equal, migc  # noqa: E402

CHAIN = Path(__file__).resolve().parent / "segments" / "migrations"
DATABASE = "caller"  # the one that caller.py's clients connect to
FIRST_THAT_DETACHES = 14
WAYS = [(way, then) for way in ("upgrade", "downgrade") for then in ("upgrade", "downgrade")]


class Ticket:
    """A project in a folder of its own and the files that are built of it."""

    def __init__(self, migrations=CHAIN, **keys):
        self.folder = Path(tempfile.mkdtemp(dir=caller.FOLDER))
        shutil.copytree(migrations, self.folder / "migrations")
        keys = {"client": "caller", "transaction": "segment", "server_version": str(MAJOR), **keys}
        if migrations == CHAIN and MAJOR < FIRST_THAT_DETACHES:
            keys.setdefault("to", "r5")
        (self.folder / "migc.ini").write_text(
            "[target.t]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()), encoding="utf-8")
        migc(self.folder, "build")
        self.out = self.folder / "out" / "t"
        manifest = json.loads((self.out / "manifest.json").read_text(encoding="utf-8"))
        self.order = {way: manifest["order"][way] for way in ("upgrade", "downgrade")}
        self.end = {"upgrade": manifest["rows_after"], "downgrade": manifest["rows_before"]}

    def text(self, name):
        return (self.out / name).read_text(encoding="utf-8")

    def names(self, way):
        return [entry["file"] for entry in self.order[way]]

    def files(self):
        return sorted(path.name for path in self.out.glob("*.sql") if re.match("upgrade|downgrade|undo|repair", path.name))

    def one_statement(self, name):
        return "\n-- runs in: no transaction" in self.text(name)

    def due(self, way):
        """What state.sql answers: a file, `done` or `none`."""
        try:
            row = query(self.text("state.sql"))[0]
        except psycopg2.errors.UndefinedTable:
            return self.names("upgrade")[0] if way == "upgrade" else "done"
        return row[1] if way == "upgrade" else row[2]

    def run(self, name, client=None):
        return run_with(client or PSYCOPG2, self, name)

    def succeed(self, name, client=None):
        equal(self.run(name, client), "")

    def go(self, way, client=None):
        """Runs what state.sql names until nothing is left."""
        ran = []
        while (name := self.due(way)) not in ("done", "none"):
            if len(ran) > 60:
                raise AssertionError(f"no end: {ran}")
            self.succeed(name, client)
            ran.append(name)
        equal(self.due(way), "done")
        equal(rows(), self.end[way])
        return ran


def query(text, *settings):
    connection = psycopg2.connect(host=str(SERVER.folder), dbname=DATABASE, user="postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for setting in settings:
                cursor.execute(setting)
            cursor.execute(text)
            return cursor.fetchall()
    finally:
        connection.close()


def rows():
    if SERVER.query(DATABASE, "select to_regclass('public.alembic_version') is null") == [["t"]]:
        return []
    return sorted(row[0] for row in SERVER.query(DATABASE, "select version_num from public.alembic_version"))


def dump():
    return SERVER.dump(DATABASE)


def fresh():
    caller.fresh()


# --- clients: how each runs a file of a transaction, and one of a statement ---

def psql_f(script):
    run = SERVER.psql(DATABASE, "-q", "-v", "ON_ERROR_STOP=1", file=caller.written(script))
    return "" if run.status == 0 else run.stderr or f"exit status {run.status}"


def psycopg2_with_autocommit(script):
    return caller.driver([script], True)


def jdbc_with_autocommit(script):
    return caller.jdbc(script, "on", "whole")


PSYCOPG2 = ("psycopg2", caller.psycopg2_in_a_transaction, psycopg2_with_autocommit)
CLIENTS = [PSYCOPG2,
           ("psycopg2, one query", caller.psycopg2_in_one_query, psycopg2_with_autocommit),
           ("psycopg2, split", caller.psycopg2_splitting, psycopg2_with_autocommit),
           ("JDBC", caller.jdbc_in_a_transaction, jdbc_with_autocommit),
           ("psql", caller.psql_1, psql_f),
           ("psql -c", caller.psql_c, caller.psql_c)]


def run_with(client, ticket, name):
    _, transaction, statement = client
    return (statement if ticket.one_statement(name) else transaction)(ticket.text(name))


def expected(ticket):
    """The dumps at base and at head, and at base again, by the scripts for psql."""
    out = {}
    fresh()
    out["base"] = dump()
    options = ["--client", "psql"]
    SERVER.run(DATABASE, migc(ticket.folder, "emit", "base:" + ticket.end["upgrade"][0], *options))
    out["head"] = dump()
    SERVER.run(DATABASE, migc(ticket.folder, "emit", ticket.end["upgrade"][0] + ":base", *options))
    equal(dump(), out["base"])
    return out


# --- tests ---

def whole():
    """Each client, in the order of the manifest, which state.sql confirms before every file."""
    ticket = Ticket()
    want = expected(ticket)
    for client in CLIENTS:
        if client[0] == "psycopg2, split" and any("would tear" in ticket.text(name) for name in ticket.files()):
            raise AssertionError("the chain has a body with a semicolon")
        fresh()
        for way, end in (("upgrade", "head"), ("downgrade", "base")):
            for name in ticket.names(way):
                equal((client[0], ticket.due(way)), (client[0], name))
                equal((client[0], name, run_with(client, ticket, name)), (client[0], name, ""))
            equal(ticket.due(way), "done")
            equal(rows(), ticket.end[way])
            equal(dump(), want[end])


def one_statement():
    """A file for outside of transactions is one statement, and says so; in a transaction it fails and changes nothing."""
    ticket = Ticket()
    count = 0
    for way in ("upgrade", "downgrade"):
        fresh()
        if way == "downgrade":
            ticket.go("upgrade")
        for name in ticket.names(way):
            if ticket.one_statement(name):
                count += 1
                text = re.sub(r"(?m)^--.*\n", "", ticket.text(name)).strip()
                equal((name, text.count(";"), text[-1]), (name, 1, ";"))
                before = dump()
                contains(caller.psycopg2_in_a_transaction(ticket.text(name)), "cannot run inside a transaction block")
                contains(caller.psql_1(ticket.text(name)), "cannot run inside a transaction block")
                equal(dump(), before)
            ticket.succeed(name)
    return f"{count} files"


def interrupted_behind(way, then):
    """Behind each file of one way, on by what state.sql names."""
    ticket = Ticket()
    want = expected(ticket)
    names = ticket.names(way)
    fresh()
    if way == "downgrade":
        ticket.go("upgrade")
    taken = share.part([*names, None], WAYS.index((way, then)))
    for name in [*names, None]:
        if name not in taken:
            if name:
                ticket.succeed(name)
            continue
        SERVER.createdb("kept", DATABASE)
        if then == "upgrade" and ticket.due(then) == "none":
            # A downgrade that is written by hand: it alone goes on from there.
            equal(any("~-" in row for row in rows()), True)
            ticket.go("downgrade")
        else:
            ticket.go(then)
            equal(dump(), want["head" if then == "upgrade" else "base"])
        caller.fresh("kept")
        if name:
            ticket.succeed(name)
    return f"{len(taken)} places"


def wait_for_lock():
    for _ in range(400):
        if SERVER.query("template1", f"select 1 from pg_stat_activity where datname = '{DATABASE}' and state = 'active' "
                                     "and wait_event_type = 'Lock' and query ilike '%concurrently%'"):
            return
        time.sleep(0.02)
    raise AssertionError("no session waits")


def cancelled(ticket, name, how):
    """Runs a file of one statement beside a transaction that it waits for, and ends it there."""
    with SERVER.session(DATABASE) as other:
        other.run("begin; insert into items (id) values (1001); select count(*) from logs;")
        result = {}
        worker = threading.Thread(target=lambda: result.update(said=ticket.run(name)))
        worker.start()
        wait_for_lock()
        SERVER.query("template1", f"select {how}(pid) from pg_stat_activity where datname = '{DATABASE}' and query ilike "
                                  "'%concurrently%' and wait_event_type = 'Lock'")
        worker.join(30)
        other.run("rollback;")
    equal(result["said"] == "", False)


def interrupted_inside(way, then):
    """Each statement outside of transactions is cancelled, or its session ended; an index is invalid then, a detaching
    pending. What state.sql names leads on from there, in either direction."""
    ticket = Ticket()
    want = expected(ticket)
    seen, count = set(), 0
    alone = [(at, name) for at, name in enumerate(ticket.names(way)) if ticket.one_statement(name)]
    for position, name in share.part(alone, WAYS.index((way, then))):
        fresh()
        if way == "downgrade":
            ticket.go("upgrade")
        for before in ticket.names(way)[:position]:
            ticket.succeed(before)
        cancelled(ticket, name, ("pg_cancel_backend", "pg_terminate_backend")[count % 2])
        count += 1
        if then == "upgrade" and ticket.due(then) == "none":
            equal(any("~-" in row for row in rows()), True)
            then_now = "downgrade"
        else:
            then_now = then
        # The file behind it does not go on.
        contains(ticket.run(ticket.names(way)[position + 1]), "migc MG03")
        seen.update(each for each in ticket.go(then_now) if each.startswith("repair"))
        equal(dump(), want["head" if then_now == "upgrade" else "base"])
        equal(SERVER.query(DATABASE, "select indexrelid::regclass from pg_index where not indisvalid"), [])
    if way == then == "upgrade":
        equal(len(seen) > 0, True)
    return f"{count} statements, {' '.join(sorted(seen)) or 'no repair'}"


def alike():
    """A unique index over rows that are alike stays invalid until they are corrected."""
    ticket = Ticket()
    want = expected(ticket)
    fresh()
    while "items_code" not in ticket.text(name := ticket.due("upgrade")) or not ticket.one_statement(name):
        ticket.succeed(name)
        if name == "upgrade-01.sql":
            SERVER.run(DATABASE, "update items set code = 'c1' where id = 2")
    for _ in range(2):
        contains(ticket.run(name), "could not create unique index")
        contains(ticket.run(ticket.names("upgrade")[ticket.names("upgrade").index(name) + 1]), "migc MG033")
        repair = ticket.due("upgrade")
        equal(repair, "repair-" + name.replace("-alone", ""))
        ticket.succeed(repair)
        equal(ticket.due("upgrade"), name)
    SERVER.run(DATABASE, "update items set code = 'c2' where id = 2")
    ticket.go("upgrade")
    equal(dump(), want["head"])


MAINTENANCE = """revision a1;
revises base;
upgrade {
    create table items (id integer primary key);
    create table logs (id integer);
    vacuum (analyze) items;
    reindex table concurrently items;
    create table more (id integer);
}
"""


def maintenance():
    """Nothing tells whether a vacuum has run: state.sql names it together with what is behind it. An interrupted REINDEX
    leaves an index, which the file behind it names."""
    folder = Path(tempfile.mkdtemp(dir=caller.FOLDER))
    (folder / "a1.mig").write_text(MAINTENANCE, encoding="utf-8")
    ticket = Ticket(folder)
    want = expected(ticket)
    fresh()
    first, vacuum, between, reindex, last = ticket.names("upgrade")
    ticket.succeed(first)
    equal(ticket.due("upgrade"), f"{vacuum}, then {between}")
    contains(ticket.text("plan.md"), f"`{vacuum}`, which does no harm if it has run already, then `{between}`")
    for _ in range(2):
        ticket.succeed(vacuum)
    ticket.succeed(between)
    cancelled(ticket, reindex, "pg_cancel_backend")
    contains(ticket.run(last), "migc MG038: an interrupted REINDEX has left behind: public.items_pkey_ccnew")
    SERVER.run(DATABASE, "drop index concurrently items_pkey_ccnew")
    equal(ticket.due("upgrade"), f"{reindex}, then {last}")
    for name in (reindex, last):
        ticket.succeed(name)
    equal((ticket.due("upgrade"), dump()), ("done", want["head"]))
    for name in ticket.names("downgrade"):
        equal(ticket.due("downgrade"), name)
        equal(ticket.one_statement(name), False)
        ticket.succeed(name)
    equal((ticket.due("downgrade"), dump()), ("done", want["base"]))


def not_due():
    """In every state, every file of a transaction but those that are due is refused, and changes nothing."""
    ticket = Ticket()
    transactions = [name for name in ticket.files() if not ticket.one_statement(name)]
    count, codes = 0, {}
    fresh()
    for way in ("upgrade", "downgrade"):
        for name in [*ticket.names(way), None]:
            before, stood = dump(), rows()
            due = {ticket.due("upgrade"), ticket.due("downgrade")}
            for other in transactions:
                if other in due:
                    continue
                said = ticket.run(other)
                found = re.search(r"migc (MG0\d\d): .*", said)
                if not found:
                    raise AssertionError(f"{other} at {stood}: {said or 'it ran'}")
                codes[found[1]] = codes.get(found[1], 0) + 1
                count += 1
            equal((dump(), rows()), (before, stood))
            if name:
                ticket.succeed(name)
    return f"{count} refusals: {' '.join(f'{code} {number}' for code, number in sorted(codes.items()))}"


def out_of_turn():
    """A statement that ran too early is noticed before anything is built on it."""
    ticket = Ticket()
    fresh()
    alone = [name for name in ticket.names("upgrade") if ticket.one_statement(name)]
    contains(ticket.run(alone[0]), "does not exist")  # nothing is there yet
    ticket.succeed("upgrade-01.sql")
    ticket.succeed(alone[1])
    equal(ticket.due("upgrade"), alone[0])
    ticket.succeed(alone[0])
    contains(ticket.run(ticket.due("upgrade")), "migc MG032: there is a relation public.items_code already")


def there_before():
    """With `if not exists` a valid index that somebody has built before is taken, and its file is passed by."""
    ticket = Ticket()
    fresh()
    ticket.succeed("upgrade-01.sql")
    SERVER.run(DATABASE, "create index items_note on items (weight)")
    ran = ticket.go("upgrade")
    regular = [name for name in ticket.names("upgrade")[1:] if not name.startswith("repair")]
    equal([name for name in regular if name not in ran],
          [name for name in regular if ticket.one_statement(name) and "items_note" in ticket.text(name)])


def losses():
    """From the head and from the middle: what would be discarded, with its number, and nothing is."""
    ticket = Ticket()
    for stop in (None, "repair"):
        fresh()
        SERVER.run("template1", f"alter database {DATABASE} reset migc.accept_loss")
        if stop:
            ticket.succeed("upgrade-01.sql")
            ticket.succeed(ticket.names("upgrade")[1])
        else:
            ticket.go("upgrade")
        before, stood = dump(), rows()
        refused = 0
        while (name := ticket.due("downgrade")) != "done":
            if ticket.one_statement(name):
                ticket.succeed(name)
                continue
            said = ticket.run(name)
            contains(said, "migc MG042: this downgrade would discard", "r1: drops table `items` with its rows (50)")
            equal("table `parts`" in said, not stop)
            refused += 1
            break
        equal(refused, 1)
        if not stop:
            equal((dump(), rows()), (before, stood))
        SERVER.run("template1", f"alter database {DATABASE} set migc.accept_loss = '1'")
        ticket.go("downgrade")


def commands():
    """The commands of plan.md, as a role that may do nothing by itself, in a schema that is not on its path."""
    SERVER.run("template1", 'create role "Own er"; create role runner login noinherit in role "Own er";')
    ticket = Ticket(schema='"App s"', role='"Own er"')
    plan = ticket.text("plan.md")
    fresh()
    SERVER.run(DATABASE, 'create schema "App s" authorization "Own er"; create table public.items (id integer, size integer, '
                         'code text, weight integer);')
    for way in ("upgrade", "downgrade"):
        found = [line.strip() for line in plan.splitlines() if re.match(rf"    .*psql .*-f {way}-\d", line)]
        equal([line.split(" -f ")[1] for line in found], ticket.names(way))
        for line in found:
            run = subprocess.run(["sh", "-c", line.replace("DATABASE", DATABASE)], cwd=ticket.out, capture_output=True,
                                 text=True, check=False, env={**SERVER.environment(), "PGUSER": "runner"})
            equal((line, run.returncode, run.stderr if run.returncode else ""), (line, 0, ""))
        if way == "upgrade":
            owners = SERVER.query(DATABASE, "select distinct relowner::regrole from pg_class where relnamespace = "
                                            "'\"App s\"'::regnamespace")
            equal(owners, [['"Own er"']])
            equal(len(SERVER.query(DATABASE, "select 1 from pg_indexes where schemaname = 'App s' and indexname ~ '^items_'")) > 3,
                  True)
    equal(SERVER.query(DATABASE, "select indexname from pg_indexes where schemaname = 'public' and tablename = 'items'"), [])


def plan_page():
    """What plan.md says of each state is what state.sql answers there."""
    ticket = Ticket()
    section = ticket.text("plan.md").split("| Version rows | Next on the way up |")[1].split("\n\n")[0]
    table = {}
    for line in section.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        table[cells[0].strip(" `")] = cells[1:]
    for way in ("upgrade", "downgrade"):
        if way == "upgrade":
            fresh()
        for name in ticket.names(way):
            if rows() or way == "downgrade":
                at = table[", ".join(rows()) or "base"]
                for cell, due in zip(at, (ticket.due("upgrade"), ticket.due("downgrade"))):
                    contains(cell.replace("`", ""), due)
            ticket.succeed(name)
    return f"{len(table)} states"


def revisions():
    """`transaction = revision`: a file for each."""
    chain = caller.chain_of("create table t (a int);", "create type e as enum ('a'); alter table t add b int;",
                            "alter type e add value 'z'; create view v as select 1 as one;")
    ticket = Ticket(chain, transaction="revision")
    equal(ticket.names("upgrade"), ["upgrade-01.sql", "upgrade-02.sql", "upgrade-03.sql"])
    fresh()
    base = dump()
    equal(ticket.go("upgrade"), ticket.names("upgrade"))
    contains(ticket.run("upgrade-02.sql"), "migc MG008: already applied: the database is at rev_2, behind this file")
    contains(ticket.run("downgrade-02.sql"), "migc MG009: half way: the database is at rev_2, where another file is due")
    for _ in range(2):
        ticket.succeed(ticket.due("downgrade"))
    equal(rows(), ["rev_0"])
    ticket.go("upgrade")
    ticket.go("downgrade")
    equal(dump(), base)


def by_revision():
    """`output = per-revision`: no file holds statements of two."""
    ticket = Ticket(output="per-revision")
    want = expected(ticket)
    for name in ticket.files():
        if not ticket.one_statement(name):
            equal((name, len(set(re.findall(r"(?m)^-- revision ([^:]+):", ticket.text(name)))) <= 1), (name, True))
    fresh()
    ticket.go("upgrade")
    equal(dump(), want["head"])
    ticket.go("downgrade")
    equal(dump(), want["base"])


def one_script():
    """What one transaction holds is one script, and `emit` makes it; what it does not hold `emit` refuses by name."""
    chain = caller.chain_of("create table t (a int);", "create table u (a int);")
    folder = Path(tempfile.mkdtemp(dir=caller.FOLDER))
    shutil.copytree(chain, folder / "migrations")
    (folder / "migc.ini").write_text(f"[target.t]\nclient = caller\ntransaction = segment\nserver_version = {MAJOR}\n",
                                     encoding="utf-8")
    migc(folder, "build")
    equal(sorted(path.name for path in (folder / "out" / "t").iterdir()),
          ["SHA256SUMS", "downgrade.sql", "manifest.json", "plan.md", "preflight.sql", "upgrade.sql", "verify.sql"])
    equal(migc(folder, "emit", "base:head"), (folder / "out" / "t" / "upgrade.sql").read_text(encoding="utf-8"))
    ticket = Ticket()
    said = migc(ticket.folder, "emit", "base:head", status=1)
    contains(said, "create index concurrently", "r2.mig:6:5", "takes several files with `client = caller`", "migc build")


def verified():
    """verify.sql tells the places apart; `migc verify` and the checksums hold all files."""
    ticket = Ticket()
    fresh()
    verify = ticket.out / "verify.sql"
    equal(SERVER.psql(DATABASE, "-v", "expect=before", file=verify).status, 0)
    ticket.succeed("upgrade-01.sql")
    equal(SERVER.psql(DATABASE, "-v", "expect=between", file=verify).status, 0)
    ticket.go("upgrade")
    equal(SERVER.psql(DATABASE, file=verify).status, 0)
    migc(ticket.folder, "verify")
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=ticket.out, check=True)
    listed = {line.split("  ")[1] for line in (ticket.out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    equal(sorted(listed | {"SHA256SUMS"}), sorted(path.name for path in ticket.out.iterdir()))
    path = ticket.out / ticket.names("upgrade")[1]
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    contains(migc(ticket.folder, "verify", status=1), path.name)


TESTS = [(test.__name__, test) for test in (whole, one_statement, alike, maintenance, not_due, out_of_turn, there_before,
                                           losses, commands, plan_page, revisions, by_revision, one_script, verified)]
for _way, _then in WAYS:
    TESTS.append((f"{_way} interrupted behind a file, then {_then}", lambda w=_way, t=_then: interrupted_behind(w, t)))
    TESTS.append((f"{_way} interrupted inside a statement, then {_then}", lambda w=_way, t=_then: interrupted_inside(w, t)))


def main():
    subprocess.run(["javac", "-d", caller.FOLDER, Path(__file__).resolve().parent / "jdbc" / "Run.java"], check=True)
    wanted = sys.argv[1:]
    passed, failed = 0, 0
    for name, test in TESTS:
        if wanted and not any(word in name for word in wanted):
            continue
        try:
            said = test()
            passed += 1
            if said:
                print(f"{name}: {said}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER, tempfile.TemporaryDirectory(prefix="migc-caller-") as _folder:
        caller.SERVER, caller.FOLDER, caller.MAJOR = SERVER, _folder, SERVER.major
        MAJOR = SERVER.major
        Path(_folder).chmod(0o755)
        sys.exit(main())
