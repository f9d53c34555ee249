-- migc 0.1.0: downgrade script for psql
-- target:  default, PostgreSQL 15, schema public
-- range:   head:base
-- rows:    a2 -> base
-- runs in: one transaction
-- input:   sha256 fcad7d696f479cfa85d4f835fae711b1351f5011eb467d7e1a83f3f7f45b072c
--
-- revisions in the order in which they run [how each can be taken back]:
--   a2 [exact]
--   a1 [sheds-new-data] First
--
-- to know before:
--   a1: drops table `t` with its rows
--
-- run it with psql, outside of any transaction:
--     psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L downgrade.log -f downgrade.sql
-- exit status: 0 done, 1 psql could not read the file, 2 connection failed or lost,
-- 3 stopped at an error; the transaction in which it stopped left nothing behind

-- stop at the first error; undo what a psqlrc may have set
\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set SINGLELINE off
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = pg_catalog;
-- the right way to run it, the right server
DO $migc$
BEGIN
    IF pg_catalog.transaction_timestamp() <> pg_catalog.statement_timestamp() THEN
        RAISE EXCEPTION USING ERRCODE = 'MG001',
            MESSAGE = 'migc: this script was started inside a transaction',
            HINT = 'Run it again without -1, outside of any BEGIN and with AUTOCOMMIT on: it has its own BEGIN and COMMIT.';
    END IF;
END
$migc$;
DO $migc$
DECLARE
    major CONSTANT pg_catalog.int4 :=
        pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000;
BEGIN
    IF major <> 15 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG002',
            MESSAGE = pg_catalog.concat('migc: the server is PostgreSQL ', major, ', this script was compiled for 15'),
            HINT = pg_catalog.concat('Set server_version = ', major,
                ' for this target in migc.ini and compile the script again.');
    END IF;
END
$migc$;
DO $migc$
BEGIN
    IF pg_catalog.pg_is_in_recovery() THEN
        RAISE EXCEPTION USING ERRCODE = 'MG003',
            MESSAGE = 'migc: the server is a standby in recovery',
            HINT = 'Connect to the primary server and run the script there.';
    END IF;
END
$migc$;

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
-- what comes back may refer to what comes back after it
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public, pg_temp;
-- one run at a time
DO $migc$
DECLARE
    key CONSTANT pg_catalog.int8 := pg_catalog.hashtextextended('migc:public.alembic_version', 0);
    holder pg_catalog.text;
BEGIN
    IF NOT pg_catalog.pg_try_advisory_xact_lock(key) THEN
        SELECT pg_catalog.string_agg(l.pid::pg_catalog.text, ', ') INTO holder FROM pg_catalog.pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                              WHERE d.datname = pg_catalog.current_database())
            AND l.classid = ((key >> 32) & 4294967295)::pg_catalog.oid
            AND l.objid = (key & 4294967295)::pg_catalog.oid;
        RAISE EXCEPTION USING ERRCODE = 'MG004',
            MESSAGE = pg_catalog.concat('migc: another run holds the lock, process ', COALESCE(holder, '(gone by now)')),
            HINT = 'Wait until that session has ended, see what it did with migc current, then run the script again if it is still due.';
    END IF;
END
$migc$;
-- the right database: its schema, its version table, its version rows
DO $migc$
DECLARE
    missing pg_catalog.text;
BEGIN
    SELECT pg_catalog.string_agg(s.name, ', ') INTO missing
    FROM pg_catalog.unnest(ARRAY['public']::pg_catalog.text[]) AS s (name)
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace n WHERE n.nspname = s.name);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG006',
            MESSAGE = pg_catalog.concat('migc: schema ', missing, ' does not exist in database ', pg_catalog.current_database()),
            HINT = 'Check that this is the right database; if it is, create the schema with the right owner and run the script again.';
    END IF;
END
$migc$;
DO $migc$
DECLARE
    there pg_catalog.oid;
    kind pg_catalog."char";
BEGIN
    SELECT c.oid, c.relkind INTO there, kind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname = 'alembic_version';
    IF there IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG012',
            MESSAGE = 'migc: there is no version table public.alembic_version',
            HINT = CASE WHEN EXISTS (
                    SELECT 1 FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
                        AND NOT (n.nspname = 'public' AND c.relname = 'alembic_version')
                        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                                        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                            AND d.objid = c.oid AND d.deptype = 'e'))
                THEN 'The schema has tables: find the revision they are at and enter it with migc stamp.'
                ELSE 'The database is at base, where this script ends: there is nothing to do.' END;
    ELSIF kind NOT IN ('r', 'p') OR NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = there AND a.attname = 'version_num' AND NOT a.attisdropped AND t.typcategory = 'S'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG007',
            MESSAGE = 'migc: public.alembic_version is not a table with a character column version_num',
            HINT = 'Give the version table another name in migc.ini (version_table), or move away what stands there.';
    END IF;
END
$migc$;
DO $migc$
DECLARE
    holder pg_catalog.text;
BEGIN
    LOCK TABLE public.alembic_version IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
    SELECT pg_catalog.string_agg(DISTINCT l.pid::pg_catalog.text, ', ') INTO holder
    FROM pg_catalog.pg_locks l
    WHERE l.locktype = 'relation' AND l.granted AND l.relation = 'public.alembic_version'::pg_catalog.regclass
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                          WHERE d.datname = pg_catalog.current_database());
    RAISE EXCEPTION USING ERRCODE = 'MG005',
            MESSAGE = pg_catalog.concat('migc: another session holds public.alembic_version, process ', COALESCE(holder, '(gone by now)')),
            HINT = 'The script waited 5s for it (lock_timeout). Wait until that session has ended, then run the script again.';
END
$migc$;
DO $migc$
DECLARE
    expected CONSTANT pg_catalog.text[] := ARRAY['a2']::pg_catalog.text[];
    reached CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    -- between the two, beyond the end, and elsewhere in the chain
    inside CONSTANT pg_catalog.text[] := ARRAY['a1']::pg_catalog.text[];
    beyond CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    elsewhere CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    present pg_catalog.text[];
    shown pg_catalog.text;
    number pg_catalog.int8;
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
            ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
    INTO present FROM public.alembic_version AS v;
    IF present @> expected AND present <@ expected
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(expected) THEN
        RETURN;
    END IF;
    shown := COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base');
    IF present @> reached AND present <@ reached
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(reached) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG008',
            MESSAGE = pg_catalog.concat('migc: already applied: the database is at ', shown, ', where this script ends'),
            HINT = 'There is nothing to do; do not run this script again.';
    END IF;
    IF present = ARRAY[]::pg_catalog.text[] THEN
        RAISE EXCEPTION USING ERRCODE = 'MG012',
            MESSAGE = 'migc: the version table is empty, this script starts at a2',
            HINT = CASE WHEN EXISTS (
                    SELECT 1 FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
                        AND NOT (n.nspname = 'public' AND c.relname = 'alembic_version')
                        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                                        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                            AND d.objid = c.oid AND d.deptype = 'e'))
                THEN 'The schema has tables: find the revision they are at and enter it with migc stamp.'
                ELSE 'The database is at base, where this script ends: there is nothing to do.' END;
    END IF;
    SELECT pg_catalog.string_agg(p.id, ', ') INTO shown
    FROM pg_catalog.unnest(present) AS p (id)
    WHERE p.id <> ALL (expected || reached || inside || beyond || elsewhere);
    IF shown IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MG010',
            MESSAGE = pg_catalog.concat('migc: the chain has no revision ', shown, ', at which the database is'),
            HINT = 'Compile the script from the chain that has it, or, where the revision was removed or squashed on purpose, enter its successor with migc stamp.';
    END IF;
    shown := pg_catalog.array_to_string(present, ', ');
    IF present <@ (reached || beyond)
        OR (reached <> ARRAY[]::pg_catalog.text[] AND present @> reached) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG008',
            MESSAGE = pg_catalog.concat('migc: already applied: the database is at ', shown, ', beyond the end of this script at base'),
            HINT = 'There is nothing to do; do not run this script again.';
    END IF;
    IF present && inside THEN
        RAISE EXCEPTION USING ERRCODE = 'MG009',
            MESSAGE = pg_catalog.concat('migc: half way: the database is at ', shown, ', inside the range head:base'),
            HINT = pg_catalog.concat('Compile what is left: ', 'migc emit ', pg_catalog.array_to_string(present, ','), ':base');
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'MG011',
            MESSAGE = pg_catalog.concat('migc: the database is at ', shown, ', this script starts at a2'),
            HINT = pg_catalog.concat('Check that this is the right database; if it is, compile from where it stands: ', 'migc emit ', pg_catalog.array_to_string(present, ','), ':base');
END
$migc$;
DO $migc$
DECLARE
    shown pg_catalog.text;
    number pg_catalog.int8;
BEGIN
    SELECT pg_catalog.string_agg(l.what, '; ' ORDER BY l.what) FILTER (WHERE l.place <= 20), pg_catalog.count(*)
    INTO shown, number
    FROM (SELECT m.what, pg_catalog.row_number() OVER (ORDER BY m.what) AS place FROM (
        SELECT CASE w.kind WHEN 'reference' THEN 'REFERENCES on ' WHEN 'trigger' THEN 'TRIGGER on '
            ELSE 'ownership of ' END || '' || w.schema || '.' || w.name || CASE WHEN w.kind IN ('own', 'drop')
            THEN ', which belongs to ' || pg_catalog.pg_get_userbyid(o.relowner) ELSE '' END AS what
        FROM (VALUES
            ('public', 't', 'drop'),
            ('public', 'v', 'drop')
        ) AS w (schema, name, kind), pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
        WHERE n.nspname = w.schema AND o.relname = w.name AND CASE w.kind
            WHEN 'reference' THEN NOT pg_catalog.has_any_column_privilege(o.oid, 'REFERENCES')
            WHEN 'trigger' THEN NOT pg_catalog.has_table_privilege(o.oid, 'TRIGGER')
            WHEN 'drop' THEN NOT pg_catalog.pg_has_role(o.relowner, 'USAGE') AND NOT pg_catalog.pg_has_role(n.nspowner, 'USAGE')
            ELSE NOT pg_catalog.pg_has_role(o.relowner, 'USAGE') END
    ) AS m (what)) AS l;
    IF number > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG021',
            MESSAGE = pg_catalog.concat('migc: role ', CURRENT_USER, ' lacks ', shown, CASE WHEN number > 20 THEN pg_catalog.concat('; and ', number - 20, ' more') END),
            HINT = 'Connect as a role that has these rights, name the owner in migc.ini (role) and compile the script again, or have them granted.';
    END IF;
END
$migc$;
-- what is lost, and whether somebody has agreed: -v accept_loss=1
\if :{?accept_loss}
\if :accept_loss
SET LOCAL migc.accept_loss = '1';
\endif
\endif
DO $migc$
DECLARE
    found pg_catalog.text := '';
    line pg_catalog.text;
    n pg_catalog.int8;
BEGIN
    BEGIN
        n := (SELECT pg_catalog.count(*) FROM public.t);
    EXCEPTION
        WHEN undefined_table OR undefined_column THEN
            n := 0;
        WHEN OTHERS THEN
            n := NULL;
    END;
    IF n IS DISTINCT FROM 0 THEN
        line := pg_catalog.concat('a1: drops table `t` with its rows', COALESCE(' (' || n || ')', ''));
        RAISE NOTICE USING MESSAGE = pg_catalog.concat('migc: discards: ', line);
        found := pg_catalog.concat(found, pg_catalog.chr(10), '- ', line);
    END IF;
    IF found <> '' AND COALESCE(pg_catalog.current_setting('migc.accept_loss', true), '') <> '1' THEN
        RAISE EXCEPTION USING ERRCODE = 'MG042',
            MESSAGE = pg_catalog.concat('migc: this downgrade would discard, with the number of rows or values:', found),
            HINT = 'Save what is needed, then run the script with -v accept_loss=1; plan.md has the commands.';
    END IF;
END
$migc$;

-- revision a2: 
\echo migc: downgrade 1 of 2, revision a2
drop view v;

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    UPDATE public.alembic_version SET version_num = 'a1' WHERE version_num = 'a2';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', 'a2'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- revision a1: First
\echo migc: downgrade 2 of 2, revision a1
drop table t;

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    DELETE FROM public.alembic_version WHERE version_num = 'a1';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', 'a1'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- the version rows are what the changes above make them
DO $migc$
DECLARE
    expected CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    present pg_catalog.text[];
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
            ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
    INTO present FROM public.alembic_version AS v;
    IF NOT (present @> expected AND present <@ expected
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(expected)) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG014',
            MESSAGE = pg_catalog.concat('migc: at the end of the transaction the version rows are ', COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base'), ', expected base'),
            HINT = 'Nothing of this transaction was applied: look for a statement or a trigger that changes the version table.';
    END IF;
END
$migc$;
COMMIT;

\echo migc: downgrade done, the database is at base
