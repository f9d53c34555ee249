#!/usr/bin/python3
"""Every script of every chain (`migrations/`, the examples, tests/live/chains, tests/live/segments), in both directions,
from any start and with each `transaction`, is well-formed as script_form.py reads it; and a script from which one of its
parts is taken, or to which a statement is added where none may stand, is not.

MIGC names the built migc (build/migc by default)."""

import os
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import script_form  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
SEGMENTS = ROOT / "tests/live/segments"
FOLDERS = [ROOT, *sorted((ROOT / "examples").iterdir()), *sorted((ROOT / "tests/live/chains").iterdir()), SEGMENTS]
MODES = ("single", "revision", "segment")
SPANS = ("base:heads", "any:heads", "heads:base")


def emit(folder, span, mode):
    run = subprocess.run([MIGC, "-C", folder, "emit", span, "--transaction", mode], capture_output=True, text=True,
                         check=False)
    if run.returncode != 0:
        raise AssertionError(f"{folder.name} {span} {mode}: migc ended with {run.returncode}:\n{run.stderr[:600]}")
    return run.stdout


def block_with(code):
    """A pattern for the block that raises it."""
    return rf"DO \$migc\$(?:(?!\$migc\$).)*'{code}'(?:(?!\$migc\$).)*\$migc\$;\n"


# What is taken away, or what stands there instead; each occurrence is a script of its own.
BROKEN = [
    (r"\\set ON_ERROR_STOP on\n", ""), (r"\\set AUTOCOMMIT on\n", ""), (r"\\set ON_ERROR_ROLLBACK off\n", ""),
    (r"SET standard_conforming_strings = on;\n", ""), (r"SET client_encoding = 'UTF8';\n", ""),
    (block_with("MG001"), ""), (block_with("MG002"), ""), (block_with("MG003"), ""),
    (r"SET LOCAL lock_timeout = [^\n]*\n", ""), (r"SET LOCAL statement_timeout = [^\n]*\n", ""),
    (r"SET LOCAL search_path = [^\n]*\n", ""), (r"\nCOMMIT;\n", "\n"), (r"\nBEGIN ISOLATION [^\n]*\n", "\n"),
    (r"\nCOMMIT;\n", "\nROLLBACK;\nCOMMIT;\n"), (r"\nCOMMIT;\n", "\nCOMMIT;\ncreate table astray (n int);\n"),
    (r"\\echo migc: upgrade 1 of", r"\\echo `id` migc: upgrade 1 of"), (r"\$migc\$;\n", "\n"),
]
BROKEN_SEGMENTS = [
    (r"\n\\gset\n", ";\n"), (r"\\endif\n", ""),
    (r"\\if :\{\?migc_do\}\n", ""), (block_with("MG030"), ""), (r"SET lock_timeout = 0;\n", ""),
    (r"SET statement_timeout = 0;\n", ""), (r"DROP INDEX CONCURRENTLY IF EXISTS [^\n]*\n", ""),
    (block_with("MG033"), ""), (r"DO \$migc\$(?:(?!\$migc\$).)*pg_try_advisory_lock(?:(?!\$migc\$).)*\$migc\$;\n", ""),
]


def all_are_well_formed():
    count = 0
    for folder in FOLDERS:
        if not (folder / "migrations").is_dir():
            continue
        for span in SPANS:
            for mode in MODES if folder != SEGMENTS else ("segment",):
                try:
                    script_form.check(emit(folder, span, mode))
                    count += 1
                except script_form.Malformed as wrong:
                    raise AssertionError(f"{folder.name} {span} {mode}: {wrong}") from wrong
    print(f"{count} scripts are well-formed")


def broken_ones_are_found():
    count = 0
    for folder, mode, broken in ((ROOT, "single", BROKEN), (SEGMENTS, "segment", BROKEN + BROKEN_SEGMENTS)):
        script = emit(folder, "base:heads", mode)
        for pattern, instead in broken:
            places = list(re.finditer(pattern, script, re.DOTALL))
            if not places:
                raise AssertionError(f"{mode}: nothing is like {pattern}")
            # One in three of many, the first and the last always.
            for place in {*places[::3], places[0], places[-1]}:
                count += 1
                text = script[:place.start()] + place.expand(instead) + script[place.end():]
                try:
                    script_form.check(text)
                except (script_form.Malformed, IndexError, ValueError, StopIteration):
                    continue
                line = script.count("\n", 0, place.start()) + 1
                raise AssertionError(f"{mode}: not found out: {pattern} replaced by {instead!r} in line {line}")
    print(f"{count} broken scripts are found out")


def main():
    failed = 0
    tests = (all_are_well_formed, broken_ones_are_found)
    for test in tests:
        try:
            test()
        except AssertionError as wrong:
            failed += 1
            print(f"FAILED {test.__name__}\n{wrong}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
