#include "compiler/emit/version_table.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/rights_guard.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string const& table_schema(Target const& target) {
    return target.version_table_schema ? *target.version_table_schema : target.schema;
}

// The column lengths and the constraint's name are Alembic's: `<table>_pkc` (facts/alembic.md 3.7).
std::string creation(Target const& target) {
    return fmt::format(R"(CREATE TABLE {} (
            version_num varchar(32) NOT NULL,
            CONSTRAINT {} PRIMARY KEY (version_num)
        );)",
                       version_table(target), quoted_identifier(target.version_table + "_pkc"));
}

} // namespace

std::string version_table(Target const& target) {
    return qualified_identifier(table_schema(target), target.version_table);
}

std::string no_row_hint(std::string_view to, Target const& target) {
    auto const from_base = to == "base"
                               ? std::string("The database is at base, where this script ends: there is nothing to do.")
                               : fmt::format("The database is at base: compile from there, migc emit base:{}", to);
    return fmt::format(R"(CASE WHEN EXISTS (
                    SELECT 1 FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = {0} AND c.relkind IN ('r', 'p')
                        AND NOT (n.nspname = {1} AND c.relname = {2})
                        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                                        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                            AND d.objid = c.oid AND d.deptype = 'e'))
                THEN 'The schema has tables: find the revision they are at and enter it with migc stamp.'
                ELSE {3} END)",
                       quoted_literal(target.schema), quoted_literal(table_schema(target)),
                       quoted_literal(target.version_table), quoted_literal(from_base));
}

std::string version_table_guard(WhenAbsent when_absent, std::string_view to, Target const& target) {
    auto const table = version_table(target);
    std::string absent;
    switch (when_absent) {
    case WhenAbsent::create: absent = may_create_in(table_schema(target)) + "\n        " + creation(target); break;
    case WhenAbsent::pass: absent = "NULL;"; break;
    case WhenAbsent::stop:
        absent = raise(Guard::no_version_row, quoted_literal("migc: there is no version table " + table),
                       no_row_hint(to, target));
        break;
    }
    auto const unfit =
        raise(Guard::not_a_version_table,
              quoted_literal("migc: " + table + " is not a table with a character column version_num"),
              "'Give the version table another name in migc.ini (version_table), or move away what stands there.'");
    return block(fmt::format(R"(
DECLARE
    there pg_catalog.oid;
    kind pg_catalog."char";
BEGIN
    SELECT c.oid, c.relkind INTO there, kind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = {0} AND c.relname = {1};
    IF there IS NULL THEN
        {2}
    ELSIF kind NOT IN ('r', 'p') OR NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = there AND a.attname = 'version_num' AND NOT a.attisdropped AND t.typcategory = 'S'
    ) THEN
        {3}
    END IF;
END
)",
                             quoted_literal(table_schema(target)), quoted_literal(target.version_table), absent,
                             unfit));
}

std::string version_table_lock(Target const& target) {
    auto const table = version_table(target);
    auto const waited = fmt::format("The script waited {} for it (lock_timeout). Wait until that session has "
                                    "ended, then run the script again.",
                                    target.lock_timeout);
    auto const held = raise(Guard::table_held,
                            concat({quoted_literal("migc: another session holds " + table + ", process "),
                                    "COALESCE(holder, '(gone by now)')"}),
                            quoted_literal(waited));
    return block(fmt::format(R"(
DECLARE
    holder pg_catalog.text;
BEGIN
    LOCK TABLE {0} IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
    SELECT pg_catalog.string_agg(DISTINCT l.pid::pg_catalog.text, ', ') INTO holder
    FROM pg_catalog.pg_locks l
    WHERE l.locktype = 'relation' AND l.granted AND l.relation = {1}::pg_catalog.regclass
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                          WHERE d.datname = pg_catalog.current_database());
    {2}
END
)",
                             table, quoted_literal(table), held));
}

} // namespace migc::emit
