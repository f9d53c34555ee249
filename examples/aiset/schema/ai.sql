create table ai_conversations (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('AIC'),
    project_guid uuid references projects (guid) on delete cascade,
    user_guid    uuid not null references users (guid),
    title        varchar(200),
    model        varchar(100) not null,
    closed_at    timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1
);

create index idx_ai_conversations_user on ai_conversations (user_guid, created_at desc);
create index idx_ai_conversations_project on ai_conversations (project_guid);

create table ai_messages (
    guid              uuid primary key default gen_random_uuid(),
    display_id        varchar(32) not null unique default next_display_id('AIM'),
    conversation_guid uuid not null references ai_conversations (guid) on delete cascade,
    position          integer not null check (position > 0),
    speaker           varchar(10) not null check (speaker in ('user', 'assistant', 'system')),
    content           text not null,
    token_count       integer check (token_count >= 0),
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    created_by        uuid references users (guid),
    updated_by        uuid references users (guid),
    deleted_at        timestamptz,
    row_version       integer not null default 1,
    unique (conversation_guid, position)
);

comment on table ai_conversations is 'Dialogues with the assistant';
comment on table ai_messages is 'What was said in them, in order';
