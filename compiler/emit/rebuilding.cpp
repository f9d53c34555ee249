#include "compiler/emit/rebuilding.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/index_checks.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

// Object identifiers: of the relation that is named and, where it is partitioned, of its partitions.
std::string named(Alone const& rebuild) {
    auto const where = fmt::format("WHERE m.nspname = {} AND r.relname = {}", quoted_literal(rebuild.relation.first),
                                   quoted_literal(rebuild.relation.second));
    return fmt::format(R"(SELECT r.oid FROM pg_catalog.pg_class r
        JOIN pg_catalog.pg_namespace m ON m.oid = r.relnamespace {0}
        UNION ALL SELECT p.relid::pg_catalog.oid FROM pg_catalog.pg_class r
        JOIN pg_catalog.pg_namespace m ON m.oid = r.relnamespace
        CROSS JOIN LATERAL pg_catalog.pg_partition_tree(r.oid) p {0})",
                       where);
}

// Of a table `o` whose indexes, and those of its TOAST table, are rebuilt.
std::string is_reached(Alone const& rebuild) {
    switch (rebuild.reach) {
    case Reach::index:
        return fmt::format("o.oid IN (SELECT x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid IN ({}))",
                           named(rebuild));
    case Reach::table: return fmt::format("o.oid IN ({})", named(rebuild));
    case Reach::schema:
        return fmt::format("o.relnamespace IN (SELECT m.oid FROM pg_catalog.pg_namespace m WHERE m.nspname = {})",
                           quoted_literal(rebuild.relation.first));
    case Reach::database: return "true";
    }
    return {};
}

std::string leftovers(Alone const& rebuild) {
    return fmt::format(R"(FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class o ON i.indrelid IN (o.oid, o.reltoastrelid)
    WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ '_cc(new|old)[0-9]*$'
        AND {})",
                       is_reached(rebuild));
}

constexpr std::string_view names_in_order =
    "pg_catalog.string_agg(pg_catalog.format('%I.%I', n.nspname, c.relname), ', ' ORDER BY n.nspname, c.relname)";

std::string stop_at_leftover(Alone const& rebuild, Guard guard, std::string_view said, std::string_view hint) {
    return block(fmt::format(R"(
DECLARE
    shown pg_catalog.text;
BEGIN
    SELECT {}
    INTO shown
    {};
    IF shown IS NOT NULL THEN
        {}
    END IF;
END
)",
                             names_in_order, leftovers(rebuild),
                             raise(guard, concat({quoted_literal(said), "shown"}), quoted_literal(hint))));
}

} // namespace

std::string leftover_names(Alone const& rebuild) {
    return fmt::format("(SELECT {}\n    {})", names_in_order, leftovers(rebuild));
}

std::string nothing_is_left(Alone const& rebuild) {
    return stop_at_leftover(rebuild, Guard::leftover, "migc: an interrupted REINDEX has left behind: ",
                            "Nobody knows whose it was: drop these indexes, then run the script again.");
}

void append_clearing(std::string& out, Alone const& rebuild) {
    out += "-- what an earlier try left behind\n";
    out += fmt::format("SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)\n"
                       "    {}\n"
                       "\\gexec\n",
                       leftovers(rebuild));
}

std::string indexes_are_valid(Alone const& rebuild) {
    auto out = rebuild.reach == Reach::index ? index_is_valid(rebuild) : std::string();
    return out + stop_at_leftover(rebuild, Guard::index_invalid, "migc: left behind, and not valid: ",
                                  "Run the script again: it clears these indexes away and builds them anew.");
}

} // namespace migc::emit
