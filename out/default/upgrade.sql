-- migc 0.1.0: upgrade script for psql
-- target:  default, PostgreSQL 15, schema public
-- range:   base:head
-- rows:    base -> 0005
-- runs in: one transaction
-- input:   sha256 6b5d12dbc64dc43e2aeb6f58014dc461c6e1aefc6bde7e9c0cef78dc04626027
--
-- revisions in the order in which they run [how each can be taken back]:
--   0001 [sheds-new-data] Create rooms and bookings
--   0002 [sheds-new-data] Give every booking a status (ROOM-17)
--   0003 [sheds-new-data] Say what a room is equipped with (ROOM-23, ROOM-24)
--   0004 [loses-old-data] Keep organizers in lower case (ROOM-31)
--   0005 [exact] Publish the room calendar as a view (ROOM-40)
--
-- run it with psql, outside of any transaction:
--     psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L upgrade.log -f upgrade.sql
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
        IF NOT pg_catalog.has_schema_privilege('public', 'CREATE') THEN
            RAISE EXCEPTION USING ERRCODE = 'MG021',
            MESSAGE = pg_catalog.concat('migc: role ', CURRENT_USER, ' lacks CREATE on schema public, to create the version table'),
            HINT = 'Connect as a role that has these rights, name the owner in migc.ini (role) and compile the script again, or have them granted.';
        END IF;
        CREATE TABLE public.alembic_version (
            version_num varchar(32) NOT NULL,
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
        );
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
    expected CONSTANT pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    reached CONSTANT pg_catalog.text[] := ARRAY['0005']::pg_catalog.text[];
    -- between the two, beyond the end, and elsewhere in the chain
    inside CONSTANT pg_catalog.text[] := ARRAY['0001', '0002', '0003', '0004']::pg_catalog.text[];
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
        SELECT pg_catalog.string_agg(r.schema || '.' || r.name, ', ') FILTER (WHERE r.place <= 5),
            pg_catalog.count(*)
        INTO shown, number
        FROM (SELECT w.schema, w.name, pg_catalog.row_number() OVER (ORDER BY w.schema, w.name) AS place
            FROM (VALUES
                ('public', 'bookings'),
                ('public', 'equipment'),
                ('public', 'room_calendar'),
                ('public', 'room_equipment'),
                ('public', 'rooms')
            ) AS w (schema, name)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name) AS r;
        IF number > 0 THEN
            RAISE EXCEPTION USING ERRCODE = 'MG012',
            MESSAGE = pg_catalog.concat('migc: there is no version row, but tables exist: ', shown, CASE WHEN number > 5 THEN pg_catalog.concat(' and ', number - 5, ' more') END),
            HINT = 'The database was made by other means: find the revision it is at and enter it with migc stamp.';
        END IF;
        RETURN;
    END IF;
    shown := COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base');
    IF present @> reached AND present <@ reached
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(reached) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG008',
            MESSAGE = pg_catalog.concat('migc: already applied: the database is at ', shown, ', where this script ends'),
            HINT = 'There is nothing to do; do not run this script again.';
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
            MESSAGE = pg_catalog.concat('migc: already applied: the database is at ', shown, ', beyond the end of this script at 0005'),
            HINT = 'There is nothing to do; do not run this script again.';
    END IF;
    IF present && inside THEN
        RAISE EXCEPTION USING ERRCODE = 'MG009',
            MESSAGE = pg_catalog.concat('migc: half way: the database is at ', shown, ', inside the range base:head'),
            HINT = pg_catalog.concat('Compile what is left: ', 'migc emit ', pg_catalog.array_to_string(present, ','), ':head');
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'MG011',
            MESSAGE = pg_catalog.concat('migc: the database is at ', shown, ', this script starts at base'),
            HINT = pg_catalog.concat('Check that this is the right database; if it is, compile from where it stands: ', 'migc emit ', pg_catalog.array_to_string(present, ','), ':head');
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
        SELECT 'CREATE on schema ' || n.nspname
        FROM pg_catalog.pg_namespace n
        WHERE n.nspname = ANY (ARRAY['public']::pg_catalog.text[]) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
    ) AS m (what)) AS l;
    IF number > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG021',
            MESSAGE = pg_catalog.concat('migc: role ', CURRENT_USER, ' lacks ', shown, CASE WHEN number > 20 THEN pg_catalog.concat('; and ', number - 20, ' more') END),
            HINT = 'Connect as a role that has these rights, name the owner in migc.ini (role) and compile the script again, or have them granted.';
    END IF;
END
$migc$;

-- revision 0001: Create rooms and bookings
\echo migc: upgrade 1 of 5, revision 0001
create table rooms (
        room_id  integer generated always as identity primary key,
        name     varchar(60) not null unique,
        building varchar(20) not null,
        seats    integer     not null check (seats > 0),
        retired  boolean     not null default false
    );

create table bookings (
        booking_id bigint generated always as identity primary key,
        room_id    integer      not null references rooms (room_id),
        organizer  varchar(120) not null,
        title      varchar(200) not null,
        starts_at  timestamptz  not null,
        ends_at    timestamptz  not null,
        created_at timestamptz  not null default now(),
        constraint bookings_in_order check (ends_at > starts_at)
    );

create index idx_bookings_room_start on bookings (room_id, starts_at);

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    INSERT INTO public.alembic_version (version_num) VALUES ('0001');
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', '0001'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- revision 0002: Give every booking a status
\echo migc: upgrade 2 of 5, revision 0002
create type booking_status as enum ('requested', 'confirmed', 'cancelled');

alter table bookings
        add column status       booking_status not null default 'confirmed',
        add column cancelled_at timestamptz,
        add constraint bookings_cancelled_when check ((status = 'cancelled') = (cancelled_at is not null));

drop index idx_bookings_room_start;

create index idx_bookings_room_start on bookings (room_id, starts_at) where status <> 'cancelled';

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    UPDATE public.alembic_version SET version_num = '0002' WHERE version_num = '0001';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', '0001'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- revision 0003: Say what a room is equipped with
\echo migc: upgrade 3 of 5, revision 0003
create table equipment (
        code  varchar(20) primary key,
        label varchar(80) not null
    );

create table room_equipment (
        room_id  integer     not null references rooms (room_id) on delete cascade,
        code     varchar(20) not null references equipment (code) on update cascade,
        quantity smallint    not null default 1 check (quantity between 1 and 500),
        primary key (room_id, code)
    );

create index idx_room_equipment_code on room_equipment (code);

comment on table equipment is 'What a room can be searched by';

comment on column equipment.code is 'Short and stable: it is part of links people have saved';

insert into equipment (code, label)
    values ('projector', 'Projector'),
           ('whiteboard', 'Whiteboard'),
           ('video', 'Video conference');

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    UPDATE public.alembic_version SET version_num = '0003' WHERE version_num = '0002';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', '0002'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- revision 0004: Keep organizers in lower case
\echo migc: upgrade 4 of 5, revision 0004
update bookings
       set organizer = lower(organizer)
     where organizer <> lower(organizer);

alter table bookings
        add constraint bookings_organizer_lower check (organizer = lower(organizer));

create index idx_bookings_organizer on bookings (organizer, starts_at desc);

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    UPDATE public.alembic_version SET version_num = '0004' WHERE version_num = '0003';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', '0003'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- revision 0005: Publish the room calendar as a view
\echo migc: upgrade 5 of 5, revision 0005
create view room_calendar as
    select r.building,
           r.name as room,
           b.starts_at,
           b.ends_at,
           b.title,
           b.organizer
      from bookings b
      join rooms r on r.room_id = b.room_id
     where b.status = 'confirmed'
       and not r.retired;

comment on view room_calendar is 'What the door displays read; change its columns only by adding';

grant select on room_calendar to public;

DO $migc$
DECLARE
    met pg_catalog.int8;
BEGIN
    UPDATE public.alembic_version SET version_num = '0005' WHERE version_num = '0004';
    GET DIAGNOSTICS met = ROW_COUNT;
    IF met <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG013',
            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of one at ', '0004'),
            HINT = 'Look for a row that stands twice, a trigger or a policy on the version table.';
    END IF;
END
$migc$;

-- the version rows are what the changes above make them
DO $migc$
DECLARE
    expected CONSTANT pg_catalog.text[] := ARRAY['0005']::pg_catalog.text[];
    present pg_catalog.text[];
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
            ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
    INTO present FROM public.alembic_version AS v;
    IF NOT (present @> expected AND present <@ expected
        AND pg_catalog.cardinality(present) = pg_catalog.cardinality(expected)) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG014',
            MESSAGE = pg_catalog.concat('migc: at the end of the transaction the version rows are ', COALESCE(NULLIF(pg_catalog.array_to_string(present, ', '), ''), 'base'), ', expected 0005'),
            HINT = 'Nothing of this transaction was applied: look for a statement or a trigger that changes the version table.';
    END IF;
END
$migc$;
COMMIT;

\echo migc: upgrade done, the database is at 0005
