#include "compiler/emit/detaching.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/transaction.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string inheritance(Alone const& alone) {
    return fmt::format(R"(FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = {} AND c.relname = {})",
                       quoted_literal(alone.relation.first), quoted_literal(alone.relation.second));
}

// `true` or `false` into psql's migc_attached and migc_pending. Followed by `\if`.
std::string ask(Alone const& alone) {
    auto const found = inheritance(alone);
    return fmt::format("\\unset migc_attached\n"
                       "\\unset migc_pending\n"
                       "SELECT CASE WHEN EXISTS (SELECT 1 {0}) THEN 'true' ELSE 'false' END AS migc_attached,\n"
                       "    CASE WHEN EXISTS (SELECT 1 {0}\n"
                       "            AND i.inhdetachpending) THEN 'true' ELSE 'false' END AS migc_pending\n"
                       "\\gset\n"
                       "\\if :{{?migc_pending}}\n",
                       found);
}

std::string end() {
    return "\\else\n" +
           stop(Guard::unasked, "migc: whether the partition is attached was not found out",
                "Run the script with psql, unchanged.") +
           "\\endif\n"
           "\\unset migc_attached\n"
           "\\unset migc_pending\n";
}

} // namespace

void append_detaching(std::string& out, Alone const& alone, std::string_view statement) {
    out += ask(alone);
    out += "\\if :migc_pending\n";
    out += fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE;\n",
                       qualified_identifier(alone.table.first, alone.table.second),
                       qualified_identifier(alone.relation.first, alone.relation.second));
    if (!statement.empty()) {
        out += "\\elif :migc_attached\n";
        append_statement(out, statement);
    }
    out += "\\endif\n";
    out += end();
}

std::string partition_is_detached(Alone const& alone) {
    auto const shown = qualified_identifier(alone.relation.first, alone.relation.second);
    return block(
        fmt::format(R"(
BEGIN
    IF EXISTS (SELECT 1 {}) THEN
        {}
    END IF;
END
)",
                    inheritance(alone),
                    raise(Guard::still_attached, quoted_literal("migc: partition " + shown + " is attached yet"),
                          "'Run the script again: it goes on with detaching it.'")));
}

void append_unless_attached(std::string& out, Alone const& alone) {
    out += ask(alone);
    out += "\\if :migc_attached\n"
           "\\else\n";
}

void append_end_of_unless_attached(std::string& out) {
    out += "\\endif\n";
    out += end();
}

} // namespace migc::emit
