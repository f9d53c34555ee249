#!/usr/bin/python3
"""psql against our copy of its lexer: random statements are given to psql, which prints each query as it sends it;
psql_would_cut must have said for each whether psql sends all of it, and for_psql must leave nothing for psql to
replace. MIGC_PLAN_SCRIPT names the built tests/tools/plan_script.cpp, MIGC_CASES the number of statements."""

import os
import random
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(os.environ.get("MIGC_PLAN_SCRIPT", ROOT / "build" / "plan_script"))
CASES = int(os.environ.get("MIGC_CASES", "1000"))

HEADS = ["create function f ", "create or replace procedure p ", "CREATE OR REPLACE FUNCTION f", "create view v as ",
         "create or function f ", "create /* x */ function ", "select ", "or replace function ", "create create function "]
PIECES = ["begin", "end", "case", "BEGIN", "End", "atomic", "(", ")", "(", ")", ";", "'", "''", "'a;b'", "E'\\'", "e'\\';'",
          "E'\\\\'", "'\\'", '"', '"end"', '";"', "$$", "$$;$$", "$a$", "$a$ ; $b$ $a$", "$1", "$", "--", "-- ; ' \n", "/*", "*/",
          "/* ; /* */ ' */", "+-- x\n", "*/*", "1begin", "1.5e3", "1e", "1.end", "end1", "end$", "_end", "é", "éend", ":x",
          "::int", ":=", ":'x'", ':"x"', ":{?x}", ":", "U&'\\'", 'u&"end"', "n'end'", "b'01'", "x';'", "ee'", "N", "E",
          " ", " ", " ", "\n", "\n", "a", ",", "or", "create", "function", "begin;", " end;", "E'a'\n'b\\'c'", "'a'\n'b'"]

# Whether a quote begins at this `$` differs between releases of psql, so it counts as cut.
DOUBTFUL = re.compile(r"[0-9]\.?[^\W\d]\w*\$")


def statement(rng):
    text = rng.choice(HEADS) + "".join(rng.choice(PIECES) + rng.choice(["", " "]) for _ in range(rng.randint(1, 9)))
    # Empty lines are left out: psql drops them outside quotes, which is no cut.
    return re.sub("\n+", "\n", text).strip("; \n") or "select"


def spelled(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def ask(word, statements):
    lines = "".join(f"{word}\t{spelled(s)}\n" for s in statements)
    return subprocess.run([TOOL], input=lines.encode(), capture_output=True, check=True).stdout.decode()


def sends(server, text):
    """Whether psql sends `text` and nothing else as its first query.

    An indented query follows: psql drops the blanks where a query begins and keeps them inside one."""
    run = server.psql("template1", "-v", "ECHO=queries", "-v", "ON_ERROR_STOP=1", "-v", "x=REPLACED", "-q", "-At", "-1",
                      text=text + "\n;\n   select 'next';\n")
    return run.stdout.startswith(text + "\n;\n") and not run.stdout.startswith(text + "\n;\n   select"), run


def main():
    seed = int(os.environ.get("MIGC_SEED", "20261120"))
    rng = random.Random(seed)
    statements = [statement(rng) for _ in range(CASES)]
    cuts = ask("cut", statements).splitlines()
    passed, failed, whole = 0, 0, 0
    with postgres.Cluster() as server:
        for text, cut in zip(statements, cuts):
            respelled = ask("respell", [text])[:-1] if ":" in text else text
            if respelled != text:
                text, cut = respelled, ask("cut", [respelled]).strip()
            expected = cut == "whole"
            sent, run = sends(server, text)
            agreed = sent == expected or (not expected and DOUBTFUL.search(text))
            if agreed and "REPLACED" not in run.stdout:
                passed += 1
                whole += expected
            else:
                failed += 1
                if failed < 20:
                    print(f"FAILED seed {seed}: {text!r}: psql sends it whole: {sent}, we said {expected} ({cut})\n{run!r}")
    print(f"{passed} passed, {failed} failed")
    if not 0 < whole < passed:
        print("the statements were all of one kind: nothing was tested")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
