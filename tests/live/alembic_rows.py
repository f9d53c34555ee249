"""Compares our ways and version rows with Alembic's own, over random small chains.

    /usr/bin/python3 tests/live/alembic_rows.py

MIGC_ROUTE_DUMP is the built tests/tools/route_dump (build/route_dump by default), MIGC_CASES the number of
cases, MIGC_SEED what they are made from. Each case is a chain, written as Alembic's version files, and a range.
Two questions are asked of Alembic, offline (`--sql`), from the same start:
  1. its own way to the same end: the set of revisions that run, and the rows at the end;
  2. our way, step by step, through its HeadMaintainer: the rows after each step.
Where it answers otherwise, the case counts as passed only if the answer is a defect that can be seen in it: a
row that another row's revision needs, statements about rows that are not there, or an exception. All are counted
by kind.
"""
import collections
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(os.environ.get("MIGC_ROUTE_DUMP", ROOT / "build" / "route_dump"))
CASES = int(os.environ.get("MIGC_CASES", "3000"))
SEED = int(os.environ.get("MIGC_SEED", "34"))
RANGES_PER_CHAIN = 5


class Chain:
    def __init__(self, rng):
        self.parents, self.depends, self.labels, self.ids = {}, {}, {}, []
        count = rng.randint(1, 9)
        names = rng.sample(range(0x1000, 0xFFFF), count)
        for position, number in enumerate(names):
            rid = "%04x" % number
            earlier = list(self.ids)
            kind = rng.random()
            if not earlier or kind < 0.12:
                parents = []
            elif kind < 0.72 or len(earlier) < 2:
                parents = [rng.choice(earlier[-3:])]
            else:
                parents = rng.sample(earlier, min(len(earlier), rng.choice((2, 2, 3))))
                parents = [p for p in parents if not any(p in self.needed([q]) and p != q for q in parents)]
            others = [e for e in earlier if e not in parents]
            depends = rng.sample(others, rng.choice((1, 1, 2)) if len(others) > 1 else 1) \
                if others and rng.random() < 0.25 else []
            self.ids.append(rid)
            self.parents[rid], self.depends[rid] = parents, depends
            self.labels[rid] = ["lab%d" % position] if rng.random() < 0.2 else []

    def needed(self, ids):
        seen, pending = set(), list(ids)
        while pending:
            rid = pending.pop()
            if rid not in seen:
                seen.add(rid)
                pending += self.parents[rid] + self.depends[rid]
        return seen

    def rows(self, applied):
        covered = {n for rid in applied for n in self.parents[rid] + self.depends[rid]}
        return set(applied) - covered

    def random_rows(self, rng):
        return self.rows(self.needed(rng.sample(self.ids, rng.randint(0, min(3, len(self.ids))))))

    def lines(self):
        return ["|".join((r, ",".join(self.parents[r]), ",".join(self.depends[r]), ",".join(self.labels[r])))
                for r in self.ids]

    def write(self, folder):
        versions = os.path.join(folder, "versions")
        os.makedirs(versions)
        for rid in self.ids:
            with open(os.path.join(versions, rid + ".py"), "w") as out:
                out.write("revision = %r\ndown_revision = %r\ndepends_on = %r\nbranch_labels = %r\n"
                          "def upgrade(): pass\ndef downgrade(): pass\n"
                          % (rid, tuple(self.parents[rid]) or None, tuple(self.depends[rid]) or None,
                             tuple(self.labels[rid]) or None))
        open(os.path.join(folder, "env.py"), "w").close()


def random_range(chain, rng):
    """(rows at the start, TO)"""
    start = chain.random_rows(rng)
    labels = [label for rid in chain.ids for label in chain.labels[rid]]
    kind = rng.random()
    if kind < 0.15:
        start = set()
    elif kind < 0.35:
        start = chain.rows(chain.ids)
    names = ["base", "heads", "head", rng.choice(chain.ids), rng.choice(chain.ids), rng.choice(chain.ids),
             "+%d" % rng.randint(1, 3), "-%d" % rng.randint(1, 3), "%s-1" % rng.choice(chain.ids),
             "%s+1" % rng.choice(chain.ids)]
    if labels:
        label = rng.choice(labels)
        names += [label + "@head", label + "@base", label + "@heads", label + "@+1", label + "@-1", label]
    return start, rng.choice(names)


# ---- Alembic's side ----

STATEMENT = re.compile(r"^(?:INSERT INTO alembic_version \(version_num\) VALUES \('(\w+)'\)"
                       r"|UPDATE alembic_version SET version_num='(\w+)'"
                       r" WHERE alembic_version.version_num = '(\w+)'"
                       r"|DELETE FROM alembic_version WHERE alembic_version.version_num = '(\w+)')")
RUNNING = re.compile(r"^-- Running (upgrade|downgrade) (.*) -> (.*)$")


class BrokenRows(Exception):
    """Statements about rows that are not there, or are there already."""


def run(script, start, steps):
    """Alembic's offline script for `steps`, as [(revision, rows after it)]; its rows start as `start`."""
    out = io.StringIO()
    names = []

    def wanted(_current, _context):
        for step in steps():
            names.append(step.revision.revision)
            yield step

    context = MigrationContext.configure(
        dialect_name="postgresql",
        opts={"as_sql": True, "output_buffer": out, "starting_rev": tuple(start), "fn": wanted,
              "script": script})
    config = Config()
    environment = EnvironmentContext(config, script, fn=wanted)
    with environment:
        environment._migration_context = context
        with context.begin_transaction():
            context.run_migrations()
    rows, after, position = set(start), [], -1
    for line in out.getvalue().splitlines():
        if RUNNING.match(line):
            position += 1
            after.append((names[position], None))
            continue
        found = STATEMENT.match(line)
        if not found:
            continue
        inserted, new, old, deleted = found.groups()
        for gone in (old, deleted):
            if gone:
                if gone not in rows:
                    raise BrokenRows(line)
                rows.remove(gone)
        for fresh in (inserted, new):
            if fresh:
                if fresh in rows:
                    raise BrokenRows(line)
                rows.add(fresh)
        after[position] = (names[position], frozenset(rows))
    return after


def own_way(script, start, to, direction):
    take = script._upgrade_revs if direction == "up" else script._downgrade_revs
    return run(script, start, lambda: take(to, tuple(start)))


def our_way(script, start, ids, direction):
    make = MigrationStep.upgrade_from_script if direction == "up" else MigrationStep.downgrade_from_script
    return run(script, start, lambda: [make(script.revision_map, script.get_revision(rid)) for rid in ids])


# ---- our side ----

class Way:
    def __init__(self, text, start):
        lines = text.splitlines()
        self.error, self.steps = None, []
        if lines[0].startswith("error "):
            self.error = lines[0][6:].split(":")[0]
            return
        self.direction, shown_start, shown_end = lines[0].split()
        assert (set() if shown_start == "base" else set(shown_start.split(","))) == set(start)
        self.end = set() if shown_end == "base" else set(shown_end.split(","))
        rows = set(start)
        for line in lines[1:]:
            rid, *changes = line.split()
            for change in changes:
                verb, *names = change.split(":")
                if verb in ("update", "remove"):
                    rows.remove(names[0])
                if verb in ("update", "insert"):
                    if names[-1] in rows:
                        raise AssertionError("row inserted twice: " + line)
                    rows.add(names[-1])
            self.steps.append((rid, frozenset(rows)))


def our_ways(cases):
    text = []
    for chain, start, to in cases:
        text += chain.lines() + ["> %s:%s" % (",".join(sorted(start)) or "base", to), ""]
    done = subprocess.run([TOOL], input="\n".join(text), capture_output=True, text=True, check=True)
    answers = done.stdout.split("\n.\n")[:-1]
    assert len(answers) == len(cases), "one answer for each range"
    return [Way(answer, start) for answer, (_, start, _) in zip(answers, cases)]


# ---- comparison ----

# What random ranges may be refused for, and why where Alembic takes them.
REFUSED_BY_US = {
    "empty_range": "",
    "no_path": "the end lies beside the start",
    "ambiguous_walk": "Alembic warns and takes the first of several rows",
    "not_in_branch": "Alembic goes back on the trunk when the branch has not begun",
    "several_heads": "",
    "walk_too_far": "",
}


def steps_of_theirs(script, start, to, direction):
    try:
        return [rid for rid, _ in own_way(script, start, to, direction)]
    except Exception:
        return []


def overlapping(chain, rows):
    return any(a != b and a in chain.needed([b]) for a in rows for b in rows)


def compare(chain, script, start, to, way, counts):
    """None, or what is wrong."""
    if way.error:
        if way.error not in REFUSED_BY_US:
            return "refused: " + way.error
        ran = {direction: steps_of_theirs(script, start, to, direction) for direction in ("up", "down")}
        if not any(ran.values()):
            counts["refused by both"] += 1
            return None
        theirs = " and ".join(direction for direction in ran if ran[direction])
        counts["refused by us alone, %s, Alembic goes %s" % (way.error, theirs)] += 1
        return None if REFUSED_BY_US[way.error] else "Alembic runs %s" % ran

    rows = set(start)
    applied = chain.needed(start)
    for rid, after in way.steps:
        applied = applied | {rid} if way.direction == "up" else applied - {rid}
        if after != chain.rows(applied):
            return "rows after %s: %s" % (rid, sorted(after))
    if way.end != chain.rows(applied):
        return "end rows %s" % sorted(way.end)

    try:
        theirs = own_way(script, start, to, way.direction)
    except BrokenRows:
        counts["own way: Alembic changes rows that are not there"] += 1
    except Exception as error:
        counts["own way: Alembic fails, %s" % type(error).__name__] += 1
    else:
        their_set, our_set = {rid for rid, _ in theirs}, {rid for rid, _ in way.steps}
        if their_set != our_set:
            # `label@-N` that ends at base: Alembic takes every root of the branch, we the one it walked to.
            if "@-" not in to or not our_set < their_set:
                return "Alembic runs %s" % [rid for rid, _ in theirs]
            counts["own way: Alembic takes back other roots, too"] += 1
        elif theirs[-1][1] == way.end:
            counts["own way: equal"] += 1
        elif theirs[-1][1] is not None and overlapping(chain, theirs[-1][1]):
            counts["own way: Alembic leaves a row that another needs"] += 1
        else:
            return "Alembic ends at %s" % sorted(theirs[-1][1] or [])

    try:
        theirs = our_way(script, start, [rid for rid, _ in way.steps], way.direction)
    except BrokenRows:
        counts["our way: Alembic changes rows that are not there"] += 1
    except Exception as error:
        counts["our way: Alembic fails, %s" % type(error).__name__] += 1
    else:
        for (rid, ours), (_, after) in zip(way.steps, theirs):
            if ours == after:
                continue
            if after is not None and overlapping(chain, after):
                counts["our way: Alembic leaves a row that another needs"] += 1
                return None
            return "Alembic's rows after %s: %s" % (rid, sorted(after or []))
        counts["our way: equal after each step"] += 1
    return None


def main():
    rng = random.Random(SEED)
    sys.dont_write_bytecode = True
    counts, failed, passed = collections.Counter(), 0, 0
    folder = tempfile.mkdtemp(prefix="alembic-rows-")
    try:
        chains = [Chain(rng) for _ in range(-(-CASES // RANGES_PER_CHAIN))]
        cases = [(chain, *random_range(chain, rng)) for chain in chains for _ in range(RANGES_PER_CHAIN)]
        cases = cases[:CASES]
        ways = our_ways(cases)
        script = last = None
        for number, ((chain, start, to), way) in enumerate(zip(cases, ways)):
            if chain is not last:
                place = os.path.join(folder, str(number))
                chain.write(place)
                config = Config()
                config.set_main_option("script_location", place)
                script, last = ScriptDirectory.from_config(config), chain
            wrong = compare(chain, script, start, to, way, counts)
            if wrong is None:
                passed += 1
                continue
            failed += 1
            if failed <= 5:
                print("FAIL %s:%s: %s" % (",".join(sorted(start)) or "base", to, wrong))
                print("     " + "\n     ".join(chain.lines()))
                print("     ours: %s" % (way.error or [rid for rid, _ in way.steps]))
    finally:
        shutil.rmtree(folder)
    for kind, count in sorted(counts.items()):
        print("%6d  %s" % (count, kind))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
