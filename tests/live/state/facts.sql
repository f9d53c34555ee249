-- The schema of a database, one fact a line, sorted: what pg_dump writes out, read from the catalogs of every server from
-- 12 to 18. Columns are listed by name, since their order is no difference (RULINGS 16). Objects of extensions, of the
-- system and migc's version table are left out. Columns that only newer servers have are read through to_jsonb().
with
own as (
    select c.oid, c.relname, n.nspname, format('%I.%I', n.nspname, c.relname) as name, c.relkind, to_jsonb(c) as row
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp|^pg_toast_temp'
       and c.relname not in ('alembic_version', 'alembic_version_pkc')
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
),
spaces as (
    select oid, nspname from pg_namespace
     where nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and nspname !~ '^pg_temp|^pg_toast_temp'
),
acls as (
    select grants.class, grants.oid, string_agg(item::text, ' ' order by item::text) as acl
      from (select 'pg_class'::regclass as class, oid,
                   unnest(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))) as item
              from pg_class where oid >= 16384
            union all select 'pg_namespace'::regclass, oid, unnest(coalesce(nspacl, acldefault('n', nspowner))) from pg_namespace
            union all select 'pg_proc'::regclass, oid, unnest(coalesce(proacl, acldefault('f', proowner))) from pg_proc where oid >= 16384
            union all select 'pg_type'::regclass, oid, unnest(coalesce(typacl, acldefault('T', typowner))) from pg_type where oid >= 16384) as grants
     group by grants.class, grants.oid
),
comments as (
    select classoid, objoid, objsubid, description from pg_description where objsubid >= 0
),
facts(fact) as (
    select format('schema %I owner %s acl %s comment %s', s.nspname, n.nspowner::regrole, a.acl, c.description)
      from spaces s join pg_namespace n on n.oid = s.oid
      left join acls a on a.class = 'pg_namespace'::regclass and a.oid = s.oid
      left join comments c on c.classoid = 'pg_namespace'::regclass and c.objoid = s.oid
    union all
    select format('relation %s kind %s persistence %s owner %s acl %s with %s method %s space %s security %s %s identity %s '
                  'type %s key %s bound %s partition %s comment %s',
                  o.name, o.relkind, o.row->>'relpersistence', (o.row->>'relowner')::oid::regrole, a.acl,
                  (select string_agg(v, ' ' order by v) from jsonb_array_elements_text(nullif(o.row->'reloptions', 'null')) v),
                  (select amname from pg_am m where m.oid = (o.row->>'relam')::oid),
                  (o.row->>'reltablespace'), o.row->>'relrowsecurity', o.row->>'relforcerowsecurity', o.row->>'relreplident',
                  case when (o.row->>'reloftype')::oid <> 0 then (o.row->>'reloftype')::oid::regtype end,
                  case when o.relkind = 'p' then pg_get_partkeydef(o.oid) end,
                  (select pg_get_expr(k.relpartbound, k.oid) from pg_class k where k.oid = o.oid), o.row->>'relispartition',
                  c.description)
      from own o
      left join acls a on a.class = 'pg_class'::regclass and a.oid = o.oid
      left join comments c on c.classoid = 'pg_class'::regclass and c.objoid = o.oid and c.objsubid = 0
    union all
    select format('parent of %s: %s %s', o.name, i.inhseqno, i.inhparent::regclass)
      from own o join pg_inherits i on i.inhrelid = o.oid
    union all
    select format('column %s.%I type %s not null %s default %s identity %s generated %s collation %s storage %s compression %s '
                  'statistics %s options %s local %s inherited %s acl %s comment %s',
                  o.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                  a.attidentity, a.attgenerated, (select l.collname from pg_type t, pg_collation l where t.oid = a.atttypid and l.oid = a.attcollation and l.oid <> t.typcollation),
                  a.attstorage, to_jsonb(a)->>'attcompression', nullif(coalesce((to_jsonb(a)->>'attstattarget')::int, -1), -1),
                  (select string_agg(v, ' ' order by v) from unnest(a.attoptions) v where v not like 'pg\_attver=%'),
                  a.attislocal, a.attinhcount,
                  (select string_agg(v::text, ' ' order by v::text) from unnest(a.attacl) v), c.description)
      from own o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = o.oid and d.adnum = a.attnum
      left join comments c on c.classoid = 'pg_class'::regclass and c.objoid = o.oid and c.objsubid = a.attnum
     where o.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    union all
    select format('constraint %s.%I %s local %s inherited %s comment %s', coalesce(o.name, k.contypid::regtype::text), k.conname,
                  pg_get_constraintdef(k.oid), k.conislocal, k.coninhcount, c.description)
      from pg_constraint k join spaces s on s.oid = k.connamespace
      left join own o on o.oid = k.conrelid
      left join comments c on c.classoid = 'pg_constraint'::regclass and c.objoid = k.oid
     where o.oid is not null or k.contypid <> 0
    union all
    select format('index %s clustered %s identity %s valid %s statistics %s', pg_get_indexdef(i.indexrelid), i.indisclustered,
                  i.indisreplident, i.indisvalid,
                  (select string_agg(a.attnum || '=' || (to_jsonb(a)->>'attstattarget'), ' ' order by a.attnum)
                     from pg_attribute a where a.attrelid = i.indexrelid and coalesce((to_jsonb(a)->>'attstattarget')::int, -1) <> -1))
      from pg_index i join own o on o.oid = i.indexrelid
    union all
    select format('trigger %s enabled %s comment %s', pg_get_triggerdef(t.oid), t.tgenabled, c.description)
      from pg_trigger t join own o on o.oid = t.tgrelid
      left join comments c on c.classoid = 'pg_trigger'::regclass and c.objoid = t.oid
     where not t.tgisinternal
    union all
    select format('rule %s enabled %s comment %s', pg_get_ruledef(r.oid), r.ev_enabled, c.description)
      from pg_rewrite r join own o on o.oid = r.ev_class
      left join comments c on c.classoid = 'pg_rewrite'::regclass and c.objoid = r.oid
     where r.rulename <> '_RETURN'
    union all
    select format('policy %I on %s permissive %s for %s to %s using %s check %s comment %s', p.polname, o.name, p.polpermissive,
                  p.polcmd, (select string_agg(case when v = 0 then 'public' else v::regrole::text end, ' ' order by v) from unnest(p.polroles) v),
                  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), c.description)
      from pg_policy p join own o on o.oid = p.polrelid
      left join comments c on c.classoid = 'pg_policy'::regclass and c.objoid = p.oid
    union all
    select format('sequence %s type %s start %s by %s from %s to %s cache %s cycle %s owned by %s', o.name, q.seqtypid::regtype,
                  q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle,
                  (select format('%s.%I', d.refobjid::regclass, a.attname)
                     from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                    where d.classid = 'pg_class'::regclass and d.objid = o.oid and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass))
      from pg_sequence q join own o on o.oid = q.seqrelid
    union all
    select format('query of %s: %s', o.name, pg_get_viewdef(o.oid)) from own o where o.relkind in ('v', 'm')
    union all
    select format('routine %s owner %s acl %s comment %s', case when p.prokind = 'a' then p.oid::regprocedure::text else pg_get_functiondef(p.oid) end,
                  p.proowner::regrole, a.acl, c.description)
      from pg_proc p join spaces s on s.oid = p.pronamespace
      left join acls a on a.class = 'pg_proc'::regclass and a.oid = p.oid
      left join comments c on c.classoid = 'pg_proc'::regclass and c.objoid = p.oid
     where not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
    union all
    select format('type %I.%I kind %s owner %s acl %s base %s not null %s default %s collation %s labels %s range %s comment %s',
                  s.nspname, t.typname, t.typtype, t.typowner::regrole, a.acl,
                  case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end, t.typnotnull, t.typdefault,
                  case when t.typtype = 'd' then (select l.collname from pg_collation l where l.oid = t.typcollation) end,
                  (select string_agg(quote_literal(e.enumlabel), ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
                  (select concat_ws(' ', r.rngsubtype::regtype, (select l.collname from pg_collation l where l.oid = r.rngcollation), r.rngsubopc, r.rngcanonical, r.rngsubdiff,
                                    (to_jsonb(r)->>'rngmultitypid')::oid::regtype) from pg_range r where r.rngtypid = t.oid),
                  c.description)
      from pg_type t join spaces s on s.oid = t.typnamespace
      left join pg_class k on k.oid = t.typrelid
      left join acls a on a.class = 'pg_type'::regclass and a.oid = t.oid
      left join comments c on c.classoid = 'pg_type'::regclass and c.objoid = t.oid
     where (t.typtype in ('e', 'd', 'r') or k.relkind = 'c')
    union all
    select format('default acl of %s in %s for %s: %s', d.defaclrole::regrole, nullif(d.defaclnamespace, 0)::regnamespace, d.defaclobjtype,
                  (select string_agg(v::text, ' ' order by v::text) from unnest(d.defaclacl) v))
      from pg_default_acl d
    union all
    -- The server names the columns in the order in which they stand in the table, which is no difference.
    select format('%s on %s from %s target %s comment %s', split_part(d.text, ' ON ', 1),
                  (select string_agg(v, ', ' order by v)
                     from unnest(string_to_array(regexp_replace(substr(d.text, strpos(d.text, ' ON ') + 4), ' FROM .*$', ''), ', ')) v),
                  x.stxrelid::regclass, to_jsonb(x)->>'stxstattarget', obj_description(x.oid, 'pg_statistic_ext'))
      from pg_statistic_ext x join spaces s on s.oid = x.stxnamespace, lateral (select pg_get_statisticsobjdef(x.oid)) d (text)
    union all
    select format('aggregate %s: %s', g.aggfnoid::regprocedure, to_jsonb(g) - 'aggfnoid')
      from pg_aggregate g join pg_proc p on p.oid = g.aggfnoid join spaces s on s.oid = p.pronamespace
    union all
    select format('operator %s: %s %s %s %s %s %s %s', o.oid::regoperator, o.oprcode, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash,
                  nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator)
      from pg_operator o where o.oid >= 16384
    union all
    select format('cast of %s to %s: %s %s %s', castsource::regtype, casttarget::regtype, nullif(castfunc, 0)::regprocedure, castcontext, castmethod)
      from pg_cast where oid >= 16384
    union all
    select format('collation %I.%I: %s', s.nspname, l.collname, to_jsonb(l) - '{oid,collowner,collnamespace,collversion}'::text[])
      from pg_collation l join spaces s on s.oid = l.collnamespace
    union all
    select format('mapping of %s: %s %s %s', m.mapcfg::regconfig, m.maptokentype, m.mapseqno, m.mapdict::regdictionary)
      from pg_ts_config_map m where m.mapcfg >= 16384
    union all
    select format('dictionary %s: %s', oid::regdictionary, dictinitoption) from pg_ts_dict where oid >= 16384
    union all
    select format('publication %I: %s', pubname, to_jsonb(p) - '{oid,pubowner}'::text[]) from pg_publication p
    union all
    select format('publication %I of %s', p.pubname, r.prrelid::regclass) from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
    union all
    select format('event trigger %I: %s', evtname, to_jsonb(e) - '{oid,evtowner,evtfoid}'::text[]) from pg_event_trigger e
    union all
    select format('wrapper %I: %s %s', fdwname, fdwoptions, coalesce(fdwacl, acldefault('F', fdwowner))) from pg_foreign_data_wrapper
    union all
    select format('server %I: %s %s', srvname, srvoptions, coalesce(srvacl, acldefault('S', srvowner))) from pg_foreign_server
    union all
    select format('conversion %I.%I: %s', s.nspname, v.conname, to_jsonb(v) - '{oid,conowner,connamespace}'::text[])
      from pg_conversion v join spaces s on s.oid = v.connamespace
    union all
    select format('%s %s comment %s', i.type, i.identity, c.description)
      from (select 'pg_cast'::regclass as class, oid from pg_cast union all select 'pg_operator'::regclass, oid from pg_operator
            union all select 'pg_opclass'::regclass, oid from pg_opclass union all select 'pg_opfamily'::regclass, oid from pg_opfamily
            union all select 'pg_collation'::regclass, oid from pg_collation union all select 'pg_conversion'::regclass, oid from pg_conversion
            union all select 'pg_ts_config'::regclass, oid from pg_ts_config union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict
            union all select 'pg_event_trigger'::regclass, oid from pg_event_trigger union all select 'pg_extension'::regclass, oid from pg_extension
            union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
            union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
            union all select 'pg_publication'::regclass, oid from pg_publication
            union all select 'pg_proc'::regclass, oid from pg_proc where prokind = 'a') as other
     cross join lateral pg_identify_object(other.class, other.oid, 0) as i
      left join comments c on c.classoid = other.class and c.objoid = other.oid
     where other.oid >= 16384
)
select replace(fact, E'\n', ' ') from facts order by replace(fact, E'\n', ' ') collate "C";
