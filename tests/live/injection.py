#!/usr/bin/python3
"""Hostile text through psql itself: scripts compiled from it run to their end, up and down, nothing on the machine is
touched, and what the text says reaches the database unchanged.

MIGC_INJECT names the built program (default: build/inject beside this checkout), INJECTIONS the number of projects
(default 300), INJECTION_SEED the first seed (default 1)."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
INJECT = Path(os.environ.get("MIGC_INJECT", ROOT / "build" / "inject")).resolve()
COUNT = int(os.environ.get("INJECTIONS", "300"))
SEED = int(os.environ.get("INJECTION_SEED", "1"))

# Variables whose values would do harm, if psql put them in.
VARIABLES = [option for name in ("x", "a", "2", "migc_baseline") for option in ("-v", f"{name}='; \\! touch canary")]
VARIABLES += ["-v", "accept_loss=1"]

CHECK = """select 'comment {0} ' || encode(convert_to(d.description, 'UTF8'), 'hex') from pg_description d
join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace
where n.nspname like '%#{0}' and d.objsubid = 0 and c.relkind = 'r';
"""
REMOVE = """select format('drop schema %I cascade', nspname) from pg_namespace where nspname like '%#{0}' \\gexec
"""
BATCH = 20  # projects that one psql runs; where something is wrong, each runs once more in a psql of its own


def problem(folder, place, seeds):
    """What is wrong with some projects, run one after the other by one psql; nothing where all is well."""
    options = []
    for seed in seeds:
        (folder / f"{seed}.check.sql").write_text(CHECK.format(seed), encoding="utf-8")
        (folder / f"{seed}.remove.sql").write_text(REMOVE.format(seed), encoding="utf-8")
        for step in ("setup", "up", "check", "down", "remove"):
            options += ["-f", f"{folder}/{seed}.{step}.sql"]
    run = SERVER.psql("injection", "-q", *VARIABLES, *options, cwd=place)
    for way in ("upgrade", "downgrade"):
        if run.status != 0 or len(re.findall(f"migc: {way} done", run.stdout)) != len(seeds):
            return f"a script failed\n{run!r}"
    seen = dict(re.findall(r"^ comment (\d+) (\w*)$", run.stdout, re.MULTILINE))
    expected = {str(seed): (folder / f"{seed}.comment").read_text() for seed in seeds}
    return "" if seen == expected else f"the comments are {seen}, not {expected}"


def touched(folder, place, seeds):
    """What is wrong, a touched file before all else."""
    said = problem(folder, place, seeds)
    if found := canaries(place, SERVER.home):
        said = f"touched: {found}"
        for path in found:
            Path(path).unlink()
    return said


def canaries(*folders):
    return [str(path) for folder in folders for path in Path(folder).rglob("canary*")]


def the_canary_sings(place):
    """The alarm works: psql run as below does touch the file where a script lets it."""
    for text in ("\\! touch canary\n", "\\echo `touch canary`\n", "-- a\n\\! touch canary\n"):
        SERVER.psql("injection", text=text, cwd=place)
        if not canaries(place):
            return False
        (Path(place) / "canary").unlink()
    return True


def main():
    failed = 0
    SERVER.createdb("injection")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as place:
        if not the_canary_sings(place):
            print("the canary is silent\n0 passed, 1 failed")
            return 1
        subprocess.run([INJECT, "write", str(COUNT), str(SEED), folder], check=True)
        everything = range(SEED, SEED + COUNT)
        for batch in (everything[at:at + BATCH] for at in range(0, COUNT, BATCH)):
            if not touched(Path(folder), place, batch):
                continue
            SERVER.createdb("injection")
            wrong = {seed: said for seed in batch if (said := touched(Path(folder), place, [seed]))}
            for seed, said in (wrong or {batch[0]: "fails only together with those behind it"}).items():
                failed += 1
                print(f"FAILED seed {seed}: {said}")
    print(f"{COUNT - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
