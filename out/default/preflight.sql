-- migc 0.1.0: preflight script for psql: asks what would stop upgrade.sql, changes nothing
-- target:  default, PostgreSQL 15, schema public
-- range:   base:head
-- input:   sha256 6b5d12dbc64dc43e2aeb6f58014dc461c6e1aefc6bde7e9c0cef78dc04626027
--
-- run it with psql:
--     psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L preflight.log -f preflight.sql

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
-- the right server and database
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
BEGIN
    IF pg_catalog.pg_is_in_recovery() THEN
        PERFORM pg_catalog.set_config('migc.found', pg_catalog.concat(pg_catalog.current_setting('migc.found'),
            pg_catalog.chr(10), '- ', 'the server is a standby in recovery: upgrade.sql runs on the primary, whose sessions and locks do not show here'), true);
    END IF;
END
$migc$;
-- the right place in the chain
DO $migc$
DECLARE
    expected CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    present pg_catalog.text[];
BEGIN
    present := ARRAY[]::pg_catalog.text[];
    IF pg_catalog.to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
                ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
        INTO present FROM public.alembic_version AS v;
    END IF;
    IF NOT (present @> expected AND present <@ expected
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(expected)) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG040',
            MESSAGE = pg_catalog.concat('migc: not ready: the database is at ', COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base'), ', the upgrade starts at base'),
            HINT = 'Run verify.sql to see where the database stands in this range.';
    END IF;
END
$migc$;
-- the rights of the role that runs it
DO $migc$
DECLARE
    lack record;
BEGIN
    FOR lack IN SELECT DISTINCT m.what FROM (
        SELECT 'CREATE on schema ' || n.nspname
        FROM pg_catalog.pg_namespace n
        WHERE n.nspname = ANY (ARRAY['public']::pg_catalog.text[]) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
    ) AS m (what) WHERE m.what IS NOT NULL ORDER BY 1
    LOOP
        PERFORM pg_catalog.set_config('migc.found', pg_catalog.concat(pg_catalog.current_setting('migc.found'),
            pg_catalog.chr(10), '- ', 'role ', CURRENT_USER, ' lacks ', lack.what), true);
    END LOOP;
END
$migc$;

-- rows that would stop a statement
-- (no statement depends on rows that are there)

DO $migc$
BEGIN
    IF pg_catalog.current_setting('migc.found') <> '' THEN
        RAISE EXCEPTION USING ERRCODE = 'MG040',
            MESSAGE = pg_catalog.concat('migc: not ready:', pg_catalog.current_setting('migc.found')),
            HINT = 'Put these in order, then run preflight.sql again.';
    END IF;
END
$migc$;
ROLLBACK;
\echo ready
