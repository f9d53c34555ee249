#!/usr/bin/python3
"""Writes a long linear chain of revisions, as .mig files and, on demand, as the equal chain for Alembic.

The mix is that of real chains: one revision in five creates a table, the rest add columns, indexes, keys, views and
functions, change defaults and update rows. Ids look like Alembic's, so the order of the file names is not the order
of the chain. The same arguments give the same bytes.
"""
import argparse
import hashlib
import os

COLUMNS = [
    ("tenant_id", "uuid", "not null", "postgresql.UUID(), nullable=False"),
    ("name", "varchar(200)", "not null", "sa.String(length=200), nullable=False"),
    ("status", "varchar(20)", "default 'new' not null",
     "sa.String(length=20), server_default=sa.text(\"'new'\"), nullable=False"),
    ("amount", "numeric(12,2)", "", "sa.Numeric(precision=12, scale=2), nullable=True"),
    ("details", "text", "", "sa.Text(), nullable=True"),
    ("created_at", "timestamp with time zone", "default now() not null",
     "sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False"),
]


class Revision:
    """One revision in both languages: statements of ours, and lines of Python."""

    def __init__(self, message, statements, upgrade, downgrade):
        self.message = message
        self.statements = statements
        self.upgrade = upgrade
        self.downgrade = downgrade


def create_table(n, parent=None):
    table = f"item_{n}"
    lines = ["    id bigint not null"]
    python = ["sa.Column('id', sa.BigInteger(), nullable=False)"]
    for name, kind, rest, alembic in COLUMNS:
        lines.append(f"    {name} {kind} {rest}".rstrip())
        python.append(f"sa.Column('{name}', {alembic})")
    if parent is not None:
        lines.append("    parent_id bigint")
        python.append("sa.Column('parent_id', sa.BigInteger(), nullable=True)")
    lines.append(f"    constraint {table}_pkey primary key (id)")
    python.append(f"sa.PrimaryKeyConstraint('id', name='{table}_pkey')")
    lines.append(f"    constraint {table}_amount_check check (amount >= 0)")
    python.append(f"sa.CheckConstraint('amount >= 0', name='{table}_amount_check')")
    if parent is not None:
        lines.append(f"    constraint {table}_parent_fkey foreign key (parent_id) references item_{parent} (id)")
        python.append(f"sa.ForeignKeyConstraint(['parent_id'], ['item_{parent}.id'], name='{table}_parent_fkey')")
    body = ",\n".join(lines)
    calls = "".join(f"        {each},\n" for each in python)
    return Revision(
        f"Create table {table}",
        [f"create table {table} (\n{body}\n)"],
        [f"op.create_table(\n        '{table}',\n{calls}    )"],
        [f"op.drop_table('{table}')"])


def add_columns(n):
    table = f"item_{n}"
    return Revision(
        f"Add what was agreed to {table}",
        [f"alter table {table} add column approved_by varchar(100)",
         f"alter table {table} add column approved boolean default false not null"],
        [f"op.add_column('{table}', sa.Column('approved_by', sa.String(length=100), nullable=True))",
         f"op.add_column('{table}', sa.Column('approved', sa.Boolean(), server_default=sa.text('false'), "
         "nullable=False))"],
        [f"op.drop_column('{table}', 'approved')", f"op.drop_column('{table}', 'approved_by')"])


def create_indexes(n):
    table = f"item_{n}"
    return Revision(
        f"Index {table}",
        [f"create index ix_{table}_tenant on {table} (tenant_id, status)",
         f"create unique index ix_{table}_name on {table} (tenant_id, name)"],
        [f"op.create_index('ix_{table}_tenant', '{table}', ['tenant_id', 'status'], unique=False)",
         f"op.create_index('ix_{table}_name', '{table}', ['tenant_id', 'name'], unique=True)"],
        [f"op.drop_index('ix_{table}_name', table_name='{table}')",
         f"op.drop_index('ix_{table}_tenant', table_name='{table}')"])


def alter_column(n):
    table = f"item_{n}"
    return Revision(
        f"Longer names in {table}",
        [f"alter table {table} alter column name type varchar(400)",
         f"alter table {table} alter column status set default 'draft'"],
        [f"op.alter_column('{table}', 'name', type_=sa.String(length=400), "
         "existing_type=sa.String(length=200), existing_nullable=False)",
         f"op.alter_column('{table}', 'status', server_default=sa.text(\"'draft'\"), "
         "existing_type=sa.String(length=20), existing_nullable=False)"],
        [f"op.alter_column('{table}', 'status', server_default=sa.text(\"'new'\"), "
         "existing_type=sa.String(length=20), existing_nullable=False)",
         f"op.alter_column('{table}', 'name', type_=sa.String(length=200), "
         "existing_type=sa.String(length=400), existing_nullable=False)"])


def update_rows(n):
    table = f"item_{n}"
    text = f"update {table} set approved = true, approved_by = 'system' where status = 'done'"
    return Revision(
        f"Approve what is done in {table}",
        [text + " reversed by nothing"],
        [f"op.execute(\"{text}\")"],
        ["pass"])


def create_view(n):
    table = f"item_{n}"
    query = (f"select i.id, i.tenant_id, i.name, coalesce(i.amount, 0) as amount\n"
             f"    from {table} i\n    where i.status <> 'closed'")
    text = f"create view open_{table} as\n    {query}"
    return Revision(
        f"Show what is open in {table}",
        [text],
        [f'op.execute("""{text}""")'],
        [f"op.execute('drop view open_{table}')"])


def create_function(n):
    table = f"item_{n}"
    text = (f"create function total_of_{table}(tenant uuid) returns numeric\n"
            "    language plpgsql stable as $$\n"
            "declare\n    total numeric := 0;\n"
            "begin\n"
            f"    select coalesce(sum(amount), 0) into total from {table} where tenant_id = tenant;\n"
            "    if total < 0 then\n        raise exception 'negative total of %', tenant;\n    end if;\n"
            "    return total;\n"
            "end;\n$$")
    return Revision(
        f"Total of {table}",
        [text],
        [f'op.execute("""{text}""")'],
        [f"op.execute('drop function total_of_{table}(uuid)')"])


def add_key(n):
    table = f"item_{n}"
    return Revision(
        f"Let {table} name its origin",
        [f"alter table {table} add column origin_id bigint",
         f"alter table {table} add constraint {table}_origin_fkey foreign key (origin_id) references {table} (id)",
         f"comment on column {table}.origin_id is 'what it was copied from'"],
        [f"op.add_column('{table}', sa.Column('origin_id', sa.BigInteger(), nullable=True))",
         f"op.create_foreign_key('{table}_origin_fkey', '{table}', '{table}', ['origin_id'], ['id'])",
         f"op.execute(\"comment on column {table}.origin_id is 'what it was copied from'\")"],
        [f"op.drop_constraint('{table}_origin_fkey', '{table}', type_='foreignkey')",
         f"op.drop_column('{table}', 'origin_id')"])


def revision_of(index):
    """Ten revisions to a pair of tables; every tenth table has the tables of the tenth before it as parents."""
    n = index // 10 * 10
    steps = [lambda: create_table(n), lambda: add_columns(n), lambda: create_indexes(n),
             lambda: create_table(n + 1, parent=n), lambda: alter_column(n), lambda: update_rows(n),
             lambda: create_view(n), lambda: create_function(n), lambda: add_key(n),
             lambda: create_indexes(n + 1)]
    return steps[index % 10]()


def identifier(index):
    return hashlib.sha256(f"revision {index}".encode()).hexdigest()[:12]


def slug(message):
    return "_".join(message.lower().split())[:40]


def more_tables(count):
    """Tables that no later revision touches: what a large schema has around the change at hand."""
    return "".join(f"    {statement.replace(f'item_{n}', f'other_{n}')};\n"
                   for n in range(count) for statement in create_table(n).statements)


def mig_file(index, revision, first):
    parent = identifier(index - 1) if index else "base"
    body = "".join(f"    {statement};\n" for statement in revision.statements)
    return (f"revision  {identifier(index)};\nrevises   {parent};\nmessage   '{revision.message}';\n"
            f"ticket    'CHG-{1000 + index}';\n\nupgrade {{\n{body}{first}}}\n\ndowngrade auto;\n")


def alembic_file(index, revision):
    parent = repr(identifier(index - 1)) if index else "None"
    upgrade = "".join(f"    {line}\n" for line in revision.upgrade)
    downgrade = "".join(f"    {line}\n" for line in revision.downgrade)
    return (f'"""{revision.message}\n\nRevision ID: {identifier(index)}\n"""\n'
            "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\n"
            f"revision = '{identifier(index)}'\ndown_revision = {parent}\nbranch_labels = None\n"
            "depends_on = None\n\n\n"
            f"def upgrade() -> None:\n{upgrade}\n\ndef downgrade() -> None:\n{downgrade}")


ALEMBIC_INI = """[alembic]
script_location = .
sqlalchemy.url = postgresql://
"""

ALEMBIC_ENV = """from alembic import context

context.configure(dialect_name="postgresql", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revisions", type=int)
    parser.add_argument("folder", help="made if absent; gets migrations/ and, with --alembic, alembic/")
    parser.add_argument("--alembic", action="store_true", help="write the equal chain for Alembic, too")
    parser.add_argument("--tables", type=int, default=0,
                        help="further tables, all created by the first revision and touched by none")
    arguments = parser.parse_args()
    ours = os.path.join(arguments.folder, "migrations")
    os.makedirs(ours, exist_ok=True)
    versions = os.path.join(arguments.folder, "alembic", "versions")
    if arguments.alembic:
        os.makedirs(versions, exist_ok=True)
        write(os.path.join(arguments.folder, "alembic", "alembic.ini"), ALEMBIC_INI)
        write(os.path.join(arguments.folder, "alembic", "env.py"), ALEMBIC_ENV)
    for index in range(arguments.revisions):
        revision = revision_of(index)
        name = f"{identifier(index)}_{slug(revision.message)}"
        first = more_tables(arguments.tables) if index == 0 else ""
        write(os.path.join(ours, name + ".mig"), mig_file(index, revision, first))
        if arguments.alembic:
            write(os.path.join(versions, name + ".py"), alembic_file(index, revision))


if __name__ == "__main__":
    main()
