#!/usr/bin/python3
"""Every script of the repository, and those of every example and live chain, before an independent checker
(tests/fuzz/script_rules.hpp): the committed ones, those in golden expectations, and each chain's in every mode.

MIGC and MIGC_SCRIPT_CHECK name the built programs (default: build/migc and build/script_check beside this checkout)."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc")).resolve()
CHECK = Path(os.environ.get("MIGC_SCRIPT_CHECK", ROOT / "build" / "script_check")).resolve()

MODES = [[], ["--transaction", "revision"], ["--transaction", "segment"], ["--guard", "drift"],
         ["--client", "caller", "--transaction", "single"], ["--server-version", "15..18", "--database", "prod"]]
RANGES = ["base:heads", "heads:base", "any:heads"]


def from_expectations():
    """Scripts in golden files: from a header to the next line that is the expectation's own."""
    for path in sorted((ROOT / "tests" / "golden").rglob("*.expect")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        for number, found in enumerate(re.finditer(r"^-- migc .*\n(?:(?!\$ migc |--- (?:standard|exit|file)).*\n)*", text,
                                                   re.MULTILINE)):
            # Those that only ask run in a transaction that the server keeps from writing (tickets.py).
            if not found.group().partition("\n")[0].endswith("changes nothing"):
                yield f"{path.relative_to(ROOT)} #{number + 1}", found.group()


def from_chains():
    folders = {path.parent for folder in ("migrations", "examples", "tests/live/chains", "tests/live/segments")
               for path in (ROOT / folder).rglob("*.mig")}
    for folder in sorted(folders):
        root = next((up for up in (folder, *folder.parents) if (up / "migc.ini").exists()), None)
        target = []
        if root and len(targets := re.findall(r"^\[target\.(.+)\]", (root / "migc.ini").read_text(), re.MULTILINE)) > 1:
            target = ["--target", targets[0]]
        for reach in RANGES:
            for mode in MODES:
                run = subprocess.run([MIGC, "emit", reach, "--migrations", folder, *target, *mode], cwd=root or folder,
                                     stdin=subprocess.DEVNULL, capture_output=True, check=False)
                # What cannot be compiled leaves a script, too: one that stops.
                yield f"{folder.relative_to(ROOT)} {reach} {' '.join(mode)}", run.stdout.decode(errors="surrogateescape")


def main():
    scripts = [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in sorted((ROOT / "out").rglob("*.sql"))
               if "grade" in path.name]
    scripts += from_expectations()
    chains = list(from_chains())
    passed, failed = 0, 0
    if len(scripts) < 10 or len(chains) < 20:
        print(f"only {len(scripts)} scripts and {len(chains)} from chains were found")
        failed = 1
    refused = sum("no script was written" in text for _, text in chains)
    if refused > len(chains) // 3:
        print(f"{refused} of {len(chains)} chains are not compiled")
        failed += 1
    with tempfile.TemporaryDirectory() as folder:
        for name, text in scripts + chains:
            path = Path(folder) / "script.sql"
            path.write_text(text, encoding="utf-8", errors="surrogateescape")
            run = subprocess.run([CHECK, path], capture_output=True, text=True, check=False)
            if run.returncode == 0:
                passed += 1
            else:
                failed += 1
                print(f"FAILED {name}\n{run.stdout}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
