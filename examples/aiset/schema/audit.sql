-- Both tables grow at the end only: they carry no deletion mark and no row version.
create table activity_log (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('ACT'),
    actor_guid     uuid references users (guid),
    action         varchar(50) not null,
    subject_table  varchar(63),
    subject_guid   uuid,
    client_address inet,
    details        jsonb not null default '{}',
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid)
);

create index idx_activity_log_actor on activity_log (actor_guid, created_at desc);
create index idx_activity_log_subject on activity_log (subject_table, subject_guid);
create index idx_activity_log_time on activity_log using brin (created_at);

create table audit_trail (
    guid       uuid primary key default gen_random_uuid(),
    display_id varchar(32) not null unique default next_display_id('AUD'),
    table_name varchar(63) not null,
    row_guid   uuid not null,
    action     varchar(10) not null check (action in ('insert', 'update', 'delete')),
    old_row    jsonb,
    new_row    jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by uuid references users (guid),
    updated_by uuid references users (guid),
    constraint audit_trail_has_rows
        check ((action = 'insert') = (old_row is null) and (action = 'delete') = (new_row is null))
);

create index idx_audit_trail_row on audit_trail (table_name, row_guid, created_at desc);
create index idx_audit_trail_time on audit_trail using brin (created_at);

comment on table activity_log is 'What people did, for people';
comment on table audit_trail is 'What became of the data, for auditors';
