#!/usr/bin/python3
"""What `migc build` writes beside the scripts, on a server: preflight.sql finds each kind of row that would stop the
upgrade, with the right count, and nothing where the upgrade works; verify.sql tells the places of a range apart;
downgrade.sql shows what it discards and stops; SHA256SUMS and `migc verify` notice a changed byte; seals conflict in git.

MIGC names the program (default: build/migc beside this checkout)."""

import hashlib
import json
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
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
EXAMPLES = [ROOT, *sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())]

DONE, STOPPED = 0, 3

SETUP = """
create table far (id integer primary key, code varchar(10));
create table t (id integer, a integer, b integer, c text, d varchar(20), n numeric(8,2), room integer,
                during int4range);
"""

# What is there before, a statement, rows that it fails on, how many preflight.sql must count, and rows that are fine.
ROWS = [
    ("add column not null", "", "alter table t add column z integer not null",
     "insert into t (id) values (1), (2), (3)", 3, ""),
    ("set not null", "", "alter table t alter column a set not null",
     "insert into t (id, a) values (1, null), (2, null), (3, 1)", 2, "insert into t (a) values (1)"),
    ("primary key, null", "", "alter table t add primary key (id)",
     "insert into t (id) values (null), (1)", 1, "insert into t (id) values (1), (2)"),
    ("primary key, equal", "", "alter table t add primary key (id)",
     "insert into t (id) values (1), (1), (2)", 2, "insert into t (id) values (1), (2)"),
    ("unique", "", "alter table t add constraint k unique (a, b)",
     "insert into t (a, b) values (1, 1), (1, 1), (1, 1), (1, null), (1, null), (2, 2)", 3,
     "insert into t (a, b) values (1, 1), (1, null), (1, null)"),
    ("unique nulls not distinct", "", "alter table t add constraint k unique nulls not distinct (a, b)",
     "insert into t (a, b) values (1, null), (1, null), (1, 1)", 2, "insert into t (a, b) values (1, null), (1, 1)"),
    ("unique index over an expression", "", "create unique index k on t (lower(c)) where a > 0",
     "insert into t (a, c) values (1, 'x'), (1, 'X'), (0, 'x')", 2, "insert into t (a, c) values (1, 'x'), (0, 'X')"),
    ("check", "", "alter table t add constraint k check (a > 0 and b > 0)",
     "insert into t (a, b) values (0, 1), (1, null), (1, -1), (5, 5)", 2, "insert into t (a, b) values (1, null), (1, 2)"),
    ("validate check", "alter table t add constraint k check (a > 0) not valid;", "alter table t validate constraint k",
     None, 0, "insert into t (a) values (1)"),
    ("foreign key", "", "alter table t add constraint k foreign key (a) references far (id)",
     "insert into far values (1); insert into t (a) values (1), (2), (3), (null)", 2,
     "insert into far values (1); insert into t (a) values (1), (null)"),
    ("foreign key, match full", "create table pairs (x integer, y integer, primary key (x, y));",
     "alter table t add constraint k foreign key (a, b) references pairs (x, y) match full",
     "insert into pairs values (1, 1); insert into t (a, b) values (1, 1), (1, null), (null, null), (7, 7)", 2,
     "insert into pairs values (1, 1); insert into t (a, b) values (1, 1), (null, null)"),
    ("exclusion", "", "alter table t add constraint k exclude using gist (during with &&)",
     "insert into t (during) values ('[1,5)'), ('[4,9)'), ('[20,30)')", 2,
     "insert into t (during) values ('[1,5)'), ('[5,9)')"),
    ("shorter text", "", "alter table t alter column d type varchar(3)",
     "insert into t (d) values ('abcd'), ('abc'), ('abc   '), (null)", 1, "insert into t (d) values ('abc')"),
    ("smaller number", "", "alter table t alter column n type numeric(4,1)",
     "insert into t (n) values (1000), (999.94), (999.96), (1)", 2, "insert into t (n) values (1.55)"),
    ("smaller integer", "", "alter table t alter column a type smallint",
     "insert into t (a) values (40000), (-40000), (1)", 2, "insert into t (a) values (1)"),
    ("cast by using", "", "alter table t alter column c type integer using c::integer",
     "insert into t (c) values ('1'), ('x'), (''), (null)", 2, "insert into t (c) values ('1'), (null)"),
    ("cast to an enum of the script", "", "create type mood as enum ('sad', 'fine');\n"
     "alter table t alter column c type mood using c::mood",
     "insert into t (c) values ('sad'), ('glad'), (null)", 1, "insert into t (c) values ('sad')"),
    ("domain", "create domain positive as integer; create table holder (p positive);",
     "alter domain positive add constraint k check (value > 0)",
     "insert into holder values (0), (1), (null)", 1, "insert into holder values (1)"),
    ("unique, beside a child's rows", "create table child () inherits (t);", "alter table t add constraint k unique (a)",
     "insert into t (a) values (1), (1), (2); insert into child (a) values (2), (3), (3)", 2,
     "insert into t (a) values (1); insert into child (a) values (1), (1)"),
    ("unique of a partitioned table", "create table p (k integer, v text) partition by range (k);"
     "create table p1 partition of p for values from (1) to (9);", "alter table p add constraint k unique (k, v)",
     "insert into p values (1, 'x'), (1, 'x'), (2, 'x')", 2, "insert into p values (1, 'x'), (2, 'x')"),
    ("foreign key, beside a child's rows", "create table child () inherits (far); create table near () inherits (t);",
     "alter table t add constraint k foreign key (a) references far (id)",
     "insert into child values (1); insert into t (a) values (1); insert into near (a) values (7)", 1,
     "insert into far values (1); insert into t (a) values (1); insert into near (a) values (7)"),
    ("renamed before", "", "alter table t rename to u; alter table u rename column a to z;\n"
     "alter table u alter column z set not null",
     "insert into t (a) values (null), (1)", 1, "insert into t (a) values (1)"),
]


class Case:
    """A project in a folder of its own, and a database."""

    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "migrations").mkdir()

    def revision(self, number, statements, downgrade="auto"):
        parent = f"r{number - 1:03}" if number > 1 else "base"
        (self.folder / "migrations" / f"{number}.mig").write_text(
            f"revision r{number:03};\nrevises {parent};\nmessage 'revision {number}';\nupgrade {{\n{statements}\n}}\n"
            f"downgrade {downgrade};\n", encoding="utf-8")

    def ini(self, text):
        (self.folder / "migc.ini").write_text("[target.default]\n" + text, encoding="utf-8")

    def migc(self, *arguments, status=0):
        run = subprocess.run([MIGC, "-C", self.folder, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                             text=True, check=False)
        if run.returncode != status:
            raise AssertionError(f"migc {arguments}: {run.returncode}\n{run.stdout}\n{run.stderr}")
        return run

    def run(self, script, *options, status=DONE, says=(), out="out/default", server=None):
        path = self.folder / out / script
        run = (server or SERVER).psql("ticket", *options, file=path, cwd=self.folder)
        if run.status != status:
            raise AssertionError(f"{script}: {run!r}\n--- script\n{path.read_text()}")
        for text in says:
            if text not in run.stderr + run.stdout:
                raise AssertionError(f"{script} does not say {text!r}: {run!r}")
        return run


def equal(seen, expected):
    if seen != expected:
        raise AssertionError(f"seen {seen!r}, expected {expected!r}")


def at_second_revision(case, setup, statement, downgrade="irreversible 'a test'"):
    """A database at r001, and the ticket from there to the head."""
    case.revision(1, SETUP + setup)
    case.revision(2, statement + ";", downgrade)
    case.ini("from = r001\n")
    case.migc("build")
    SERVER.createdb("ticket")
    (case.folder / "start.sql").write_text(case.migc("emit", "base:r001").stdout, encoding="utf-8")
    case.run("start.sql", out=".")


def rows_that_stop(case):
    for what, setup, statement, bad, count, good in ROWS:
        with tempfile.TemporaryDirectory(prefix="migc-ticket-") as folder:
            try:
                one_kind_of_row(Case(folder), setup, statement, bad, count, good)
            except AssertionError as error:
                raise AssertionError(f"{what}: {error}") from error


def one_kind_of_row(case, setup, statement, bad, count, good):
    at_second_revision(case, setup, statement)
    if bad:
        SERVER.run("ticket", bad)
        before = SERVER.dump("ticket")
        run = case.run("preflight.sql", status=STOPPED, says=["migc: not ready"])
        RAISED.update(re.findall(r"MG\d{3}", case.run("preflight.sql", "-v", "VERBOSITY=verbose", status=STOPPED).stderr))
        counts = [int(number) for number in re.findall(r"^- (\d+): ", run.stderr, re.MULTILINE)]
        equal(counts, [count])
        equal("cannot be asked" in run.stderr, False)
        equal(SERVER.dump("ticket"), before)
        case.run("upgrade.sql", status=STOPPED)
        tables = ", ".join(name for name, in SERVER.query("ticket", "select tablename from pg_tables where "
                           "schemaname = 'public' and tablename <> 'alembic_version'"))
        SERVER.run("ticket", f"truncate {tables}")
    if good:
        SERVER.run("ticket", good)
    run = case.run("preflight.sql")
    equal(run.stdout.splitlines()[-1], "ready")
    case.run("upgrade.sql")
    case.run("verify.sql", says=["migc: the database is after this range"])
    case.run("preflight.sql", status=STOPPED, says=["the upgrade starts at r001"])


def found(run):
    """What preflight.sql lists, without the standby itself."""
    lines = [line for line in run.stderr.splitlines() if line.startswith("- ")]
    return [line for line in lines if "upgrade.sql runs on the primary" not in line]


def a_standby_answers_but_is_never_ready(case):
    at_second_revision(case, "", "alter table t alter column a set not null", "auto")
    before = SERVER.dump("ticket")
    with postgres.Cluster(standby_of=SERVER) as standby:
        there = {"server": standby}
        at_standby = ["the server is a standby in recovery"]
        standby.follow(SERVER)
        case.run("verify.sql", "-v", "expect=before", says=at_standby + ["is before this range"], **there)
        case.run("verify.sql", status=STOPPED, says=at_standby + ["upgrade.sql has not run"], **there)
        equal(found(case.run("preflight.sql", status=STOPPED, says=at_standby + ["not ready"], **there)), [])
        SERVER.run("ticket", "insert into t (id, a) values (1, null), (2, null), (3, 1)")
        standby.follow(SERVER)
        rows = found(case.run("preflight.sql", status=STOPPED, says=at_standby, **there))
        equal([line.split(":")[0] for line in rows], ["- 2"])
        equal(rows, found(case.run("preflight.sql", status=STOPPED)))
        case.run("upgrade.sql", status=STOPPED, says=["Connect to the primary server"], **there)
        case.run("downgrade.sql", status=STOPPED, says=["Connect to the primary server"], **there)
        equal(SERVER.dump("ticket"), before)
        SERVER.run("ticket", "delete from t where a is null")
        case.run("preflight.sql", says=["ready"])
        case.run("upgrade.sql")
        standby.follow(SERVER)
        run = case.run("verify.sql", says=at_standby + ["is after this range"], **there)
        equal(run.stdout.splitlines()[-1], "migc: the database is after this range")
        equal("standby" in case.run("verify.sql").stderr, False)
        case.run("preflight.sql", status=STOPPED, says=["the upgrade starts at r001"], **there)


def rows_that_the_script_mends_are_no_obstacle(case):
    at_second_revision(case, "", "update t set a = 0 where a is null reversed by nothing;\n"
                       "alter table t alter column a set not null", "auto")
    SERVER.run("ticket", "insert into t (id) values (1)")
    case.run("preflight.sql", says=["1 now: ", "ready"])
    case.run("upgrade.sql")


def what_the_script_makes_is_left_out(case):
    at_second_revision(case, "", "create table fresh (a integer);\nalter table fresh alter column a set not null;\n"
                       "alter table t add column z integer;\nalter table t add constraint k unique (z)")
    text = (case.folder / "out/default/preflight.sql").read_text(encoding="utf-8")
    equal("public.fresh" in text, False)
    equal("-- not asked:" in text, True)
    case.run("preflight.sql", says=["ready"])
    case.run("upgrade.sql")


def the_wrong_server_or_role(case):
    at_second_revision(case, "create type mood as enum ('calm');", "alter type mood rename to humour;\n"
                       "alter table t rename to u; create extension hstore; create schema more;")
    SERVER.run("template1", "create role hand login;")
    lacking = ["CREATE on database ticket", "CREATE on schema public", "ownership of public.t, which belongs to postgres",
               "ownership of type mood, which belongs to postgres"]
    SERVER.run("ticket", "grant select on alembic_version to hand;")
    run = SERVER.psql("ticket", file=case.folder / "out/default/preflight.sql", user="hand")
    equal((run.status, found(run)), (STOPPED, [f"- role hand lacks {what}" for what in lacking]))
    case.run("preflight.sql", says=["ready"])
    for setting, says in ((f"server_version = {SERVER.major - 1}", "compiled for"), ("database = elsewhere", "is for elsewhere"),
                          ("schema = nowhere", "schema nowhere does not exist")):
        case.ini(f"from = r001\n{setting}\n")
        case.migc("build")
        case.run("preflight.sql", status=STOPPED, says=[says])


def sessions_and_invalid_indexes(case):
    at_second_revision(case, "", "alter table t alter column a set not null")
    SERVER.run("ticket", "insert into t (id, a) values (1, 1), (1, 2)")
    SERVER.psql("ticket", text="create unique index concurrently broken on t (id);")
    case.run("preflight.sql", status=STOPPED, says=["index broken on public.t is invalid"])
    SERVER.run("ticket", "drop index broken")
    case.ini("from = r001\nlock_timeout = 1ms\n")
    case.migc("build")
    with SERVER.session("ticket") as other:
        other.run("begin; select count(*) from t;")
        case.run("preflight.sql", status=STOPPED, says=["holds AccessShareLock on public.t", "idle in transaction"])
    run = case.run("preflight.sql", says=["ready"])
    equal("ACCESS EXCLUSIVE" in run.stdout, True)


def places_of_a_range(case):
    case.revision(1, "create table a (i integer);")
    case.revision(2, "create table b (i integer);")
    case.revision(3, "create table c (i integer);")
    case.migc("build")
    SERVER.createdb("ticket")

    def verify(place):
        for wanted in ("before", "between", "after"):
            right = place == wanted
            run = case.run("verify.sql", "-v", f"expect={wanted}", "-v", "VERBOSITY=verbose",
                           status=DONE if right else STOPPED, says=[] if right else [f"the database is {place} this range"])
            RAISED.update(re.findall(r"MG\d{3}", run.stderr))

    verify("before")
    (case.folder / "part.sql").write_text(case.migc("emit", "base:r002").stdout, encoding="utf-8")
    case.run("part.sql", out=".")
    verify("between")
    case.run("downgrade.sql", status=STOPPED)
    (case.folder / "rest.sql").write_text(case.migc("emit", "r002:r003").stdout, encoding="utf-8")
    case.run("rest.sql", out=".")
    verify("after")
    SERVER.run("ticket", "drop table c")
    case.run("verify.sql", status=STOPPED, says=["these do not exist: public.c"])
    SERVER.run("ticket", "update alembic_version set version_num = 'r009'")
    verify("elsewhere")


def a_downgrade_shows_what_it_discards(case):
    case.revision(1, "create table a (i integer, kept integer);")
    case.revision(2, "alter table a add column v text; create table b (i integer); alter table a rename to aa;")
    case.migc("build")
    SERVER.createdb("ticket")
    case.run("upgrade.sql")
    # Nothing is in it: nothing is lost.
    case.run("downgrade.sql")
    case.run("upgrade.sql")
    SERVER.run("ticket", "insert into aa (i, v) values (1, 'x'), (2, null); insert into b values (1)")
    before = SERVER.dump("ticket")
    run = case.run("downgrade.sql", "-v", "VERBOSITY=verbose", status=STOPPED,
                   says=["r002: drops column `v` of `a` with its values (1)", "r002: drops table `b` with its rows (1)",
                         "r001: drops table `a` with its rows (2)"])
    RAISED.update(re.findall(r"MG\d{3}", run.stderr))
    for value in ("0", "off", "perhaps", ""):
        case.run("downgrade.sql", "-v", f"accept_loss={value}", status=STOPPED)
    equal(SERVER.dump("ticket"), before)
    case.run("downgrade.sql", "-v", "accept_loss=1", says=["migc: discards: r002: drops table"])
    case.run("verify.sql", "-v", "expect=before")
    # Who names the class in migc.ini has agreed.
    case.ini("accept = exact, sheds-new-data\n")
    case.migc("build")
    case.run("upgrade.sql")
    SERVER.run("ticket", "insert into b values (1)")
    case.run("downgrade.sql", says=["migc: discards: r002: drops table `b` with its rows (1)"])


def tickets_are_whole_and_reproducible(case):
    case.revision(1, SETUP)
    case.migc("build")
    folder = case.folder / "out/default"
    names = sorted(path.name for path in folder.iterdir())
    equal(names, ["SHA256SUMS", "downgrade.sql", "manifest.json", "plan.md", "preflight.sql", "upgrade.sql", "verify.sql"])
    first = {name: (folder / name).read_bytes() for name in names}
    subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    manifest = json.loads(first["manifest.json"])
    for entry in manifest["outputs"]:
        equal(hashlib.sha256(first[entry["file"]]).hexdigest(), entry["sha256"])
    for entry in manifest["inputs"]:
        equal(hashlib.sha256((case.folder / entry["file"]).read_bytes()).hexdigest(), entry["sha256"])
    case.migc("build")
    equal({name: (folder / name).read_bytes() for name in names}, first)
    case.migc("verify")
    case.migc("verify", str(folder))
    for name in names:
        (folder / name).write_bytes(first[name] + b"\n")
        run = case.migc("verify", status=1)
        equal(f"out/default/{name}" in run.stderr, True)
        (folder / name).write_bytes(first[name])
    (folder / "plan.md").unlink()
    case.migc("verify", status=1)
    (folder / "plan.md").write_bytes(first["plan.md"])
    case.revision(1, SETUP + "create table more (i integer);")
    run = case.migc("verify", str(folder), status=1)
    equal(run.stderr.count("is not what is built now"), len(names))


def nothing_escapes_from_the_plan(case):
    evil = "|x| <script>alert(1)</script> [a](javascript:b) `c` **d** \\\\! touch canary # e"
    case.revision(1, f"""create table "t|`<b>x" (i integer, "c|d" text);
        insert into "t|`<b>x" values (1); comment on table "t|`<b>x" is '{evil}';""")
    (case.folder / "migrations/1.mig").write_text(
        (case.folder / "migrations/1.mig").read_text().replace("'revision 1'", f"'{evil}'"), encoding="utf-8")
    case.revision(2, """alter table "t|`<b>x" drop column "c|d";""")
    case.ini("from = r001\n")
    for start in ("r001", "base"):
        case.ini(f"from = {start}\n")
        case.migc("build")
        text = (case.folder / "out/default/plan.md").read_text(encoding="utf-8")
        tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
        equal(bool(tables), True)
        for table in tables:
            cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            equal(len(cells), 1)
        outside = "\n".join(re.sub(r"(?<!\\)`[^`]*`", "", line) for line in text.splitlines() if not line.startswith("    "))
        equal(re.findall(r"(?<!\\)<", outside), [])
        equal(re.findall(r"(?<!\\)\[", outside), [])


def a_ticket_for_each_schema(case):
    case.revision(1, "create table t (i integer);")
    case.revision(2, "create view v as select i from t;")
    (case.folder / "tenants").write_text("# all of them\ntenant_1\n\n\"Tenant-2\"\n", encoding="utf-8")
    case.ini("schemas = @tenants\nhistory_table = migc_history\n")
    case.migc("build")
    case.migc("verify")
    SERVER.createdb("ticket")
    for schema in ("tenant_1", "Tenant-2"):
        out = Path("out/default") / schema
        SERVER.run("ticket", f'create schema "{schema}"')
        case.run("preflight.sql", out=out)
        case.run("upgrade.sql", out=out)
        case.run("verify.sql", out=out)
        equal(SERVER.query("ticket", f'select revision, direction, session_role, working_role from "{schema}".migc_history '
                           "order by id"), [[f"r{n:03}", "upgrade", "postgres", "postgres"] for n in (1, 2)])
        equal(SERVER.query("ticket", "select count(*) from pg_class c join pg_namespace n on n.oid = relnamespace where "
                           f"nspname = '{schema}' and relname in ('t', 'v')"), [["2"]])
    case.run("downgrade.sql", out=out)
    equal(SERVER.query("ticket", 'select direction, revision from "Tenant-2".migc_history order by id')[2:],
          [["downgrade", "r002"], ["downgrade", "r001"]])


def the_history_is_kept_in_the_transaction(case):
    case.revision(1, "create table t (i integer);")
    case.revision(2, "create table u (i integer); assert 'never' (select false);")
    case.ini("history_table = \"History\"\ntransaction = revision\nrole = worker\n")
    case.migc("build")
    SERVER.createdb("ticket")
    SERVER.run("ticket", "create role worker; grant create on schema public to worker")
    case.run("upgrade.sql", status=STOPPED, says=["never"])
    equal(SERVER.query("ticket", 'select revision, direction, session_role, working_role, length(script_input), '
                       'happened_at > now() - interval \'1 hour\' from "History"'),
          [["r001", "upgrade", "postgres", "worker", "64", "t"]])
    (case.folder / "stamp.sql").write_text(case.migc("stamp", "r001:r002").stdout, encoding="utf-8")
    case.run("stamp.sql", out=".")
    equal(SERVER.query("ticket", 'select revision, direction from "History" order by id')[1:], [["r002", "stamp"]])
    SERVER.run("ticket", "drop owned by worker; drop role worker")


def a_script_for_each_revision(case):
    for number in range(1, 4):
        case.revision(number, f"create table t{number} (i integer); insert into t{number} values (1);")
    case.ini("output = per-revision\n")
    case.migc("build")
    names = sorted(path.name for path in (case.folder / "out/default").glob("*grade*"))
    equal(names, [f"downgrade-{n:03}-r{4 - n:03}.sql" for n in (1, 2, 3)] + [f"upgrade-{n:03}-r{n:03}.sql" for n in (1, 2, 3)])
    subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=case.folder / "out/default", check=True)
    SERVER.createdb("ticket")
    case.run(names[4], status=STOPPED)
    for name in names[3:]:
        case.run(name)
        case.run(name, status=STOPPED)
    case.run("verify.sql")
    case.run(names[0], status=STOPPED, says=["r003: drops table `t3` with its rows (1)"])
    for name in names[:3]:
        case.run(name, "-v", "accept_loss=1")
    case.run("verify.sql", "-v", "expect=before")
    # The plan's own loops.
    text = (case.folder / "out/default/plan.md").read_text(encoding="utf-8")
    for word in ("upgrade", "downgrade"):
        command, = re.findall(rf"^    (\(for f in {word}-.*)$", text, re.MULTILINE)
        run = subprocess.run(["sh", "-ec", command.replace("DATABASE", "ticket")], cwd=case.folder / "out/default",
                             env=SERVER.environment(), capture_output=True, text=True, check=False)
        equal((run.returncode, run.stderr if run.returncode else ""), (0, ""))
        case.run("verify.sql", "-v", f"expect={'after' if word == 'upgrade' else 'before'}")


def seals_conflict_in_git(case):
    def git(*arguments, status=0):
        run = subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=case.folder,
                             capture_output=True, text=True, check=False)
        if run.returncode != status:
            raise AssertionError(f"git {arguments}: {run.stdout}{run.stderr}")

    case.revision(1, SETUP)
    case.migc("seal")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "start")
    for branch in ("one", "two"):
        git("checkout", "-q", "-b", branch, "main")
        (case.folder / f"migrations/{branch}.mig").write_text(
            f"revision {branch};\nrevises r001;\nupgrade {{ create table {branch} (i integer); }}\ndowngrade auto;\n")
        case.migc("seal")
        git("add", "-A")
        git("commit", "-qm", branch)
    git("merge", "one", status=1)
    run = case.migc("check", "--heads", "many", status=1)
    equal("a merge conflict stands in the file" in run.stderr, True)
    case.migc("seal", status=1)
    git("checkout", "--ours", "migrations/migc.sum")
    case.migc("seal")
    case.migc("check", "--heads", "many")
    # Joined by a tool that does not ask.
    lines = (case.folder / "migrations/migc.sum").read_text().splitlines(True)
    (case.folder / "migrations/migc.sum").write_text("".join([*lines[:2], lines[3], lines[2]]))
    run = case.migc("check", "--heads", "many", status=1)
    equal("does not follow from the ones above" in run.stderr, True)


def every_example_there_and_back(_case):
    for example in EXAMPLES:
        with tempfile.TemporaryDirectory(prefix="migc-ticket-") as folder:
            case = Case(folder)
            kept = ("migrations", "schema") if example == ROOT else tuple(path.name for path in example.iterdir())
            for path in example.rglob("*"):
                if path.is_file() and path.relative_to(example).parts[0] in kept:
                    copy = case.folder / path.relative_to(example)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(path.read_bytes())
            case.migc("build")
            out, = (case.folder / "out").iterdir()
            out = out.relative_to(case.folder)
            SERVER.createdb("ticket")
            schema = re.search(r"^schema\s*=\s*(\w+)", (case.folder / "migc.ini").read_text(), re.MULTILINE) \
                if (case.folder / "migc.ini").exists() else None
            if schema:
                SERVER.run("ticket", f"create schema if not exists {schema[1]}")
            equal(case.run("preflight.sql", out=out).stdout.splitlines()[-1], "ready")
            case.run("verify.sql", "-v", "expect=before", out=out)
            case.run("upgrade.sql", out=out)
            case.run("verify.sql", out=out)
            if "can_go_back\": true" in (case.folder / out / "manifest.json").read_text():
                case.run("downgrade.sql", "-v", "accept_loss=1", out=out)
                case.run("verify.sql", "-v", "expect=before", out=out)


def every_answer_has_been_given(_case):
    """Last: the codes that script_guards.py leaves to this file."""
    equal(sorted(RAISED), ["MG040", "MG041", "MG042"])


RAISED = set()
TESTS = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__code__", None) and value.__code__.co_argcount == 1
         and value.__code__.co_varnames[0] in ("case", "_case")]


def main():
    passed, failed = 0, 0
    for test in TESTS:
        with tempfile.TemporaryDirectory(prefix="migc-ticket-") as folder:
            try:
                test(Case(folder))
                passed += 1
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {test.__name__}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
