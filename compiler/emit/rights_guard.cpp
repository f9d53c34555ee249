#include "compiler/emit/rights_guard.hpp"

#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>
#include <vector>

namespace migc::emit {

namespace {

constexpr std::string_view hint = "'Connect as a role that has these rights, name the owner in migc.ini (role) and "
                                  "compile the script again, or have them granted.'";

// Where an object stands in the server's catalogs; `missing` is empty for one that is not there.
struct CatalogOf {
    Holder holder;
    std::string_view word;
    std::string_view from; // `o` the object, `n` its schema
    std::string_view match;
    std::string_view owner;
};

// Not by to_regprocedure, which before 16 fails where an argument's type is not there (ran): it may be one that the
// script makes, or renames.
constexpr std::string_view routine_match =
    R"(n.nspname = w.schema AND w.name = pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.',
            pg_catalog.quote_ident(o.proname), '(', (
                SELECT pg_catalog.string_agg(pg_catalog.concat(
                    CASE WHEN s.nspname <> 'pg_catalog' AND pg_catalog.pg_type_is_visible(t.oid)
                        THEN pg_catalog.quote_ident(s.nspname) || '.' END, pg_catalog.format_type(t.oid, NULL)),
                    ', ' ORDER BY a.place)
                FROM pg_catalog.unnest(o.proargtypes) WITH ORDINALITY AS a (type, place)
                JOIN pg_catalog.pg_type t ON t.oid = a.type
                JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace), ')'))";

constexpr CatalogOf catalogs[] = {
    {Holder::relation, "", "pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace",
     "n.nspname = w.schema AND o.relname = w.name", "o.relowner"},
    {Holder::type, "type ", "pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace",
     "n.nspname = w.schema AND o.typname = w.name", "o.typowner"},
    {Holder::routine, "", "pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace",
     routine_match, "o.proowner"},
    {Holder::schema, "schema ", "pg_catalog.pg_namespace o JOIN pg_catalog.pg_namespace n ON n.oid = o.oid",
     "o.nspname = w.name", "o.nspowner"},
};

std::string_view spelling(Right right) {
    switch (right) {
    case Right::own: return "own";
    case Right::drop: return "drop";
    case Right::reference: return "reference";
    case Right::trigger: return "trigger";
    }
    return {};
}

// The names of PostgreSQL's own are quoted by nobody here: a message shows a name as it is.
std::string lacking(CatalogOf const& kind, std::vector<NeededRight> const& rights) {
    std::string rows;
    for (auto const& right : rights)
        rows += fmt::format("{}({}, {}, '{}')", rows.empty() ? "" : ",\n            ", quoted_literal(right.schema),
                            quoted_literal(right.name), spelling(right.right));
    auto const shown = kind.holder == Holder::relation ? "w.schema || '.' || w.name" : "w.name";
    auto const privileges =
        kind.holder == Holder::relation
            ? "\n            WHEN 'reference' THEN NOT pg_catalog.has_any_column_privilege(o.oid, 'REFERENCES')"
              "\n            WHEN 'trigger' THEN NOT pg_catalog.has_table_privilege(o.oid, 'TRIGGER')"
            : "";
    return fmt::format(R"(SELECT CASE w.kind WHEN 'reference' THEN 'REFERENCES on ' WHEN 'trigger' THEN 'TRIGGER on '
            ELSE 'ownership of ' END || '{0}' || {1} || CASE WHEN w.kind IN ('own', 'drop')
            THEN ', which belongs to ' || pg_catalog.pg_get_userbyid({5}) ELSE '' END AS what
        FROM (VALUES
            {2}
        ) AS w (schema, name, kind), {3}
        WHERE {4} AND CASE w.kind{6}
            WHEN 'drop' THEN NOT pg_catalog.pg_has_role({5}, 'USAGE') AND NOT pg_catalog.pg_has_role(n.nspowner, 'USAGE')
            ELSE NOT pg_catalog.pg_has_role({5}, 'USAGE') END)",
                       kind.word, shown, rows, kind.from, kind.match, kind.owner, privileges);
}

std::string creation_in(NeededRights const& needed) {
    std::vector<std::string> const schemas(needed.schemas.begin(), needed.schemas.end());
    return fmt::format(R"(SELECT 'CREATE on schema ' || n.nspname
        FROM pg_catalog.pg_namespace n
        WHERE n.nspname = ANY ({}) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE'))",
                       text_array(schemas, 8));
}

// Before 13 no extension is trusted and every creation takes a superuser (RULINGS 23); the columns that tell are of 13,
// so they are read through to_jsonb, which an older server can read as well.
std::string extensions(NeededRights const& needed) {
    std::vector<std::string> const names(needed.extensions.begin(), needed.extensions.end());
    return fmt::format(
        R"(SELECT CASE WHEN v.name IS NULL THEN 'extension ' || w.name || ', which is not installed on the server'
            ELSE 'a superuser, to create extension ' || w.name END
        FROM pg_catalog.unnest({}) AS w (name)
        LEFT JOIN (SELECT a.name, pg_catalog.bool_or(pg_catalog.to_jsonb(a) ->> 'trusted' = 'true'
                OR pg_catalog.to_jsonb(a) ->> 'superuser' = 'false') AS anybody
            FROM pg_catalog.pg_available_extension_versions a GROUP BY a.name) AS v USING (name)
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_extension e WHERE e.extname = w.name)
            AND (v.name IS NULL OR (v.anybody IS NOT TRUE AND NOT (
                SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER))))",
        text_array(names, 8));
}

std::string creation_on_database() {
    return "SELECT 'CREATE on database ' || pg_catalog.current_database()\n"
           "        WHERE NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')";
}

} // namespace

std::string lacking_rights(NeededRights const& needed) {
    std::vector<std::string> parts;
    for (auto const& kind : catalogs) {
        std::vector<NeededRight> rights;
        for (auto const& right : needed.objects)
            if (right.holder == kind.holder) rights.push_back(right);
        if (!rights.empty()) parts.push_back(lacking(kind, rights));
    }
    if (!needed.schemas.empty()) parts.push_back(creation_in(needed));
    if (!needed.extensions.empty()) parts.push_back(extensions(needed));
    if (needed.creates_schema || !needed.extensions.empty()) parts.push_back(creation_on_database());
    return fmt::format("{}", fmt::join(parts, "\n        UNION ALL\n        "));
}

std::string rights_guard(NeededRights const& needed) {
    auto const query = lacking_rights(needed);
    if (query.empty()) return {};
    auto const lacks =
        raise(Guard::no_right,
              concat({"'migc: role '", "CURRENT_USER", "' lacks '", "shown",
                      "CASE WHEN number > 20 THEN pg_catalog.concat('; and ', number - 20, ' more') END"}),
              hint);
    return block(fmt::format(R"(
DECLARE
    shown pg_catalog.text;
    number pg_catalog.int8;
BEGIN
    SELECT pg_catalog.string_agg(l.what, '; ' ORDER BY l.what) FILTER (WHERE l.place <= 20), pg_catalog.count(*)
    INTO shown, number
    FROM (SELECT m.what, pg_catalog.row_number() OVER (ORDER BY m.what) AS place FROM (
        {}
    ) AS m (what)) AS l;
    IF number > 0 THEN
        {}
    END IF;
END
)",
                             query, lacks));
}

std::string may_create_in(std::string const& schema) {
    auto const name = quoted_literal(schema);
    auto const lacks =
        raise(Guard::no_right,
              concat({"'migc: role '", "CURRENT_USER",
                      quoted_literal(" lacks CREATE on schema " + schema + ", to create the version table")}),
              hint);
    return fmt::format("IF NOT pg_catalog.has_schema_privilege({}, 'CREATE') THEN\n"
                       "            {}\n"
                       "        END IF;",
                       name, lacks);
}

} // namespace migc::emit
