create table permissions (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('PRM'),
    code        varchar(100) not null unique check (code ~ '^[a-z_]+\.[a-z_]+$'),
    description text,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1
);

create table role_permissions (
    guid            uuid primary key default gen_random_uuid(),
    display_id      varchar(32) not null unique default next_display_id('RPM'),
    role_guid       uuid not null references roles (guid) on delete cascade,
    permission_guid uuid not null references permissions (guid) on delete cascade,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    created_by      uuid references users (guid),
    updated_by      uuid references users (guid),
    deleted_at      timestamptz,
    row_version     integer not null default 1,
    unique (role_guid, permission_guid)
);

create index idx_role_permissions_permission on role_permissions (permission_guid);

create table user_roles (
    guid         uuid primary key default gen_random_uuid(),
    display_id   varchar(32) not null unique default next_display_id('URL'),
    user_guid    uuid not null references users (guid) on delete cascade,
    role_guid    uuid not null references roles (guid),
    project_guid uuid references projects (guid) on delete cascade,
    valid_until  date,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    created_by   uuid references users (guid),
    updated_by   uuid references users (guid),
    deleted_at   timestamptz,
    row_version  integer not null default 1
);

-- Null in project_guid means everywhere, and everywhere can be granted only once.
create unique index idx_user_roles_in_project on user_roles (user_guid, role_guid, project_guid)
    nulls not distinct;
create index idx_user_roles_role on user_roles (role_guid);
create index idx_user_roles_project on user_roles (project_guid);

create table team_members (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('TMB'),
    team_guid   uuid not null references teams (guid) on delete cascade,
    user_guid   uuid not null references users (guid) on delete cascade,
    is_deputy   boolean not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1,
    unique (team_guid, user_guid)
);

create index idx_team_members_user on team_members (user_guid);

create table team_permissions (
    guid            uuid primary key default gen_random_uuid(),
    display_id      varchar(32) not null unique default next_display_id('TPM'),
    team_guid       uuid not null references teams (guid) on delete cascade,
    project_guid    uuid not null references projects (guid) on delete cascade,
    permission_guid uuid not null references permissions (guid),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    created_by      uuid references users (guid),
    updated_by      uuid references users (guid),
    deleted_at      timestamptz,
    row_version     integer not null default 1,
    unique (team_guid, project_guid, permission_guid)
);

create index idx_team_permissions_project on team_permissions (project_guid);
create index idx_team_permissions_permission on team_permissions (permission_guid);

create table ci_access_control_list (
    guid        uuid primary key default gen_random_uuid(),
    display_id  varchar(32) not null unique default next_display_id('ACL'),
    ci_guid     uuid not null references configuration_items (guid) on delete cascade,
    user_guid   uuid references users (guid) on delete cascade,
    team_guid   uuid references teams (guid) on delete cascade,
    access      varchar(10) not null check (access in ('none', 'read', 'write', 'admin')),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    created_by  uuid references users (guid),
    updated_by  uuid references users (guid),
    deleted_at  timestamptz,
    row_version integer not null default 1,
    constraint ci_access_control_list_one_subject check (num_nonnulls(user_guid, team_guid) = 1)
);

create unique index idx_ci_acl_user on ci_access_control_list (ci_guid, user_guid)
    where user_guid is not null;
create unique index idx_ci_acl_team on ci_access_control_list (ci_guid, team_guid)
    where team_guid is not null;
create index idx_ci_acl_user_access on ci_access_control_list (user_guid, access);
create index idx_ci_acl_team_access on ci_access_control_list (team_guid, access);

comment on table permissions is 'What can be allowed at all';
comment on table role_permissions is 'What a role allows';
comment on table user_roles is 'Which roles a person has, everywhere or in one project';
comment on table team_members is 'Who belongs to which team';
comment on table team_permissions is 'What a team may do in a project';
comment on table ci_access_control_list is 'Exceptions for a single item';

-- The tables are dropped by the same downgrade, so these rows need no reversal of their own.
insert into roles (name, description, is_system)
values ('administrator', 'Manages users, roles and instances', true),
       ('engineer', 'Writes requirements, designs and items', true),
       ('reviewer', 'Reviews and approves', true),
       ('observer', 'Reads', true);

insert into permissions (code, description)
values ('requirement.write', 'Create and change requirements'),
       ('requirement.approve', 'Approve requirements'),
       ('ci.write', 'Create and change configuration items'),
       ('ci.release', 'Release configuration items'),
       ('user.manage', 'Manage users and their roles');

insert into role_permissions (role_guid, permission_guid)
select r.guid, p.guid
  from roles r
  join permissions p
    on r.name = 'administrator'
    or r.name = 'engineer' and p.code in ('requirement.write', 'ci.write')
    or r.name = 'reviewer' and p.code in ('requirement.approve', 'ci.release');
