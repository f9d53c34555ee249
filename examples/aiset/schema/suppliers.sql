create table suppliers (
    guid           uuid primary key default gen_random_uuid(),
    display_id     varchar(32) not null unique default next_display_id('SUP'),
    name           varchar(200) not null,
    cage_code      char(5) unique check (cage_code = upper(cage_code)),
    country_code   char(2) not null check (country_code = upper(country_code)),
    approval       varchar(20) not null default 'pending'
        check (approval in ('pending', 'approved', 'probation', 'barred')),
    approved_until date,
    quality_rating numeric(3, 2) check (quality_rating between 0 and 5),
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    created_by     uuid references users (guid),
    updated_by     uuid references users (guid),
    deleted_at     timestamptz,
    row_version    integer not null default 1,
    constraint suppliers_approved_until_when
        check (approval <> 'approved' or approved_until is not null)
);

create unique index idx_suppliers_name on suppliers (lower(name), country_code) where deleted_at is null;
create index idx_suppliers_approval on suppliers (approval, approved_until);

create table supplier_contacts (
    guid          uuid primary key default gen_random_uuid(),
    display_id    varchar(32) not null unique default next_display_id('SPC'),
    supplier_guid uuid not null references suppliers (guid) on delete cascade,
    full_name     varchar(200) not null,
    email         varchar(320),
    phone         varchar(40),
    is_primary    boolean not null default false,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    created_by    uuid references users (guid),
    updated_by    uuid references users (guid),
    deleted_at    timestamptz,
    row_version   integer not null default 1,
    constraint supplier_contacts_reachable check (num_nonnulls(email, phone) > 0)
);

create unique index idx_supplier_contacts_primary on supplier_contacts (supplier_guid)
    where is_primary and deleted_at is null;

comment on table suppliers is 'Who makes or sells what is built in';
comment on table supplier_contacts is 'People to ask at a supplier';
comment on column suppliers.cage_code is 'Commercial and government entity code';
