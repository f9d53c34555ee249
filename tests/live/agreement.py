#!/usr/bin/python3
"""migc against the server: both accept a statement, or both refuse it, and for kindred reasons.

Each file of tests/live/agreement/ is a family: a `--- setup` of SQL, then `--- cases`, paragraphs parted by empty
lines. The last statement of a paragraph is judged; those before it are further setup. No verdict is written down:
PostgreSQL gives it, inside a transaction that is rolled back. migc replays the setup as one revision and the
statement as the next. Where both accept, what the server made (relations, columns, types, constraints) is compared
with `migc dump catalog`. The downgrade that migc derives then runs on the server and must lead back: definitions,
comments and privileges are compared, too.

A paragraph may begin with a comment that claims a known difference, and the claim is tested, too:
    -- not modelled     migc says so (MIG0214, MIG0416)
    -- open world: why  the server refuses what migc cannot know (RULINGS 12), or does not look at (RULINGS 10)
    -- stricter: why    migc refuses what the server lets pass
    -- stricter before 15.20: why      and what the server refuses, too, since a minor release
    -- one way: why     both accept, and the derived downgrade does not lead back
Before that it may say for which servers it is, and so may the first line of a setup for its whole file:
    -- since 14         -- until 17
A statement of a setup may say so, too; where it is left out, the cases that need it are refused by both.
The server is that of MIGC_PG_BIN (PostgreSQL 12 to 18), and migc compiles for its version. MIGC names the program
(build/migc), MIGC_CASES a part of the file names and statements to run.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres  # noqa: E402

HERE = Path(__file__).resolve().parent / "agreement"
MIGC = Path(os.environ.get("MIGC", HERE.parents[2] / "build" / "migc")).resolve()
ONLY = os.environ.get("MIGC_CASES", "")

# What the server may call that which migc refuses under this name. Appendix A of the manual, "Error Codes".
STATES = {
    "syntax": {"42601", "0A000", "42P16", "42809", "42P13"},
    "unknown_schema": {"3F000", "42P01"},
    "unknown_relation": {"42P01", "42704", "55000", "42809"},  # a missing index is 42704, one of another table 55000
    # ALTER TYPE … ATTRIBUTE asks for a relation
    "wrong_kind": {"42809", "42P17", "55000", "2BP01", "42883", "42P01", "0A000", "22023"},
    "unknown_column": {"42703", "0A000"},  # an index over a system column
    "unknown_type": {"42704", "3F000", "2BP01", "42P01"},  # those of the system are needed by it

    "unknown_function": {"42883", "3F000"},
    "unknown_routine": {"42883", "42809", "3F000"},
    "unknown_part": {"42704", "22023", "2BP01"},  # a constraint trigger's own constraint is there, and needed

    "unknown_extension": {"42704"},
    "unknown_object": {"42704", "42883", "3F000", "2BP01"}, # those of the system are needed by it
    "duplicate_object": {"42P07", "42710", "42701", "42P06", "42723", "42P16", "23505"},
    "dependency": {"42601", "2BP01", "0A000", "42P16"},
    "bad_foreign_key": {"42830", "42804", "42P16", "42601", "42704", "55000", "0A000"},
    "second_primary_key": {"42P16"},
    "bad_definition": {"42P16", "42P17", "42P13", "42P10", "42611", "42601", "42804", "42701", "42703", "42704", "42809",
                       "42846", "42830", "42P02", "42P21", "42P22", "22023", "22P02", "22003", "23505", "42702", "42P15", "42939", "42602", "42803", "42883", "55000", "0A000",
                       "0LP01", "428C9", "XX000"},  # about parts of partitions the server has no code
    "bad_replacement": {"42P16", "42P13", "42809"},
    "ambiguous_routine": {"42725"},
    "not_in_transaction": {"25001"},
    "version_too_old": {"42601", "42883", "0A000", "22023", "42704", "42809", "42P01", "42P17"},
    "enum_value_in_transaction": {"55P04"},
    "refused_statement": {"42501", "0A000", "25001", "42601", "42P16"},
}
NOT_MODELLED = {"unsupported", "needs_name"}

# A foreign key to a partitioned table has a row of its own for each partition, which nobody names.
SHADOW = "(conparentid <> 0 and exists (select from pg_constraint w where w.oid = k.conparentid and w.conrelid = k.conrelid))"

FACTS = """select json_build_object(
'table', (select json_object_agg(n.nspname || '.' || c.relname, json_build_object(
    'column', (select json_object_agg(attname, json_build_array(format_type(atttypid, atttypmod), attnotnull,
                   case when attgenerated <> '' then 'generated' when attidentity <> '' then 'identity'
                        when atthasdef then 'default' else '' end) order by attnum)
               from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped),
    'constraint', (select json_object_agg(conname, case contype when 'p' then 'primary key' when 'u' then 'unique'
                       when 'c' then 'check' when 'f' then 'foreign key'
                       when 'n' then 'not null' else 'exclude' end)
                   from pg_constraint k where conrelid = c.oid and contype <> 't' and not SHADOW),
    'index', (select json_agg(i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
              where x.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.oid
                                                       and k.contype in ('p', 'u', 'x'))),
    'trigger', (select json_agg(tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal)))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'f') and USER_MADE),
'view', (select json_object_agg(n.nspname || '.' || c.relname, (select json_agg(attname order by attnum)
            from pg_attribute where attrelid = c.oid and attnum > 0))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and USER_MADE),
'sequence', (select json_agg(n.nspname || '.' || c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and USER_MADE),
'type', (select json_object_agg(n.nspname || '.' || c.typname, (select json_agg(enumlabel order by enumsortorder)
            from pg_enum where enumtypid = c.oid))
  from pg_type c join pg_namespace n on n.oid = c.typnamespace where c.typtype = 'e' and USER_MADE),
'domain', (select json_object_agg(n.nspname || '.' || c.typname, json_build_array(format_type(typbasetype, typtypmod),
            typnotnull, coalesce((select json_agg(conname order by conname collate "C") from pg_constraint
                                  where contypid = c.oid and contype = 'c'), '[]')))
  from pg_type c join pg_namespace n on n.oid = c.typnamespace where c.typtype = 'd' and USER_MADE),
'composite', (select json_object_agg(n.nspname || '.' || c.relname, coalesce((select json_agg(json_build_array(attname,
            format_type(atttypid, atttypmod)) order by attnum) from pg_attribute where attrelid = c.oid and not attisdropped), '[]'))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'c' and USER_MADE),
'range', (select json_object_agg(n.nspname || '.' || c.typname, json_build_array(format_type(rngsubtype, null), m.typname))
  from pg_type c join pg_namespace n on n.oid = c.typnamespace join pg_range r on r.rngtypid = c.oid
  join pg_type m on m.oid = rngmultitypid where c.typtype = 'r' and USER_MADE),
'function', (select json_agg(n.nspname || '.' || c.proname || '(' || oidvectortypes(c.proargtypes) || ')')
  from pg_proc c join pg_namespace n on n.oid = c.pronamespace where USER_MADE
  and not exists (select from pg_depend where objid = c.oid and deptype = 'i')));""".replace(
    "USER_MADE", "n.nspname !~ '^pg_|^information_schema$' and not exists (select from pg_depend d where d.objid = c.oid"
    " and d.deptype = 'e')").replace("SHADOW", SHADOW).replace("\n", " ")


# Definitions, comments and privileges as lines, to be equal before the statement and behind its downgrade. Owners are
# not compared: the one before is unknown (RULINGS 23). Nor is `pg_attver`, which the server measured here (Debian's
# 15.20) keeps among the options of every column and raises by itself at each change.
DETAILS = """select coalesce(json_agg(line order by line), '[]') from (
select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || conislocal::text || coninhcount
  from pg_constraint where conrelid <> 0 and contype <> 't' and connamespace IN_USE
union all select pg_get_indexdef(c.oid) || indisvalid::text || indisclustered::text || indisreplident::text || reltablespace
    || coalesce(inhparent::regclass::text, '') from pg_class c join pg_index on indexrelid = c.oid left join pg_inherits on inhrelid = c.oid
  where relkind in ('i', 'I') and relnamespace IN_USE
union all select 'statistics ' || attrelid::regclass || ' ' || attnum || ' ' || attstattarget from pg_attribute join pg_class c on c.oid = attrelid
  where relkind in ('i', 'I') and attstattarget >= 0 and relnamespace IN_USE
union all select 'parent ' || inhrelid::regclass || ' ' || inhparent::regclass || coalesce(pg_get_expr(relpartbound, inhrelid), '')
  from pg_inherits join pg_class c on c.oid = inhrelid where relkind in ('r', 'p', 'f') and relnamespace IN_USE
union all select 'partitioned ' || c.oid::regclass || ' ' || pg_get_partkeydef(c.oid) from pg_class c where relkind = 'p' and relnamespace IN_USE
union all select 'view ' || c.oid::regclass || pg_get_viewdef(c.oid) || coalesce(reloptions::text, '') from pg_class c
  where relkind in ('v', 'm') and relnamespace IN_USE
union all select 'stored ' || oid::regclass || relispopulated::text || reltablespace || (select amname from pg_am where oid = relam)
  from pg_class where relkind = 'm' and relnamespace IN_USE
union all select 'policy ' || to_jsonb(p)::text from pg_policies p
union all select 'rule ' || ev_class::regclass || ev_enabled::text || pg_get_ruledef(oid) from pg_rewrite where rulename <> '_RETURN' and oid >= 16384
union all select 'statistics ' || pg_get_statisticsobjdef(oid) || stxstattarget from pg_statistic_ext
union all select 'publication ' || pubname || puballtables || pubinsert || pubupdate || pubdelete || pubtruncate || pubviaroot from pg_publication
union all select 'published ' || pubname || prrelid::regclass || coalesce(prattrs::text, '') || coalesce(pg_get_expr(prqual, prrelid), '')
    from pg_publication_rel join pg_publication p on p.oid = prpubid
union all select 'published schema ' || pubname || pnnspid::regnamespace from pg_publication_namespace join pg_publication p on p.oid = pnpubid
union all select 'subscription ' || subname || subenabled || subconninfo || subpublications::text || coalesce(subslotname, '') from pg_subscription
union all select 'wrapper ' || fdwname || fdwhandler::regproc || fdwvalidator::regproc || coalesce(fdwoptions::text, '') || coalesce(fdwacl, acldefault('F', fdwowner))::text from pg_foreign_data_wrapper
union all select 'server ' || srvname || coalesce(srvtype, '') || coalesce(srvversion, '') || coalesce(srvoptions::text, '') || coalesce(srvacl, acldefault('S', srvowner))::text from pg_foreign_server
union all select 'foreign table ' || ftrelid::regclass || srvname || coalesce((select string_agg(o, ',' order by o) from unnest(ftoptions) o), '')
    from pg_foreign_table join pg_foreign_server s on s.oid = ftserver
union all select 'extension ' || e.extname || deptype::text || pg_describe_object(d.classid, d.objid, d.objsubid) from pg_depend d
    join pg_extension e on d.refclassid = 'pg_extension'::regclass and e.oid = d.refobjid where deptype in ('e', 'x') and d.objid >= 16384
union all select 'mapping ' || usename || srvname || coalesce(umoptions::text, '') from pg_user_mappings
union all select 'operator ' || oid::regoperator || oprcode || oprcom::regoperator || oprnegate::regoperator || oprrest || oprjoin || oprcanmerge || oprcanhash
  from pg_operator where oid >= 16384
union all select 'class ' || opcname || opcdefault || opcintype::regtype || (select opfname from pg_opfamily f where f.oid = opcfamily) from pg_opclass where oid >= 16384
union all select 'family ' || opfname || opfmethod from pg_opfamily where oid >= 16384
union all select 'family operator ' || opfname || amopstrategy || amopopr::regoperator from pg_amop join pg_opfamily f on f.oid = amopfamily where pg_amop.oid >= 16384
union all select 'family function ' || opfname || amprocnum || amproc::regprocedure from pg_amproc join pg_opfamily f on f.oid = amprocfamily where pg_amproc.oid >= 16384
union all select 'cast ' || castsource::regtype || casttarget::regtype || castfunc::regprocedure || castcontext::text || castmethod::text from pg_cast where oid >= 16384
union all select 'collation ' || collnamespace::regnamespace || collname || collprovider::text || coalesce(collcollate, '') || coalesce(colliculocale, '') from pg_collation where oid >= 16384
union all select 'conversion ' || connamespace::regnamespace || conname || conproc || condefault from pg_conversion where oid >= 16384
union all select 'configuration ' || cfgnamespace::regnamespace || cfgname || (select prsname from pg_ts_parser p where p.oid = cfgparser) from pg_ts_config where oid >= 16384
union all select 'token ' || mapcfg::regconfig || maptokentype || mapseqno || mapdict::regdictionary from pg_ts_config_map where mapcfg >= 16384
union all select 'dictionary ' || oid::regdictionary || coalesce(dictinitoption, '') || (select tmplname from pg_ts_template t where t.oid = dicttemplate) from pg_ts_dict where oid >= 16384
union all select 'parser ' || prsname || prsstart || prstoken || prsend || prslextype from pg_ts_parser where oid >= 16384
union all select 'template ' || tmplname || tmplinit || tmpllexize from pg_ts_template where oid >= 16384
union all select 'event ' || evtname || evtevent || evtfoid::regproc || evtenabled::text || coalesce(evttags::text, '') from pg_event_trigger
union all select 'role ' || rolname || rolsuper || rolinherit || rolcreaterole || rolcreatedb || rolcanlogin || rolreplication || rolbypassrls || rolconnlimit
    || coalesce(rolvaliduntil::text, '') from pg_roles
union all select 'member ' || roleid::regrole || member::regrole || admin_option from pg_auth_members
union all select 'setting ' || setdatabase || setrole::regrole || (select string_agg(item, ',' order by item) from unnest(setconfig) item) from pg_db_role_setting
union all select 'default ' || coalesce(defaclrole::regrole::text, '') || case defaclnamespace when 0 then '' else defaclnamespace::regnamespace::text end
    || defaclobjtype::text || (select string_agg(item::text, ',' order by item::text) from unnest(defaclacl) item) from pg_default_acl
union all select 'language ' || lanname || lanpltrusted || lanplcallfoid::regproc from pg_language where oid >= 16384
union all select 'method ' || amname || amtype::text || amhandler from pg_am where oid >= 16384
union all select 'aggregate ' || aggfnoid || aggtransfn || aggtranstype::regtype || aggfinalfn || coalesce(agginitval, '') || aggkind::text from pg_aggregate where aggfnoid >= 16384
union all select pg_get_functiondef(c.oid) from pg_proc c where prokind in ('f', 'p') and pronamespace IN_USE
union all select pg_get_triggerdef(t.oid) || tgenabled::text from pg_trigger t join pg_class c on c.oid = tgrelid
  where not tgisinternal and relnamespace IN_USE
union all select 'default ' || adrelid::regclass || ' ' || attname || ' ' || pg_get_expr(adbin, adrelid) from pg_attrdef
  join pg_attribute on attrelid = adrelid and attnum = adnum join pg_class c on c.oid = adrelid where relnamespace IN_USE
union all select 'column ' || attrelid::regclass || ' ' || attname || attidentity::text || attgenerated::text || attcollation || attstorage::text || attcompression::text
    || attstattarget || format_type(atttypid, atttypmod) || attnotnull::text || attislocal::text || attinhcount || coalesce((select string_agg(o, ',') from unnest(attoptions) o
    where o !~ '^pg_attver='), '') || coalesce(attacl::text, '') || coalesce((select string_agg(o, ',' order by o) from unnest(attfdwoptions) o), '')
    from pg_attribute join pg_class c on c.oid = attrelid
  where relkind in ('r', 'p', 'f') and attnum > 0 and not attisdropped and relnamespace IN_USE
union all select 'relation ' || c.oid::regclass || relpersistence::text || relreplident::text || relrowsecurity::text || relforcerowsecurity::text
    || coalesce(reloptions::text, '') || PRIVILEGES(coalesce(relacl, acldefault((case relkind when 'S' then 's' else 'r' end)::"char", relowner)), relowner)
  from pg_class c where relkind in ('r', 'p', 'f', 'v', 'S') and relnamespace IN_USE
union all select 'sequence ' || seqrelid::regclass || seqtypid::regtype || array[seqstart, seqincrement, seqmax, seqmin, seqcache]::text
    || seqcycle::text || coalesce(refobjid::regclass || '.' || refobjsubid::text, '') from pg_sequence join pg_class c on c.oid = seqrelid
  left join (select objid, refobjid, a.attname as refobjsubid from pg_depend join pg_attribute a on attrelid = refobjid and attnum = refobjsubid
             where deptype in ('a', 'i') and classid = 'pg_class'::regclass) d on objid = seqrelid where relnamespace IN_USE
union all select 'schema ' || nspname || PRIVILEGES(coalesce(nspacl, acldefault('n', nspowner)), nspowner) from pg_namespace where oid IN_USE
union all select 'type ' || oid::regtype || PRIVILEGES(coalesce(typacl, acldefault('T', typowner)), typowner) from pg_type
  where (typtype in ('e', 'd', 'r', 'm') or (typtype = 'c' and exists (select from pg_class where oid = typrelid and relkind = 'c'))
         or (typtype = 'b' and typcategory <> 'A')) and typnamespace IN_USE
union all select 'domain ' || oid::regtype || format_type(typbasetype, typtypmod) || typnotnull::text || typcollation
    || coalesce(pg_get_expr(typdefaultbin, 0), '') from pg_type where typtype = 'd' and typnamespace IN_USE
union all select 'domain constraint ' || contypid::regtype || ' ' || conname || pg_get_constraintdef(oid) from pg_constraint
  where contypid <> 0 and connamespace IN_USE
union all select 'attribute ' || attrelid::regclass || ' ' || attname || format_type(atttypid, atttypmod) || attcollation from pg_attribute
  join pg_class c on c.oid = attrelid where relkind = 'c' and not attisdropped and relnamespace IN_USE
union all select 'range ' || rngtypid::regtype || rngsubtype::regtype || rngmultitypid::regtype || rngcollation::text || rngsubopc::text
    || rngcanonical::text || rngsubdiff::text from pg_range
union all select 'routine ' || oid::regprocedure || PRIVILEGES(coalesce(proacl, acldefault('f', proowner)), proowner) from pg_proc where pronamespace IN_USE
union all select 'comment ' || pg_describe_object(classoid, objoid, objsubid) || ' ' || description from pg_description
  where objoid >= 16384
) as lines (line);""".replace("IN_USE", "in (select oid from pg_namespace where nspname !~ '^pg_|^information_schema$')").replace("\n", " ")
# In an order of their own, and the owner by that word.
# What a server of some version calls otherwise, or does not have: (first version, last version, words, words instead).
ONLY_SOME = (
    (12, 12, " || stxstattarget", ""),
    (12, 12, " || pubviaroot", ""),
    (12, 12, "tgrelid = c.oid and not tgisinternal)", "tgrelid = c.oid and (not tgisinternal or exists (select from pg_depend d where"
             " d.classid = 'pg_trigger'::regclass and d.objid = pg_trigger.oid and d.refclassid = d.classid)))"),
    (13, 14, "tgrelid = c.oid and not tgisinternal)", "tgrelid = c.oid and (not tgisinternal or tgparentid <> 0))"),
    (12, 13, " || attcompression::text", ""),
    (12, 13, "attstorage::text || attcompression::text", "attstorage::text"),
    (12, 13, ", m.typname))", ", ''))"),
    (12, 13, "join pg_type m on m.oid = rngmultitypid", ""),
    (12, 13, " || rngmultitypid::regtype", ""),
    (12, 14, " || coalesce(prattrs::text, '') || coalesce(pg_get_expr(prqual, prrelid), '')", ""),
    (12, 14, "union all select 'published schema ' || pubname || pnnspid::regnamespace from pg_publication_namespace"
             " join pg_publication p on p.oid = pnpubid", ""),
    (12, 14, " || coalesce(colliculocale, '')", ""),
    (12, 14, "coalesce(collcollate, '')", "collcollate"),
    (16, 18, "|| admin_option from", "|| admin_option || inherit_option || set_option from"),
    (17, 18, "colliculocale", "colllocale"),
    (17, 18, "|| attstattarget", "|| coalesce(attstattarget, -1)"),
    (17, 18, "|| stxstattarget", "|| coalesce(stxstattarget, -1)"),
)


def fitted(query, major):
    for first, last, words, instead in ONLY_SOME:
        if first <= major <= last:
            query = query.replace(words, instead)
    return query


DETAILS = re.sub(r"PRIVILEGES\((.*?\)), (\w+owner)\)", r"(select string_agg(replace(item::text, \2::regrole::text, 'owner'), ','"
                 r" order by item::text) from unnest(\1) item)", DETAILS)


class Case:
    def __init__(self, family, setup, paragraph, line):
        self.family, self.line = family, line
        self.since, self.until, paragraph = versions_of(paragraph)
        claim = re.match(r"-- (not modelled|open world: [^\n]+|stricter(?: before [\d.]+)?: [^\n]+|one way: [^\n]+)\n", paragraph)
        self.claim = claim.group(1) if claim else ""
        parts = list(statements(paragraph[claim.end():] if claim else paragraph))
        self.statement = parts[-1]
        self.setup = setup + "".join(parts[:-1])
        self.down = ""

    def __str__(self):
        return f"{self.family}.sql:{self.line}: {' '.join(self.statement.split())}"


def versions_of(text):
    """The first and the last version that the text is for, and what stands behind the lines that say so."""
    bounds = {"since": 0, "until": 99}
    while found := re.match(r"-- (since|until) (\d+)\n", text):
        bounds[found.group(1)] = int(found.group(2))
        text = text[found.end():]
    return bounds["since"], bounds["until"], text


def only_for(major, setup):
    """The setup without the statements that other versions are for."""
    out = ""
    for statement in statements(setup):
        since, until, text = versions_of(statement)
        out += text if since <= major <= until else ""
    return out


def statements(text):
    """Cuts behind each `;` that ends a line outside a dollar-quoted body."""
    part = ""
    for line in text.splitlines():
        part += line + "\n"
        if line.endswith(";") and part.count("$$") % 2 == 0:
            yield part
            part = ""
    if part.strip():
        raise ValueError(f"a statement does not end: {part}")


def cases_of(path):
    head, body = path.read_text(encoding="utf-8").split("--- cases\n")
    since, until, setup = versions_of(head.split("--- setup\n")[1])
    line = head.count("\n") + 2
    for paragraph in body.split("\n\n"):
        if paragraph.strip():
            case = Case(path.stem, setup, paragraph.strip("\n") + "\n", line + len(paragraph) - len(paragraph.lstrip("\n")))
            case.since, case.until = max(case.since, since), min(case.until, until)
            yield case
        line += paragraph.count("\n") + 2


def opening(name, query, major):
    """The start of a script that asks the same question of many cases: planned once, since that takes longer than the answer."""
    return f"\\set ON_ERROR_STOP off\nset jit = off;\nset search_path = pg_catalog;\nprepare {name} as {fitted(query, major)}\nreset search_path;\n"


class Script:
    """What psql is given, and what came out of it: each case in a transaction that is rolled back."""

    def __init__(self, major):
        self.parts = [opening("details", DETAILS, major)]

    def add(self, text):
        self.parts.append(text)

    def begin(self, number, setup):
        self.add(f"begin;\nset local check_function_bodies = off;\n{setup}\n\\echo\n\\echo case {number} setup :ERROR :LAST_ERROR_MESSAGE\n")

    def catalog(self, name, query, only_after_success=True):
        lines = f"set local search_path = pg_catalog;\n\\echo {name}\n{query}\nset local search_path = public;\n"
        self.add(f"\\if :ERROR\n\\else\n{lines}\\endif\n" if only_after_success else lines)

    def run(self, server):
        return server.psql("template1", "-q", "-At", "-v", "SHOW_CONTEXT=never", text="".join(self.parts)).stdout.splitlines()


def swept(number):
    """What was rolled back stays in the catalogs until it is swept, and makes each question slower."""
    return "vacuum analyze;\n" if number % 100 == 99 else ""


def ask_back(server, pairs):
    """The details of the catalog before the statement and behind its downgrade, and the error of the latter."""
    script = Script(server.major)
    for number, (case, down) in enumerate(pairs):
        script.begin(number, case.setup)
        script.catalog("before", "execute details;")
        # The first error aborts the transaction: its message is the one wanted.
        script.add(f"{case.statement}\n\\set ON_ERROR_STOP off\n")
        for part in statements(down):
            script.add(f"{part}\n\\if :ERROR\n\\echo error :LAST_ERROR_MESSAGE\n\\endif\n")
        script.catalog("after", "execute details;", False)
        script.add("rollback;\n" + swept(number))
    found, current, name = [{} for _ in pairs], None, None
    for line in script.run(server):
        if case := re.match(r"case (\d+) setup", line):
            current = found[int(case.group(1))]
        elif line in ("before", "after"):
            name = line
        elif line.startswith("error ") and name != "before" and "error" not in current:
            current["error"] = line
        elif name and line.startswith("["):
            current[name] = set(json.loads(line))
            name = None
    return found


def way_back(outcome):
    if "error" in outcome:
        return f"the server refuses the downgrade: {outcome['error'][6:]}"
    before, after = outcome.get("before"), outcome.get("after")
    if before is None or after is None:
        return "the downgrade could not be run"
    if before != after:
        return f"the downgrade loses {sorted(before - after)} and leaves {sorted(after - before)}"
    return ""


def ask_server(server, cases):
    """For each case the state its setup ended in, the statement's own, the message, and what there is now."""
    text = opening("facts", FACTS, server.major)
    for number, case in enumerate(cases):
        echo = f"\\echo case {number}"
        text += f"begin;\n{case.setup}\n\\echo\n{echo} setup :ERROR :LAST_ERROR_MESSAGE\nsavepoint judged;\n{case.statement}\n"
        text += f"\\echo\n{echo} state :SQLSTATE :LAST_ERROR_MESSAGE\n\\if :ERROR\n\\else\n"
        text += f"set local search_path = pg_catalog;\n\\echo facts\nexecute facts;\n\\endif\nrollback;\n" + swept(number)
    run = server.psql("template1", "-q", "-At", "-v", "SHOW_CONTEXT=never", text=text)
    verdicts = [{} for _ in cases]
    current = None
    for line in run.stdout.splitlines():
        if found := re.match(r"case (\d+) (setup|state) (\S+) ?(.*)", line):
            current = verdicts[int(found.group(1))]
            # LAST_ERROR_MESSAGE keeps the one before; a setup that failed makes the savepoint fail as well.
            current[found.group(2)] = (found.group(3), found.group(4))
        elif line.startswith('{"table"'):
            current["facts"] = json.loads(line)
    return verdicts


def ask_migc(case, major):
    """The diagnostics of `migc check`, by file, and the catalog where there is no error."""
    with tempfile.TemporaryDirectory() as folder:
        migrations = Path(folder) / "migrations"
        migrations.mkdir()
        (Path(folder) / "migc.ini").write_text(f"[target.main]\nserver_version = {major}\n", encoding="utf-8")
        for name, parent, text in (("setup", "base", case.setup), ("judged", "setup", case.statement)):
            (migrations / f"{name}.mig").write_text(
                f"revision {name};\nrevises {parent};\nmessage '{name}';\nupgrade {{\n{text}}}\ndowngrade auto;\n")
        def migc(*arguments):
            return subprocess.run([MIGC, *arguments], cwd=folder, capture_output=True, timeout=60, check=False)
        run = migc("check", "--format", "json")
        if run.returncode not in (0, 1):
            return [{"path": "judged", "severity": "error", "name": "crash", "message": f"exit status {run.returncode}"}], "", ""
        found = json.loads(run.stderr.decode().splitlines()[-1])
        if run.returncode != 0:
            return found, "", ""
        emitted = migc("emit", "judged:setup").stdout.decode()
        body = re.search(r"^\\echo migc: downgrade 1 of 1[^\n]*\n(.*?)^DO \$migc\$\nDECLARE\n    met", emitted, re.DOTALL | re.MULTILINE)
        return found, migc("dump", "catalog").stdout.decode(), body.group(1) if body else ""


def tree(text):
    """The lines of a dump by indentation: {head: {head: …}}."""
    root = {}
    stack = [(-1, root)]
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        while stack[-1][0] >= depth:
            stack.pop()
        node = {}
        stack[-1][1][line.lstrip()] = node
        stack.append((depth, node))
    return root


def named(node, kind):
    return {line[len(kind) + 1:]: below for line, below in node.items() if line.startswith(kind + " ")}


def word_of(column):
    words = {line.split()[0] for line in column}
    return next((word for word in ("generated", "identity", "default") if word in words), "")


def differences(facts, dump):
    """Names and types where the server's catalog and ours say different things."""
    # Members of an extension are left out of the facts, too.
    root = {head: node for head, node in tree(dump).items() if not named(node, "member of extension")}
    out = []

    def same(what, theirs, ours):
        theirs, ours = set(theirs or ()), set(ours)
        if theirs != ours:
            out.append(f"{what}: server has {sorted(theirs - ours)}, migc has {sorted(ours - theirs)}")

    tables = named(root, "table")
    same("tables", facts["table"], tables)
    sequences = set(named(root, "sequence"))
    for name, table in tables.items():
        columns = named(table, "column")
        for column in columns.values():
            sequences |= set(named(column, "owns"))
            sequences |= {line.split()[-1] for line in column if line.startswith("identity ") and "." in line}
        theirs = (facts["table"] or {}).get(name)
        if theirs is None:
            continue
        ours = {column: [next(iter(named(value, "type"))), any(line.startswith("not null") for line in value), word_of(value)]
                for column, value in columns.items()}
        for column, (type_name, *_) in (theirs["column"] or {}).items():
            # A type that an extension brought has no schema here: which one it was put in is not known.
            if column in ours and type_name == "public." + ours[column][0]:
                ours[column][0] = type_name
        for column, value in ours.items():  # a query made it
            if value[0] == "not known" and column in (theirs["column"] or {}):
                value[0] = theirs["column"][column][0]
        if ours != (theirs["column"] or {}):
            wrong = {c: v for c, v in (theirs["column"] or {}).items() if ours.get(c) != v}
            out.append(f"columns of {name}: server {wrong}, migc { {c: ours.get(c) for c in wrong} or sorted(ours)}")
        ours = {f"{k} {next(iter(v)).split(' (')[0]}" for k, v in named(table, "constraint").items()}
        ours |= {f"{constraint} not null" for column in columns.values() for constraint in named(column, "not null")}
        same(f"constraints of {name}", {f"{k} {v}" for k, v in (theirs["constraint"] or {}).items()}, ours)
        same(f"indexes of {name}", theirs["index"], named(table, "index"))
        same(f"triggers of {name}", theirs["trigger"], named(table, "trigger"))
    same("sequences", facts["sequence"], sequences)
    views = named(root, "view")
    same("views", facts["view"], views)
    for name, view in views.items():
        ours = next(iter({**named(view, "columns written"), **named(view, "columns")}), None)
        if ours and name in (facts["view"] or {}):
            ours = ours.removeprefix("written ")
            theirs = ", ".join(facts["view"][name])
            if theirs != ours:
                out.append(f"columns of view {name}: server {theirs}, migc {ours}")
    types, domains, composites, ranges = {}, {}, {}, {}
    for name, value in named(root, "type").items():
        if base := named(value, "domain over"):
            domains[name] = [next(iter(base)), any(line.startswith("not null") for line in value), sorted(named(value, "constraint"))]
        elif "no attributes" in value or named(value, "attribute"):
            composites[name] = [[attribute, next(iter(named(below, "type")))] for attribute, below in named(value, "attribute").items()]
        elif subtype := named(value, "range of"):
            ranges[name] = [next(iter(subtype)), next(iter(named(value, "multirange")), ".").split(".")[1]]
        elif "shell" not in value and not named(value, "definition"):
            types[name] = list(named(value, "value"))
    for what, ours in (("domain", domains), ("composite", composites), ("range", ranges)):
        if ours != (facts[what] or {}):
            out.append(f"{what}s: server {facts[what]}, migc {ours}")
    theirs = {name: labels or [] for name, labels in (facts["type"] or {}).items()}
    if types != theirs:
        out.append(f"types: server {theirs}, migc {types}")
    functions = {name.replace("public.", "") for name in named(root, "routine")}
    same("functions", {name.replace("public.", "") for name in facts["function"] or ()}, functions)
    return out


def judge(case, verdict, major):
    """What came of it (agreed, a claimed difference, or disagreed) and why."""
    found, dump, case.down = ask_migc(case, major)
    errors = [each for each in found if each["severity"] == "error"]
    if "state" not in verdict or verdict["setup"][0] != "false":
        return "disagreed", f"the server refuses the setup: {verdict.get('setup')}"
    if broken := [each for each in errors if each.get("path", "").endswith("setup.mig")]:
        return "disagreed", f"migc refuses the setup: {broken[0]['message']}"
    state, message = verdict["state"]
    server = "accepts it" if state == "00000" else f"says {state} {message}"
    if errors and errors[0]["name"] in NOT_MODELLED:
        if case.claim == "not modelled":
            return "not modelled", errors[0]["message"]
        return "disagreed", f"migc does not model it ({errors[0]['message']}), the server {server}"
    if case.claim == "not modelled":
        return "disagreed", "migc is said not to model it, and does"
    if not errors and state != "00000":
        if case.claim.startswith("open world"):
            return "open world", message
        return "disagreed", f"migc accepts, the server {server}"
    if errors and state == "00000" and case.claim.startswith("stricter"):
        return "stricter", errors[0]["message"]
    newer = errors and case.claim.startswith("stricter before ")  # a minor release of the server: it refuses as well
    if case.claim and not newer and not (case.claim.startswith("one way") and state == "00000" and not errors):
        return "disagreed", f"claimed to be {case.claim}, but migc {'refuses' if errors else 'accepts'} and the server {server}"
    if errors:
        name, ours = errors[0]["name"], errors[0]["message"]
        if state == "00000":
            return "disagreed", f"migc refuses ({name}: {ours}), the server accepts"
        if state not in STATES.get(name, ()):
            return "disagreed", f"migc says {name}: {ours}; the server {server}"
        return "agreed", ""
    if "facts" not in verdict:
        return "disagreed", "the server's catalog could not be read"
    wrong = differences(verdict["facts"], dump)
    wrong += [f"migc's downgrade: {each['message']}" for each in found if each["name"] == "downgrade_differs"]
    return ("disagreed", "; ".join(wrong)) if wrong else ("agreed", "")


def main():
    cases = [case for path in sorted(HERE.glob("*.sql")) for case in cases_of(path) if ONLY in str(case)]
    with postgres.Cluster() as server:
        cases = [case for case in cases if case.since <= server.major <= case.until]
        for case in cases:
            case.setup = only_for(server.major, case.setup)
        server.run("template1", "create role app_owner; create role reader; create role writer;")
        verdicts = ask_server(server, cases)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(judge, cases, verdicts, [server.major] * len(cases)))
        back = [at for at, case in enumerate(cases) if results[at][0] == "agreed" and case.down.strip()]
        for at, outcome in zip(back, ask_back(server, [(cases[at], cases[at].down) for at in back])):
            why = way_back(outcome)
            if cases[at].claim:
                results[at] = ("one way", why) if why else ("disagreed", "claimed to be one way, but it leads back")
            elif why:
                results[at] = ("disagreed", why)
    counts = {"agreed": 0, "not modelled": 0, "open world": 0, "stricter": 0, "one way": 0, "disagreed": 0}
    for case, (outcome, why) in zip(cases, results):
        counts[outcome] += 1
        if outcome == "disagreed":
            print(f"{case}\n    {why}")
    refused = sum(verdict.get("state", ("",))[0] not in ("00000", "") for verdict in verdicts)
    print(f"{len(back)} statements taken back")
    print(f"PostgreSQL {server.version}: {len(cases)} cases, {refused} of them refused by the server: "
          + ", ".join(f"{number} {outcome}" for outcome, number in counts.items()))
    print(f"{len(cases) - counts['disagreed']} passed, {counts['disagreed']} failed")
    return 1 if counts["disagreed"] or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
