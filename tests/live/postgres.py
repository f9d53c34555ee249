"""A private PostgreSQL for tests: started in a folder of its own, reached through a unix socket only, gone afterwards.

    with Cluster() as cluster:
        cluster.createdb("scratch")
        run = cluster.psql("scratch", file="upgrade.sql")
        assert run.status == 0, run.stderr

The server's programs come from MIGC_PG_BIN, else from /usr/lib/postgresql/15/bin, and so do the clients where that folder
has them; else psql and pg_dump are those of version 15. The server runs as the user who calls, or as `postgres` where that
is root, because initdb refuses root. Only Python's standard library is used.
"""

import atexit
import itertools
import os
import pwd
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql/15/bin")
BIN = Path(os.environ.get("MIGC_PG_BIN", DEBIAN))
CLIENTS = BIN if (BIN / "psql").exists() else DEBIAN
SUPERUSER = "postgres"


class Result:
    """What one run of a client came to."""

    def __init__(self, status, stdout, stderr):
        self.status, self.stdout, self.stderr = status, stdout, stderr

    def __repr__(self):
        return f"exit status {self.status}\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}"


class Cluster:
    """One server with an empty data folder, or, as the standby of another Cluster, with a copy of that one's that
    follows it by streaming. `settings` are further lines of postgresql.conf."""

    def __init__(self, settings=(), standby_of=None):
        self._sessions = itertools.count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="migc-pg-"))
        self.folder.chmod(0o755)
        self.home = self.folder / "home"
        self.home.mkdir()
        self.data = self.folder / "data"
        self._as_server = []
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._as_server = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        atexit.register(self.stop)
        if standby_of:
            # Not with -R: what it writes is for libpq of its own version. That of 15 copies servers 12 to 15.
            self._server("pg_basebackup", "-D", self.data, "-h", standby_of.folder, "-U", SUPERUSER, "-X", "stream",
                         "-c", "fast", "-N")
            (self.data / "standby.signal").touch()
            settings = (*settings, f"primary_conninfo = 'host={standby_of.folder} user={SUPERUSER}'")
        else:
            self._server("initdb", "-D", self.data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as conf:
            for line in ("listen_addresses = ''", f"unix_socket_directories = '{self.folder}'", "fsync = off",
                         "full_page_writes = off", "synchronous_commit = off", "autovacuum = off", *settings):
                conf.write(line + "\n")
        self._server("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")
        self.running = True
        self.version = self.query("template1", "show server_version")[0][0]
        self.major = int(re.match(r"\d+", self.version).group())

    def _server(self, program, *arguments):
        folder = BIN if (BIN / program).exists() else DEBIAN
        run = subprocess.run([*self._as_server, folder / program, *map(str, arguments)], cwd=self.folder,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"{program} failed:\n{run.stdout}")

    def stop(self):
        """Ends the server and removes its folder; may be called again."""
        if getattr(self, "running", False):
            self.running = False
            self._server("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def follow(self, primary, timeout=30):
        """Waits until this standby has replayed all that the primary has done."""
        primary.run("template1", "checkpoint;")
        until = primary.query("template1", "select pg_current_wal_flush_lsn()")[0][0]
        end = time.monotonic() + timeout
        while self.query("template1", f"select pg_last_wal_replay_lsn() >= '{until}'") != [["t"]]:
            if time.monotonic() > end:
                raise RuntimeError(f"the standby does not follow:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def environment(self, **more):
        """What a client needs to find this server, and nothing of the caller's own PG* settings or home."""
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        env.update(PGHOST=str(self.folder), PGUSER=SUPERUSER, HOME=str(self.home), LC_ALL="C.UTF-8",
                   PSQL_HISTORY="/dev/null", **more)
        return env

    def client(self, program, *arguments, stdin="", cwd=None, **env):
        """Runs one of PostgreSQL's clients; `env` are further environment variables."""
        run = subprocess.run([CLIENTS / program, *map(str, arguments)], input=stdin.encode(), capture_output=True,
                             cwd=cwd or self.home, env=self.environment(**env), check=False)
        return Result(run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace"))

    def psql(self, database, *arguments, file=None, text=None, psqlrc=None, user=SUPERUSER, cwd=None, **env):
        """Runs psql on a file (-f) or on text from standard input. Without `psqlrc` (its text) none is read.

        Nothing else is added to the command line: ON_ERROR_STOP and the like are the caller's to give."""
        command = ["-d", database, "-U", user, "--no-password", *arguments]
        if psqlrc is None:
            command.insert(0, "-X")
        else:
            (self.home / "psqlrc").write_text(psqlrc, encoding="utf-8")
            env["PSQLRC"] = str(self.home / "psqlrc")
        if file is not None:
            command += ["-f", str(file)]
        session = f"psql {next(self._sessions)}"
        run = self.client("psql", *command, stdin=text or "", cwd=cwd, **{"PGAPPNAME": session, **env})
        # Until the server has noticed that a psql which stopped at an error is gone, the session keeps its locks.
        while run.status == 3 and self.query("template1", f"select 1 from pg_stat_activity where application_name = '{session}'"):
            time.sleep(0.02)
        return run

    def query(self, database, sql):
        """The rows of one query as lists of texts; a failure is an exception."""
        run = self.psql(database, "-At", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", text=sql + "\n;\n")
        if run.status != 0:
            raise RuntimeError(f"query failed: {sql}\n{run!r}")
        return [line.split("\x1f") for line in run.stdout.splitlines()]

    def run(self, database, sql):
        """Runs statements that must succeed."""
        run = self.psql(database, "-q", "-v", "ON_ERROR_STOP=1", text=sql)
        if run.status != 0:
            raise RuntimeError(f"statements failed: {sql}\n{run!r}")

    def createdb(self, name, template="template0"):
        """A new database; one of that name is dropped first."""
        # As files, since to log each page of the template takes longer.
        strategy = " STRATEGY file_copy" if self.major >= 15 else ""
        self.run("template1", f'{self._dropping(name)}CREATE DATABASE "{name}" TEMPLATE "{template}"{strategy};')
        return name

    def dropdb(self, name):
        """Drops a database if it is there, and ends who is connected to it."""
        self.run("template1", self._dropping(name))

    @staticmethod
    def _dropping(name):
        # DROP … WITH (FORCE) needs version 13.
        return (f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}';\n"
                f'DROP DATABASE IF EXISTS "{name}";\n')

    def session(self, database, user=SUPERUSER):
        """A second connection that stays open, to hold locks: `with cluster.session(db) as other: other.run(sql)`."""
        return Session([str(CLIENTS / "psql"), "-X", "-q", "-At", "-d", database, "-U", user], self.environment())

    def dump(self, database, version_table="public.alembic_version"):
        """The schema as text to compare: pg_dump without comments and empty lines, the columns of each table sorted,
        the version table left out. Column order is no difference (RULINGS 16)."""
        run = self.client("pg_dump", "--schema-only", "-d", database, "--exclude-table", version_table)
        if run.status != 0:
            raise RuntimeError(f"pg_dump failed: {run!r}")
        return normalised(run.stdout)


class Session:
    """psql kept open on a pipe."""

    def __init__(self, command, environment):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT, text=True, env=environment)
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def run(self, sql, timeout=20):
        """Sends statements and waits until they are done; returns the lines printed."""
        self._process.stdin.write(sql + "\n\\echo migc-session-ready\n")
        self._process.stdin.flush()
        lines = []
        while (line := self._lines.get(timeout=timeout)) != "migc-session-ready":
            if line is None:
                raise RuntimeError("the session ended: " + "\n".join(lines))
            lines.append(line)
        return lines

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()


def _elements(body):
    """Splits what stands between the parentheses of CREATE TABLE at its outermost commas."""
    depth, start, quote = 0, 0, None
    for at, char in enumerate(body):
        if quote:
            quote = None if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            yield body[start:at]
            start = at + 1
    yield body[start:]


def normalised(dump):
    """See Cluster.dump. The order of one object's grants and of its storage parameters is no difference either."""
    chatter = ("-- Name: ", "-- PostgreSQL database dump", "-- Dumped ", "\\restrict ", "\\unrestrict ")
    lines = [line for line in dump.split("\n") if line not in ("", "--") and not line.startswith(chatter)]
    text = "\n".join(lines) + "\n"
    text = re.sub(r"(?<=\bWITH \()[^()]+(?=\))", lambda found: ", ".join(sorted(found.group().split(", "))), text)
    text = re.sub(r"(?:^(?:GRANT|REVOKE) [^\n]*;\n)+", lambda block: "".join(sorted(block.group().splitlines(True))), text,
                  flags=re.MULTILINE)

    def sort_columns(match):
        elements = sorted(element.strip() for element in _elements(match.group(2)))
        return match.group(1) + "\n    " + ",\n    ".join(elements) + "\n)"

    table = r"^(CREATE (?:UNLOGGED |FOREIGN )?TABLE [^\n]+ \()\n((?:[^)\n][^\n]*\n)+)\)"
    return re.sub(table, sort_columns, text, flags=re.MULTILINE)
