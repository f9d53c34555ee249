create table documents (
    guid                 uuid primary key default gen_random_uuid(),
    display_id           varchar(32) not null unique default next_display_id('DOC'),
    project_guid         uuid not null references projects (guid),
    title                varchar(300) not null,
    kind                 varchar(20) not null
        check (kind in ('plan', 'standard', 'specification', 'report', 'drawing')),
    current_version_guid uuid,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    created_by           uuid references users (guid),
    updated_by           uuid references users (guid),
    deleted_at           timestamptz,
    row_version          integer not null default 1
);

create index idx_documents_project on documents (project_guid, kind);

create table document_versions (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('DCV'),
    document_guid uuid not null references documents (guid) on delete cascade,
    label         varchar(20) not null,
    media_type    varchar(100) not null check (media_type like '%/%'),
    size_bytes    bigint not null check (size_bytes > 0),
    sha256        bytea not null check (octet_length(sha256) = 32),
    storage_key   varchar(500) not null unique,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    unique (document_guid, label),
    unique (document_guid, guid)
);

create index idx_document_versions_sha256 on document_versions using hash (sha256);

-- The current version is one of the document's own: the key names both.
alter table documents
    add constraint documents_current_version_fkey foreign key (guid, current_version_guid)
        references document_versions (document_guid, guid);

create index idx_documents_current_version on documents (current_version_guid);

create table document_associations (
    guid             uuid primary key default gen_random_uuid(),
    display_id       varchar(32) not null unique default next_display_id('DCA'),
    document_guid    uuid not null references documents (guid) on delete cascade,
    ci_guid          uuid references configuration_items (guid) on delete cascade,
    requirement_guid uuid references requirements (guid) on delete cascade,
    supplier_guid    uuid references suppliers (guid) on delete cascade,
    purpose          varchar(50) not null,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    created_by       uuid references users (guid),
    updated_by       uuid references users (guid),
    deleted_at       timestamptz,
    row_version      integer not null default 1,
    constraint document_associations_one_subject
        check (num_nonnulls(ci_guid, requirement_guid, supplier_guid) = 1)
);

create index idx_document_associations_document on document_associations (document_guid);
create index idx_document_associations_ci on document_associations (ci_guid);
create index idx_document_associations_requirement on document_associations (requirement_guid);
create index idx_document_associations_supplier on document_associations (supplier_guid);

comment on table documents is 'Plans, specifications, reports';
comment on table document_versions is 'The files themselves live in the store, under storage_key';
comment on table document_associations is 'What a document is about';
