create table lifecycles (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('LCY'),
    name        varchar(100) not null unique,
    description text,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1
);

create table lifecycle_phases (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('PHA'),
    lifecycle_guid uuid not null references lifecycles (guid) on delete cascade,
    position       smallint not null check (position > 0),
    name           varchar(100) not null,
    exit_criteria  text,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1,
    unique (lifecycle_guid, position),
    unique (lifecycle_guid, name)
);

create table projects (
    guid            uuid primary key default gen_random_uuid(),
    display_id      varchar(32) not null unique default next_display_id('PRJ'),
    name            varchar(200) not null,
    description     text,
    lifecycle_guid  uuid references lifecycles (guid),
    phase_guid      uuid references lifecycle_phases (guid),
    owner_guid      uuid not null references users (guid),
    assurance_level char(1) not null default 'C' check (assurance_level in ('A', 'B', 'C', 'D', 'E')),
    status          varchar(20) not null default 'active'
        check (status in ('planned', 'active', 'on_hold', 'closed')),
    starts_on       date,
    ends_on         date,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    created_by      uuid references users (guid),
    updated_by      uuid references users (guid),
    deleted_at      timestamptz,
    row_version     integer not null default 1,
    constraint projects_in_order check (ends_on >= starts_on)
);

create unique index idx_projects_name on projects (lower(name)) where deleted_at is null;
create index idx_projects_lifecycle on projects (lifecycle_guid);
create index idx_projects_phase on projects (phase_guid);
create index idx_projects_owner_status on projects (owner_guid, status);

create table project_standards (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('STD'),
    project_guid uuid not null references projects (guid) on delete cascade,
    standard     varchar(50) not null,
    edition      varchar(20) not null,
    is_mandatory boolean not null default true,
    rationale    text,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1,
    unique (project_guid, standard, edition),
    constraint project_standards_waiver check (is_mandatory or rationale is not null)
);

comment on table lifecycles is 'How a kind of project proceeds';
comment on table lifecycle_phases is 'The phases of a lifecycle, in order';
comment on table projects is 'What is being developed';
comment on table project_standards is 'Standards a project is certified against, such as DO-178C';
comment on column projects.assurance_level is 'Design assurance level: A catastrophic to E no effect';
