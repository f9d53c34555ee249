#include "compiler/emit/index_checks.hpp"

#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string shown(Alone const& build) { return qualified_identifier(build.relation.first, build.relation.second); }

std::string relation(Alone const& build) {
    return fmt::format("n.nspname = {} AND c.relname = {}", quoted_literal(build.relation.first),
                       quoted_literal(build.relation.second));
}

} // namespace

std::string name_is_free(Alone const& build) {
    return block(fmt::format(R"(
BEGIN
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE {}) THEN
        {}
    END IF;
END
)",
                             relation(build),
                             raise(Guard::name_taken,
                                   quoted_literal(fmt::format("migc: there is a relation {} already, where an index is "
                                                              "to be built",
                                                              shown(build))),
                                   "'Nobody knows whether it is that index: drop or rename it, then run the script "
                                   "again.'")));
}

std::string index_is_valid(Alone const& build) {
    return block(fmt::format(R"(
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                   WHERE {} AND i.indisvalid AND i.indisready) THEN
        {}
    END IF;
END
)",
                             relation(build),
                             raise(Guard::index_invalid,
                                   quoted_literal(fmt::format("migc: index {} is not valid", shown(build))),
                                   "'Run the script again: it clears the index away and builds it anew.'")));
}

} // namespace migc::emit
