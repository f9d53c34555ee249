-- A link starts at one thing and ends at one thing. Which kinds they are shows in the column that
-- is filled, so every end has a foreign key of its own.
create table traceability_links (
    guid                  uuid primary key default gen_random_uuid(),
    display_id            varchar(32) not null unique default next_display_id('TRC'),
    from_requirement_guid uuid references requirements (guid) on delete cascade,
    from_design_guid      uuid references design_elements (guid) on delete cascade,
    to_requirement_guid   uuid references requirements (guid) on delete cascade,
    to_design_guid        uuid references design_elements (guid) on delete cascade,
    to_ci_guid            uuid references configuration_items (guid) on delete cascade,
    to_case_guid          uuid references verification_cases (guid) on delete cascade,
    kind                  varchar(20) not null
        check (kind in ('refines', 'satisfies', 'implements', 'verifies')),
    confidence            numeric(3, 2) check (confidence between 0 and 1),
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    created_by            uuid references users (guid),
    updated_by            uuid references users (guid),
    deleted_at            timestamptz,
    row_version           integer not null default 1,
    constraint traceability_links_one_start
        check (num_nonnulls(from_requirement_guid, from_design_guid) = 1),
    constraint traceability_links_one_end
        check (num_nonnulls(to_requirement_guid, to_design_guid, to_ci_guid, to_case_guid) = 1),
    constraint traceability_links_no_loop check (
        (from_requirement_guid = to_requirement_guid) is not true
        and (from_design_guid = to_design_guid) is not true
    )
);

create index idx_traceability_from_requirement on traceability_links (from_requirement_guid);
create index idx_traceability_from_design on traceability_links (from_design_guid);
create index idx_traceability_to_requirement on traceability_links (to_requirement_guid);
create index idx_traceability_to_design on traceability_links (to_design_guid);
create index idx_traceability_to_ci on traceability_links (to_ci_guid);
create index idx_traceability_to_case on traceability_links (to_case_guid);

comment on table traceability_links is 'From a requirement to its evidence, one step at a time';
comment on column traceability_links.confidence is 'How sure the assistant was; null for people';
