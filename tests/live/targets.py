#!/usr/bin/python3
"""What the keys of a target do on a server: schema, search_path, role, the version table's name and schema, variables,
one transaction or one for each revision. MIGC names the built program (default: build/migc beside this checkout)."""

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

INI = """[target.prod]
server_version = 15
schema = app
search_path = app, shared
role = app_owner
version_table = "Versions"
version_table_schema = meta
var.reader = app_reader
var.name = "Orders"
var.most = 5
"""

FIRST = """revision orders_01;
revises base;
requires postgresql >= 14;
upgrade {
    create table ${name} (id int primary key, n int check (n < ${most}), kind kind not null default 'small');
    create index on ${name} (n);
    create view small_orders as select o.id from ${name} o where o.kind = 'small';
    grant select on small_orders to ${reader};
    for postgresql >= 15 { create unique index u on ${name} (n) nulls not distinct; }
    else { create unique index u on ${name} (n); }
}
downgrade auto;
"""

SECOND = """revision orders_02;
revises orders_01;
upgrade {
    alter table ${name} rename column n to amount;
    insert into ${name} (id, amount) values (1, ${most} - 1) reversed by { delete from ${name} where id = 1; };
}
"""

# As pg_dump -s writes it, the schema included, though the target knows it.
BASELINE = """CREATE SCHEMA shared;
CREATE TYPE shared.kind AS ENUM ('small', 'large');
CREATE TABLE shared.kinds (kind shared.kind NOT NULL);
"""

SHARED = """create role app_owner;
create role app_reader;
create role dba login in role app_owner;
create schema app authorization app_owner;
create schema meta authorization app_owner;
create table public.not_ours (a int);
""" + BASELINE + "grant usage, create on schema shared to app_owner;\n"


class Case:
    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "migrations").mkdir()
        (self.folder / "migc.ini").write_text(INI, encoding="utf-8")
        (self.folder / "shared.sql").write_text(BASELINE, encoding="utf-8")
        baseline = FIRST.replace("requires", "baseline 'shared.sql';\nrequires", 1)
        (self.folder / "migrations" / "1.mig").write_text(baseline, encoding="utf-8")
        (self.folder / "migrations" / "2.mig").write_text(SECOND, encoding="utf-8")
        SERVER.createdb("target")
        SERVER.run("target", SHARED if not ROLES_MADE else SHARED.split("in role app_owner;\n", 1)[1])
        ROLES_MADE.append(True)

    def migc(self, *arguments):
        run = subprocess.run([MIGC, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if run.returncode != 0:
            raise AssertionError(f"migc {' '.join(arguments)}: exit status {run.returncode}\n{run.stderr.decode()}")
        return run.stdout.decode()

    def apply(self, script, status=0):
        run = SERVER.psql("target", "-q", "-v", "accept_loss=1", text=script, user="dba")
        if run.status != status:
            raise AssertionError(repr(run))
        return run

    def rows(self):
        return SERVER.query("target", 'select version_num from meta."Versions"')

    def relations(self):
        return SERVER.query("target", "select nspname, relname, rolname from pg_class c join pg_namespace n on n.oid = "
                            "relnamespace join pg_roles r on r.oid = relowner where nspname in ('app', 'meta', 'public') "
                            "and relkind in ('r', 'v') order by 1, 2")


ROLES_MADE = []


def equal(seen, expected):
    if seen != expected:
        raise AssertionError(f"seen {seen!r}, expected {expected!r}")


def up_down_up(case, mode):
    """Everything lands in the target's schema and belongs to its role; the way back leaves nothing but the version table."""
    # The shared schema is a baseline, and there already.
    up = case.migc("emit", "head", "--transaction", mode)
    before = SERVER.dump("target", 'meta."Versions"')
    case.apply(up)
    above = SERVER.dump("target", 'meta."Versions"')
    equal(case.relations(), [["app", "Orders", "app_owner"], ["app", "small_orders", "app_owner"],
                             ["meta", "Versions", "app_owner"], ["public", "not_ours", "postgres"]])
    equal(case.rows(), [["orders_02"]])
    equal(SERVER.query("target", 'select id, amount, kind from app."Orders"'), [["1", "4", "small"]])
    equal(SERVER.query("target", "select has_table_privilege('app_reader', 'app.small_orders', 'select')"), [["t"]])
    equal("already applied" in case.apply(up, 3).stderr, True)
    case.apply(case.migc("emit", "head:base", "--transaction", mode))
    equal(case.rows(), [])
    equal(SERVER.dump("target", 'meta."Versions"'), before)
    case.apply(up)
    equal(SERVER.dump("target", 'meta."Versions"'), above)


def single(case):
    up_down_up(case, "single")


def revision(case):
    up_down_up(case, "revision")


def stamp(case):
    case.apply(case.migc("stamp", "orders_01"))
    equal(case.rows(), [["orders_01"]])
    case.apply(case.migc("stamp", "orders_01:orders_02"))
    equal(case.rows(), [["orders_02"]])
    equal("at orders_02, expected orders_01" in case.apply(case.migc("stamp", "orders_01:orders_02"), 3).stderr, True)
    equal(case.rows(), [["orders_02"]])


def missing_schema(case):
    SERVER.run("target", "drop schema app")
    said = case.apply(case.migc("emit", "head"), 3).stderr
    equal("schema app does not exist" in said, True)


def another_version(case):
    said = case.apply(case.migc("emit", "head", "--server-version", "14"), 3).stderr
    equal("the server is PostgreSQL 15" in said, True)


def main():
    global SERVER
    SERVER = postgres.Cluster()
    tests = [single, revision, stamp, missing_schema, another_version]
    failed = 0
    for test in tests:
        with tempfile.TemporaryDirectory(prefix="migc-target-") as folder:
            try:
                test(Case(folder))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {test.__name__}\n{traceback.format_exc()}")
    SERVER.stop()
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
