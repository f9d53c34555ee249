#!/usr/bin/python3
"""Hostile text through psql itself: scripts compiled from it run to their end, up and down, nothing on the machine is
touched, and what the text says reaches the database unchanged.

MIGC_INJECT names the built program (default: build/inject beside this checkout), INJECTIONS the number of projects
(default 300), INJECTION_SEED the first seed (default 1)."""

import os
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

COMMENT = """select encode(convert_to(d.description, 'UTF8'), 'hex') from pg_description d join pg_class c on c.oid = d.objoid
join pg_namespace n on n.oid = c.relnamespace where n.nspname like '%#{0}' and d.objsubid = 0 and c.relkind = 'r'"""
REMOVE = """select format('drop schema %I cascade', nspname) from pg_namespace where nspname like '%#{0}' \\gexec"""


def problem(folder, place, seed):
    """What is wrong with one project; nothing where all is well."""
    def run(*steps):
        options = [text for step in steps for text in ("-f", f"{folder}/{seed}.{step}.sql")]
        return SERVER.psql("injection", "-q", *VARIABLES, *options, cwd=place)
    up = run("setup", "up")
    if up.status != 0 or "migc: upgrade done" not in up.stdout:
        return f"the upgrade failed\n{up!r}"
    seen = SERVER.query("injection", COMMENT.format(seed))
    if seen != [[(folder / f"{seed}.comment").read_text()]]:
        return f"the comment is {seen}"
    down = run("down")
    if down.status != 0 or "migc: downgrade done" not in down.stdout:
        return f"the downgrade failed\n{down!r}"
    SERVER.psql("injection", "-q", text=REMOVE.format(seed))
    return ""


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
        for seed in range(SEED, SEED + COUNT):
            said = problem(Path(folder), place, seed)
            if touched := canaries(place, SERVER.home):
                said = f"touched: {touched}"
                for path in touched:
                    Path(path).unlink()
            if said:
                failed += 1
                print(f"FAILED seed {seed}: {said}")
    print(f"{COUNT - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
