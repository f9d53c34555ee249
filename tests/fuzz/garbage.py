#!/usr/bin/python3
"""Feeds migc what no author means: every file of garbage earns a diagnostic and exit status 1, or 3 where the system
refuses, and no script that could run comes out.

    garbage.py MIGC     the last line is `N passed, N failed`; run it with a sanitized binary, too
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HEAD = b"revision a1;\nrevises base;\n\nupgrade {\n"
FOOT = b"}\n"
GOOD = HEAD + b"    create table items (id integer);\n" + FOOT
PATIENCE = 120  # seconds for one run, sanitized and on a busy machine

passed = 0
failures = []


def body(text):
    return HEAD + text + FOOT


def second(text):
    return text.replace(b"a1", b"b2").replace(b"base", b"a1", 1)


def run(migc, folder, *arguments):
    return subprocess.run([migc, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=PATIENCE, check=False)


def trouble(result, command, statuses, may_print):
    error = result.stderr.decode("utf-8", "strict")
    output = result.stdout.decode("utf-8", "strict")
    if "Sanitizer" in error or "runtime error:" in error or result.returncode not in (0, 1, 2, 3):
        return f"crashed ({result.returncode}): {error[-2000:]}"
    if result.returncode not in statuses:
        return f"exit status {result.returncode}, expected one of {statuses}: {error[:500]}"
    if result.returncode == 1 and not re.search(r"(^|: )error\[MIG\d{4}\]: ", error, re.M):
        return f"no diagnostic: {error[:500]!r}"
    if result.returncode == 3 and "migc: " not in error:
        return f"no word of what the system refused: {error[:500]!r}"
    unseemly = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", error)
    if unseemly:
        return f"the diagnostic holds {unseemly.group()!r}"
    if len(error) > 200_000:
        return f"{len(error)} characters of diagnostics"
    if not may_print and output and command[0] != "dump":
        runs = "RAISE EXCEPTION" in output and "COMMIT" not in output and "no script was written" in output
        if not runs:
            return f"a script came out: {output[:500]}"
    return None


def case(migc, name, files, statuses=(1,), commands=(("emit", "head"), ("check",)), prepare=None):
    """Each command must end with one of the statuses, and print no script but the one that only fails."""
    global passed
    folder = tempfile.mkdtemp(prefix="migc_garbage.")
    try:
        os.mkdir(os.path.join(folder, "migrations"))
        for path, text in files.items():
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text)
        if prepare:
            prepare(folder)
        for command in commands:
            try:
                found = trouble(run(migc, folder, *command), command, statuses, may_print=statuses == (0,))
            except subprocess.TimeoutExpired:
                found = f"not done after {PATIENCE} s"
            except UnicodeDecodeError as error:
                found = f"prints what is not UTF-8: {error}"
            if found:
                failures.append(name)
                print(f"FAILED {name}, migc {' '.join(command)}: {found}")
            else:
                passed += 1
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def file_cases(migc):
    """One file of garbage, alone."""
    megabytes = 10 * 1024 * 1024
    dumps = (("emit", "head"), ("check",), ("dump", "ast", "migrations/a.mig"), ("dump", "tokens", "migrations/a.mig"))
    lexical = {
        "binary": bytes(range(256)) * 64,
        "zero bytes": b"\0" * 4096,
        "an ELF file": b"\x7fELF\x02\x01\x01" + b"\0" * 64,
        "unterminated string": body(b"    select 'open;\n"),
        "unterminated name": body(b'    create table "open (id integer);\n'),
        "unterminated dollar quote": body(b"    do $body$ begin end;\n"),
        "unterminated comment": body(b"    /* open\n"),
        "10 MB of (": b"(" * megabytes,
        "10 MB of ( in a statement": body(b"    select " + b"(" * megabytes + b";\n"),
        "10 MB of {": HEAD + b"{" * megabytes,
        "10 MB of nested comments": body(b"/*" * (megabytes // 2)),
        "byte order mark": b"\xef\xbb\xbf" + GOOD,
        "UTF-16": GOOD.decode().encode("utf-16"),
        "invalid UTF-8": body(b"    comment on table items is 'caf\xe9';\n"),
        "overlong UTF-8": body(b"    select '\xc0\xaf';\n"),
        "surrogate": body(b"    select '\xed\xa0\x80';\n"),
        "a control character": body(b"    select 'a\x1b[2Jb';\n"),
        "a control character of Latin 1": body(b"    select 'a\xc2\x9b2Jb';\n"),
        "lone CR": body(b"    select 1; -- comment\r drop table items;\n"),
        "CR as line ends": GOOD.replace(b"\n", b"\r"),
        "psql command": body(b"    \\! touch harmed\n"),
        "deep for": HEAD + b"for postgresql {" * 10_000 + b"}" * 10_000 + FOOT,
    }
    for name, text in lexical.items():
        case(migc, name, {"migrations/a.mig": text}, commands=dumps)

    dumps = dumps[:3]
    grammatical = {
        "empty": b"",
        "white space": b" \n\t\n",
        "a comment alone": b"-- nothing\n",
        "10 MB of )": b")" * megabytes,
        "10 MB of }": b"}" * megabytes,
        "10 MB of ;": b";" * megabytes,
        "1 MB of } in a block": HEAD + b"}" * 1024 * 1024,
        "a million words": body(b"word " * 1_000_000 + b";\n"),
        "100,000 statements that are none": body(b"nonsense;\n" * 100_000),
        "a script": b"BEGIN;\nDROP TABLE items;\nCOMMIT;\n",
        "Python": b'revision = "a1"\ndown_revision = None\n\ndef upgrade():\n    pass\n',
        "an id of a megabyte": GOOD.replace(b"a1", b"a" * 1024 * 1024),
        "an id with a path": GOOD.replace(b"a1", b"'../../a1'", 1).replace(b"revises base", b"revises '../x'"),
        "an id that ends a comment": GOOD.replace(b"a1", b"'a*/1'").replace(b"base", b"'x y'"),
        "half a file": GOOD[:-20],
        "no closing brace": GOOD[:-2],
        "headers without an end": b"revision " * 100_000,
        "empty names": body(b'    create table "" (id integer);\n'),
        "commit": body(b"    create table items (id integer);\n    commit;\n"),
        "commit inside raw": body(b"    raw $$ commit $$ reversed by nothing;\n"),
        "raw that never ends": body(b"    raw $$ select ( $$ reversed by nothing;\n"),
    }
    for name, text in grammatical.items():
        case(migc, name, {"migrations/a.mig": text}, commands=dumps)

    semantic = {
        "a type of numbers": body(b"    create table items (a float(x), b numeric(99999999999999999999, -1), c bit(0));\n"),
        "numbers without bounds": body(b"    create sequence s increment 99999999999999999999999999;\n"),
        "a name of a megabyte twice": body(b"    create table " + b"a" * 1024 * 1024 + b" (id integer);\n" +
                                           b"    create table " + b"a" * 1024 * 1024 + b" (id integer);\n"),
        "an unknown type of a megabyte": body(b"    create table items (id " + b"t" * 1024 * 1024 + b");\n"),
    }
    for name, text in semantic.items():
        case(migc, name, {"migrations/a.mig": text})


def chain_cases(migc):
    """Files that do not go together, and folders that are no project."""
    b2 = second(GOOD).replace(b"items", b"parts")
    case(migc, "a cycle", {"migrations/a.mig": GOOD.replace(b"base", b"b2"), "migrations/b.mig": b2})
    case(migc, "a revision that revises itself", {"migrations/a.mig": GOOD.replace(b"base", b"a1")})
    case(migc, "a duplicate", {"migrations/a.mig": GOOD, "migrations/a_copy.mig": GOOD})
    case(migc, "an unknown parent", {"migrations/b.mig": b2})
    long_way = {f"migrations/{i}.mig": GOOD.replace(b"a1", b"r%d" % i, 1).replace(b"base", b"r%d" % (i + 1), 1)
                for i in range(2000)}
    long_way["migrations/2000.mig"] = GOOD.replace(b"a1", b"r2000", 1).replace(b"base", b"r0", 1)
    case(migc, "a cycle of 2,001 revisions", long_way)
    include = {f"part{i}.sql": b"include 'part%d.sql';\n" % (i + 1) for i in range(2000)}
    include["part2000.sql"] = b"include 'part0.sql';\n"
    case(migc, "a circle of 2,001 files", {"migrations/a.mig": body(b"    include 'part0.sql';\n"), **include})
    case(migc, "a file that includes itself",
         {"migrations/a.mig": body(b"    include 'x.sql';\n"), "x.sql": b"include 'x.sql';\n"})
    case(migc, "garbage in an included file",
         {"migrations/a.mig": body(b"    include 'x.sql';\n"), "x.sql": bytes(range(256))})
    case(migc, "garbage in a baseline",
         {"migrations/a.mig": GOOD.replace(b"base;", b"base;\nbaseline 'x.sql';"), "x.sql": b"(" * 100_000})
    case(migc, "a file outside the project", {"migrations/a.mig": body(b"    include '../../etc/passwd';\n")})
    case(migc, "an empty folder", {})
    case(migc, "garbage in migc.ini", {"migrations/a.mig": GOOD, "migc.ini": bytes(range(256))})
    case(migc, "sections without an end", {"migrations/a.mig": GOOD, "migc.ini": b"[" * 1024 * 1024})

    def folder_of_that_name(folder):
        os.mkdir(os.path.join(folder, "migrations", "x.mig"))

    case(migc, "a folder x.mig beside a revision", {"migrations/a.mig": GOOD}, statuses=(0,), prepare=folder_of_that_name)

    def pipe_of_that_name(folder):
        os.mkfifo(os.path.join(folder, "migrations", "x.mig"))

    case(migc, "a pipe x.mig", {"migrations/a.mig": GOOD}, statuses=(3,), prepare=pipe_of_that_name)

    def dead_link(folder):
        os.symlink("nowhere", os.path.join(folder, "migrations", "x.mig"))

    case(migc, "a link to nothing", {"migrations/a.mig": GOOD}, statuses=(1, 3), prepare=dead_link)

    def link_outside(folder):
        os.symlink("/etc/passwd", os.path.join(folder, "migrations", "x.mig"))

    case(migc, "a link that leaves the project", {"migrations/a.mig": GOOD}, statuses=(3,), prepare=link_outside)

    def huge(folder):
        with open(os.path.join(folder, "migrations", "x.mig"), "wb") as file:
            file.truncate(1024 * 1024 * 1024 + 1)

    case(migc, "a file of more than 1 GiB", {"migrations/a.mig": GOOD}, prepare=huge, commands=(("emit", "head"),))

    def unreadable(folder):
        os.chmod(os.path.join(folder, "migrations", "a.mig"), 0)

    if os.geteuid() != 0:  # root reads everything
        case(migc, "a file that may not be read", {"migrations/a.mig": GOOD}, statuses=(3,), prepare=unreadable)


def accepted_cases(migc):
    """What looks odd and is fine: as a check that the others fail for their own reasons."""
    case(migc, "a good file", {"migrations/a.mig": GOOD}, statuses=(0,))
    case(migc, "CRLF", {"migrations/a.mig": GOOD.replace(b"\n", b"\r\n")}, statuses=(0,))
    case(migc, "a form feed", {"migrations/a.mig": GOOD.replace(b"\n\n", b"\n\f\n")}, statuses=(0,))
    case(migc, "a long name", {"migrations/a.mig": GOOD.replace(b"items", b"a" * 1024 * 1024)}, statuses=(0,))
    case(migc, "400 nested branches",
         {"migrations/a.mig": body(b"for postgresql {" * 400 + b"create table items (id integer);" + b"}" * 400)},
         statuses=(0,))


def same_script_for_crlf(migc):
    """RULINGS 2: CRLF is read as LF, so both give one script."""
    global passed
    scripts = []
    for text in (GOOD, GOOD.replace(b"\n", b"\r\n")):
        with tempfile.TemporaryDirectory(prefix="migc_garbage.") as folder:
            os.mkdir(os.path.join(folder, "migrations"))
            with open(os.path.join(folder, "migrations", "a.mig"), "wb") as file:
                file.write(text)
            scripts.append(run(migc, folder, "emit", "head").stdout)
    if scripts[0] == scripts[1] and b"create table items" in scripts[0]:
        passed += 1
    else:
        failures.append("one script for LF and CRLF")
        print("FAILED one script for LF and CRLF")


def main():
    migc = os.path.abspath(sys.argv[1])
    accepted_cases(migc)
    same_script_for_crlf(migc)
    file_cases(migc)
    chain_cases(migc)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
