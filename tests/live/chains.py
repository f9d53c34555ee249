#!/usr/bin/python3
"""Whole chains on a real server: `migrations/`, every example, and the chains below tests/live/chains, which hold every
family of statement and every inverse between them.

For each chain, and for scripts of one transaction as of one per revision and of as few as can be (`segment`, whole only):
  - up by `migc emit` is what the same statements do when they are run by hand (mig_reader.py reads them);
  - down to base leaves the dump of before; up again is equal to the first time;
  - each revision alone: up, down, up, with the dumps before and after compared (RULINGS 16), in one mode unless
    MIGC_FULL is set (share.py);
  - `migc schema`, run into an empty database, makes what the chain makes;
  - the exit status and the version rows are right after every run;
  - PostgreSQL's own parser reads every script.

    /usr/bin/python3 tests/live/chains.py [CHAIN...]

MIGC names the built migc (build/migc by default), MIGC_PARSE_SQL the built tests/tools/parse_sql.cpp."""

import configparser
import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import mig_reader  # noqa: E402
import postgres  # noqa: E402
import share  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc"))
PARSE_SQL = Path(os.environ.get("MIGC_PARSE_SQL", ROOT / "build" / "parse_sql"))
FOLDERS = [ROOT, *sorted((ROOT / "examples").iterdir()), *sorted((ROOT / "tests/live/chains").iterdir())]

# Roles are not the chain's to create; these are there before.
ROLES = ("app_owner", "app_reader", "app_writer", "other_owner")


class Failure(Exception):
    pass


def settings_of(folder):
    ini = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    if (folder / "migc.ini").exists():
        ini.read_string("[project]\n" + (folder / "migc.ini").read_text(encoding="utf-8"))
    targets = [name for name in ini.sections() if name.startswith("target.")]
    return dict(ini[targets[0]]) if targets else {}


class Project:
    """One folder of revisions, and what is needed to run it."""

    def __init__(self, folder):
        self.folder, self.name = folder, "migrations" if folder == ROOT else folder.name
        self.settings = settings_of(folder)
        variables = {key[4:]: value for key, value in self.settings.items() if key.startswith("var.")}
        self.chain = mig_reader.Chain(folder, 15, variables)
        setup = folder / "before.sql"
        self.setup = setup.read_text(encoding="utf-8") if setup.exists() else ""
        # What stays behind when a revision is taken back, as statements on the state before it.
        self.residue = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("residue/*.sql")}
        self.version_table = self.settings.get("schema", "public") + ".alembic_version"
        self.search_path = self.settings.get("search_path", self.settings.get("schema", "public"))

    def new_database(self, name):
        SERVER.createdb(name)
        if self.setup:
            SERVER.run(name, self.setup)

    def emit(self, span, mode):
        run = subprocess.run([MIGC, "-C", self.folder, "emit", span, "--transaction", mode], capture_output=True,
                             text=True, check=False)
        if run.returncode != 0:
            raise Failure(f"migc emit {span} ended with {run.returncode}:\n{run.stderr}")
        self.parse(run.stdout)
        return run.stdout

    def parse(self, script):
        run = subprocess.run([PARSE_SQL], input=without_meta_commands(script), capture_output=True, text=True,
                             check=False)
        if run.returncode != 0 or not int(run.stdout.split()[0]):
            raise Failure("PostgreSQL's parser does not read the script:\n" + run.stderr)
        COUNTS["statements"] += int(run.stdout.split()[0])

    def run(self, database, span, mode, rows):
        with tempfile.TemporaryDirectory(prefix="migc-chain-") as place:
            script = Path(place) / "script.sql"
            script.write_text(self.emit(span, mode), encoding="utf-8")
            run = SERVER.psql(database, "-v", "VERBOSITY=verbose", "-v", "accept_loss=1", file=script, cwd=place)
        COUNTS["runs"] += 1
        if run.status != 0:
            keep(self.name, span, mode, script)
            raise Failure(f"the script of {span} ended with {run.status}:\n{run.stderr}")
        if (seen := self.versions(database)) != rows:
            raise Failure(f"the version rows after {span} are {seen}, expected {rows}")

    def versions(self, database):
        if SERVER.query(database, f"select to_regclass('{self.version_table}') is null") == [["t"]]:
            return []
        return sorted(row[0] for row in SERVER.query(database, f"select version_num from {self.version_table}"))

    def dump(self, database):
        return SERVER.dump(database, self.version_table)

    def by_hand(self, database, revision):
        """The statements of one upgrade, each sent as it is, in one transaction."""
        if revision.baseline:
            run = SERVER.psql(database, "-q", "-v", "ON_ERROR_STOP=1", file=revision.baseline)
            if run.status != 0:
                raise Failure(f"the baseline fails by hand:\n{run.stderr}")
        arguments = ["-c", f"set local search_path = {self.search_path}"]
        for item in revision.upgrade:
            if isinstance(item, mig_reader.Assertion):
                arguments += ["-c", f"select 1 / coalesce(({item.query})::int, 0)"]
            else:
                arguments += ["-c", item]
        run = SERVER.psql(database, "-q", "-1", "-v", "ON_ERROR_STOP=1", *arguments)
        if run.status != 0:
            raise Failure(f"{revision.id} fails by hand:\n{run.stderr}")


def keep(name, span, mode, script):
    """Where MIGC_KEEP names a folder, scripts that fail are put there."""
    if folder := os.environ.get("MIGC_KEEP"):
        target = Path(folder) / re.sub(r"[^\w.-]", "_", f"{name}_{span}_{mode}.sql")
        if script.exists():
            target.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")


def without_meta_commands(script):
    """The script without psql's own lines; \\gset and \\gexec end a statement."""
    out, at = "", 0
    for token in mig_reader.tokens_of(script):
        if token.begin < at or token.text != "\\":
            continue
        end = script.find("\n", token.begin)
        out += script[at:token.begin] + (";" if script.startswith(("\\gset", "\\gexec"), token.begin) else "")
        at = len(script) if end < 0 else end
    return out + script[at:]


def same(seen, expected, what):
    if seen == expected:
        return
    import difflib
    lines = list(difflib.unified_diff(expected.splitlines(), seen.splitlines(), "expected", "seen", lineterm="", n=2))
    raise Failure(what + ":\n" + "\n".join(lines[:60]))


def written(rows):
    return ",".join(rows) or "base"


class States:
    """The dumps of a chain run by hand: before the first revision, and after each."""

    def __init__(self, project):
        database = "hand"
        project.new_database(database)
        self.start = project.dump(database)
        self.before, self.after, self.taken_back = {}, {}, {}
        state = self.start
        for revision in project.chain.order:
            self.before[revision.id] = state
            self.taken_back[revision.id] = self.state_taken_back(project, database, revision, state)
            project.by_hand(database, revision)
            state = self.after[revision.id] = project.dump(database)
        self.end = state

    def state_taken_back(self, project, database, revision, state):
        """Equal to the state before, but for what is declared to stay: a baseline (RULINGS 9), values of enum types."""
        statements = project.residue.get(revision.id)
        if revision.baseline is None and statements is None:
            return state
        copy = "residue"
        SERVER.createdb(copy, template=database)
        if statements is not None:
            SERVER.run(copy, statements)
        if revision.baseline:
            SERVER.run(copy, revision.baseline.read_text(encoding="utf-8"))
        return project.dump(copy)


def whole(project, states, mode):
    """Base to all heads, back to base, and to all heads again."""
    rows = project.chain.rows(project.chain.order)
    database = "whole"
    project.new_database(database)
    project.run(database, "base:heads", mode, rows)
    same(project.dump(database), states.end, f"{mode}: up by script and by hand differ")
    bottom = states.taken_back[project.chain.order[0].id] if project.chain.order[0].baseline else states.start
    project.run(database, f"{written(rows)}:base", mode, [])
    same(project.dump(database), bottom, f"{mode}: the way back to base does not lead there")
    project.run(database, "base:heads", mode, rows)
    same(project.dump(database), states.end, f"{mode}: up for the second time differs")


def each(project, states, mode):
    """Each revision up, down, up, on the state of those before it."""
    database, failures, applied = "each", [], []
    project.new_database(database)
    for revision in project.chain.order:
        before = project.chain.rows(applied)
        applied.append(revision)
        after = project.chain.rows(applied)
        try:
            project.run(database, f"{written(before)}:{written(after)}", mode, after)
            same(project.dump(database), states.after[revision.id], f"{mode}: {revision.id} up differs")
            project.run(database, f"{written(after)}:{revision.id}@-1", mode, before)
            same(project.dump(database), states.taken_back[revision.id], f"{mode}: {revision.id} down differs")
            project.run(database, f"{written(before)}:{written(after)}", mode, after)
            same(project.dump(database), states.after[revision.id], f"{mode}: {revision.id} up again differs")
        except Failure as failure:
            failures.append(f"{revision.id}: {failure}")
            project.new_database(database)
            project.run(database, f"base:{written(after)}", mode, after)
    if failures:
        raise Failure("\n".join(failures))


def check(project):
    run = subprocess.run([MIGC, "-C", project.folder, "check"], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise Failure(f"migc check ended with {run.returncode}:\n{run.stderr}")


def schema(project, states):
    """The catalog as DDL makes the same schema; where the chain has opaque statements or a view
    that a rename has overtaken, it says so instead. What the catalog does not keep stands in the chain's schema_differs.sql."""
    database = "schema"
    run = subprocess.run([MIGC, "-C", project.folder, "schema"], capture_output=True, text=True, check=False)
    if "error[MIG0517]" in run.stderr:  # a view whose text has been overtaken by a rename
        COUNTS["stale"] += 1
        return
    if run.returncode != 0:
        raise Failure(f"migc schema ended with {run.returncode}:\n{run.stderr}")
    project.new_database(database)
    made = SERVER.psql(database, "-q", "-v", "ON_ERROR_STOP=1", text=run.stdout)
    if made.status != 0:
        raise Failure(f"the output of migc schema ended with {made.status}:\n{made.stderr}")
    differs = project.folder / "schema_differs.sql"
    if differs.exists():
        SERVER.run(database, differs.read_text(encoding="utf-8"))
    if "\n-- seen only in part" in run.stdout:
        COUNTS["seen in part"] += 1
    else:
        same(project.dump(database), states.end, "migc schema makes another schema")


COUNTS = {"stale": 0, "seen in part": 0, "runs": 0, "statements": 0}


def main():
    wanted = sys.argv[1:]
    passed, failed = 0, 0

    def attempt(name, act):
        nonlocal passed, failed
        try:
            value = act()
            passed += 1
            return value
        except Failure as failure:
            failed += 1
            print(f"FAILED {name}\n{failure}\n", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
        return None

    for role in ROLES:
        SERVER.run("template1", f"create role {role};")
    for number, folder in enumerate(FOLDERS):
        if not (folder / "migrations").is_dir() or (wanted and folder.name not in wanted):
            continue
        project = attempt(f"{folder.name}: read", lambda: Project(folder))
        if project is None:
            continue
        attempt(f"{project.name}: check", lambda: check(project))
        states = attempt(f"{project.name}: by hand", lambda: States(project))
        if states is None:
            continue
        attempt(f"{project.name}: schema", lambda: schema(project, states))
        for at, mode in enumerate(("single", "revision")):
            attempt(f"{project.name}: {mode}, whole", lambda: whole(project, states, mode))
            if share.STEP == 1 or number % 2 == at:
                attempt(f"{project.name}: {mode}, each", lambda: each(project, states, mode))
        attempt(f"{project.name}: segment, whole", lambda: whole(project, states, "segment"))
    print(f"{COUNTS['seen in part']} chains of which `migc schema` sees a part only, {COUNTS['stale']} with stale views")
    print(f"{COUNTS['runs']} scripts run, {COUNTS['statements']} statements read by PostgreSQL's parser")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
