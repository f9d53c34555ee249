create table users (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('USR'),
    username      varchar(50) not null unique check (username ~ '^[a-z][a-z0-9._-]*$'),
    email         varchar(320) not null,
    full_name     varchar(200) not null,
    password_hash varchar(255) not null,
    is_active     boolean not null default true,
    last_login_at timestamptz,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    constraint users_email_has_at check (position('@' in email) > 1)
);

create unique index idx_users_email on users (lower(email)) where deleted_at is null;

create table roles (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('ROL'),
    name        varchar(50) not null unique,
    description text,
    is_system   boolean not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1
);

create table teams (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('TEM'),
    name        varchar(100) not null,
    lead_guid   uuid references users (guid) on delete set null,
    parent_guid uuid references teams (guid),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1,
    constraint teams_not_their_own_parent check (parent_guid <> guid)
);

create unique index idx_teams_name on teams (name) where deleted_at is null;
create index idx_teams_lead on teams (lead_guid);
create index idx_teams_parent on teams (parent_guid);

comment on table users is 'People who can sign in; never deleted, only marked so';
comment on table roles is 'What a person may be allowed as';
comment on table teams is 'Groups of people, in a tree';
comment on column users.password_hash is 'Argon2id, in its own text form';
