create table design_elements (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('DSG'),
    project_guid uuid not null references projects (guid),
    ci_guid      uuid references configuration_items (guid),
    parent_guid  uuid references design_elements (guid),
    name         varchar(200) not null,
    kind         varchar(20) not null
        check (kind in ('component', 'module', 'function', 'data', 'diagram')),
    description  text,
    model        jsonb,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    constraint design_elements_not_their_own_parent check (parent_guid <> guid)
);

create index idx_design_elements_project on design_elements (project_guid, kind);
create index idx_design_elements_ci on design_elements (ci_guid);
create index idx_design_elements_parent on design_elements (parent_guid);

create table design_interfaces (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('IFC'),
    provider_guid uuid not null references design_elements (guid) on delete cascade,
    consumer_guid uuid not null references design_elements (guid) on delete cascade,
    name          varchar(200) not null,
    protocol      varchar(50),
    definition    text,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    unique (provider_guid, consumer_guid, name)
);

create index idx_design_interfaces_consumer on design_interfaces (consumer_guid);

comment on table design_elements is 'The parts a design is described by';
comment on table design_interfaces is 'What one element offers and another uses';
