-- Every write of a row is stamped: the time, and the version by which a client notices that somebody
-- else was faster.
create function stamp_row() returns trigger
language plpgsql
as $$
begin
    new.updated_at := now();
    new.row_version := old.row_version + 1;
    return new;
end;
$$;

create function refuse_change() returns trigger
language plpgsql
as $$
begin
    raise exception using message = format('%I only grows at the end', tg_table_name),
                          errcode = 'restrict_violation';
end;
$$;

create function record_change() returns trigger
language plpgsql
as $$
begin
    insert into audit_trail (table_name, row_guid, action, old_row, new_row)
    values (tg_table_name, coalesce(new.guid, old.guid), lower(tg_op), to_jsonb(old), to_jsonb(new));
    return null;
end;
$$;

create trigger stamp before update on users
    for each row execute function stamp_row();
create trigger stamp before update on roles
    for each row execute function stamp_row();
create trigger stamp before update on teams
    for each row execute function stamp_row();

create trigger stamp before update on lifecycles
    for each row execute function stamp_row();
create trigger stamp before update on lifecycle_phases
    for each row execute function stamp_row();
create trigger stamp before update on projects
    for each row execute function stamp_row();
create trigger stamp before update on project_standards
    for each row execute function stamp_row();

create trigger stamp before update on source_instances
    for each row execute function stamp_row();

create trigger stamp before update on suppliers
    for each row execute function stamp_row();
create trigger stamp before update on supplier_contacts
    for each row execute function stamp_row();

create trigger stamp before update on configuration_items
    for each row execute function stamp_row();
create trigger stamp before update on bill_of_materials
    for each row execute function stamp_row();
create trigger stamp before update on ci_baselines
    for each row execute function stamp_row();
create trigger stamp before update on ci_baseline_items
    for each row execute function stamp_row();
create trigger stamp before update on ci_suppliers
    for each row execute function stamp_row();
create trigger stamp before update on ci_relationships
    for each row execute function stamp_row();
create trigger stamp before update on change_requests
    for each row execute function stamp_row();

create trigger stamp before update on requirements
    for each row execute function stamp_row();
create trigger stamp before update on requirement_changes
    for each row execute function stamp_row();
create trigger stamp before update on requirement_allocations
    for each row execute function stamp_row();
create trigger stamp before update on verification_cases
    for each row execute function stamp_row();
create trigger stamp before update on verification_results
    for each row execute function stamp_row();

create trigger stamp before update on design_elements
    for each row execute function stamp_row();
create trigger stamp before update on design_interfaces
    for each row execute function stamp_row();

create trigger stamp before update on traceability_links
    for each row execute function stamp_row();

create trigger stamp before update on user_sessions
    for each row execute function stamp_row();
create trigger stamp before update on ci_locks
    for each row execute function stamp_row();
create trigger stamp before update on work_assignments
    for each row execute function stamp_row();

create trigger stamp before update on permissions
    for each row execute function stamp_row();
create trigger stamp before update on role_permissions
    for each row execute function stamp_row();
create trigger stamp before update on user_roles
    for each row execute function stamp_row();
create trigger stamp before update on team_members
    for each row execute function stamp_row();
create trigger stamp before update on team_permissions
    for each row execute function stamp_row();
create trigger stamp before update on ci_access_control_list
    for each row execute function stamp_row();

create trigger stamp before update on id_mappings
    for each row execute function stamp_row();
create trigger stamp before update on merge_sessions
    for each row execute function stamp_row();
create trigger stamp before update on merge_conflicts
    for each row execute function stamp_row();
create trigger stamp before update on duplicate_candidates
    for each row execute function stamp_row();

create trigger stamp before update on ai_conversations
    for each row execute function stamp_row();
create trigger stamp before update on ai_messages
    for each row execute function stamp_row();

create trigger stamp before update on documents
    for each row execute function stamp_row();
create trigger stamp before update on document_versions
    for each row execute function stamp_row();
create trigger stamp before update on document_associations
    for each row execute function stamp_row();

create trigger stamp before update on notifications
    for each row execute function stamp_row();
create trigger stamp before update on comments
    for each row execute function stamp_row();

create trigger refuse_change before update or delete or truncate on activity_log
    for each statement execute function refuse_change();
create trigger refuse_change before update or delete or truncate on audit_trail
    for each statement execute function refuse_change();

create trigger record_change after insert or update or delete on configuration_items
    for each row execute function record_change();
create trigger record_change after insert or update or delete on requirements
    for each row execute function record_change();
create trigger record_change after insert or update or delete on change_requests
    for each row execute function record_change();
create trigger record_change after insert or update or delete on ci_baselines
    for each row execute function record_change();

comment on function stamp_row() is 'Keeps updated_at and row_version; clients never write them';
comment on function refuse_change() is 'For tables that are evidence';
comment on function record_change() is 'Writes the audit trail of what is under configuration control';
