create table id_mappings (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('MAP'),
    source_guid  uuid not null references source_instances (guid),
    table_name   varchar(63) not null,
    foreign_guid uuid not null,
    local_guid   uuid not null,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    unique (source_guid, table_name, foreign_guid)
);

create index idx_id_mappings_local on id_mappings (table_name, local_guid);

create table merge_sessions (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('MRG'),
    source_guid  uuid not null references source_instances (guid),
    project_guid uuid not null references projects (guid),
    started_by   uuid not null references users (guid),
    status       varchar(20) not null default 'analysing'
        check (status in ('analysing', 'in_conflict', 'ready', 'applied', 'abandoned')),
    applied_at   timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    constraint merge_sessions_applied_when check ((status = 'applied') = (applied_at is not null))
);

create index idx_merge_sessions_source on merge_sessions (source_guid);
create index idx_merge_sessions_project on merge_sessions (project_guid, status);

create table merge_conflicts (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('CNF'),
    session_guid uuid not null references merge_sessions (guid) on delete cascade,
    table_name   varchar(63) not null,
    row_guid     uuid not null,
    field        varchar(63) not null,
    ours         jsonb,
    theirs       jsonb,
    resolution   varchar(10) check (resolution in ('ours', 'theirs', 'manual')),
    resolved_by  uuid references users (guid),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    unique (session_guid, table_name, row_guid, field),
    constraint merge_conflicts_resolved check ((resolution is null) = (resolved_by is null))
);

create index idx_merge_conflicts_open on merge_conflicts (session_guid) where resolution is null;

create table duplicate_candidates (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('DUP'),
    session_guid  uuid references merge_sessions (guid) on delete cascade,
    left_ci_guid  uuid not null references configuration_items (guid) on delete cascade,
    right_ci_guid uuid not null references configuration_items (guid) on delete cascade,
    similarity    numeric(4, 3) not null check (similarity between 0 and 1),
    verdict       varchar(20) not null default 'open'
        check (verdict in ('open', 'duplicate', 'distinct')),
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    unique (left_ci_guid, right_ci_guid),
    constraint duplicate_candidates_ordered check (left_ci_guid < right_ci_guid)
);

create index idx_duplicate_candidates_session on duplicate_candidates (session_guid);
create index idx_duplicate_candidates_right on duplicate_candidates (right_ci_guid);

comment on table id_mappings is 'Under which guid a row of another instance lives here';
comment on table merge_sessions is 'One attempt to take over the data of another instance';
comment on table merge_conflicts is 'Fields that were changed on both sides';
comment on table duplicate_candidates is 'Items that may be one and the same';
comment on column duplicate_candidates.left_ci_guid is 'The smaller guid: a pair is stored once';
