create table source_instances (
    guid             uuid primary key default gen_random_uuid(),
    display_id       varchar(32) not null unique default next_display_id('SRC'),
    name             varchar(100) not null unique,
    base_url         varchar(500) check (base_url like 'https://%'),
    is_local         boolean not null default false,
    last_exchange_at timestamptz,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    created_by       uuid references users (guid),
    updated_by       uuid references users (guid),
    deleted_at       timestamptz,
    row_version      integer not null default 1
);

-- An installation knows exactly one instance as itself.
create unique index idx_source_instances_local on source_instances (is_local) where is_local;

comment on table source_instances is 'Installations that exchange data with this one';
