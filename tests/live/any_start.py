#!/usr/bin/python3
"""`any:heads` of every chain (`migrations/`, the examples, those below tests/live/chains and tests/live/segments): one
script, run on databases at base, at every revision with what it needs, and at every step of the chain's order, ends in
the same dump and the same version rows. Run again it does nothing, says so and ends with status 0. A database with an
unknown row is refused.

    /usr/bin/python3 tests/live/any_start.py [CHAIN...]

A third of the starts, unless MIGC_FULL is set (share.py).
MIGC names the built migc (build/migc by default), MIGC_PARSE_SQL the built tests/tools/parse_sql.cpp."""

import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import chains  # noqa: E402
import postgres  # noqa: E402
import share  # noqa: E402

MODE = "segment"
FOLDERS = [*chains.FOLDERS, chains.ROOT / "tests/live/segments"]


def starts(chain):
    """Sets of applied revisions, as lists in order, each once."""
    found = {}
    for at, revision in enumerate(chain.order):
        for applied in (chain.order[:at], ancestors(chain, revision)):
            found.setdefault(",".join(chain.rows(applied)), applied)
    return found.values()


def ancestors(chain, revision):
    """In order, the revision itself last."""
    wanted, out = {revision.id}, []
    for each in reversed(chain.order[: chain.order.index(revision) + 1]):
        if each.id in wanted:
            out.insert(0, each)
            wanted.update(each.parents + each.depends)
    return out


class Start:
    """A database of one chain, and the one script for it."""

    def __init__(self, project, folder):
        self.project, self.folder = project, Path(folder)
        self.script = self.folder / "any.sql"
        self.script.write_text(project.emit("any:heads", MODE), encoding="utf-8")
        self.rows = project.chain.rows(project.chain.order)

    def run(self, database):
        return SERVER.psql(database, "-v", "VERBOSITY=verbose", file=self.script, cwd=self.folder)

    def reach(self, database, applied):
        self.project.new_database(database)
        if applied:
            self.project.run(database, f"base:{chains.written(self.project.chain.rows(applied))}", MODE,
                             self.project.chain.rows(applied))

    def each(self):
        database, expected = "any", None
        most, *others = sorted(starts(self.project.chain), key=len, reverse=True)
        for applied in [most, *share.part(reversed(others))]:
            at = chains.written(self.project.chain.rows(applied))
            self.reach(database, applied)
            self.succeed(database, at)
            dump = self.project.dump(database)
            if expected is None:
                expected = self.by_range()
            chains.same(dump, expected, f"any:heads from {at} differs from base:heads")
            COUNTS["starts"] += 1
        again = self.succeed(database, "the heads")
        if "migc: nothing to do\n" not in again.stdout:
            raise chains.Failure(f"at the heads it does not say that there is nothing to do:\n{again.stdout}")
        chains.same(self.project.dump(database), expected, "any:heads changes something at the heads")
        SERVER.run(database, f"insert into {self.project.version_table} values ('elsewhere')")
        run = self.run(database)
        if run.status != 3 or "MG010" not in run.stderr:
            raise chains.Failure(f"an unknown row: {run!r}")

    def by_range(self):
        self.project.new_database("range")
        self.project.run("range", "base:heads", MODE, self.rows)
        return self.project.dump("range")

    def succeed(self, database, at):
        run = self.run(database)
        if run.status != 0:
            raise chains.Failure(f"any:heads from {at} ended with {run.status}:\n{run.stderr[-1500:]}")
        if (seen := self.project.versions(database)) != self.rows:
            raise chains.Failure(f"any:heads from {at}: rows {seen}, expected {self.rows}")
        return run


COUNTS = {"starts": 0}


def main():
    passed, failed = 0, 0
    for role in chains.ROLES:
        SERVER.run("template1", f"create role {role};")
    for folder in FOLDERS:
        if not (folder / "migrations").is_dir() or (sys.argv[1:] and folder.name not in sys.argv[1:]):
            continue
        try:
            with tempfile.TemporaryDirectory(prefix="migc-any-") as place:
                Start(chains.Project(folder), place).each()
            passed += 1
        except chains.Failure as failure:
            failed += 1
            print(f"FAILED {folder.name}\n{failure}\n", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {folder.name}\n{traceback.format_exc()}", flush=True)
    print(f"{COUNTS['starts']} starts of {passed} chains")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        chains.SERVER = SERVER
        sys.exit(main())
