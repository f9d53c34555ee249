"""Random statements about a schema: each maker writes one from what is there now, or gives nothing where there is nothing
to write it about. Names come from small pools, so that they collide; nothing is done to keep a statement valid, since
the server says which ones are."""

TYPES = ("integer", "bigint", "smallint", "text", "varchar(20)", "numeric(8, 2)", "boolean", "date", "timestamptz",
         "timestamp(3)", "uuid", "jsonb", "text[]", "integer[]", "real", "interval", "char(3)", "bytea", "inet")
VALUES = {"integer": "7", "bigint": "7", "smallint": "7", "text": "'x'", "boolean": "true", "date": "'2024-02-29'",
          "timestamp with time zone": "now()", "uuid": "gen_random_uuid()", "jsonb": "'{}'", "text[]": "'{}'",
          "integer[]": "array[1, 2]", "real": "1.5", "interval": "'1 day'"}
ROLES = ("reader", "writer")


class Statements:
    """Writes statements about `world` (what world.sql says) with the random numbers of `random`."""

    def __init__(self, random, version=15):
        self.random, self.version, self.world = random, version, {}

    def next(self, world):
        """One statement."""
        self.world = world
        while True:
            weights = [weight for weight, _ in MAKERS]
            maker = self.random.choices(MAKERS, weights)[0][1]
            try:
                sql = maker(self)
            except IndexError:  # nothing to choose from
                continue
            if sql:
                return sql

    # --- choices ---

    def pick(self, options):
        options = list(options)
        return options[self.random.randrange(len(options))] if options else [][0]

    def chance(self, share):
        return self.random.random() < share

    def maybe(self, text, share=0.3):
        return text if self.chance(share) else ""

    def new(self, stem, most=6):
        name = f"{stem}{self.random.randint(1, most)}"
        return name if self.chance(0.93) else f'"{stem.upper()} {name}"'

    def schema(self):
        return self.pick(self.world["schemas"])

    def placed(self, stem, most=6):
        return self.maybe(self.schema() + ".", 0.35) + self.new(stem, most)

    def relation(self, kinds="r"):
        return self.pick(r for r in self.world["relations"] if r["kind"] in kinds)

    def column(self, relation):
        return self.pick(relation["columns"])["name"]

    def columns(self, relation, most=2):
        names = [column["name"] for column in relation["columns"]]
        if not names:
            raise IndexError
        return ", ".join(self.random.sample(names, self.random.randint(1, min(most, len(names)))))

    def type(self, kinds=""):
        own = [t["name"] for t in self.world["types"] if not kinds or t["kind"] in kinds]
        if kinds:
            return self.pick(own)
        name = self.pick(own) if own and self.chance(0.25) else self.pick(TYPES)
        return name + self.maybe("[]", 0.05)

    def value(self, type_name):
        return VALUES.get(type_name, "null")

    def routine(self, kinds="fp", trigger=False):
        return self.pick(r["name"] for r in self.world["routines"] if r["kind"] in kinds and r["trigger"] == trigger)

    def named(self, kind):
        return self.pick(each["name"] for each in self.world["named"] if each["kind"] == kind)

    def behaviour(self):
        return self.pick(("", "", "", " cascade", " restrict"))

    def action(self):
        return self.pick(("", "", " on delete cascade", " on delete set null", " on update cascade on delete restrict"))


# --- parts of tables ---

def column_definition(s, name=None):
    kind = s.random.random()
    name = name or s.new("c", 7)
    if kind < 0.08:
        return f"{name} {s.pick(('serial', 'bigserial', 'smallserial'))}"
    if kind < 0.16:
        return f"{name} {s.pick(('integer', 'bigint'))} generated {s.pick(('always', 'by default'))} as identity" \
               + s.maybe(" (start with 5 increment by 2)")
    type_name = s.type()
    out = f"{name} {type_name}"
    if s.chance(0.2) and type_name in VALUES:
        out += f" default {VALUES[type_name]}"
    out += s.maybe(" not null") + s.maybe(" unique", 0.1) + s.maybe(f" constraint {s.new('named')} check ({name} is not null)", 0.05)
    if type_name in ("integer", "bigint") and s.chance(0.15):
        out += f" check ({name} > 0)"
    if type_name in ("integer", "bigint") and s.chance(0.15):
        try:
            out += f" references {s.relation('rp')['name']}{s.action()}"
        except IndexError:
            pass
    return out


def table_constraint(s, relation):
    name = s.maybe(f"constraint {s.new('k')} ", 0.5)
    kind = s.random.randrange(6 if s.version < 18 else 8)
    if kind == 6:
        return f"{name}not null {s.column(relation)}" + s.maybe(" no inherit", 0.15)
    if kind == 7:
        return f"{name}check ({s.column(relation)} is not null) not enforced"
    if kind == 0:
        return f"{name}check ({s.column(relation)} is not null)" + s.maybe(" no inherit", 0.15)
    if kind == 1:
        return f"{name}unique ({s.columns(relation)})" + s.maybe(" deferrable initially deferred", 0.2)
    if kind == 2:
        return f"{name}primary key ({s.columns(relation)})"
    if kind == 3:
        return f"{name}exclude using btree ({s.column(relation)} with =)"
    if kind == 4:
        return f"{name}check (length({s.column(relation)}::text) > {s.random.randint(0, 3)})"
    target = s.relation("rp")
    return f"{name}foreign key ({s.column(relation)}) references {target['name']} ({s.column(target)}){s.action()}" \
           + s.maybe(" deferrable", 0.2)


def create_table(s):
    names = s.random.sample([f"c{i}" for i in range(1, 8)], s.random.randint(1, 5))
    parts = [column_definition(s, name) for name in names]
    if s.chance(0.5):
        parts[0] = f"{names[0]} {s.pick(('integer', 'bigint', 'uuid'))} primary key"
    if s.chance(0.3):
        parts.append(table_constraint(s, {"columns": [{"name": name} for name in names]}))
    return f"create {s.maybe('unlogged ', 0.08)}table {s.maybe('if not exists ', 0.05)}{s.placed('t', 8)} ({', '.join(parts)})"


def create_partitioned(s):
    how = s.pick(("range", "list", "hash"))
    return f"create table {s.placed('p', 4)} (c1 integer not null, c2 text, c3 date) partition by {how} (c1)"


def create_partition(s):
    parent = s.relation("p")
    low = s.random.randint(0, 9) * 10
    bound = s.pick((f"for values from ({low}) to ({low + 10})", f"for values in ({low}, {low + 1})",
                    f"for values with (modulus 4, remainder {s.random.randint(0, 3)})", "default"))
    return f"create table {s.placed('q', 8)} partition of {parent['name']} {bound}"


def attach_partition(s):
    low = s.random.randint(0, 9) * 10
    bound = s.pick((f"for values from ({low}) to ({low + 10})", f"for values in ({low})", "default"))
    return f"alter table {s.relation('p')['name']} attach partition {s.relation('r')['name']} {bound}"


def detach_partition(s):
    child = s.pick(r for r in s.world["relations"] if r["partition"])
    return f"alter table {s.relation('p')['name']} detach partition {child['name']}"


def inherit(s):
    if s.chance(0.5):
        return f"create table {s.placed('t', 8)} ({column_definition(s)}) inherits ({s.relation('r')['name']})"
    return f"alter table {s.relation('r')['name']} {s.pick(('inherit', 'no inherit'))} {s.relation('r')['name']}"


def like_table(s):
    including = s.pick(("", " including all", " including defaults including constraints", " including indexes", " including identity"))
    return f"create table {s.placed('t', 8)} (like {s.relation('rpv')['name']}{including})"


def table_as(s):
    relation = s.relation("rv")
    return f"create table {s.placed('t', 8)} as select {s.columns(relation, 3)} from {relation['name']} with no data"


def alter_column(s):
    table = s.relation("rp")
    column = s.pick(table["columns"])
    name = column["name"]
    action = s.pick((
        f"drop column {name}{s.behaviour()}", f"drop column if exists {s.new('c', 7)}", f"alter {name} set not null",
        f"alter {name} drop not null", f"alter {name} set default {s.value(column['type'])}", f"alter {name} drop default",
        f"alter {name} type {s.type()}" + s.maybe(" using null", 0.3), f"alter {name} type text using {name}::text",
        f"alter {name} set statistics {s.random.randint(-1, 300)}", f"alter {name} set storage {s.pick(('plain', 'external', 'extended', 'main'))}",
        f"alter {name} add generated {s.pick(('always', 'by default'))} as identity", f"alter {name} drop identity" + s.maybe(" if exists"),
        f"alter {name} set (n_distinct = 5)", f"alter {name} reset (n_distinct)"))
    return f"alter table {s.maybe('only ', 0.1)}{table['name']} {action}"


def add_column(s):
    return f"alter table {s.relation('rp')['name']} add {s.maybe('if not exists ', 0.1)}{column_definition(s)}"


def add_generated(s):
    table = s.relation("rp")
    kept = s.maybe(" virtual", 0.4) if s.version >= 18 else ""
    return f"alter table {table['name']} add {s.new('c', 7)} text generated always as (upper({s.column(table)}::text)){kept or ' stored'}"


def alter_constraint(s):
    table = s.pick(r for r in s.world["relations"] if r["constraints"])
    name = s.pick(table["constraints"])["name"]
    newer = (f"alter constraint {name} inherit", f"alter constraint {name} no inherit", f"alter constraint {name} enforced",
             f"alter constraint {name} not enforced", f"alter constraint {name} not enforced deferrable") if s.version >= 18 else ()
    return f"alter table {table['name']} " + s.pick((
        *newer, f"drop constraint {name}{s.behaviour()}", f"rename constraint {name} to {s.new('k')}", f"validate constraint {name}",
        f"alter constraint {name} deferrable initially deferred", f"drop constraint if exists {s.new('k')}"))


def add_constraint(s):
    table = s.relation("rp")
    sql = f"alter table {table['name']} add {table_constraint(s, table)}"
    return sql + (" not valid" if ("check (" in sql or "foreign key" in sql or " not null " in sql) and s.chance(0.25) else "")


def change_table(s):
    table = s.relation("rp")
    name = table["name"]
    return f"alter table {name} " + s.pick((
        "set unlogged", "set logged", "set (fillfactor = 70)", "reset (fillfactor)", "enable row level security",
        "disable row level security", "force row level security", "replica identity full", "replica identity nothing",
        "replica identity default", "set without cluster", f"owner to {s.pick(ROLES)}", f"set schema {s.schema()}",
        f"rename to {s.new('t', 8)}", f"rename {s.column(table)} to {s.new('c', 7)}", "disable trigger user", "enable trigger all"))


# --- indexes, sequences, types ---

def create_index(s):
    relation = s.relation("rpm")
    column = s.column(relation)
    element = s.pick((column, column, s.columns(relation, 3), f"lower({column}::text)", f"({column} is null)", f"{column} desc nulls last",
                      f"coalesce({column}::text, 'x')"))
    return f"create {s.maybe('unique ', 0.2)}index {s.maybe(s.new('i', 9) + ' ', 0.5)}on {relation['name']} ({element})" \
        + s.maybe(f" include ({s.column(relation)})", 0.1) + s.maybe(" with (fillfactor = 80)", 0.1) + s.maybe(f" where {column} is not null", 0.2)


def change_index(s):
    index = s.pick(s.world["indexes"])
    return s.pick((f"drop index {index['name']}{s.behaviour()}", f"alter index {index['name']} rename to {s.new('i', 9)}",
                   f"alter index {index['name']} set (fillfactor = 60)", f"comment on index {index['name']} is 'found'",
                   f"alter table {index['table']} cluster on {index['name'].split('.')[-1]}"))


def create_sequence(s):
    return f"create sequence {s.placed('s', 5)}" + s.maybe(" as integer", 0.2) + s.maybe(" increment by 3 minvalue 2 start 5", 0.2) \
        + s.maybe(" cache 4 cycle", 0.2)


def change_sequence(s):
    name = s.pick(s.world["sequences"])
    return f"alter sequence {name} " + s.pick((
        "increment by 2", "maxvalue 1000", "no maxvalue", "cycle", "as bigint", f"rename to {s.new('s', 5)}",
        f"set schema {s.schema()}", f"owner to {s.pick(ROLES)}", "owned by none")) if s.chance(0.7) else f"drop sequence {name}{s.behaviour()}"


def create_type(s):
    name = s.placed("y", 6)
    return s.pick((
        f"create type {name} as enum ('a', 'b')", f"create type {name} as enum ()", f"create type {name} as (x integer, y text)",
        f"create type {name} as range (subtype = {s.pick(('integer', 'date', 'text', 'float8'))})",
        f"create domain {name} as {s.pick(TYPES)}", f"create domain {name} as integer default 5 not null check (value > 0)",
        f"create domain {name} as text constraint short check (length(value) < 9)"))


def change_type(s):
    t = s.pick(s.world["types"])
    name, kind = t["name"], t["kind"]
    common = [f"drop {'domain' if kind == 'd' else 'type'} {name}{s.behaviour()}", f"alter type {name} rename to {s.new('y', 6)}",
              f"alter type {name} owner to {s.pick(ROLES)}", f"alter type {name} set schema {s.schema()}", f"comment on type {name} is 'kind'",
              f"grant usage on type {name} to {s.pick(ROLES)}", f"revoke usage on type {name} from public"]
    own = []
    if kind == "e":
        own = [f"alter type {name} add value {s.maybe('if not exists ')}'{s.pick('abcdefg')}'" +
               (f" {s.pick(('before', 'after'))} '{s.pick(t['labels'])}'" if t["labels"] and s.chance(0.4) else "")] * 4
        if t["labels"]:
            own.append(f"alter type {name} rename value '{s.pick(t['labels'])}' to '{s.pick('hijk')}'")
    if kind == "c":
        own = [f"alter type {name} add attribute {s.new('x', 3)} {s.pick(TYPES)}", f"alter type {name} drop attribute if exists x",
               f"alter type {name} rename attribute y to {s.new('x', 3)}", f"alter type {name} alter attribute x type bigint"]
    if kind == "d":
        own = [f"alter domain {name} set default null", f"alter domain {name} drop default", f"alter domain {name} set not null",
               f"alter domain {name} drop not null", f"alter domain {name} add constraint {s.new('k')} check (value is not null)",
               f"alter domain {name} add check (value is not null)" + s.maybe(" not valid")]
        if t["checks"]:
            own += [f"alter domain {name} drop constraint {s.pick(t['checks'])}", f"alter domain {name} rename constraint {s.pick(t['checks'])} to {s.new('k')}",
                    f"alter domain {name} validate constraint {s.pick(t['checks'])}"]
    return s.pick(own if own and s.chance(0.6) else common)


# --- views, routines, triggers, rules, policies ---

def create_view(s):
    source = s.relation("rvm")
    column = s.column(source)
    query = s.pick((f"select {s.columns(source, 3)} from {source['name']}", f"select * from {source['name']}",
                    f"select {column} as one, count(*) as two from {source['name']} group by {column}"))
    return f"create {s.maybe('or replace ', 0.3)}view {s.placed('v', 5)} as {query}"


def create_materialized(s):
    source = s.relation("rv")
    return f"create materialized view {s.placed('m', 3)} as select {s.columns(source, 3)} from {source['name']}" + s.maybe(" with no data")


def change_view(s):
    view = s.relation("vm")
    kind = "materialized view" if view["kind"] == "m" else "view"
    return s.pick((f"drop {kind} {view['name']}{s.behaviour()}", f"alter {kind} {view['name']} rename to {s.new('v', 5)}",
                   f"alter {kind} {view['name']} owner to {s.pick(ROLES)}", f"alter {kind} {view['name']} set schema {s.schema()}",
                   f"comment on {kind} {view['name']} is 'seen'", f"alter {kind} {view['name']} rename column {s.column(view)} to {s.new('c', 7)}"))


def create_routine(s):
    name, argument = s.placed("f", 4), s.pick(("", "integer", "x integer default 1", "text, variadic integer[]", "out a integer, out b text"))
    return s.pick((
        f"create {s.maybe('or replace ', 0.3)}function {name}({argument if 'out' not in argument else ''}) returns integer language sql immutable as 'select 1'",
        f"create {s.maybe('or replace ', 0.3)}function {name}() returns trigger language plpgsql as $$ begin return new; end $$",
        f"create {s.maybe('or replace ', 0.3)}function {name}({argument if 'out' in argument else ''}) returns {'record' if 'out' in argument else 'text'} language plpgsql as $$ begin end $$",
        f"create procedure {name}(x integer) language sql as 'select 1'",
        f"create {s.maybe('or replace ', 0.3)}function {name}() returns event_trigger language plpgsql as $$ begin end $$",
        f"create function {name}(x {s.type()}) returns setof text language sql as 'select null::text'"))


def change_routine(s):
    r = s.pick(s.world["routines"])
    kind = {"p": "procedure", "a": "aggregate"}.get(r["kind"], "function")
    return s.pick((f"drop {kind} {r['name']}{s.behaviour()}", f"alter {kind} {r['name']} rename to {s.new('f', 4)}",
                   f"alter {kind} {r['name']} owner to {s.pick(ROLES)}", f"alter {kind} {r['name']} set schema {s.schema()}",
                   f"comment on {kind} {r['name']} is 'does'", f"grant execute on {kind} {r['name']} to {s.pick(ROLES)}",
                   f"revoke execute on {kind} {r['name']} from public"))


def create_trigger(s):
    relation = s.relation("rrp")
    when = s.pick(("before", "after"))
    return f"create trigger {s.new('g', 4)} {when} {s.pick(('insert', 'update', 'delete or insert', f'update of {s.column(relation)}'))} " \
           f"on {relation['name']} for each {s.pick(('row', 'row', 'statement'))} execute function {s.routine('f', True)}"


def change_trigger(s):
    relation = s.pick(r for r in s.world["relations"] if r["triggers"])
    trigger = s.pick(relation["triggers"])
    return s.pick((f"drop trigger {trigger} on {relation['name']}", f"alter trigger {trigger} on {relation['name']} rename to {s.new('g', 4)}",
                   f"alter table {relation['name']} disable trigger {trigger}", f"alter table {relation['name']} enable always trigger {trigger}",
                   f"comment on trigger {trigger} on {relation['name']} is 'fires'"))


def create_policy(s):
    table = s.relation("rp")
    return f"create policy {s.new('o', 4)} on {table['name']}" + s.maybe(" as restrictive") + s.maybe(f" for {s.pick(('select', 'update'))}") \
        + s.maybe(f" to {s.pick(ROLES)}") + f" using ({s.column(table)} is not null)"


def change_policy(s):
    table = s.pick(r for r in s.world["relations"] if r["policies"])
    policy = s.pick(table["policies"])
    return s.pick((f"drop policy {policy} on {table['name']}", f"alter policy {policy} on {table['name']} rename to {s.new('o', 4)}",
                   f"alter policy {policy} on {table['name']} to {s.pick(ROLES)}", f"alter policy {policy} on {table['name']} using (true)",
                   f"comment on policy {policy} on {table['name']} is 'guards'"))


def rule(s):
    table = s.relation("r")
    if table["rules"] and s.chance(0.5):
        return f"drop rule {s.pick(table['rules'])} on {table['name']}"
    return f"create {s.maybe('or replace ')}rule {s.new('u', 3)} as on {s.pick(('insert', 'delete', 'update'))} to {table['name']} do " \
           + s.pick(("instead nothing", "also nothing", "also select 1"))


def statistics(s):
    table = s.relation("r")
    if s.chance(0.4):
        name = s.named("statistics object")
        return s.pick((f"drop statistics {name}", f"alter statistics {name} rename to {s.new('z', 3)}", f"alter statistics {name} set statistics 40",
                       f"comment on statistics {name} is 'counts'"))
    return f"create statistics {s.placed('z', 3)} on {s.columns(table, 3)} from {table['name']}"


# --- what is known by its name and definition ---
# Of these, only what is there is altered: a name that the chain does not know may come from outside it (RULINGS 12).

def aggregate(s):
    if s.chance(0.6):
        return f"create {s.maybe('or replace ', 0.2)}aggregate {s.placed('agg', 3)}(integer) (sfunc = int4pl, stype = integer, " \
               f"initcond = '{s.random.randint(0, 2)}'" + s.maybe(", parallel = safe", 0.2) + ")"
    name = s.routine("a")
    return s.pick((f"drop aggregate {name}", f"alter aggregate {name} rename to {s.new('agg', 3)}",
                   f"comment on aggregate {name} is 'sums'", f"alter aggregate {name} set schema {s.schema()}"))


def operator(s):
    if s.chance(0.5):
        kind, function = s.pick((("integer", "int4eq"), ("text", "texteq")))
        name = s.maybe(s.schema() + ".", 0.3) + s.pick(("###", "<#>", "@#"))
        return f"create operator {name} (leftarg = {kind}, rightarg = {kind}, function = {function}" \
            + s.maybe(f", commutator = operator({name})", 0.3) + s.maybe(", hashes, merges", 0.2) + ")"
    name = s.named("operator").replace("(", " (")
    return s.pick((f"drop operator {name}", f"comment on operator {name} is 'near'", f"alter operator {name} set (restrict = eqsel)",
                   f"alter operator {name} set schema {s.schema()}"))


def operator_class(s):
    if s.chance(0.5):
        name = s.placed("oc", 3)
        return s.pick((f"create operator family {name} using btree",
                       f"create operator class {name} for type integer using btree as operator 1 <, operator 2 <=, operator 3 =, "
                       "operator 4 >=, operator 5 >, function 1 btint4cmp(integer, integer)"))
    kind = s.pick(("class", "family"))
    name = s.named(f"operator {kind}").replace("USING", "using")
    return s.pick((f"drop operator {kind} {name}{s.behaviour()}", f"alter operator {kind} {name} rename to {s.new('oc', 3)}",
                   f"comment on operator {kind} {name} is 'orders'"))


def cast(s):
    if s.chance(0.6):
        return f"create cast ({s.type('ce')} as {s.pick(('text', 'integer', s.type('ce')))}) " \
            + s.pick(("with inout", "with inout", "without function")) + s.maybe(f" as {s.pick(('assignment', 'implicit'))}")
    name = s.named("cast")
    return s.pick((f"drop cast {name}", f"comment on cast {name} is 'turns'"))


def collation(s):
    if s.chance(0.5):
        return f"create collation {s.maybe('if not exists ')}{s.placed('co', 3)} " \
            + s.pick(("(locale = 'C')", 'from "C"', "(lc_collate = 'C', lc_ctype = 'POSIX')"))
    name = s.named("collation")
    return s.pick((f"drop collation {name}{s.behaviour()}", f"alter collation {name} rename to {s.new('co', 3)}",
                   f"comment on collation {name} is 'sorts'", f"alter collation {name} set schema {s.schema()}"))


def text_search(s):
    kind = s.pick(("configuration", "dictionary"))
    if s.chance(0.5):
        return f"create text search {kind} {s.placed('ts', 3)} " \
            + ("(copy = simple)" if kind == "configuration" else "(template = simple, accept = false)")
    name = s.named(f"text search {kind}")
    own = "(accept = true)" if kind == "dictionary" else s.pick((
        "alter mapping for word, asciiword with english_stem", "drop mapping for url", "add mapping for url with simple"))
    return s.pick((f"alter text search {kind} {name} {own}", f"drop text search {kind} {name}",
                   f"alter text search {kind} {name} rename to {s.new('ts', 3)}", f"comment on text search {kind} {name} is 'finds'"))


def publication(s):
    tables = f"table {s.relation('rp')['name']}"
    if s.chance(0.5):
        return f"create publication {s.new('pub', 3)}" + s.pick(("", " for all tables", f" for {tables}")) \
            + s.maybe(" with (publish = 'insert, delete')")
    name = s.named("publication")
    return s.pick((f"drop publication {name}", f"alter publication {name} add {tables}", f"alter publication {name} set {tables}",
                   f"alter publication {name} drop {tables}", f"alter publication {name} set (publish = 'update')",
                   f"alter publication {name} rename to {s.new('pub', 3)}", f"comment on publication {name} is 'tells'"))


def event_trigger(s):
    if s.chance(0.5):
        return f"create event trigger {s.new('et', 2)} on sql_drop when tag in ('DROP SEQUENCE') execute function {s.routine('f')}"
    name = s.named("event trigger")
    return s.pick((f"drop event trigger {name}", f"alter event trigger {name} disable", f"alter event trigger {name} enable always",
                   f"comment on event trigger {name} is 'watches'"))


def foreign_data(s):
    options = s.maybe(" options (host 'a')")
    if s.chance(0.3):
        return f"create foreign data wrapper {s.new('fw', 2)}{options}"
    if s.chance(0.4):
        return f"create server {s.new('sv', 2)} foreign data wrapper {s.named('foreign-data wrapper')}{options}"
    kind, listed, grantable = s.pick((("foreign data wrapper", "foreign-data wrapper", "foreign data wrapper"), ("server", "server", "foreign server")))
    name, change = s.named(listed), s.pick(("add host 'b'", "set host 'b'", "drop host"))
    stem = name.strip('"').lower()[:2]
    return s.pick((f"drop {kind} {name}{s.behaviour()}", f"alter {kind} {name} rename to {s.new(stem, 2)}",
                   f"alter {kind} {name} options ({change})", f"comment on {kind} {name} is 'far'", f"grant usage on {grantable} {name} to {s.pick(ROLES)}"))


def conversion(s):
    if s.chance(0.5):
        return f"create {s.maybe('default ', 0.2)}conversion {s.placed('cv', 2)} for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8"
    name = s.named("conversion")
    return s.pick((f"drop conversion {name}", f"alter conversion {name} rename to {s.new('cv', 2)}", f"comment on conversion {name} is 'turns'"))


# --- what every object has ---

def comment(s):
    relation = s.relation("rpvm")
    kind = {"v": "view", "m": "materialized view"}.get(relation["kind"], "table")
    text = s.pick(("'said'", "null", "'it''s'"))
    what = [f"{kind} {relation['name']}", f"column {relation['name']}.{s.column(relation)}", f"schema {s.schema()}"]
    if relation["constraints"]:
        what.append(f"constraint {s.pick(relation['constraints'])['name']} on {relation['name']}")
    return f"comment on {s.pick(what)} is {text}"


def grant(s):
    relation = s.relation("rpvm")
    privilege = s.pick(("select", "insert, update", "all", f"select ({s.column(relation)})"))
    verb = s.chance(0.7)
    return f"{'grant' if verb else 'revoke'} {privilege} on {relation['name']} {'to' if verb else 'from'} {s.pick((*ROLES, 'public'))}" \
        + (s.maybe(" with grant option", 0.1) if verb else "")


def schemas(s):
    name = s.pick(("app", "aux"))
    return s.pick((f"create schema {s.maybe('if not exists ')}{name}", f"drop schema {name}{s.behaviour()}",
                   f"grant usage on schema {s.schema()} to {s.pick(ROLES)}",
                   f"alter schema {s.pick(('app', 'aux'))} rename to {name}"))


def default_privileges(s):
    return f"alter default privileges {s.maybe('in schema ' + s.schema() + ' ', 0.5)}" \
        + s.pick(("grant select on tables to reader", "revoke select on tables from reader", "grant execute on functions to writer"))


def drop_table(s):
    return f"drop table {s.relation('rp')['name']}{s.behaviour()}"


MAKERS = (
    (9, create_table), (2, create_partitioned), (3, create_partition), (1, attach_partition), (1, detach_partition), (2, inherit),
    (2, like_table), (1, table_as), (9, alter_column), (5, add_column), (2, add_generated), (5, add_constraint), (4, alter_constraint),
    (6, change_table), (6, create_index), (3, change_index), (2, create_sequence), (3, change_sequence), (4, create_type), (5, change_type),
    (4, create_view), (1, create_materialized), (3, change_view), (4, create_routine), (3, change_routine), (4, create_trigger),
    (2, change_trigger), (2, create_policy), (1, change_policy), (1, rule), (1, statistics), (4, comment), (3, grant), (2, schemas),
    (1, default_privileges), (2, drop_table), (2, aggregate), (2, operator), (1, operator_class), (1, cast), (1, collation), (2, text_search),
    (2, publication), (1, event_trigger), (2, foreign_data), (1, conversion),
)
