#!/usr/bin/python3
"""Whether the rights that a script asks for before it works are the ones that its statements need: each revision runs
under a role that has exactly what the guard names, and stops at the guard where one of them is missing.

MIGC names the built program (default: build/migc beside this checkout)."""

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
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()

FIRST = """create schema app;
    create table app.t (a int primary key, b int);
    create table app.parent (a int primary key);
    create type app.mood as enum ('low');
    create domain app.small as int;
    create function app.f(x int, m app.mood) returns int language sql as 'select 1';
    create procedure app.p() language sql as 'select 1';
    create view app.v as select a from app.t;
    create sequence app.s;
    create index t_b on app.t (b);
    create table app.partitioned (a int) partition by range (a);
    create table app.old (a int);"""

# What the second revision does; what must be said to be lacking.
CASES = [
    ("alter table app.t add column c int;", ["app.t"]),
    ("create index t_a on app.t (a);", ["app.t", "CREATE on schema app"]),
    ("alter index app.t_b rename to t_b2;", ["app.t_b", "CREATE on schema app"]),
    ("drop index app.t_b;", ["app.t_b"]),
    ("drop table app.old;", ["app.old"]),
    ("comment on table app.t is 'x';", ["app.t"]),
    ("create table app.n (a int references app.parent);", ["REFERENCES on app.parent", "CREATE on schema app"]),
    ("alter table app.t add foreign key (b) references app.parent (a);", ["app.t", "REFERENCES on app.parent"]),
    ("create function app.g() returns trigger language plpgsql as 'begin return null; end'; create trigger g after insert "
     "on app.t for each row execute function app.g();", ["TRIGGER on app.t", "CREATE on schema app"]),
    ("alter type app.mood rename to feeling;", ["type mood", "CREATE on schema app"]),
    ("alter domain app.small set not null;", ["type small"]),
    ("create or replace function app.f(x int, m app.mood) returns int language sql as 'select 2';",
     ["app.f(integer, app.mood)", "CREATE on schema app"]),
    ("drop procedure app.p();", ["app.p()"]),
    ("alter view app.v rename to w;", ["app.v", "CREATE on schema app"]),
    ("alter sequence app.s increment 2;", ["app.s"]),
    ("alter table app.t rename to u; alter table app.u add column d int;", ["app.t", "CREATE on schema app"]),
    ("create table app.made (a int); alter table app.made add column b int; drop table app.made;",
     ["CREATE on schema app"]),
    ("create schema other; create table other.t (a int);", ["CREATE on database rights"]),
    ("create table app.part partition of app.partitioned for values from (1) to (2);",
     ["app.partitioned", "CREATE on schema app"]),
    ("create policy p on app.t;", ["app.t"]),
    ("drop view app.v; create view app.v as select b from app.t;", ["app.v", "CREATE on schema app"]),
]


def migc(folder, *arguments):
    run = subprocess.run([MIGC, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode != 0:
        raise AssertionError(f"migc {' '.join(arguments)}: exit status {run.returncode}\n{run.stderr.decode()}")
    return run.stdout.decode()


def apply(script, status, user="worker"):
    run = SERVER.psql("rights", "-q", "-v", "accept_loss=1", text=script, user=user)
    if run.status != status:
        raise AssertionError(repr(run))
    return run.stderr


def compiled(folder, second):
    (folder / "migrations").mkdir()
    (folder / "migc.ini").write_text("[target.a]\nserver_version = 15\n", encoding="utf-8")
    (folder / "migrations" / "1.mig").write_text(
        f"revision one1;\nrevises base;\nupgrade {{ {FIRST} }}\n", encoding="utf-8")
    (folder / "migrations" / "2.mig").write_text(
        f"revision two2;\nrevises one1;\nupgrade {{ {second} }}\n", encoding="utf-8")
    return migc(folder, "emit", "base:one1"), migc(folder, "emit", "one1:two2"), migc(folder, "emit", "two2:one1")


def prepare(first):
    SERVER.createdb("rights")
    apply(first, 0, "postgres")
    SERVER.run("rights", "grant all on alembic_version to worker; grant usage on schema app to worker; "
                         "grant select on all tables in schema app to worker;")


# Gives the worker what one item of the list asks for.
def give(item):
    words = item.split(", which belongs to ")[0]
    if words.startswith("ownership of "):
        name = words[len("ownership of "):]
        if name.startswith("type "):
            statement = f"alter type app.{name[5:]} owner to worker"
        elif name.startswith("schema "):
            statement = f"alter {name} owner to worker"
        elif name.endswith(")"):
            statement = f"alter routine {name} owner to worker"
        elif SERVER.query("rights", f"select relkind from pg_class where oid = to_regclass('{name}')") == [["i"]]:
            table = SERVER.query("rights", f"select indrelid::regclass from pg_index where indexrelid = '{name}'::regclass")
            statement = f"alter table {table[0][0]} owner to worker"
        else:
            statement = f"alter table {name} owner to worker"
    else:
        statement = f"grant {words} to worker"
    SERVER.run("rights", statement)


def listed(said):
    line = next(line for line in said.splitlines() if "lacks" in line)
    return line.split(" lacks ", 1)[1].split("; ")


def case(folder, second, expected):
    first, upgrade, downgrade = compiled(folder, second)
    prepare(first)
    items = listed(apply(upgrade, 3))
    for text in expected:
        if not any(text in item for item in items):
            raise AssertionError(f"not said to be lacking: {text}; said: {items}")
    if len(items) != len(expected):
        raise AssertionError(f"said to be lacking: {items}; expected: {expected}")
    for index, item in enumerate(items):
        if index + 1 == len(items):
            break
        give(item)
        apply(upgrade, 3)
    give(items[-1])
    apply(upgrade, 0)
    apply(downgrade, 0, "postgres")
    # A superuser's downgrade asks for nothing either.
    prepare(first)
    apply(upgrade, 0, "postgres")
    apply(downgrade, 0, "postgres")


def grants_ask_for_nothing(folder):
    first, upgrade, _ = compiled(folder, "grant select on app.t to public;")
    prepare(first)
    SERVER.run("rights", "grant select on app.t to worker with grant option;")
    apply(upgrade, 0)


def downgrade_asks_as_well(folder):
    first, upgrade, downgrade = compiled(folder, "create table app.n (a int);")
    prepare(first)
    apply(upgrade, 0, "postgres")
    said = apply(downgrade, 3)
    if "ownership of app.n, which belongs to postgres" not in said:
        raise AssertionError(said)


def main():
    SERVER.run("template1", "create role worker login;")
    tests = [(second, lambda folder, row=(second, expected): case(folder, *row)) for second, expected in CASES]
    tests += [(test.__name__, test) for test in (grants_ask_for_nothing, downgrade_asks_as_well)]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory(prefix="migc-rights-") as folder:
            try:
                test(Path(folder))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
