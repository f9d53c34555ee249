-- migc 0.1.0: verification script for psql: says where the database stands, changes nothing
-- target:  default, PostgreSQL 15, schema public
-- range:   base:head
-- input:   sha256 6b5d12dbc64dc43e2aeb6f58014dc461c6e1aefc6bde7e9c0cef78dc04626027
--
-- run it with psql:
--     psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L verify.log -f verify.sql

\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
\set SINGLELINE off
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = pg_catalog;
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL search_path = public, pg_temp;
DO $migc$ BEGIN PERFORM pg_catalog.set_config('migc.found', '', true); END $migc$;
-- what is asked for: before, between or after; -v expect=before
\if :{?expect}
\else
\set expect after
\endif
SELECT pg_catalog.set_config('migc.expect', :'expect', true) AS expected;
DO $migc$
BEGIN
    IF pg_catalog.pg_is_in_recovery() THEN
        RAISE NOTICE 'the server is a standby in recovery, and may be behind its primary';
    END IF;
END
$migc$;
DO $migc$
DECLARE
    start_rows CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    end_rows CONSTANT pg_catalog.text[] := ARRAY['0005']::pg_catalog.text[];
    range CONSTANT pg_catalog.text[] := ARRAY['0001', '0002', '0003', '0004', '0005']::pg_catalog.text[];
    wanted CONSTANT pg_catalog.text := pg_catalog.current_setting('migc.expect');
    present pg_catalog.text[];
    place pg_catalog.text;
    wrong pg_catalog.text;
BEGIN
    present := ARRAY[]::pg_catalog.text[];
    IF pg_catalog.to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
                ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
        INTO present FROM public.alembic_version AS v;
    END IF;
    place := CASE
        WHEN present @> end_rows AND present <@ end_rows
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(end_rows) THEN 'after'
        WHEN present @> start_rows AND present <@ start_rows
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(start_rows) THEN 'before'
        -- a row of a half applied revision is its id, `~` and a number
        WHEN present <> ARRAY[]::pg_catalog.text[] AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.unnest(present) AS p (id)
                WHERE pg_catalog.split_part(p.id, '~', 1) <> ALL (range)) THEN 'between'
        ELSE 'elsewhere' END;
    IF place <> wanted THEN
        RAISE EXCEPTION USING ERRCODE = 'MG041',
            MESSAGE = pg_catalog.concat('migc: the database is ', place, ' this range, at ', COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base'), '; expected: ', wanted),
            HINT = CASE place WHEN 'before' THEN 'upgrade.sql has not run, or nothing of it was kept.'
                WHEN 'between' THEN 'The range has run in part: see plan.md, how to go on.'
                WHEN 'after' THEN 'upgrade.sql has run.'
                ELSE 'This is no database for this ticket, or others have moved it on.' END;
    END IF;
    IF place = 'after' THEN
        wrong := NULL;
        SELECT pg_catalog.string_agg(pg_catalog.concat(w.schema, '.', w.name), ', ') INTO wrong
        FROM (VALUES
                ('public', 'bookings'),
                ('public', 'equipment'),
                ('public', 'room_calendar'),
                ('public', 'room_equipment'),
                ('public', 'rooms')
            ) AS w (schema, name)
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                          WHERE n.nspname = w.schema AND c.relname = w.name);
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'MG041',
            MESSAGE = pg_catalog.concat('migc: the version rows say after, but ', 'these do not exist: ', wrong),
            HINT = 'Something else has set the version rows or changed the schema: find out what before you go on.';
        END IF;
    END IF;
END
$migc$;
ROLLBACK;
\echo migc: the database is :expect this range
