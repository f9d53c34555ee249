create table requirements (
    guid                uuid primary key default gen_random_uuid(),
    display_id          varchar(32) not null unique default next_display_id('REQ'),
    project_guid        uuid not null references projects (guid),
    parent_guid         uuid references requirements (guid),
    title               varchar(300) not null,
    statement           text not null check (length(btrim(statement)) > 0),
    rationale           text,
    kind                varchar(20) not null
        check (kind in ('functional', 'performance', 'interface', 'safety', 'constraint')),
    level               varchar(10) not null default 'high'
        check (level in ('system', 'high', 'low', 'derived')),
    status              varchar(20) not null default 'draft'
        check (status in ('draft', 'in_review', 'approved', 'withdrawn')),
    priority            smallint not null default 3 check (priority between 1 and 5),
    verification_method varchar(20)
        check (verification_method in ('test', 'analysis', 'inspection', 'demonstration')),
    approved_by         uuid references users (guid),
    approved_at         timestamptz,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    created_by          uuid references users (guid),
    updated_by          uuid references users (guid),
    deleted_at          timestamptz,
    row_version         integer not null default 1,
    constraint requirements_not_their_own_parent check (parent_guid <> guid),
    constraint requirements_derived_has_reason check (level <> 'derived' or rationale is not null),
    constraint requirements_approved check ((approved_by is null) = (approved_at is null))
);

create index idx_requirements_parent on requirements (parent_guid);
create index idx_requirements_project_status on requirements (project_guid, status) where deleted_at is null;

create index idx_requirements_search on requirements
    using gin (to_tsvector('english', title || ' ' || statement || ' ' || coalesce(rationale, '')));

create table requirement_changes (
    guid                uuid primary key default gen_random_uuid(),
    display_id          varchar(32) not null unique default next_display_id('RCH'),
    requirement_guid    uuid not null references requirements (guid) on delete cascade,
    change_request_guid uuid references change_requests (guid),
    field               varchar(50) not null,
    old_value           text,
    new_value           text,
    reason              text not null,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    created_by          uuid references users (guid),
    updated_by          uuid references users (guid),
    deleted_at          timestamptz,
    row_version         integer not null default 1,
    constraint requirement_changes_differ check (old_value is distinct from new_value)
);

create index idx_requirement_changes_requirement on requirement_changes (requirement_guid, created_at desc);
create index idx_requirement_changes_request on requirement_changes (change_request_guid);

create table requirement_allocations (
    guid             uuid primary key default gen_random_uuid(),
    display_id       varchar(32) not null unique default next_display_id('ALC'),
    requirement_guid uuid not null references requirements (guid) on delete cascade,
    ci_guid          uuid not null references configuration_items (guid) on delete cascade,
    share            numeric(5, 2) not null default 100 check (share > 0 and share <= 100),
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    created_by       uuid references users (guid),
    updated_by       uuid references users (guid),
    deleted_at       timestamptz,
    row_version      integer not null default 1,
    unique (requirement_guid, ci_guid)
);

create index idx_requirement_allocations_ci on requirement_allocations (ci_guid);

create table verification_cases (
    guid            uuid primary key default gen_random_uuid(),
    display_id      varchar(32) not null unique default next_display_id('VER'),
    project_guid    uuid not null references projects (guid),
    title           varchar(300) not null,
    method          varchar(20) not null
        check (method in ('test', 'analysis', 'inspection', 'demonstration')),
    procedure       text not null,
    expected_result text not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    created_by      uuid references users (guid),
    updated_by      uuid references users (guid),
    deleted_at      timestamptz,
    row_version     integer not null default 1
);

create index idx_verification_cases_project on verification_cases (project_guid, method);

create table verification_results (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('VRS'),
    case_guid   uuid not null references verification_cases (guid) on delete cascade,
    ci_guid     uuid references configuration_items (guid),
    verdict     varchar(20) not null check (verdict in ('passed', 'failed', 'blocked', 'not_run')),
    evidence    text,
    executed_by uuid not null references users (guid),
    executed_at timestamptz not null default now(),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1,
    constraint verification_results_evidence check (verdict = 'not_run' or evidence is not null)
);

create index idx_verification_results_case on verification_results (case_guid, executed_at desc);
create index idx_verification_results_ci on verification_results (ci_guid);

comment on table requirements is 'What the product must do, and why';
comment on table requirement_changes is 'Every accepted change of a requirement, field by field';
comment on table requirement_allocations is 'Which items carry which requirement';
comment on table verification_cases is 'How a requirement is shown to be met';
comment on table verification_results is 'What came out when it was tried';
comment on column requirements.level is 'derived: traced to no parent, so the rationale is mandatory';
