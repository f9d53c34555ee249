#!/usr/bin/python3
"""`schemas`: the tickets of many schemas are, byte for byte, those of targets that name one schema each.

For `migrations/`, every example, the chains of this folder and some that are written here to be difficult: names in any
order and of any length, names that must be quoted, names that the chain mentions, names around another schema's. Then:
the scripts of three schemas on one server, and how much more many schemas cost than one.

    /usr/bin/python3 tests/live/schemas.py [WORD...]

MIGC names the built migc (build/migc by default). A chain is built in a third of the modes, unless MIGC_FULL is set
(share.py)."""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402
import share  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
LIVE = ROOT / "tests" / "live"

# `items` and `app` are words of several chains; `public` and `meta` stand in every catalog or key here.
NAMES = ["tenant_1", "tenant_2", "tenant_12", "tenant_103", "acme", "b", "zebra_crossings_of_the_whole_country_and_beyond",
         "public", "items", "app", "order", "meta", "a_", "_a", "a__b", "x-1", '"Quoted"', "m_shared", "m_z", "m_a"]
MODES = ["", "transaction = segment\nguard = drift\nhistory_table = changes\n",
         "output = per-revision\ntransaction = revision\nversion_table_schema = meta\n", "client = caller\nrole = app_owner\n"]

# Chains where the schema's name shows in other ways than as a name alone.
DIFFICULT = {
    "another schema, of which each name is in front or behind": [
        "create schema m_shared; create table m_shared.a (id integer primary key); create table a (id integer primary key)",
        "create table b (id integer references m_shared.a, other integer references a)",
        "alter table m_shared.a add column n integer; alter table a add column n integer; alter table b add column n integer",
        "drop table b; drop table a; drop table m_shared.a"],
    "a name that only an escape spells": [
        "create table a (id integer); create schema U&\"\\0061cme\"; create table U&\"\\0061cme\".a (id integer)",
        "drop table U&\"\\0061cme\".a"],
    "a name in a literal, and one that is cut by a line break": [
        "create sequence s; create table a (id integer default nextval('acme.s'))",
        "create table b (id integer default nextval('ten'\n'ant_1.s'))"],
    "a body that mentions a schema": [
        "create table a (id integer); create function f() returns integer language sql as $$ select 1 from acme.a $$",
        "alter table a rename to c"],
    "lines that are broken where the names are long": [
        "create schema meta; " + "; ".join(f"create table t{n} (id integer)" for n in range(30)),
        "; ".join(f"alter table t{n} add column a_column_with_a_long_name_{n} integer" for n in range(30))],
    "warnings": [
        "create table a (id integer); create table b (id integer)",
        "drop table a reversed by nothing; insert into b values (1)"],
    "errors": ["create table a (id integer)", "alter table c add column id integer"],
}


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


def write_chain(folder, revisions):
    (folder / "migrations").mkdir()
    before = "base"
    for number, text in enumerate(revisions, 1):
        (folder / "migrations" / f"{number}.mig").write_text(
            f"revision r{number:03};\nrevises {before};\nupgrade {{\n{text};\n}}\n", encoding="utf-8")
        before = f"r{number:03}"


def keys_of(folder):
    """Of the chain's first target, those that are not about schemas."""
    ini = folder / "migc.ini"
    text = ini.read_text(encoding="utf-8") if ini.exists() else ""
    section = re.split(r"^\[.*\]$", text, flags=re.MULTILINE)[1:2]
    kept = [line for line in "".join(section).splitlines()
            if re.match(r"(heads|var\.\S+|server_version|from|to|lock_timeout)\s*=", line)]
    path = re.search(r"^search_path\s*=\s*\w+,(.*)$", "".join(section), re.MULTILINE)
    return "\n".join(kept) + "\n", path.group(1) if path else None


def build(folder, keys):
    """Exit status, what is said, and the files by their names."""
    (folder / "migc.ini").write_text("[target.t]\n" + keys, encoding="utf-8")
    shutil.rmtree(folder / "out", ignore_errors=True)
    run = subprocess.run([MIGC, "-C", folder, "build"], capture_output=True, text=True, check=False)
    out = folder / "out" / "t"
    files = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return run.returncode, run.stderr, files


def bare(name):
    return name.strip('"')


def alike(folder, keys, path, names):
    """The tickets of all names at once, and of each alone; how many were compared."""
    def keys_for(schemas, first):
        return keys + schemas + (f"search_path = {first},{path}\n" if path else "")

    alone = {}
    for name in names:
        status, said, files = build(folder, keys_for(f"schema = {name}\n", name))
        if status == 0:
            alone[name] = files, said
    if not alone:
        status, said, files = build(folder, keys_for(f"schema = {names[0]}\nschemas = {', '.join(names)}\n", names[0]))
        check(status == 1 and not files and "error[" in said, f"ends with {status}, though no schema alone works\n{said}")
        return 0
    first = next(iter(alone))
    status, said, files = build(folder, keys_for(f"schema = {first}\nschemas = {', '.join(alone)}\n", first))
    check(status == 0, f"ends with {status}, though each schema alone works\n{said}")
    for name, (expected, warned) in alone.items():
        seen = {file.split("/", 1)[1]: content for file, content in files.items() if file.split("/")[0] == bare(name)}
        check(seen.keys() == expected.keys(), f"{name}: the files are {sorted(seen)}")
        for file, content in expected.items():
            check(seen[file] == content, f"{name}: {file} is not that of `schema = {name}` alone")
        for line in warned.splitlines():
            check(line in said or line.startswith("out/"), f"{name}: not said: {line}\n--- said\n{said}")
    lines = [line for line in said.splitlines() if "warning[" in line]
    check(len(lines) == len(set(lines)), f"said twice:\n{said}")
    return len(alone)


def chain_is_alike(source, modes):
    with tempfile.TemporaryDirectory(prefix="migc-schemas-") as place:
        folder = Path(place)
        for path in source.iterdir():
            if path.name in ("out", "migc.ini", "README.md") or (source == ROOT and path.name != "migrations"):
                continue
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
        keys, path = keys_of(source)
        # Chains that name a schema of their own do so for one target; there is not much to compare.
        return sum(alike(folder, keys + mode, path, NAMES[:8]) for mode in modes)


def difficult_is_alike(revisions):
    with tempfile.TemporaryDirectory(prefix="migc-schemas-") as place:
        folder = Path(place)
        write_chain(folder, revisions)
        return sum(alike(folder, mode, None, NAMES) for mode in MODES)


TENANTS = ["create table accounts (account_id integer primary key, owner text);"
           "create view owners as select owner from accounts; create type mood as enum ('sad', 'fine')",
           "alter table accounts add column mood mood; create index on accounts (owner);"
           "create function f() returns bigint language sql as 'select count(*) from accounts'"]


def on_a_server():
    """Each schema gets its own tables and version rows, and nothing of another's."""
    schemas = [f"tenant_{n}" for n in range(1, 8)]
    with tempfile.TemporaryDirectory(prefix="migc-schemas-") as place, postgres.Cluster() as server:
        folder = Path(place)
        write_chain(folder, TENANTS)
        status, said, _ = build(folder, f"server_version = {server.major}\nschemas = {', '.join(schemas)}\n")
        check(status == 0, said)
        server.createdb("tenants")
        server.run("tenants", "".join(f"create schema {schema};" for schema in schemas))

        def run(schema, script, *arguments):
            result = server.psql("tenants", *arguments, file=folder / "out" / "t" / schema / script)
            check(result.status == 0, f"{schema}, {script}: {result!r}")

        def dump(schema):
            text = server.client("pg_dump", "--schema-only", "-d", "tenants", "-n", schema).stdout
            return postgres.normalised(text).replace(schema, "SCHEMA")

        before = dump(schemas[0])
        for schema in schemas[:3] + schemas[-1:]:
            run(schema, "preflight.sql")
            run(schema, "upgrade.sql")
            run(schema, "verify.sql")
        for schema in schemas[1:3] + schemas[-1:]:
            check(dump(schema) == dump(schemas[0]), f"{schema} is not what {schemas[0]} is")
        check(dump(schemas[3]) == before, "a schema has changed to which nothing was done")
        run(schemas[1], "downgrade.sql", "-v", "accept_loss=1")
        check(server.query("tenants", "select count(*) from tenant_2.alembic_version") == [["0"]], "rows are left")
        check(server.query("tenants", "select count(*) from tenant_3.alembic_version") == [["1"]], "rows are gone")


def seconds_of(folder, keys):
    """User time of a build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    status, said, _ = build(folder, keys)
    check(status == 0, said)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def many_cost_little():
    """By far less than a replay for each: of 120 schemas, as much as a sixth of that at most."""
    with tempfile.TemporaryDirectory(prefix="migc-schemas-") as place:
        folder = Path(place)
        subprocess.run([sys.executable, ROOT / "tests" / "bench" / "generate.py", "60", folder], check=True)
        one = min(seconds_of(folder, "schema = tenant_001\n") for _ in range(3))
        many = seconds_of(folder, "schemas = " + ", ".join(f"tenant_{n:03}" for n in range(120)) + "\n")
        check(many < 20 * one, f"120 schemas take {many:.2f} s, one {one:.2f} s")


def main():
    chains = sorted({path.parent.parent for folder in ("migrations", "examples", "tests/live/chains", "tests/live/segments")
                     for path in (ROOT / folder).rglob("migrations/*.mig")} | {ROOT})
    tests = [(str(chain.relative_to(ROOT)), lambda chain=chain, modes=share.part(MODES, number): chain_is_alike(chain, modes))
             for number, chain in enumerate(chains)]
    tests += [(name, lambda revisions=revisions: difficult_is_alike(revisions)) for name, revisions in DIFFICULT.items()]
    tests += [("on a server", on_a_server), ("many cost little", many_cost_little)]
    wanted = sys.argv[1:]
    passed, failed, compared = 0, 0, 0
    for name, test in tests:
        if wanted and not any(word in name for word in wanted):
            continue
        try:
            compared += test() or 0
            passed += 1
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}")
    print(f"{compared} tickets are those of one schema alone")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
