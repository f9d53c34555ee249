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
                             name_is_taken(build),
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
