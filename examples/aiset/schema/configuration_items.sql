create table configuration_items (
    guid            uuid primary key default gen_random_uuid(),
    display_id      varchar(32) not null unique default next_display_id('CI'),
    project_guid    uuid not null references projects (guid),
    parent_guid     uuid references configuration_items (guid),
    source_guid     uuid references source_instances (guid),
    part_number     varchar(100) not null,
    revision        varchar(20) not null default 'A',
    name            varchar(200) not null,
    description     text,
    kind            varchar(20) not null
        check (kind in ('system', 'hardware', 'software', 'firmware', 'document', 'tool')),
    lifecycle_state varchar(20) not null default 'draft'
        check (lifecycle_state in ('draft', 'in_review', 'released', 'obsolete')),
    control_level   smallint not null default 1 check (control_level in (1, 2)),
    serial_number   varchar(100),
    unit_cost       numeric(14, 2) check (unit_cost >= 0),
    released_at     timestamptz,
    attributes      jsonb not null default '{}',
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    created_by      uuid references users (guid),
    updated_by      uuid references users (guid),
    deleted_at      timestamptz,
    row_version     integer not null default 1,
    unique (project_guid, part_number, revision),
    constraint configuration_items_not_their_own_parent check (parent_guid <> guid),
    constraint configuration_items_released_when
        check ((lifecycle_state in ('released', 'obsolete')) = (released_at is not null))
);

create index idx_ci_parent on configuration_items (parent_guid);
create index idx_ci_source on configuration_items (source_guid);
create index idx_ci_part_number on configuration_items (part_number text_pattern_ops);
create index idx_ci_state on configuration_items (project_guid, lifecycle_state) where deleted_at is null;
create index idx_ci_attributes on configuration_items using gin (attributes jsonb_path_ops);

create index idx_ci_search on configuration_items
    using gin (to_tsvector('english', name || ' ' || part_number || ' ' || coalesce(description, '')));

create table bill_of_materials (
    guid                 uuid primary key default gen_random_uuid(),
    display_id           varchar(32) not null unique default next_display_id('BOM'),
    assembly_guid        uuid not null references configuration_items (guid) on delete cascade,
    component_guid       uuid not null references configuration_items (guid),
    find_number          varchar(10) not null,
    quantity             numeric(12, 4) not null check (quantity > 0),
    unit                 varchar(10) not null default 'each',
    reference_designator varchar(200),
    effective_from       date not null default current_date,
    effective_until      date,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    created_by           uuid references users (guid),
    updated_by           uuid references users (guid),
    deleted_at           timestamptz,
    row_version          integer not null default 1,
    unique (assembly_guid, find_number),
    constraint bill_of_materials_no_loop check (assembly_guid <> component_guid),
    constraint bill_of_materials_effective check (effective_until > effective_from)
);

create index idx_bom_component on bill_of_materials (component_guid);

create table ci_baselines (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('BSL'),
    project_guid uuid not null references projects (guid),
    name         varchar(100) not null,
    kind         varchar(20) not null check (kind in ('functional', 'allocated', 'product')),
    frozen_at    timestamptz,
    frozen_by    uuid references users (guid),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    unique (project_guid, name),
    constraint ci_baselines_frozen_by_someone check ((frozen_at is null) = (frozen_by is null))
);

create table ci_baseline_items (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('BSI'),
    baseline_guid uuid not null references ci_baselines (guid) on delete cascade,
    ci_guid       uuid not null references configuration_items (guid),
    ci_revision   varchar(20) not null,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    unique (baseline_guid, ci_guid)
);

create index idx_ci_baseline_items_ci on ci_baseline_items (ci_guid);

create table ci_suppliers (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('CIS'),
    ci_guid        uuid not null references configuration_items (guid) on delete cascade,
    supplier_guid  uuid not null references suppliers (guid),
    supplier_part  varchar(100),
    lead_time_days smallint check (lead_time_days >= 0),
    preference     smallint not null default 1 check (preference > 0),
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1,
    unique (ci_guid, supplier_guid),
    unique (ci_guid, preference)
);

create index idx_ci_suppliers_supplier on ci_suppliers (supplier_guid);

create table ci_relationships (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('REL'),
    from_guid   uuid not null references configuration_items (guid) on delete cascade,
    to_guid     uuid not null references configuration_items (guid) on delete cascade,
    kind        varchar(20) not null
        check (kind in ('depends_on', 'replaces', 'interfaces_with', 'derived_from')),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1,
    unique (from_guid, to_guid, kind),
    constraint ci_relationships_no_loop check (from_guid <> to_guid)
);

create index idx_ci_relationships_to on ci_relationships (to_guid);

create table change_requests (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('CR'),
    ci_guid        uuid not null references configuration_items (guid),
    title          varchar(200) not null,
    reason         text not null,
    classification char(1) not null default '2' check (classification in ('1', '2')),
    status         varchar(20) not null default 'open'
        check (status in ('open', 'analysed', 'approved', 'rejected', 'implemented', 'verified')),
    requested_by   uuid not null references users (guid),
    decided_by     uuid references users (guid),
    decided_at     timestamptz,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1,
    constraint change_requests_decided_by_another check (decided_by <> requested_by),
    constraint change_requests_decided check (status in ('open', 'analysed') or decided_at is not null)
);

create index idx_change_requests_ci on change_requests (ci_guid);
create index idx_change_requests_pending on change_requests (requested_by, created_at desc)
    where status in ('open', 'analysed');

comment on table configuration_items is 'Everything under configuration control';
comment on table bill_of_materials is 'Which item is built from which, and how many of it';
comment on table ci_baselines is 'Named states of a project that do not change any more';
comment on table ci_baseline_items is 'The revision of each item that a baseline holds';
comment on table ci_suppliers is 'Where an item can be bought, the preferred source first';
comment on table ci_relationships is 'How items hang together, beside the bill of materials';
comment on table change_requests is 'Proposed changes and what was decided on them';
comment on column configuration_items.control_level is 'Control category 1 or 2 of DO-178C, table 7-1';
comment on column change_requests.classification is '1 changes form, fit or function; 2 does not';
