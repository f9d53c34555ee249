#!/usr/bin/python3
"""Alembic and migc on one database: each reads the other's version rows as current, and goes on from them.

    /usr/bin/python3 tests/live/alembic_interplay.py

Every case writes the same graph twice, as `.mig` files and as Alembic's version files (Debian's python3-alembic, run
online through psycopg2), takes turns, and asks both where the database stands after each turn. MIGC names the built
migc (build/migc by default)."""

import os
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

ENV = """
import os
from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine("postgresql+psycopg2://", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""

# What `alembic revision` makes a version file from.
TEMPLATE = """
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None
def upgrade(): pass
def downgrade(): pass
"""


class Graph:
    """Revisions as (id, parents, depends); each makes one table of its name."""

    def __init__(self, folder, *revisions):
        self.folder, self.revisions = Path(folder), revisions
        (self.folder / "migrations").mkdir()
        (self.folder / "versions").mkdir()
        (self.folder / "env.py").write_text(ENV, encoding="utf-8")
        (self.folder / "script.py.mako").write_text(TEMPLATE, encoding="utf-8")
        (self.folder / "alembic.ini").write_text(f"[alembic]\nscript_location = {folder}\n", encoding="utf-8")
        (self.folder / "migc.ini").write_text("migrations = migrations\n\n[target.t]\ndialect = postgresql\n"
                                              "server_version = 15\nheads = many\n", encoding="utf-8")
        for revision in revisions:
            self.write(*revision)

    def write(self, name, parents, depends=()):
        (self.folder / "versions" / f"{name}.py").write_text(
            "from alembic import op\n"
            f"revision = {name!r}\ndown_revision = {tuple(parents) or None!r}\ndepends_on = {tuple(depends) or None!r}\n"
            "branch_labels = None\n"
            f"def upgrade(): op.execute('create table t_{name} (a int)')\n"
            f"def downgrade(): op.execute('drop table t_{name}')\n", encoding="utf-8")
        text = f"revision {name};\nrevises {', '.join(parents) or 'base'};\nmessage 'Make t_{name}';\n"
        if depends:
            text += f"depends on {', '.join(depends)};\n"
        (self.folder / "migrations" / f"{name}.mig").write_text(
            text + f"upgrade {{ create table t_{name} (a int); }}\ndowngrade auto;\n", encoding="utf-8")

    def needed(self, names):
        parents = {name: [*first, *(rest[0] if rest else ())] for name, first, *rest in self.revisions}
        out, pending = set(), list(names)
        while pending:
            name = pending.pop()
            if name not in out:
                out.add(name)
                pending += parents[name]
        return out


class Case:
    def __init__(self, folder):
        self.folder, self.database, self.graph = Path(folder), "interplay", None
        SERVER.createdb(self.database)

    def make(self, *revisions):
        self.graph = Graph(self.folder, *revisions)

    def run(self, *command, **options):
        run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder,
                             env=SERVER.environment(PGDATABASE=self.database), **options)
        if run.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))} ended with {run.returncode}\n{run.stdout}{run.stderr}")
        return run.stdout

    def alembic(self, *arguments):
        return self.run("/usr/bin/python3", "-B", "-m", "alembic", *arguments)

    def migc(self, span):
        """As the README has it: the rows are read with psql, the script goes to psql."""
        rows = None
        if span.startswith("current"):
            rows = SERVER.psql(self.database, "-XAt", "-c", "select version_num from public.alembic_version").stdout
        script = self.run(MIGC, "emit", span, input=rows)
        path = self.folder / "script.sql"
        path.write_text(script, encoding="utf-8")
        run = SERVER.psql(self.database, "-v", "ON_ERROR_STOP=1", "-v", "accept_loss=1", file=path)
        if run.status != 0:
            raise AssertionError(f"the script of {span} ended with {run.status}\n{run.stderr}")

    def stands_at(self, *rows):
        """Asks the table, Alembic and migc; and looks for exactly the tables that these rows stand for."""
        seen = [row[0] for row in SERVER.query(self.database, "select version_num from alembic_version order by 1")]
        assert seen == sorted(rows), f"the rows are {seen}, expected {sorted(rows)}"
        # Alembic also names heads that stand for nothing but a dependency of a row.
        current = {line.split()[0] for line in self.alembic("current").splitlines()}
        assert set(rows) <= current <= self.graph.needed(rows), f"alembic current says {sorted(current)}, expected {rows}"
        if rows:
            said = self.run(MIGC, "current", input="\n".join(seen) + "\n")
            for row in rows:
                assert row in said, f"migc current does not say {row}:\n{said}"
        tables = {row[0] for row in SERVER.query(self.database, "select relname from pg_class where relkind = 'r' and "
                                                 "relnamespace = 'public'::regnamespace and relname ~ '^t_'")}
        expected = {"t_" + name for name in self.graph.needed(rows)}
        assert tables == expected, f"the tables are {sorted(tables)}, expected {sorted(expected)}"


LINEAR = (("aaaa1111", ()), ("bbbb2222", ("aaaa1111",)), ("cccc3333", ("bbbb2222",)), ("dddd4444", ("cccc3333",)))
FORK = (("aaaa1111", ()), ("bbbb2222", ("aaaa1111",)), ("cccc3333", ("aaaa1111",)))
MERGED = (*FORK, ("dddd4444", ("bbbb2222", "cccc3333")), ("eeee5555", ("dddd4444",)))
ROOTS = (("aaaa1111", ()), ("bbbb2222", ("aaaa1111",)), ("cccc3333", (), ("aaaa1111",)), ("dddd4444", ("cccc3333",)))


def linear(case):
    case.make(*LINEAR)
    case.migc("base:bbbb2222")
    case.stands_at("bbbb2222")
    case.alembic("upgrade", "cccc3333")
    case.stands_at("cccc3333")
    case.migc("current:head")
    case.stands_at("dddd4444")
    case.alembic("downgrade", "bbbb2222")
    case.stands_at("bbbb2222")
    case.migc("current:aaaa1111")
    case.stands_at("aaaa1111")
    case.alembic("upgrade", "head")
    case.stands_at("dddd4444")
    case.migc("current:-2")
    case.stands_at("bbbb2222")


def alembic_first(case):
    case.make(*LINEAR)
    case.alembic("upgrade", "bbbb2222")
    case.stands_at("bbbb2222")
    case.migc("current:head")
    case.stands_at("dddd4444")


def to_base_and_again(case):
    """E6: a table that is left at base is in nobody's way."""
    case.make(*LINEAR)
    for first, second in (("migc", "alembic"), ("alembic", "migc")):
        for tool in (first, second):
            if tool == "migc":
                case.migc("base:head")
                case.stands_at("dddd4444")
                case.migc("current:base")
            else:
                case.alembic("upgrade", "head")
                case.stands_at("dddd4444")
                case.alembic("downgrade", "base")
            case.stands_at()


def several_heads(case):
    case.make(*FORK)
    case.migc("base:bbbb2222")
    case.stands_at("bbbb2222")
    case.alembic("upgrade", "heads")
    case.stands_at("bbbb2222", "cccc3333")
    case.migc("current:cccc3333@-1")
    case.stands_at("bbbb2222")
    case.migc("current:heads")
    case.stands_at("bbbb2222", "cccc3333")
    case.alembic("downgrade", "aaaa1111")
    case.stands_at("aaaa1111")
    case.migc("current:heads")
    case.stands_at("bbbb2222", "cccc3333")


def merged(case):
    case.make(*MERGED)
    case.migc("base:dddd4444")
    case.stands_at("dddd4444")
    case.alembic("upgrade", "head")
    case.stands_at("eeee5555")
    case.migc("current:bbbb2222,cccc3333")
    case.stands_at("bbbb2222", "cccc3333")
    case.alembic("upgrade", "dddd4444")
    case.stands_at("dddd4444")
    case.alembic("downgrade", "bbbb2222")
    case.stands_at("bbbb2222", "cccc3333")
    case.migc("current:head")
    case.stands_at("eeee5555")


def roots_and_dependencies(case):
    case.make(*ROOTS)
    case.migc("base:cccc3333")
    case.stands_at("cccc3333")
    case.alembic("upgrade", "heads")
    case.stands_at("bbbb2222", "dddd4444")
    case.migc("current:dddd4444@-1")
    case.stands_at("bbbb2222", "cccc3333")
    case.alembic("upgrade", "dddd4444")
    case.stands_at("bbbb2222", "dddd4444")


def a_version_file_of_its_own(case):
    """Alembic goes on with a revision that migc does not know: then migc says so instead of guessing."""
    case.make(*LINEAR[:2])
    case.migc("base:head")
    case.stands_at("bbbb2222")
    case.alembic("revision", "-m", "of its own", "--rev-id", "ffff9999")
    case.alembic("upgrade", "head")
    assert "ffff9999 (head)" in case.alembic("current")
    run = subprocess.run([MIGC, "emit", "current:head"], input="ffff9999\n", capture_output=True, text=True, check=False,
                         cwd=case.folder)
    assert run.returncode == 1 and "ffff9999" in run.stderr, run.stderr
    case.alembic("downgrade", "-1")
    case.stands_at("bbbb2222")
    case.migc("current:base")
    case.stands_at()


def stamped(case):
    case.make(*LINEAR)
    SERVER.run(case.database, "create table t_aaaa1111 (a int); create table t_bbbb2222 (a int);")
    script = case.folder / "stamp.sql"
    script.write_text(case.run(MIGC, "stamp", "bbbb2222"), encoding="utf-8")
    run = SERVER.psql(case.database, "-v", "accept_loss=1", file=script)
    assert run.status == 0, run.stderr
    case.stands_at("bbbb2222")
    case.alembic("upgrade", "+1")
    case.stands_at("cccc3333")
    case.alembic("stamp", "bbbb2222")
    SERVER.run(case.database, "drop table t_cccc3333")
    case.migc("current:head")
    case.stands_at("dddd4444")


TESTS = (linear, alembic_first, to_base_and_again, several_heads, merged, roots_and_dependencies,
         a_version_file_of_its_own, stamped)


def main():
    passed, failed = 0, 0
    for test in TESTS:
        with tempfile.TemporaryDirectory(prefix="migc-interplay-") as folder:
            try:
                test(Case(folder))
                passed += 1
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {test.__name__}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
