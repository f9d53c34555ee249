#include "compiler/emit/drift_guard.hpp"

#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

// Makes the helpers below and the copies go again when all is compared: variables keep what was found.
constexpr std::string_view take_back = "RAISE EXCEPTION USING ERRCODE = 'MG000';";

// What an object is made of, one row for each part and what is asked of it. Expressions are compared without their
// casts: a column that has changed its type keeps those of the old one in its default, where a new one has none.
// Storage parameters stand in the order in which they were given, so they are left out as well.
constexpr std::string_view helpers = R"(
        CREATE FUNCTION pg_temp.migc_bare(expression pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $bare$
            SELECT pg_catalog.regexp_replace(pg_catalog.regexp_replace(
                pg_catalog.regexp_replace(expression, ' WITH \([^()]*=[^()]*\)', ''),
                '::(([a-z_0-9]+|"[^"]+")\.)?("[^"]+"|[a-z_][a-z_0-9]*( varying| precision|( with| without) time zone)?)(\([0-9, ]+\))?(\[\])?',
                '', 'g'), '\(([a-z_0-9]+|''[^'']*'')\)', '\1', 'g')
        $bare$;
        CREATE FUNCTION pg_temp.migc_relation(relation pg_catalog.oid)
        RETURNS TABLE (part pg_catalog.text, what pg_catalog.text, value pg_catalog.text) LANGUAGE sql AS $parts$
            SELECT 'column ' || a.attname, v.what, v.value
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            CROSS JOIN LATERAL (VALUES
                ('type', pg_catalog.format_type(a.atttypid, a.atttypmod)),
                ('nullability', CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END),
                ('default', pg_catalog.pg_get_expr(d.adbin, d.adrelid)),
                ('identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END),
                ('generation', CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END),
                ('collation', (SELECT c.collname::pg_catalog.text FROM pg_catalog.pg_collation c
                               WHERE c.oid = a.attcollation))
            ) AS v (what, value)
            WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'constraint ' || c.conname, 'definition', pg_catalog.pg_get_constraintdef(c.oid)
            FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation AND c.contype IN ('c', 'p', 'u', 'x')
            UNION ALL
            -- A key that refers to a partitioned table has copies for its partitions, which are no parts of their own.
            SELECT 'constraint ' || c.conname, 'definition', pg_catalog.concat(
                '(', (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
                      FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number),
                ') refers to ', n.nspname, '.', r.relname, ' (',
                (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
                 FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number),
                ') match ', c.confmatchtype, ' update ', c.confupdtype, ' delete ', c.confdeltype,
                CASE WHEN c.condeferrable THEN ' deferrable' END, CASE WHEN c.condeferred THEN ' deferred' END,
                CASE WHEN NOT c.convalidated THEN ' not valid' END)
            FROM pg_catalog.pg_constraint c
            JOIN pg_catalog.pg_class r ON r.oid = c.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
            WHERE c.conrelid = relation AND c.contype = 'f' AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_constraint p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)
            UNION ALL
            SELECT 'index ' || i.relname, v.what, v.value
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
            CROSS JOIN LATERAL pg_catalog.pg_get_indexdef(x.indexrelid) AS d (whole)
            CROSS JOIN LATERAL (VALUES
                ('definition', pg_catalog.substr(d.whole, pg_catalog.strpos(d.whole, ' USING ') + 7)),
                ('uniqueness', CASE WHEN x.indisunique THEN 'unique' ELSE 'not unique' END),
                ('validity', CASE WHEN x.indisvalid OR t.relkind = 'p' THEN 'valid' ELSE 'invalid' END)
            ) AS v (what, value)
            WHERE x.indrelid = relation AND t.relkind IN ('r', 'p') AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_constraint c
                WHERE c.conindid = x.indexrelid AND c.conrelid = x.indrelid AND c.contype IN ('p', 'u', 'x'))
            UNION ALL
            SELECT 'the query', 'text', pg_catalog.pg_get_viewdef(v.oid)
            FROM pg_catalog.pg_class v WHERE v.oid = relation AND v.relkind IN ('v', 'm')
        $parts$;
        CREATE FUNCTION pg_temp.migc_domain(domain pg_catalog.oid)
        RETURNS TABLE (part pg_catalog.text, what pg_catalog.text, value pg_catalog.text) LANGUAGE sql AS $parts$
            SELECT 'the domain', v.what, v.value
            FROM pg_catalog.pg_type t
            CROSS JOIN LATERAL (VALUES
                ('type', pg_catalog.format_type(t.typbasetype, t.typtypmod)),
                ('nullability', CASE WHEN t.typnotnull THEN 'not null' ELSE 'null' END),
                ('default', t.typdefault)
            ) AS v (what, value)
            WHERE t.oid = domain
            UNION ALL
            SELECT 'constraint ' || c.conname, 'definition', pg_catalog.pg_get_constraintdef(c.oid)
            FROM pg_catalog.pg_constraint c WHERE c.contypid = domain AND c.contype = 'c'
        $parts$;
        CREATE FUNCTION pg_temp.migc_routine(routine pg_catalog.oid)
        RETURNS TABLE (part pg_catalog.text, what pg_catalog.text, value pg_catalog.text) LANGUAGE sql AS $parts$
            SELECT 'the routine', v.what, v.value
            FROM pg_catalog.pg_proc p
            CROSS JOIN LATERAL pg_catalog.pg_get_functiondef(p.oid) AS d (whole)
            CROSS JOIN LATERAL (VALUES
                ('arguments', pg_catalog.pg_get_function_arguments(p.oid)),
                ('body', 'md5 ' || pg_catalog.md5(p.prosrc)),
                ('definition', 'md5 ' || pg_catalog.md5(pg_catalog.substr(d.whole,
                    pg_catalog.strpos(d.whole, pg_catalog.chr(10)))))
            ) AS v (what, value)
            WHERE p.oid = routine AND p.prokind <> 'a'
        $parts$;
        CREATE FUNCTION pg_temp.migc_differences(shown pg_catalog.text, kind pg_catalog.text, theirs pg_catalog.oid,
            ours pg_catalog.oid, further pg_catalog.text[], ignored pg_catalog.text[])
        RETURNS pg_catalog.text[] LANGUAGE plpgsql AS $differences$
        DECLARE
            said pg_catalog.text[];
        BEGIN
            EXECUTE pg_catalog.format(
                'SELECT ARRAY(SELECT DISTINCT $1 || CASE
                    WHEN NOT EXISTS (SELECT 1 FROM pg_temp.%1$I($2) e WHERE e.part = COALESCE(t.part, o.part))
                        THEN pg_catalog.concat('', '', o.part, '' is missing'')
                    WHEN o.part IS NULL AND NOT EXISTS (SELECT 1 FROM pg_temp.%1$I($3) e WHERE e.part = t.part)
                        AND t.part <> ALL ($4) THEN pg_catalog.concat('', '', t.part, '' is not of the chain'')
                    WHEN pg_catalog.length(pg_catalog.concat(t.value, o.value)) > 200
                        THEN pg_catalog.concat('', '', t.part, '' has another '', t.what)
                    ELSE pg_catalog.concat('', '', t.part, '' has the '', t.what, '' '', COALESCE(t.value, ''(none)''),
                        '' and not '', COALESCE(o.value, ''(none)'')) END
                FROM pg_temp.%1$I($2) t
                FULL JOIN (
                    SELECT part, what, value FROM pg_temp.%1$I($3)
                    UNION ALL
                    SELECT $4[f.n], ''definition'', $4[f.n + 1]
                    FROM pg_catalog.generate_series(1, pg_catalog.cardinality($4), 2) AS f (n)
                ) o USING (part, what)
                WHERE COALESCE(t.part, o.part) <> ALL ($5) AND CASE WHEN what IN (''default'', ''definition'')
                    THEN pg_temp.migc_bare(t.value) IS DISTINCT FROM pg_temp.migc_bare(o.value)
                    ELSE t.value IS DISTINCT FROM o.value END
                ORDER BY 1)',
                kind)
            INTO said USING shown, theirs, ours, further, ignored;
            RETURN said;
        END
        $differences$;
)";

std::string_view parts_of(Comparison comparison) {
    switch (comparison) {
    case Comparison::existence: return "";
    case Comparison::relation: return "migc_relation";
    case Comparison::domain: return "migc_domain";
    case Comparison::enumeration: return "";
    case Comparison::routine: return "migc_routine";
    }
    return "";
}

std::string found_it(Expected const& expected) {
    return fmt::format("pg_catalog.{}({})", expected.holder, quoted_literal(expected.name));
}

std::string compared_by_parts(Expected const& expected) {
    std::vector<std::string> further;
    for (auto const& [name, definition] : expected.foreign_keys) {
        further.push_back("constraint " + name);
        further.push_back(definition);
    }
    std::string made;
    for (auto const& statement : expected.statements)
        made += fmt::format("                EXECUTE {};\n", dollar_quoted(statement, "ours"));
    return fmt::format(R"(            BEGIN
{}                found := found || pg_temp.migc_differences({}, '{}', theirs,
                    pg_catalog.{}({}), {}, {});
                {}
            EXCEPTION
                WHEN SQLSTATE 'MG000' THEN NULL;
                WHEN OTHERS THEN found := found || pg_catalog.concat({}, ' cannot be compared: ', SQLERRM);
            END;
)",
                       made, quoted_literal(expected.shown), parts_of(expected.comparison), expected.holder,
                       quoted_literal(expected.copy), text_array(further, 20), text_array(expected.ignored, 20),
                       take_back, quoted_literal(expected.shown));
}

std::string compared_labels(Expected const& expected) {
    return fmt::format(
        R"(            IF ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum e WHERE e.enumtypid = theirs
                AND e.enumlabel <> ALL ({3}) ORDER BY e.enumsortorder) <> {0} THEN
                found := found || pg_catalog.concat({1}, ' has the labels ', (
                    SELECT pg_catalog.string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
                    FROM pg_catalog.pg_enum e WHERE e.enumtypid = theirs), {2});
            END IF;
)",
        text_array(expected.labels, 16), quoted_literal(expected.shown),
        quoted_literal(fmt::format(" and not {}", fmt::join(expected.labels, ", "))), text_array(expected.ignored, 16));
}

std::string compared(Expected const& expected) {
    std::string body;
    switch (expected.comparison) {
    case Comparison::existence: break;
    case Comparison::enumeration: body = compared_labels(expected); break;
    case Comparison::relation:
    case Comparison::domain:
    case Comparison::routine: body = compared_by_parts(expected); break;
    }
    // An argument's type that is not there is an error to to_regprocedure before 16 (ran).
    auto look = fmt::format("        theirs := {};\n", found_it(expected));
    if (expected.comparison == Comparison::routine)
        look = "        BEGIN\n    " + look + "        EXCEPTION WHEN OTHERS THEN theirs := NULL;\n        END;\n";
    return fmt::format("{}"
                       "        IF theirs IS NULL THEN\n"
                       "            found := found || {}::pg_catalog.text;\n"
                       "{}"
                       "{}"
                       "        END IF;\n",
                       look, quoted_literal(expected.shown + " is missing"), body.empty() ? "" : "        ELSE\n",
                       body);
}

// ALTER TABLE takes at least this mode, so nobody else's gets in between; readers and writers do.
std::string locks(std::vector<Expected> const& expected) {
    std::string out;
    for (auto const& each : expected)
        if (each.locked)
            out += fmt::format("    IF {} IS NOT NULL THEN\n        LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE;\n"
                               "    END IF;\n",
                               found_it(each), each.name);
    return out;
}

std::string comparing(std::vector<Expected> const& expected, bool lock, Guard guard, std::string const& message,
                      std::string_view hint) {
    std::string objects;
    for (auto const& each : expected) objects += compared(each);
    auto const differs = raise(guard,
                               concat({quoted_literal(message), "pg_catalog.array_to_string(found[1:20], '; ')",
                                       "CASE WHEN pg_catalog.cardinality(found) > 20 THEN pg_catalog.concat('; and ', "
                                       "pg_catalog.cardinality(found) - 20, ' more') END"}),
                               quoted_literal(hint));
    return block(fmt::format(R"(
DECLARE
    found pg_catalog.text[] := ARRAY[]::pg_catalog.text[];
    theirs pg_catalog.oid;
BEGIN
{}    BEGIN
        PERFORM pg_catalog.set_config('check_function_bodies', 'off', true);{}{}        {}
    EXCEPTION WHEN SQLSTATE 'MG000' THEN NULL;
    END;
    IF pg_catalog.cardinality(found) > 0 THEN
        {}
    END IF;
END
)",
                             lock ? locks(expected) : "", helpers, objects, take_back, differs));
}

} // namespace

std::string drift_guard(std::vector<Expected> const& expected, std::string_view rows) {
    if (expected.empty()) return {};
    return comparing(expected, true, Guard::drift,
                     fmt::format("migc: the database is not as the chain says at {}: ", rows),
                     "Find out who changed it and why: take the change back, or bring it into the chain as a revision; "
                     "guard = version compiles a script that does not look.");
}

std::string promise_guard(std::vector<Expected> const& expected, std::string_view rows) {
    if (expected.empty()) return {};
    return comparing(expected, false, Guard::promise,
                     fmt::format("migc: the script did not lead to what the chain says at {}: ", rows),
                     "Nothing of this transaction was applied: look for an event trigger, or a statement whose effect "
                     "depends on the database.");
}

} // namespace migc::emit
