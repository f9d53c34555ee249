#!/usr/bin/python3
"""compiler/ticket/effect.def against a server: each statement below is planned by `migc dump effects` and then run; the
locks that pg_locks shows and the files that pg_class.relfilenode shows must be those of the plan.

Every row of the table must be met by a statement here, unless the server is too old for it. MIGC names the program
(default: build/migc beside this checkout)."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MIGC = Path(os.environ.get("MIGC", ROOT / "build" / "migc"))
TABLE = ROOT / "compiler" / "ticket" / "effect.def"

BASE = """
create table t (id integer not null, a integer, b varchar(20) default 'x', c text, d timestamp(3), n numeric(8,2),
                j json, o oid, during int4range, bits bit(4), words varchar(10)[], day date, ip cidr);
create table far (id integer primary key, t_id integer);
create index t_a on t (a);
create view v as select id, c from t;
create sequence s;
create function touched() returns trigger language plpgsql as $$ begin return new; end $$;
create table parted (k integer not null, v text) partition by range (k);
create table parted_rest partition of parted default;
create table loose (k integer not null, v text);
"""

# The rows of effect.def that must be met (all that the plan says are compared), what is there before, the statement.
CASES = [
    ("no_relation", "", "create type mood as enum ('a')"),
    ("create_relation", "", "create table other (id integer primary key, t_id integer references far (id))"),
    ("create_child", "", "create table child () inherits (t)"),
    ("create_partition check_default_partition", "", "create table p1 partition of parted for values from (1) to (5)"),
    ("drop_table", "create table other (id integer primary key, f integer references far (id));", "drop table other"),
    ("drop_table", "create table p1 partition of parted for values from (1) to (5);", "drop table p1"),
    ("rename_relation", "", "alter table t rename to u"),
    ("rename_relation", "", "alter view v rename to w"),
    ("rename_relation", "", "alter sequence s rename to r"),
    ("inherit", "create table child (id integer not null, k integer not null, v text);"
                "create table parent (k integer);", "alter table child inherit parent"),
    ("disinherit", "create table parent (k integer); create table child () inherits (parent);",
     "alter table child no inherit parent"),
    ("attach_partition check_default_partition", "",
     "alter table parted attach partition loose for values from (1) to (5)"),
    ("detach_partition", "create table p1 partition of parted for values from (1) to (5);",
     "alter table parted detach partition p1"),
    ("set_persistence", "", "alter table loose set unlogged"),
    ("set_parameters", "", "alter table t set (fillfactor = 70)"),
    ("set_catalog_parameter", "", "alter table t set (user_catalog_table = true)"),
    ("cluster_on", "", "alter table t cluster on t_a"),
    ("alter_table_facts", "", "alter table t enable row level security"),
    ("alter_table_facts", "", "alter table t replica identity full"),
    ("alter_owner", "", "alter table t owner to postgres"),
    ("comment_on", "", "comment on table t is 'x'"),
    ("comment_on", "", "comment on column t.a is 'x'"),
    ("comment_on", "", "comment on view v is 'x'"),
    ("grant_on", "", "grant select on t to public"),
    ("add_column", "", "alter table t add column z integer default 5"),
    ("add_column", "", "alter table t add column z timestamptz default now()"),
    ("add_column", "create function fixed() returns integer language sql immutable as 'select 1';",
     "alter table t add column z integer default fixed()"),
    ("add_column_filled", "create function fresh() returns integer language plpgsql as 'begin return 1; end';",
     "alter table t add column z integer default fresh()"),
    ("add_column_filled", "", "alter table t add column z uuid default gen_random_uuid()"),
    ("add_column_filled", "", "alter table t add column z serial"),
    ("add_column_filled", "", "alter table t add column z integer generated always as identity"),
    ("add_column_filled", "", "alter table t add column z integer generated always as (a + 1) stored"),
    ("add_column_filled", "create domain positive as integer check (value > 0);",
     "alter table t add column z positive"),
    ("add_column", "create domain plain as integer;", "alter table t add column z plain"),
    ("add_column_checked", "", "alter table t add column z integer not null"),
    ("add_column add_key", "", "alter table t add column z integer unique"),
    ("add_column add_foreign_key", "", "alter table t add column z integer references far (id)"),
    ("drop_column", "", "alter table t drop column a"),
    ("type_kept", "", "alter table t alter column b type varchar(40)"),
    ("type_kept", "", "alter table t alter column b type text"),
    ("type_kept", "", "alter table t alter column n type numeric(12,2)"),
    ("type_kept", "", "alter table t alter column n type numeric"),
    ("type_kept", "", "alter table t alter column d type timestamp(6)"),
    ("type_kept", "", "alter table t alter column ip type inet"),
    ("type_kept", "create domain plain as integer;", "alter table t alter column a type plain"),
    ("type_reindexed", "create index t_o on t (o);", "alter table t alter column o type integer"),
    ("type_reindexed", "create table w (c text); create index w_c on w (c);",
     "alter table w alter column c type text collate \"C\""),
    ("type_rewritten", "", "alter table t alter column a type bigint"),
    ("type_rewritten", "", "alter table t alter column b type varchar(5)"),
    ("type_rewritten", "", "alter table t alter column n type numeric(12,4)"),
    ("type_rewritten", "", "alter table t alter column d type timestamptz"),
    ("type_rewritten", "", "alter table t alter column day type timestamp"),
    ("type_rewritten", "", "alter table t alter column j type jsonb"),
    ("type_rewritten", "", "alter table t alter column bits type bit(8)"),
    ("type_rewritten", "", "alter table t alter column words type text[]"),
    ("type_rewritten", "", "alter table t alter column a type text using 'n' || a"),
    ("type_rewritten", "create domain positive as integer check (value > 0);",
     "alter table t alter column a type positive"),
    ("type_rewritten", "create table near (id integer primary key, f integer references far (id));",
     "alter table far alter column id type bigint"),
    ("type_rewritten", "create table near (id integer primary key, f integer references far (id));",
     "alter table near alter column f type bigint"),
    ("type_kept", "create table far2 (c varchar(10) primary key); create table near (c varchar(10) references far2 (c));",
     "alter table near alter column c type varchar(20)"),
    ("alter_default", "", "alter table t alter column a set default 1"),
    ("alter_default", "", "alter table t alter column b drop default"),
    ("set_not_null", "", "alter table t alter column a set not null"),
    ("set_not_null_proved", "alter table t add constraint a_there check (a is not null);",
     "alter table t alter column a set not null"),
    ("drop_not_null", "", "alter table t alter column id drop not null"),
    ("alter_identity", "", "alter table t alter column id add generated always as identity"),
    ("drop_expression", "create table g (a integer, b integer generated always as (a + 1) stored);",
     "alter table g alter column b drop expression"),
    ("column_statistics", "", "alter table t alter column a set statistics 500"),
    ("column_statistics", "", "alter table t alter column a set (n_distinct = 5)"),
    ("column_storage", "", "alter table t alter column c set storage external"),
    ("add_key", "", "alter table t add constraint t_key unique (a)"),
    ("add_key", "", "alter table t add primary key (id)"),
    ("add_key_using_index", "create unique index t_unique on t (id);",
     "alter table t add constraint t_key unique using index t_unique"),
    ("add_check", "", "alter table t add constraint a_positive check (a > 0)"),
    ("add_check_not_valid", "", "alter table t add constraint a_positive check (a > 0) not valid"),
    ("add_foreign_key", "", "alter table t add constraint t_far foreign key (a) references far (id)"),
    ("add_foreign_key_not_valid", "",
     "alter table t add constraint t_far foreign key (a) references far (id) not valid"),
    ("add_exclusion", "", "alter table t add constraint apart exclude using gist (during with &&)"),
    ("validate_check", "alter table t add constraint a_positive check (a > 0) not valid;",
     "alter table t validate constraint a_positive"),
    ("validate_foreign_key", "alter table t add constraint t_far foreign key (a) references far (id) not valid;",
     "alter table t validate constraint t_far"),
    ("alter_constraint", "alter table t add constraint t_far foreign key (a) references far (id);",
     "alter table t alter constraint t_far deferrable"),
    ("drop_constraint", "alter table t add constraint a_positive check (a > 0);",
     "alter table t drop constraint a_positive"),
    ("drop_foreign_key", "alter table t add constraint t_far foreign key (a) references far (id);",
     "alter table t drop constraint t_far"),
    ("rename_part", "", "alter table t rename column a to z"),
    ("rename_part", "create trigger tr before insert on t for each row execute function touched();",
     "alter trigger tr on t rename to tr2"),
    ("rename_part", "create policy p on t using (true);", "alter policy p on t rename to p2"),
    ("create_index", "", "create index t_c on t (c)"),
    ("drop_index", "", "drop index t_a"),
    ("alter_index", "", "alter index t_a rename to t_a2"),
    ("alter_index", "", "alter index t_a set (fillfactor = 60)"),
    ("create_statistics", "", "create statistics st on a, c from t"),
    ("publish", "", "create publication pub for table t"),
    ("create_trigger", "", "create trigger tr before insert on t for each row execute function touched()"),
    ("alter_trigger", "create trigger tr before insert on t for each row execute function touched();",
     "alter table t disable trigger tr"),
    ("drop_trigger", "create trigger tr before insert on t for each row execute function touched();",
     "drop trigger tr on t"),
    ("alter_rule", "", "create rule r as on delete to t do instead nothing"),
    ("alter_policy", "", "create policy p on t using (true)"),
    ("alter_policy", "create policy p on t using (true);", "drop policy p on t"),
    ("alter_view", "", "create or replace view v as select id, c, 1 as one from t"),
    ("drop_view", "", "drop view v"),
    ("refresh_view", "create materialized view mv as select id from t;", "refresh materialized view mv"),
    ("refresh_concurrently", "create materialized view mv as select id from t; create unique index mv_id on mv (id);",
     "refresh materialized view concurrently mv"),
    ("alter_sequence", "", "alter sequence s increment by 5"),
    ("drop_sequence", "", "drop sequence s"),
    ("check_domain", "create domain plain as integer; create table holder (p plain);",
     "alter domain plain add constraint positive check (value > 0)"),
    ("change_rows", "", "insert into t (id) values (1)"),
    ("change_rows", "", "update t set a = 2"),
    ("change_rows", "", "delete from t where a = 2"),
    ("truncate", "", "truncate t"),
    ("analyze", "", "analyze t"),
    ("reindex", "", "reindex table t"),
    ("cluster", "", "cluster t using t_a"),
]

# Rows that no statement above can meet, and why; the version that a row needs is in the table itself.
ELSEWHERE = {
    "unknown": "a DO block or raw text, of which nothing is said",
    "type_unknown": "a type that nothing is known of",
    "set_tablespace": "needs a folder of the server",
    "set_access_method": "the server has no second access method",
    "detach_concurrently": "its lock on the partition comes last, when nobody is in the way any more",
}

# Statements that commit by themselves, before their own session could look at pg_locks: what they wait for, while another
# session holds the table, says which lock they take on it.
ALONE = [
    ("create_index_concurrently", "create index concurrently t_c on t (c)"),
    ("drop_index_concurrently", "drop index concurrently t_a"),
    ("reindex_concurrently", "reindex table concurrently t"),
    ("reindex_concurrently", "reindex index concurrently t_a"),
    ("reindex_concurrently", "reindex schema concurrently public"),
    ("reindex", "reindex schema public"),
    ("vacuum", "vacuum t"),
    ("vacuum", "vacuum (analyze, full false) t"),
    ("vacuum_full", "vacuum full t"),
    ("vacuum_full", "vacuum (full) t"),
]

ORDER = ["none", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
MODES = {"AccessShareLock": "ACCESS SHARE", "RowShareLock": "ROW SHARE", "RowExclusiveLock": "ROW EXCLUSIVE",
         "ShareUpdateExclusiveLock": "SHARE UPDATE EXCLUSIVE", "ShareLock": "SHARE",
         "ShareRowExclusiveLock": "SHARE ROW EXCLUSIVE", "ExclusiveLock": "EXCLUSIVE",
         "AccessExclusiveLock": "ACCESS EXCLUSIVE"}


def stronger(locks, name, lock):
    locks[name] = max(locks.get(name, "none"), lock, key=ORDER.index)


def planned(setup, statement):
    """The effects, locks and rewritten relations that migc says of the statement."""
    with tempfile.TemporaryDirectory() as folder:
        revisions = Path(folder) / "migrations"
        revisions.mkdir()
        (revisions / "1.mig").write_text("revision a1; revises base; upgrade {\n" + BASE + setup + "\n}\n"
                                         "downgrade irreversible 'a test';\n")
        (revisions / "2.mig").write_text("revision a2; revises a1; upgrade {\n" + statement + ";\n}\n"
                                         "downgrade irreversible 'a test';\n")
        run = subprocess.run([MIGC, "-C", folder, "dump", "effects"], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(run.stdout + run.stderr)
    part = run.stdout.split("upgrade a2\n")[1].split("downgrade a2\n")[0]
    kinds, locks, rewritten = [], {}, set()
    for line in part.splitlines():
        effect = re.match(r"    (\w+) (\S+): ([A-Za-z ]+), rows (.*)$", line)
        other = re.match(r"        (\S+): ([A-Za-z ]+)$", line)
        if effect:
            kinds.append(effect[1])
            if effect[2] != "-":
                stronger(locks, effect[2], effect[3])
            if effect[4].startswith("rewritten"):
                rewritten.add(effect[2])
        elif other:
            stronger(locks, other[1], other[2])
    return kinds, {name: lock for name, lock in locks.items() if lock != "none"}, rewritten


# Names as they were before the statement, which may rename and drop.
SHOWN = """
select 'L', b.relname, l.mode from pg_locks l join before b on b.oid = l.relation
where l.pid = pg_backend_pid() and l.locktype = 'relation' and b.relkind not in ('i', 'I');
select 'F', b.relname, '' from before b join pg_class c on c.oid = b.oid
where c.relfilenode <> b.relfilenode and c.relkind in ('r', 'm');
"""


def measured(cluster, database, statement):
    """The locks that the statement takes on tables, views and sequences, and the files it makes anew. ACCESS SHARE is
    what looking at a relation takes: it is left out."""
    run = cluster.psql(database, "-At", "-F", "|", "-v", "ON_ERROR_STOP=1", text=f"""
set timezone = 'Europe/Vienna';
create temp table before as select c.oid, c.relfilenode, 'public.' || c.relname as relname, c.relkind from pg_class c
where c.relnamespace = 'public'::regnamespace;
begin;
{statement};
{SHOWN}
rollback;
""")
    if run.status != 0:
        raise RuntimeError(repr(run))
    locks, rewritten = {}, set()
    for line in run.stdout.splitlines():
        if line.startswith("L|"):
            _, name, mode = line.split("|")
            stronger(locks, name, MODES[mode])
        elif line.startswith("F|"):
            rewritten.add(line.split("|")[1])
    return {name: lock for name, lock in locks.items() if lock != "ACCESS SHARE"}, rewritten


def waited_for(cluster, database, statement):
    """The lock on the table `t` that the statement waits for, and the files it makes anew."""
    before = cluster.query(database, "select oid::regclass, relfilenode from pg_class where relkind = 'r' and relnamespace "
                                     "= 'public'::regnamespace order by 1")
    seen = []
    with cluster.session(database) as other:
        other.run("begin; lock table t in share update exclusive mode;")
        result = {}
        worker = threading.Thread(target=lambda: result.update(run=cluster.psql(database, "-c", statement)))
        worker.start()
        for _ in range(200):
            seen = cluster.query(database, "select mode from pg_locks where relation = 't'::regclass and not granted")
            if seen:
                break
            time.sleep(0.02)
        other.run("rollback;")
        worker.join(60)
    if result["run"].status != 0 or not seen:
        raise RuntimeError(f"waited for {seen}: {result['run']!r}")
    after = cluster.query(database, "select oid::regclass, relfilenode from pg_class where relkind = 'r' and relnamespace "
                                    "= 'public'::regnamespace order by 1")
    return MODES[seen[0][0]], {"public." + name for name, file in after if [name, file] not in before}


def main():
    table = dict(re.findall(r"^EFFECT\((\w+), .*, (\d+)\)$", TABLE.read_text(), re.MULTILINE))
    passed = failed = 0
    met = set()
    with postgres.Cluster(["wal_level = logical"]) as cluster:
        for wanted, setup, statement in CASES:
            problems = []
            try:
                kinds, locks, rewritten = planned(setup, statement)
                met.update(kinds)
                missing = set(wanted.split()) - set(kinds)
                if missing:
                    problems.append(f"the plan has {kinds}, without {missing}")
                cluster.createdb("effects")
                cluster.run("effects", BASE + setup)
                real, files = measured(cluster, "effects", statement)
                said = {name: lock for name, lock in locks.items() if lock != "ACCESS SHARE"}
                if real != said:
                    problems.append(f"locks: planned {said}, taken {real}")
                emptied = {"truncate", "refresh_view"} & set(kinds)
                if files != rewritten and not emptied:
                    problems.append(f"rewritten: planned {rewritten}, real {files}")
            except RuntimeError as error:
                problems.append(str(error))
            if problems:
                failed += 1
                print(f"FAILED {statement}")
                for problem in problems:
                    print("    " + problem.replace("\n", "\n    "))
            else:
                passed += 1
        for wanted, statement in ALONE:
            try:
                kinds, locks, rewritten = planned("", statement)
                met.update(kinds)
                cluster.createdb("effects")
                cluster.run("effects", BASE)
                lock, files = waited_for(cluster, "effects", statement)
                right = wanted in kinds and locks.get("public.t") == lock and files == rewritten
                problem = f"planned {kinds} {locks.get('public.t')} {rewritten}, real {lock} {files}"
            except RuntimeError as error:
                right, problem = False, str(error)
            passed, failed = passed + right, failed + (not right)
            if not right:
                print(f"FAILED {statement}\n    {problem}")
        for kind, since in table.items():
            if int(since) > cluster.major or kind in ELSEWHERE:
                continue
            if kind in met:
                passed += 1
            else:
                failed += 1
                print(f"FAILED no statement meets {kind}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
