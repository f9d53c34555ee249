create table notifications (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('NTF'),
    recipient_guid uuid not null references users (guid) on delete cascade,
    kind           varchar(50) not null,
    payload        jsonb not null default '{}',
    read_at        timestamptz,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1
);

create index idx_notifications_unread on notifications (recipient_guid, created_at desc)
    where read_at is null;

create table comments (
    guid                uuid primary key default gen_random_uuid(),
    display_id          varchar(32) not null unique default next_display_id('CMT'),
    ci_guid             uuid references configuration_items (guid) on delete cascade,
    requirement_guid    uuid references requirements (guid) on delete cascade,
    change_request_guid uuid references change_requests (guid) on delete cascade,
    reply_to_guid       uuid references comments (guid) on delete cascade,
    body                text not null check (length(body) between 1 and 20000),
    resolved_at         timestamptz,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    created_by          uuid references users (guid),
    updated_by          uuid references users (guid),
    deleted_at          timestamptz,
    row_version         integer not null default 1,
    constraint comments_one_subject
        check (num_nonnulls(ci_guid, requirement_guid, change_request_guid) = 1)
);

create index idx_comments_ci on comments (ci_guid);
create index idx_comments_requirement on comments (requirement_guid);
create index idx_comments_change_request on comments (change_request_guid);
create index idx_comments_reply_to on comments (reply_to_guid);

comment on table notifications is 'What a person should look at';
comment on table comments is 'What people say about an item, a requirement or a change request';
