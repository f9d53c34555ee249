#!/usr/bin/python3
"""Scripts of mixed segments, psql killed at a random moment.

Each time a chain is made at random, of tables, columns, indexes built, rebuilt and dropped concurrently, enum values and
their use, views, functions, rows, also such that the way back changes before it alters their table. Its upgrade.sql or its downgrade.sql runs until psql is killed (SIGKILL). From there only
the two files are used: half of the databases go on to head, half back to base. Each must end with the dump of the
undisturbed run; and where the rows name whole revisions, the dump is that of a database which was brought just there.

    /usr/bin/python3 tests/live/kill.py [NUMBER [SEED]]

NUMBER is 40 unless MIGC_KILLS or the first argument says otherwise. MIGC names the built migc (build/migc)."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402
from segments import Failure, check, emit, same  # noqa: E402

INI = "[target.production]\nserver_version = 15\ntransaction = segment\n"


class Maker:
    """Revisions at random; it keeps in mind what there is."""

    def __init__(self, dice):
        self.dice = dice
        self.serial = 0
        self.tables, self.indexes, self.values = [], [], 0

    def name(self, kind):
        self.serial += 1
        return f"{kind}_{self.serial}"

    def chain(self, folder):
        (folder / "migrations").mkdir()
        (folder / "migc.ini").write_text(INI, encoding="utf-8")
        before = "base"
        for number in range(1, self.dice.randint(3, 6) + 1):
            statements = ["create type mood as enum ('calm')", *self.table()] if number == 1 else []
            for _ in range(self.dice.randint(1, 4)):
                statements += self.dice.choice([self.table, self.column, self.index, self.index, self.drop_index,
                                                self.value, self.view, self.function, self.rows, self.partition,
                                                self.rows_back, self.maintenance])()
            text = "".join(f"    {statement};\n" for statement in statements)
            (folder / "migrations" / f"r{number}.mig").write_text(
                f"revision r{number};\nrevises {before};\nmessage 'Revision {number}';\nupgrade {{\n{text}}}\n",
                encoding="utf-8")
            before = f"r{number}"
        return before

    def table(self):
        self.tables.append(self.name("t"))
        return [f"create table {self.tables[-1]} (id integer primary key, word text, mood mood)",
                f"insert into {self.tables[-1]} select n, 'w' || n, 'calm' from generate_series(1, "
                f"{self.dice.choice([10, 5000])}) n"]

    def column(self):
        return [f"alter table {self.dice.choice(self.tables)} add column {self.name('c')} integer default 7"]

    def index(self):
        self.indexes.append(self.name("i"))
        unique = self.dice.choice(["", "unique "])
        out = [f"create {unique}index concurrently {self.indexes[-1]} on {self.dice.choice(self.tables)} (word, id)"]
        if self.dice.random() < 0.5:
            out.append(f"comment on index {self.indexes[-1]} is 'made at random'")
        return out

    def drop_index(self):
        if not self.indexes:
            return self.index()
        return [f"drop index concurrently {self.indexes.pop(self.dice.randrange(len(self.indexes)))}"]

    def value(self):
        self.values += 1
        table, value = self.dice.choice(self.tables), f"value_{self.values}"
        return [f"alter type mood add value '{value}'",
                f"update {table} set mood = '{value}' where id = 1 reversed by "
                f"{{ update {table} set mood = 'calm' where id = 1; }}"]

    def view(self):
        return [f"create view {self.name('v')} as select id, word from {self.dice.choice(self.tables)}"]

    def function(self):
        return [f"create function {self.name('f')}(n integer) returns integer language sql as 'select n + 1'"]

    def partition(self):
        name = self.name("m")
        return [f"create table {name} (id integer not null) partition by range (id)",
                f"create table {name}_1 partition of {name} for values from (0) to (10)",
                f"alter table {name} detach partition {name}_1 concurrently"]

    def rows_back(self):
        """The way back changes rows and then alters their table."""
        name, far = self.name("q"), self.dice.choice(self.tables)
        return [f"create table {name} (id integer references {far} deferrable initially deferred)",
                f"alter table {name} add column more text",
                f"insert into {name} values (1) reversed by {{ update {name} set id = 2 where id = 1; }}"]

    def maintenance(self):
        table = self.dice.choice(self.tables)
        return [self.dice.choice([f"vacuum {table}", f"vacuum (analyze) {table}", f"reindex table concurrently {table}",
                                  f"reindex index concurrently {table}_pkey", "reindex schema public",
                                  "reindex schema concurrently public"])]

    def rows(self):
        name = self.name("p")
        return [f"create table {name} (id integer references {self.dice.choice(self.tables)} deferrable initially "
                f"deferred)", f"insert into {name} values (1)", f"alter table {name} add column more text"]


class Case:
    """One chain with its two scripts, and the dumps at both ends."""

    def __init__(self, folder, dice):
        self.folder, self.dice, self.name = folder, dice, "kill"
        self.head = Maker(dice).chain(folder)
        self.scripts = {way: self.keep(f"{way}.sql", emit(span, folder=folder)) for way, span in
                        (("upgrade", f"base:{self.head}"), ("downgrade", f"{self.head}:base"))}
        self.dumps = {}

    def keep(self, name, script):
        path = self.folder / name
        path.write_text(script, encoding="utf-8")
        return path

    def run(self, way, database):
        return SERVER.psql(database, "-v", "accept_loss=1", file=self.scripts[way], cwd=self.folder)

    def rows(self, database):
        if SERVER.query(database, "select to_regclass('public.alembic_version') is null") == [["t"]]:
            return []
        return sorted(row[0] for row in SERVER.query(database, "select version_num from public.alembic_version"))

    def dump_without_values(self, database):
        """A downgrade leaves values of enum types behind."""
        lines = [line for line in SERVER.dump(database).splitlines() if not line.startswith("    'value_")]
        return "\n".join(line.replace("'calm',", "'calm'") for line in lines)

    def undisturbed(self):
        """Both ends, and how long each way takes; leaves a database at head."""
        SERVER.createdb(self.name)
        self.dumps["base"] = SERVER.dump(self.name)
        spans = {}
        for way in ("upgrade", "downgrade", "upgrade"):
            begin = time.monotonic()
            run = self.run(way, self.name)
            spans[way] = time.monotonic() - begin
            check(run.status == 0, f"{way} ended with {run.status}\n{run.stderr[-1500:]}")
        self.dumps["head"] = SERVER.dump(self.name)
        return spans

    def kill(self, way, after):
        """Runs the script until psql is killed, and waits until the server has noticed."""
        process = subprocess.Popen([str(postgres.CLIENTS / "psql"), "-X", "-q", "-v", "accept_loss=1", "-d",
                                    self.name, "-f", str(self.scripts[way])], env=SERVER.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        for _ in range(600):
            busy = SERVER.query("template1", f"select 1 from pg_stat_activity where datname = '{self.name}'")
            if not busy:
                return process.returncode == -signal.SIGKILL
            time.sleep(0.02)
        raise Failure("the server never noticed that psql is gone")

    def at_rows(self, rows):
        """The dump of a database that was brought to these rows."""
        SERVER.createdb("there")
        run = SERVER.psql("there", text=emit(f"base:{rows[0]}", folder=self.folder))
        check(run.status == 0, f"base:{rows[0]} ended with {run.status}\n{run.stderr[-800:]}")
        return self.dump_without_values("there")

    def go(self, way, then):
        spans = self.undisturbed()
        if way == "upgrade":
            SERVER.createdb(self.name)
        killed = self.kill(way, self.dice.uniform(0, spans[way] * 1.05))
        rows = self.rows(self.name)
        if len(rows) == 1 and "~" not in rows[0] and rows != [self.head]:
            same(self.dump_without_values(self.name), self.at_rows(rows),
                 f"{way} killed: the dump is not that of the rows {rows}")
        end = [self.head] if then == "upgrade" else []
        run = self.run(then, self.name)
        known = rows == end and run.status == 3 and ("already applied" in run.stderr or "no version" in run.stderr)
        check(run.status == 0 or known, f"{way} killed at {rows}, then {then} ended with {run.status}\n{run.stderr[-1500:]}")
        check(self.rows(self.name) == end, f"{way} killed at {rows}, then {then}: rows {self.rows(self.name)}")
        invalid = SERVER.query(self.name, "select indexrelid::regclass from pg_index where not indisvalid")
        check(not invalid, f"{way} killed at {rows}, then {then}: invalid {invalid}")
        same(SERVER.dump(self.name), self.dumps["head" if end else "base"], f"{way} killed at {rows}, then {then}")
        return killed, rows


def main():
    number = int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MIGC_KILLS", "40"))
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    passed, failed, killed, marked, states = 0, 0, 0, 0, set()
    for seed in range(first, first + number):
        way, then = ("upgrade", "downgrade")[seed % 2], ("upgrade", "downgrade")[seed // 2 % 2]
        with tempfile.TemporaryDirectory(prefix="migc-kill-") as folder:
            Path(folder).chmod(0o755)
            try:
                was_killed, rows = Case(Path(folder), random.Random(seed)).go(way, then)
                passed += 1
                killed += was_killed
                marked += any("~" in row for row in rows)
                states.add(",".join(rows))
            except Failure as failure:
                failed += 1
                print(f"FAILED seed {seed}\n{failure}\n", flush=True)
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED seed {seed}\n{traceback.format_exc()}", flush=True)
    print(f"{killed} of {number} killed before their end, {marked} inside a revision, {len(states)} different states")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    with postgres.Cluster() as SERVER:
        sys.exit(main())
