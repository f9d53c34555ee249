#!/usr/bin/python3
"""README.md as a test: its console blocks are typed, what they print is compared with what stands there, its recipes
are run as they stand, and its tables are compared with the registries.

MIGC names the built program (default: build/migc beside this checkout); MIGC_BLESS=1 writes the output of the console
blocks anew. Line numbers in psql's messages and hashes may differ without a new blessing."""

import os
import re
import shutil
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
README = ROOT / "README.md"
TUTORIAL_ENDS = "\n## The language\n"

BLOCK = re.compile(r"(?:<!-- (?P<what>[a-z]+)(?:: (?P<name>[^\n]*?))? -->\n)?^```(?P<language>[a-z]+)\n(?P<body>.*?)^```$",
                   re.MULTILINE | re.DOTALL)


def blocks(text):
    return list(BLOCK.finditer(text))


def block(what, name=None):
    """The one block behind such a mark."""
    found = [each["body"] for each in blocks(README.read_text(encoding="utf-8"))
             if each["what"] == what and each["name"] == name]
    equal(len(found), 1)
    return found[0]


def equal(seen, expected):
    if seen != expected:
        raise AssertionError(f"seen {seen!r}, expected {expected!r}")


def comparable(output):
    output = re.sub(r"(psql:[^ :]+):\d+:", r"\1:N:", output)
    return re.sub(r"\b[0-9a-f]{64}\b", "HASH", output)


class Shell:
    """A folder in which commands find migc and the private server."""

    def __init__(self, folder):
        self.folder = Path(folder)
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "migc").symlink_to(MIGC)
        self.project = self.folder / "project"
        self.project.mkdir()
        self.environment = SERVER.environment(NO_COLOR="1", GIT_CONFIG_GLOBAL="/dev/null",
                                              GIT_AUTHOR_NAME="t", GIT_AUTHOR_EMAIL="t@localhost",
                                              GIT_COMMITTER_NAME="t", GIT_COMMITTER_EMAIL="t@localhost")
        self.environment["PATH"] = f"{tools}:{postgres.BIN}:{os.environ['PATH']}"

    def run(self, script, program="bash", **environment):
        """Both streams as they come, as on a terminal."""
        run = subprocess.run([program, "-c", script], cwd=self.project, env={**self.environment, **environment},
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return run.returncode, run.stdout.decode()

    def expect(self, script, fine=True, **environment):
        status, output = self.run(script, program="sh", **environment)
        if (status == 0) != fine:
            raise AssertionError(f"exit status {status}\n{script}\n--- said\n{output}")
        return output

    def copy_project(self):
        shutil.copytree(ROOT / "migrations", self.project / "migrations")
        shutil.copytree(ROOT / "out", self.project / "out")


def typed(shell, body):
    """A console block with the output that its commands have now."""
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    out = []
    for line in commands:
        status, output = shell.run(line[2:])
        out.append(line)
        out += [each.rstrip() for each in output.splitlines()]
        if status != 0:
            out.append(f"(exit status {status})")
    return "\n".join(out) + "\n"


def page_of_real_use(shell):
    SERVER.createdb("bank")
    text = README.read_text(encoding="utf-8")
    anew, at, different = [], 0, []
    for each in blocks(text):
        if each.start() > text.index(TUTORIAL_ENDS):
            break
        if each["what"] == "file":
            file = shell.project / each["name"]
            file.parent.mkdir(exist_ok=True)
            file.write_text(each["body"], encoding="utf-8")
        elif each["language"] == "console":
            body = typed(shell, each["body"])
            if comparable(body) != comparable(each["body"]):
                different.append(f"--- stands there\n{each['body']}--- seen\n{body}")
                anew += [text[at:each.start("body")], body]
                at = each.end("body")
    if different and os.environ.get("MIGC_BLESS") == "1":
        README.write_text("".join(anew) + text[at:], encoding="utf-8")
        print(f"blessed {len(different)} blocks; read the diff")
    elif different:
        raise AssertionError("\n".join(different))


def gate(shell):
    recipe = block("run", "gate")
    shell.copy_project()
    shell.expect("git init -q && git add -A && git commit -qm start")
    shell.expect(recipe)
    with open(sorted((shell.project / "migrations").glob("*.mig"))[-1], "a", encoding="utf-8") as file:
        file.write("-- one more line changes the hash\n")
    shell.expect(recipe, fine=False)
    shell.expect("git add -A && git commit -qm 'scripts, too'")
    shell.expect(recipe)
    (shell.project / "migc.ini").write_text("[target.new]\n", encoding="utf-8")
    shell.expect(recipe, fine=False)  # a script that was never committed


def migrate_and_check_at_start(shell):
    shell.copy_project()
    recipe, startup = block("run", "migrate"), block("run", "startup")
    compose = block("compose")
    equal(re.findall(r'^    command: \["sh", "/tools/(.*)"\]$', compose, re.MULTILINE), ["migrate.sh"])
    shell.expect(block("run", "expected"))
    SERVER.createdb("bank")
    where = {"PGDATABASE": "bank"}
    shell.expect(startup, fine=False, **where)  # no version table
    shell.expect(recipe, **where)
    above = SERVER.dump("bank")
    shell.expect(startup, **where)
    equal(shell.expect(recipe, **where), "0005 (head)\n")  # a second time: nothing to do
    # From half-way, from an empty version table, and from a revision nobody knows.
    shell.expect("migc emit head:-2 | psql -X -q --no-password", **where)
    shell.expect(startup, fine=False, **where)
    shell.expect(recipe, **where)
    equal(SERVER.dump("bank"), above)
    shell.expect("migc emit head:base | psql -X -q -v accept_loss=1 --no-password", **where)
    shell.expect(recipe, **where)
    equal(SERVER.dump("bank"), above)
    SERVER.run("bank", "update alembic_version set version_num = 'nobody'")
    shell.expect(recipe, fine=False, **where)
    # A server that is not there is a failure, too.
    shell.expect(recipe, fine=False, PGHOST=str(shell.folder), **where)


def stairway(shell):
    shell.copy_project()
    recipe = block("run", "stairway")
    said = shell.expect(recipe)
    for revision in shell.expect("migc history | sed 's/.*-> \\([^ ,]*\\).*/\\1/'").split():
        equal(said.count(f"revision {revision}"), 4)
    equal(SERVER.query("template1", "select count(*) from pg_database where datname = 'migc_scratch'"), [["0"]])
    (shell.project / "migrations" / "0006.mig").write_text(
        "revision 0006;\nrevises 0005;\nupgrade {\n    assert 'never' (select false);\n}\n", encoding="utf-8")
    shell.expect(recipe, fine=False)
    equal(SERVER.query("template1", "select count(*) from pg_database where datname = 'migc_scratch'"), [["0"]])


def table_behind(mark):
    text = README.read_text(encoding="utf-8")
    rows = text[text.index(mark):].split("\n\n", 1)[0].splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row.startswith("| `")]


def registry(path, macro):
    return re.findall(rf"^{macro}\((\w+), \"?(\w+)\"?(?:, (?:\w+, )?\"([^\"]*)\")?", (ROOT / path).read_text(encoding="utf-8"),
                      re.MULTILINE)


def guards_are_those_of_the_registry(_):
    expected = [[f"`{code}`", meaning] for _, code, meaning in registry("compiler/emit/guard_codes.def", "GUARD")]
    equal(table_behind("<!-- guards -->"), expected)


def keys_are_those_of_the_registry(shell):
    keys = {key for _, key, _ in registry("compiler/cli/setting.def", "SETTING")}
    listed = {key for row in table_behind("<!-- keys -->") for key in re.findall(r"`([a-z_]+)(?:\.NAME)?`", row[0])}
    equal(listed, keys)
    shell.copy_project()
    (shell.project / "migc.ini").write_text(block("file", "migc.ini"), encoding="utf-8")
    shell.expect("migc check && migc build")
    equal(sorted(path.name for path in (shell.project / "out").iterdir()), ["default", "production", "staging"])


def script_of_several_segments(shell):
    text = README.read_text(encoding="utf-8")
    section = text[text.index("\n## Scripts of several segments\n"):]
    (shell.project / "migrations").mkdir(exist_ok=True)
    (shell.project / "migrations" / "a1.mig").write_text(block("segments", "a1.mig"), encoding="utf-8")
    script = shell.project / "upgrade.sql"
    shell.expect("migc emit head --transaction segment -o upgrade.sql")
    stated = re.search(r"`(runs in: [^`]*)`", section).group(1)
    equal(f"-- {stated}\n" in script.read_text(encoding="utf-8"), True)
    SERVER.createdb("bank")
    SERVER.run("bank", "create table accounts_owner ()")
    equal(SERVER.psql("bank", file=script).status, 3)
    SERVER.run("bank", "drop table accounts_owner")
    equal(SERVER.psql("bank", file=script).status, 0)


def commands_are_those_of_the_registry(_):
    text = README.read_text(encoding="utf-8")
    section = text[text.index("\n## Commands\n"):text.index("\n## Configuration\n")]
    listed = {name for row in section.splitlines() if row.startswith("| `")
              for name in re.findall(r"`([a-z]+)[^`]*`", row.split("|")[1])}
    equal(listed, {name for name, *_ in registry("compiler/cli/command.def", "COMMAND")})


def first_commands_exist(_):
    text = README.read_text(encoding="utf-8")
    for script in re.findall(r"^    sh (\S+) ", text, re.MULTILINE):
        equal((ROOT / script).is_file(), True)
    for path in re.findall(r"`((?:tests|compiler|grammar|examples)/[a-z_./]*)`", text):
        equal((ROOT / path).exists(), True)


TESTS = [page_of_real_use, gate, migrate_and_check_at_start, stairway, guards_are_those_of_the_registry,
         keys_are_those_of_the_registry, script_of_several_segments, commands_are_those_of_the_registry, first_commands_exist]


def main():
    global SERVER
    SERVER = postgres.Cluster()
    failed = 0
    for test in TESTS:
        with tempfile.TemporaryDirectory(prefix="migc-readme-") as folder:
            try:
                test(Shell(folder))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {test.__name__}\n{traceback.format_exc()}")
    SERVER.stop()
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
