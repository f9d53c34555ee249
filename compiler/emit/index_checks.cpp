#include "compiler/emit/index_checks.hpp"

#include "compiler/emit/alone_state.hpp"
#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string shown(Alone const& build) { return qualified_identifier(build.relation.first, build.relation.second); }

} // namespace

std::string name_is_free(Alone const& build) {
    return block(fmt::format(R"(
BEGIN
    IF {} THEN
        {}
    END IF;
END
)",
                             is_in_the_way(build),
                             raise(Guard::name_taken,
                                   quoted_literal(fmt::format("migc: there is a relation {} already, where an index is "
                                                              "to be built",
                                                              shown(build))),
                                   "'Nobody knows whether it is that index: drop or rename it, then run the script "
                                   "again.'")));
}

void append_clearing_unfinished(std::string& out, Alone const& build) {
    out += "-- what an earlier try left behind\n";
    out +=
        build.if_not_exists
            ? fmt::format("SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)\n"
                          "    {} AND NOT (i.indisvalid AND i.indisready)\n\\gexec\n",
                          from_index(build, 4))
            : fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", shown(build));
}

std::string index_is_valid(Alone const& build) {
    return block(fmt::format(R"(
BEGIN
    IF NOT {} THEN
        {}
    END IF;
END
)",
                             index_is_finished(build),
                             raise(Guard::index_invalid,
                                   quoted_literal(fmt::format("migc: index {} is not valid", shown(build))),
                                   "'Run the script again: it clears the index away and builds it anew.'")));
}

} // namespace migc::emit
