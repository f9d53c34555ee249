#!/usr/bin/python3
"""Random revisions on a real server. A generator (state/generate.py) writes statements about the schema that is there;
the server says which of them are valid; migc must say the same. Then, for every revision:

  - the schema after our upgrade is the schema after the statements run by hand;
  - after the downgrade that migc derives it is the schema of before, and after the upgrade again that of after.

Schemas are compared as state/facts.sql lists them, on any server from 12 to 18; on the first chain of a run, where pg_dump
can read the server, it has to call the two databases equal as well. A disagreement is run again with fewer statements, until no
statement can be left out, and printed.

    /usr/bin/python3 tests/live/state.py [--seed N] [--revisions N] [--seconds N]

By default 150 revisions from seed 1, at most 240 seconds. MIGC names the program (build/migc), MIGC_PG_BIN the server's
folder. What migc says it does not model, or cannot take back by itself, is counted by code and left out; these shares are
printed, too."""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "state")]
import generate  # noqa: E402
import postgres  # noqa: E402

MIGC = Path(os.environ.get("MIGC", HERE.parents[1] / "build" / "migc")).resolve()
FACTS = (HERE / "state" / "facts.sql").read_text(encoding="utf-8")
WORLD = (HERE / "state" / "world.sql").read_text(encoding="utf-8")
CHAIN = 12  # revisions of one chain; the next begins with an empty database

# migc says that it does not know (unsupported, name of an expression index), cannot take back what the statement does,
# or that one transaction cannot hold it. None of these is a disagreement.
LEFT_OUT = {"MIG0214": "not modelled", "MIG0416": "not modelled", "MIG0501": "needs `reversed by`", "MIG0506": "psql would cut it",
            "MIG0513": "enum value in its transaction", "MIG0514": "pending checks"}


class Disagreement(Exception):
    def __init__(self, kind, detail):
        super().__init__(detail)
        self.kind, self.detail = kind, detail


class LeftOut(Exception):
    pass


def difference(before, after):
    gone, new = set(before) - set(after), set(after) - set(before)
    return "\n".join([f"  - {fact}" for fact in sorted(gone)][:8] + [f"  + {fact}" for fact in sorted(new)][:8])


class Hand:
    """The database in which statements run as a person would run them."""

    def __init__(self, server, name):
        self.server, self.name = server, server.createdb(name)
        self.session = server.session(name)
        self.session.run("\\set ON_ERROR_ROLLBACK on\n\\set VERBOSITY sqlstate\nset client_min_messages = error;\nset search_path = public;")
        self.session.run(f"prepare facts as {FACTS}\nprepare world as {WORLD}")

    def refuses(self, sql):
        """The SQLSTATE, or nothing where the server does it."""
        found = re.search(r"ERROR:  (\w{5})", "\n".join(self.session.run(sql + "\n;")))
        return found.group(1) if found else None

    def facts(self):
        return self.session.run("execute facts;")

    def world(self):
        return json.loads("".join(self.session.run("execute world;")))

    def close(self):
        self.session.__exit__()


class Chain:
    """A folder of revisions, and the database in which their scripts run."""

    def __init__(self, server, folder, name):
        self.server, self.folder, self.name = server, Path(folder), server.createdb(name)
        (self.folder / "migrations").mkdir()
        (self.folder / "migc.ini").write_text(f"[target.main]\nserver_version = {server.major}\n", encoding="utf-8")
        self.count = 0
        self.session, self.runner = server.session(name), None
        self.session.run(f"prepare facts as {FACTS}")

    def add(self, statements, downgrade="auto"):
        self.count += 1
        parent = f"r{self.count - 1:04}" if self.count > 1 else "base"
        self.path = self.folder / "migrations" / f"r{self.count:04}.mig"
        body = "".join(f"    {sql};\n" for sql in statements)
        self.path.write_text(f"revision r{self.count:04};\nrevises {parent};\nupgrade {{\n{body}}}\ndowngrade {downgrade};\n", encoding="utf-8")

    def take_away(self):
        self.path.unlink()
        self.count -= 1

    def emit(self, span):
        run = subprocess.run([MIGC, "-C", self.folder, "emit", span], capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return run.stdout
        if run.returncode != 1:
            raise Disagreement("crash", f"migc ended with {run.returncode}\n{run.stderr}")
        codes = re.findall(r"error\[(MIG\d+)\]", run.stderr)
        for code in codes:
            if code in LEFT_OUT:
                raise LeftOut(f"{LEFT_OUT[code]} ({code})")
        raise Disagreement("refuses " + (codes or ["?"])[0], run.stderr)

    def tells_residue(self):
        """Whether `migc check` names something of the last revision that stays behind after its downgrade."""
        run = subprocess.run([MIGC, "-C", self.folder, "check"], capture_output=True, text=True, check=False)
        return re.search(rf"{self.path.name}:\d+:\d+: note\[MIG0504\]", run.stdout + run.stderr) is not None

    @property
    def step(self):
        before = f"r{self.count - 1:04}" if self.count > 1 else "base"
        return before, f"r{self.count:04}"

    def run(self, script):
        """What went wrong, if anything. One psql runs all scripts until one of them ends it: to start a psql and a backend
        for each would take longer than they do."""
        path = self.folder / "script.sql"
        path.write_text(script, encoding="utf-8")
        if not self.runner:
            self.runner = self.server.session(self.name)
            self.runner.run("\\set accept_loss 1")
        try:
            printed = "\n".join(self.runner.run(f"\\i {path}", timeout=60))
        except (RuntimeError, OSError) as ended:
            printed = f"ERROR: {ended}"
        if " done, the database is at " in printed and "ERROR:" not in printed:
            return None
        self.runner.__exit__()
        self.runner = None
        return printed

    def facts(self):
        return self.session.run("execute facts;")

    def close(self):
        self.session.__exit__()
        if self.runner:
            self.runner.__exit__()


def leaves_owner(sql):
    """An owner stays, since the one of before is not known (RULINGS 23)."""
    return " owner to " in sql


def judged(chain, statements, hand_facts, facts_before):
    """Up, down, up by script against the facts by hand."""
    before, after = chain.step
    up, down = chain.emit(f"{before}:{after}"), chain.emit(f"{after}:{before}")
    runs = [("up", up, hand_facts), ("down", down, facts_before), ("up again", up, hand_facts)]
    for kind, script, expected in runs[:1] if any(leaves_owner(sql) for sql in statements) else runs:
        if trouble := chain.run(script):
            raise Disagreement(f"{kind} fails", trouble)
        facts = chain.facts()
        if facts != expected and not (kind == "down" and chain.tells_residue()):
            raise Disagreement(f"{kind} differs", difference(expected, facts) + ("\n" + body_of(down) if kind == "down" else ""))


def body_of(script):
    """The statements of a downgrade, without what every script has."""
    lines = script.split("\n")
    begin = next((i for i, line in enumerate(lines) if line.startswith("\\echo migc: downgrade")), 0) + 1
    end = next((i for i, line in enumerate(lines) if line.startswith("DO $migc$") and i > begin), begin)
    return "\n".join("  | " + line for line in lines[begin:end] if line)


class Tally:
    def __init__(self):
        self.agreed = self.refused = 0
        self.left_out, self.kinds, self.failures = collections.Counter(), collections.Counter(), []


def refusal_agrees(chain, statements, sql):
    """migc refuses what the server refused, behind the statements that were accepted."""
    chain.add([*statements, sql])
    try:
        chain.emit(":".join(chain.step))
    except LeftOut:
        return True
    except Disagreement as seen:
        return seen.kind != "crash"
    finally:
        chain.take_away()
    return False


def dumps_agree(server, hand, chain):
    """What facts.sql calls equal is equal to pg_dump, too: the list of facts misses nothing that it would show."""
    expected, seen = server.dump(hand.name).splitlines(), server.dump(chain.name).splitlines()
    if expected != seen:
        raise Disagreement("facts.sql misses what pg_dump shows", difference(expected, seen))


def one_chain(server, seed, tally, most, deadline, with_dumps):
    numbers = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="migc-state-") as folder:
        hand, chain = Hand(server, "hand"), Chain(server, folder, "script")
        writer, history = generate.Statements(numbers, server.major), []
        facts = hand.facts()
        try:
            for _ in range(min(CHAIN, most)):
                if time.monotonic() > deadline:
                    return
                statements = []
                hand.session.run("begin;")
                for _ in range(40):
                    sql = writer.next(hand.world())
                    if not (state := hand.refuses(sql)):
                        statements.append(sql)
                        tally.kinds[" ".join(re.findall(r"[a-z]+", sql)[:2])] += 1
                    elif state in ("55P04", "42501") or state.startswith("40") or refusal_agrees(chain, statements, sql):
                        tally.refused += 1
                    else:
                        raise Disagreement(f"accepts what the server refuses with {state}", json.dumps([*history, [*statements, sql]]))
                    if len(statements) >= numbers.randint(1, 5):
                        break
                chain.add(statements)
                hand_facts = hand.facts()
                try:
                    judged(chain, statements, hand_facts, facts)
                except LeftOut as reason:
                    tally.left_out[str(reason)] += 1
                    chain.take_away()
                    hand.session.run("rollback;")
                    continue
                except Disagreement as failure:
                    failure.detail = json.dumps([*history, statements]) + "\n" + failure.detail
                    raise
                hand.session.run("commit;")
                history.append(statements)
                if with_dumps:
                    dumps_agree(server, hand, chain)
                facts = hand_facts
                tally.agreed += 1
        except Disagreement as failure:
            tally.failures.append((seed, failure.kind, failure.detail))
        finally:
            hand.close()
            chain.close()


def repeated(server, history, kind):
    """Whether a history still ends in the same kind of disagreement."""
    *before, last = history
    with tempfile.TemporaryDirectory(prefix="migc-state-") as folder:
        hand, chain = Hand(server, "again_hand"), Chain(server, folder, "again_script")
        try:
            setup = [sql for revision in before for sql in revision if not hand.refuses(sql)]
            facts = hand.facts()
            if setup:
                chain.add(setup, "irreversible 'setup'")
                if chain.run(chain.emit(":".join(chain.step))):
                    return False
            if kind.startswith("accepts"):
                *accepted, sql = last
                if any(hand.refuses(each) for each in accepted) or (state := hand.refuses(sql)) is None:
                    return False
                return kind.endswith(state) and not refusal_agrees(chain, accepted, sql)
            if any(hand.refuses(sql) for sql in last):
                return False
            chain.add(last)
            judged(chain, last, hand.facts(), facts)
        except LeftOut:
            return False
        except Disagreement as failure:
            return failure.kind == kind
        finally:
            hand.close()
            chain.close()
    return False


def shrunk(server, history, kind, seconds=45):
    """The history with every statement left out without which the disagreement stays."""
    deadline = time.monotonic() + seconds
    best = [[sql for revision in history[:-1] for sql in revision], list(history[-1])]
    keep = 1 if kind.startswith("accepts") else 0  # the statement in question stands last
    if not repeated(server, best, kind):
        return history
    for part in (0, 1):
        at = len(best[part]) - 1 - (keep if part else 0)
        while at >= 0 and time.monotonic() < deadline:
            fewer = [list(best[0]), list(best[1])]
            del fewer[part][at]
            if fewer[1] and repeated(server, fewer, kind):
                best = fewer
            at -= 1
    return best


def report(server, failures):
    for seed, kind, detail in failures:
        first, _, rest = detail.partition("\n")
        print(f"FAILED seed {seed}: {kind}")
        try:
            *before, last = shrunk(server, json.loads(first), kind)
        except (ValueError, RuntimeError):
            print(detail)
            continue
        for sql in (sql for revision in before for sql in revision):
            print(f"    {sql};")
        print("    -- the revision")
        for sql in last:
            print(f"    {sql};")
        print(rest, flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--revisions", type=int, default=150)
    options.add_argument("--seconds", type=int, default=240)
    options = options.parse_args()
    tally, seed, deadline = Tally(), options.seed, time.monotonic() + options.seconds
    with postgres.Cluster() as server:
        for role in generate.ROLES:
            server.run("template1", f"create role {role};")
        while (left := options.revisions - tally.agreed - sum(tally.left_out.values())) > 0 and time.monotonic() < deadline:
            known = len(tally.failures)
            one_chain(server, seed, tally, left, deadline, seed == options.seed and server.major <= 15)
            report(server, tally.failures[known:])
            seed += 1
    share = sum(tally.left_out.values())
    print(f"seeds {options.seed} to {seed - 1} on PostgreSQL {server.version}: {tally.refused} statements refused by both")
    for reason, count in tally.left_out.most_common():
        print(f"{count} of {share + tally.agreed} revisions left out: {reason}")
    print(f"{tally.agreed} passed, {len(tally.failures)} failed")
    return 1 if tally.failures or not tally.agreed else 0


if __name__ == "__main__":
    sys.exit(main())
