#include "compiler/emit/alone_state.hpp"

#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string is_relation(Alone const& alone) {
    return fmt::format("n.nspname = {} AND c.relname = {}", quoted_literal(alone.relation.first),
                       quoted_literal(alone.relation.second));
}

std::string inheritance(Alone const& alone) {
    return fmt::format(R"(FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE {})",
                       is_relation(alone));
}

} // namespace

std::string name_is_taken(Alone const& alone) {
    return fmt::format(
        R"(EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE {}))",
        is_relation(alone));
}

std::string from_index(Alone const& alone, std::size_t indent) {
    return fmt::format("FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid\n"
                       "{0:{1}}JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n"
                       "{0:{1}}WHERE {2}",
                       "", indent, is_relation(alone));
}

std::string index_is_finished(Alone const& alone) {
    return fmt::format("EXISTS (SELECT 1 {} AND i.indisvalid AND i.indisready)", from_index(alone, 19));
}

std::string is_in_the_way(Alone const& build) {
    auto const taken = name_is_taken(build);
    return build.if_not_exists ? fmt::format("({} AND NOT {})", taken, index_is_finished(build)) : taken;
}

std::string partition_is_attached(Alone const& alone) {
    return fmt::format("EXISTS (SELECT 1 {})", inheritance(alone));
}

std::string detaching_is_pending(Alone const& alone) {
    return fmt::format("EXISTS (SELECT 1 {}\n            AND i.inhdetachpending)", inheritance(alone));
}

} // namespace migc::emit
