create table user_sessions (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('SES'),
    user_guid      uuid not null references users (guid) on delete cascade,
    token_hash     bytea not null unique check (octet_length(token_hash) = 32),
    client_address inet,
    started_at     timestamptz not null default now(),
    expires_at     timestamptz not null,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1,
    constraint user_sessions_in_order check (expires_at > started_at)
);

create index idx_user_sessions_user on user_sessions (user_guid, expires_at);

-- An item is checked out by at most one person at a time.
create table ci_locks (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('LCK'),
    ci_guid      uuid not null references configuration_items (guid) on delete cascade,
    session_guid uuid not null references user_sessions (guid) on delete cascade,
    reason       varchar(200),
    expires_at   timestamptz not null,
    released_at  timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1
);

create unique index idx_ci_locks_held on ci_locks (ci_guid) where released_at is null;
create index idx_ci_locks_session on ci_locks (session_guid);

create table work_assignments (
    guid             uuid primary key default gen_random_uuid(),
    display_id       varchar(32) not null unique default next_display_id('WRK'),
    ci_guid          uuid references configuration_items (guid) on delete cascade,
    requirement_guid uuid references requirements (guid) on delete cascade,
    assignee_guid    uuid not null references users (guid),
    task             varchar(20) not null check (task in ('author', 'review', 'approve', 'verify')),
    due_on           date,
    completed_at     timestamptz,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    created_by       uuid references users (guid),
    updated_by       uuid references users (guid),
    deleted_at       timestamptz,
    row_version      integer not null default 1,
    constraint work_assignments_one_subject check (num_nonnulls(ci_guid, requirement_guid) = 1)
);

create index idx_work_assignments_ci on work_assignments (ci_guid);
create index idx_work_assignments_requirement on work_assignments (requirement_guid);
create index idx_work_assignments_open on work_assignments (assignee_guid, due_on nulls last)
    where completed_at is null;

comment on table user_sessions is 'Who is signed in from where';
comment on table ci_locks is 'Items checked out for change';
comment on table work_assignments is 'Who is to do what until when';
