create view active_configuration_items as
select ci.guid,
       ci.display_id,
       ci.part_number,
       ci.revision,
       ci.name,
       ci.kind,
       ci.lifecycle_state,
       p.display_id as project_display_id,
       p.name as project_name
  from configuration_items ci
  join projects p on p.guid = ci.project_guid
 where ci.deleted_at is null
   and p.deleted_at is null;

-- Quantities multiply on the way down; the path stops a loop that reached the table in spite of the
-- checks.
create view exploded_bill_of_materials as
with recursive explosion (root_guid, component_guid, depth, quantity, path) as (
    select assembly_guid, component_guid, 1, quantity::numeric, array[assembly_guid, component_guid]
      from bill_of_materials
     where deleted_at is null
    union all
    select e.root_guid, b.component_guid, e.depth + 1, e.quantity * b.quantity, e.path || b.component_guid
      from explosion e
      join bill_of_materials b on b.assembly_guid = e.component_guid
     where b.deleted_at is null
       and b.component_guid <> all (e.path)
)
select root_guid, component_guid, depth, quantity, path
  from explosion;

create view requirement_coverage as
select r.guid,
       r.display_id,
       r.title,
       r.status,
       count(distinct a.ci_guid) as allocated_items,
       count(distinct t.to_case_guid) as verification_cases,
       bool_or(v.verdict = 'passed') as has_passed
  from requirements r
  left join requirement_allocations a on a.requirement_guid = r.guid and a.deleted_at is null
  left join traceability_links t on t.from_requirement_guid = r.guid and t.deleted_at is null
  left join verification_results v on v.case_guid = t.to_case_guid
 where r.deleted_at is null
 group by r.guid;

create view open_work as
select w.display_id,
       u.full_name as assignee,
       w.task,
       coalesce(ci.display_id, r.display_id) as subject,
       w.due_on,
       w.due_on < current_date as is_late
  from work_assignments w
  join users u on u.guid = w.assignee_guid
  left join configuration_items ci on ci.guid = w.ci_guid
  left join requirements r on r.guid = w.requirement_guid
 where w.completed_at is null
   and w.deleted_at is null;

comment on view active_configuration_items is 'Items that are not deleted, in projects that are not';
comment on view exploded_bill_of_materials is 'Every component of an assembly, at every depth';
comment on view requirement_coverage is 'How far each requirement is allocated and verified';
comment on view open_work is 'What is still to be done, and by whom';
