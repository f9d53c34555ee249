-- What a statement can be written about, as one JSON object: read by generate.py from the database that it writes for.
with
own as (
    select c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) as name, c.relname, c.relispartition
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_'
),
described as (
    select o.*,
           (select coalesce(json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod),
                                                       'null', not a.attnotnull, 'identity', a.attidentity <> '', 'generated', a.attgenerated <> ''
                                                      ) order by a.attnum), '[]')
              from pg_attribute a where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped) as columns,
           (select coalesce(json_agg(json_build_object('name', quote_ident(k.conname), 'kind', k.contype) order by k.conname), '[]')
              from pg_constraint k where k.conrelid = o.oid) as constraints,
           (select coalesce(json_agg(quote_ident(t.tgname) order by t.tgname), '[]')
              from pg_trigger t where t.tgrelid = o.oid and not t.tgisinternal) as triggers,
           (select coalesce(json_agg(quote_ident(r.rulename) order by r.rulename), '[]')
              from pg_rewrite r where r.ev_class = o.oid and r.rulename <> '_RETURN') as rules,
           (select coalesce(json_agg(quote_ident(p.polname) order by p.polname), '[]') from pg_policy p where p.polrelid = o.oid) as policies
      from own o
)
select json_build_object(
    'relations', (select coalesce(json_agg(json_build_object(
                      'name', name, 'bare', quote_ident(relname), 'kind', relkind, 'partition', relispartition, 'columns', columns,
                      'constraints', constraints, 'triggers', triggers, 'rules', rules, 'policies', policies) order by name), '[]')
                    from described where relkind in ('r', 'p', 'v', 'm', 'c')),
    'indexes', (select coalesce(json_agg(json_build_object('name', i.indexrelid::regclass, 'table', i.indrelid::regclass) order by i.indexrelid::regclass::text), '[]')
                  from pg_index i join own o on o.oid = i.indexrelid
                 where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f')),
    'sequences', (select coalesce(json_agg(name order by name), '[]') from own where relkind = 'S'),
    'types', (select coalesce(json_agg(json_build_object('name', t.oid::regtype, 'kind', t.typtype,
                         'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
                         'checks', (select json_agg(quote_ident(k.conname)) from pg_constraint k where k.contypid = t.oid)) order by t.oid::regtype::text), '[]')
                from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class k on k.oid = t.typrelid
               where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_'
                 and (t.typtype in ('e', 'd', 'r') or k.relkind = 'c')),
    'routines', (select coalesce(json_agg(json_build_object('name', p.oid::regprocedure, 'kind', p.prokind,
                                                           'trigger', p.prorettype = 'trigger'::regtype) order by p.oid::regprocedure::text), '[]')
                   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                  where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
                    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))),
    'schemas', (select coalesce(json_agg(quote_ident(nspname) order by nspname), '[]') from pg_namespace where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_'),
    'named', (select coalesce(json_agg(json_build_object('kind', i.type, 'name', i.identity) order by i.type, i.identity), '[]')
                from (select 'pg_cast'::regclass as class, oid from pg_cast union all select 'pg_operator'::regclass, oid from pg_operator
                      union all select 'pg_opclass'::regclass, oid from pg_opclass union all select 'pg_opfamily'::regclass, oid from pg_opfamily
                      union all select 'pg_collation'::regclass, oid from pg_collation union all select 'pg_conversion'::regclass, oid from pg_conversion
                      union all select 'pg_ts_config'::regclass, oid from pg_ts_config union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict
                      union all select 'pg_event_trigger'::regclass, oid from pg_event_trigger
                      union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
                      union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
                      union all select 'pg_statistic_ext'::regclass, oid from pg_statistic_ext
                      union all select 'pg_publication'::regclass, oid from pg_publication) as other
               cross join lateral pg_identify_object(other.class, other.oid, 0) as i
               -- The casts of a range to its multirange come and go with it.
               where other.oid >= 16384
                 and not exists (select from pg_depend d where d.classid = other.class and d.objid = other.oid and d.deptype = 'i'))
);
