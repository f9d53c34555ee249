#!/usr/bin/python3
"""What goes wrong with `alembic upgrade --sql` and must not go wrong here, each case by the number it has in our list
of Alembic's defects. Where a server is needed it is a private PostgreSQL; MIGC names the built program (default:
build/migc beside this checkout)."""

import inspect
import os
import random
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

DONE, STOPPED = 0, 3  # of psql
FINE, WRONG = 0, 1    # of migc


class Project:
    """A folder of revisions, and an empty database to run their scripts on."""

    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "migrations").mkdir()
        self.database = SERVER.createdb("defect")

    def revision(self, rid, parents="base", upgrade="", downgrade="downgrade auto;", header="", file=None):
        text = f"revision {rid};\nrevises {parents};\n{header}\nupgrade {{\n{upgrade}\n}}\n{downgrade}\n"
        (self.folder / "migrations" / (file or f"{rid}.mig")).write_text(text, encoding="utf-8")

    def linear(self, count=3):
        """t1 … tN, each a table of its own."""
        for number in range(1, count + 1):
            self.revision(f"t{number}aa", f"t{number - 1}aa" if number > 1 else "base", f"create table t{number} (a int);")

    def migc(self, *arguments):
        run = subprocess.run([MIGC, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
                             check=False)
        result = postgres.Result(run.returncode, run.stdout.decode(), run.stderr.decode())
        if run.returncode not in (0, 1, 2):
            raise AssertionError(f"migc {' '.join(arguments)} crashed\n{result!r}")
        return result

    def script(self, *arguments):
        run = self.migc("emit", *arguments)
        if run.status != FINE:
            raise AssertionError(f"no script\n{run!r}")
        return run.stdout

    def psql(self, script):
        path = self.folder / "script.sql"
        path.write_text(script, encoding="utf-8")
        return SERVER.psql(self.database, "-v", "accept_loss=1", file=path)

    def apply(self, *arguments):
        run = self.psql(self.script(*arguments))
        expect(run, DONE)
        return run

    def rows(self):
        if SERVER.query(self.database, "select to_regclass('public.alembic_version') is null") == [["t"]]:
            return None
        return [row[0] for row in SERVER.query(self.database, "select version_num from alembic_version order by 1")]

    def tables(self):
        return [row[0] for row in SERVER.query(
            self.database, "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
                           "and relname <> 'alembic_version' order by 1")]


def expect(run, status, *texts):
    said = run.stdout + run.stderr
    problems = [] if run.status == status else [f"exit status {run.status}, expected {status}"]
    problems += [f"not said: {text}" for text in texts if text not in said]
    if problems:
        raise AssertionError("\n".join(problems) + "\n" + repr(run))


def equal(seen, expected):
    if seen != expected:
        raise AssertionError(f"seen {seen!r}, expected {expected!r}")


def cannot_succeed(project, run, *texts):
    """A refused script: said so, and what came out instead stops psql and changes nothing."""
    expect(run, WRONG, "error[MIG", *texts)
    before = SERVER.dump(project.database)
    stopped = project.psql(run.stdout)
    if stopped.status == DONE:
        raise AssertionError(f"psql took the refused script\n{stopped!r}")
    equal(SERVER.dump(project.database), before)
    equal(project.rows(), None)


def e1_a_failure_leaves_no_part_of_a_script(project):
    project.linear(2)
    project.revision("t3aa", "t2aa", "create table t3 (a int);\nalter table nowhere add column b int;")
    run = project.migc("emit", "head")
    cannot_succeed(project, run, "`nowhere`")
    if "create table" in run.stdout.lower():
        raise AssertionError(run.stdout)
    kept = project.folder / "upgrade.sql"
    kept.write_text("the old one", encoding="utf-8")
    expect(project.migc("emit", "head", "-o", "upgrade.sql"), WRONG)
    equal(kept.read_text(encoding="utf-8"), "the old one")
    equal(sorted(path.name for path in project.folder.iterdir()), ["migrations", "script.sql", "upgrade.sql"])


def e2_what_cannot_run_in_a_transaction_is_not_put_into_one(project):
    project.linear(1)
    project.revision("t2aa", "t1aa", "create index concurrently t1_a on t1 (a);")
    run = project.migc("emit", "head")
    if run.status == FINE:
        expect(project.psql(run.stdout), DONE)
        equal(project.rows(), ["t2aa"])
        equal(SERVER.query(project.database, "select indisvalid from pg_index where indexrelid = 't1_a'::regclass"),
              [["t"]])
    else:
        cannot_succeed(project, run, "concurrently", "t2aa.mig:")


def e5_a_script_for_another_revision_changes_nothing(project):
    project.linear(3)
    project.apply("t1aa")
    for script in (project.script("t2aa:t3aa"), project.script("t3aa:t2aa"), project.script("base:t2aa")):
        expect(project.psql(script), STOPPED, "ERROR:")
        equal(project.rows(), ["t1aa"])
        equal(project.tables(), ["t1"])


def e6_up_down_to_base_and_up_again(project):
    project.linear(3)
    before = SERVER.dump(project.database)
    project.apply("head")
    above = SERVER.dump(project.database)
    project.apply("head:base")
    equal(project.rows(), [])
    equal(SERVER.dump(project.database), before)
    project.apply("head")
    equal(project.rows(), ["t3aa"])
    equal(SERVER.dump(project.database), above)


def e7_enum_types_come_and_go_with_their_tables(project):
    project.revision("m1aa", upgrade="create type mood as enum ('good', 'bad');\ncreate table t (a mood);")
    project.revision("m2aa", "m1aa", "drop table t;\ndrop type mood;")
    project.revision("m3aa", "m2aa", "create type mood as enum ('good', 'bad');\ncreate table t (b int);\n"
                                     "alter table t add column a mood default 'good';")
    empty = SERVER.dump(project.database)
    project.apply("head")
    above = SERVER.dump(project.database)
    project.apply("head:base")
    equal(SERVER.dump(project.database), empty)
    equal(SERVER.query(project.database, "select count(*) from pg_type where typname = 'mood'"), [["0"]])
    project.apply("head")
    equal(SERVER.dump(project.database), above)
    # A second `create type`, or a column of a type that is not there, is known before a server is asked.
    project.revision("m4aa", "m3aa", "create type mood as enum ('x');\nalter table t add column c mod;")
    expect(project.migc("emit", "m3aa:m4aa"), WRONG, "`mood`", "`mod`", "m4aa.mig:5:", "m4aa.mig:6:")


def e8_a_cycle_through_a_merge_is_found(project):
    project.revision("base1")
    project.revision("aaaa1", "bbbb1, base1")
    project.revision("bbbb1", "aaaa1")
    project.revision("cccc1", "aaaa1")
    cannot_succeed(project, project.migc("emit", "heads"), "MIG0307", "aaaa1", "bbbb1")


def e9_the_same_chain_gives_the_same_bytes(project):
    heads = []
    project.revision("root1", upgrade="create table r (a int);")
    for number in range(6):
        project.revision(f"side{number}", "root1", f"create table s{number} (a int);")
        heads.append(f"side{number}")
    project.revision("join1", ", ".join(heads))
    folder = project.folder / "migrations"
    up, down = project.script("head"), project.script("join1:base")
    shuffled = random.Random(9)
    for _ in range(8):
        files = sorted(folder.glob("*.mig"))
        names = [f"{number:02}.new" for number in range(len(files))]
        shuffled.shuffle(names)
        for file, name in zip(files, names):
            file.rename(folder / name)
        for file in folder.glob("*.new"):
            file.rename(file.with_suffix(".mig"))
        equal(project.script("head"), up)
        equal(project.script("join1:base"), down)
    expect(project.psql(up), DONE)
    expect(project.psql(down), DONE)
    equal(project.rows(), [])


def e10_a_range_that_leads_nowhere_is_an_error(project):
    project.linear(3)
    for words in (["upgrade", "t3aa:t1aa", "--sql"], ["downgrade", "t1aa:t3aa", "--sql"], ["emit", "t2aa:t2aa"],
                  ["upgrade", "t2aa:t2aa", "--sql"]):
        cannot_succeed(project, project.migc(*words))


def e11_a_database_with_several_heads_goes_up_and_down(project):
    project.revision("root1", upgrade="create table r (a int);")
    project.revision("left1", "root1", "create table l1 (a int);")
    project.revision("right1", "root1", "create table r1 (a int);")
    project.apply("heads")
    equal(project.rows(), ["left1", "right1"])
    project.revision("left2", "left1", "create table l2 (a int);")
    project.apply("left1,right1:heads")
    equal(project.rows(), ["left2", "right1"])
    project.apply("heads:base")
    equal(project.rows(), [])
    equal(project.tables(), [])


def e12_what_is_misspelt_is_answered_with_its_place(project):
    project.linear(2)
    for words in ("a:b:c", ":head", "t1aa:", "head+1", "t1aa+7", "nowhere", "t1aa:nowhere", "HEAD", " "):
        cannot_succeed(project, project.migc("emit", words))
    for file, text, seen in (
            ("parent.mig", "revision p1;\nrevises gone1;\nupgrade {}\n", "`gone1`"),
            ("depends.mig", "revision p1;\nrevises t2aa;\ndepends on t1ab;\nupgrade {}\n", "`t1aa`"),
            ("missing.mig", "revision p1;\nrevises t2aa;\n", "upgrade"),
            ("head.mig", "revision head;\nrevises t2aa;\nupgrade {}\n", "`head`"),
            ("empty.mig", "", "revision")):
        path = project.folder / "migrations" / file
        path.write_text(text, encoding="utf-8")
        for words in (["check"], ["emit", "heads"]):
            expect(project.migc(*words), WRONG, "error[MIG", seen, file + ":")
        path.unlink()


def e13_an_id_that_the_version_column_cannot_hold_is_an_error(project):
    project.revision("a" * 33)
    cannot_succeed(project, project.migc("emit", "head"), "MIG0302", "32")
    (project.folder / "migrations" / ("a" * 33 + ".mig")).unlink()
    project.revision("a" * 32)
    project.apply("head")
    equal(project.rows(), ["a" * 32])


def e18_ids_and_steps_are_taken_at_their_word(project):
    project.linear(3)
    for words in ("base:base+2abc", "t", "t3", "t3a"):
        cannot_succeed(project, project.migc("emit", words))
    project.revision("label1", "t3aa", header="label release;")
    cannot_succeed(project, project.migc("emit", "base:rele"))
    project.revision("t2aa", "t1aa", file="copy.mig")
    cannot_succeed(project, project.migc("emit", "heads"), "MIG0303", "copy.mig:1:", "t2aa.mig:1:")


def e19_a_downgrade_that_does_nothing_is_noticed(project):
    project.linear(1)
    project.revision("t2aa", "t1aa", "create table left_behind (a int);", "downgrade {}")
    expect(project.migc("check"), FINE, "warning[MIG", "left_behind", "t2aa.mig:")
    expect(project.migc("check", "--strict"), WRONG, "error[MIG", "left_behind")
    expect(project.migc("emit", "head:t1aa"), FINE, "warning[MIG", "left_behind")
    project.revision("t2aa", "t1aa", "create table left_behind (a int);", "downgrade irreversible 'not worth it';")
    cannot_succeed(project, project.migc("emit", "head:base"), "not worth it", "`t2aa`")


def main():
    global SERVER
    SERVER = postgres.Cluster()
    tests = [(name, test) for name, test in globals().items()
             if inspect.isfunction(test) and name[0] == "e" and name[1].isdigit()]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory(prefix="migc-defect-") as folder:
            try:
                test(Project(folder))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}")
    SERVER.stop()
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
