#include "compiler/emit/detaching.hpp"

#include "compiler/emit/alone_state.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/transaction.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

// `true` or `false` into psql's migc_attached and migc_pending. Followed by `\if`.
std::string ask(Alone const& alone) {
    return fmt::format("\\unset migc_attached\n"
                       "\\unset migc_pending\n"
                       "SELECT CASE WHEN {} THEN 'true' ELSE 'false' END AS migc_attached,\n"
                       "    CASE WHEN {} THEN 'true' ELSE 'false' END AS migc_pending\n"
                       "\\gset\n"
                       "\\if :{{?migc_pending}}\n",
                       partition_is_attached(alone), detaching_is_pending(alone));
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

std::string finalizing(Alone const& alone) {
    return fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE",
                       qualified_identifier(alone.table.first, alone.table.second),
                       qualified_identifier(alone.relation.first, alone.relation.second));
}

void append_detaching(std::string& out, Alone const& alone, std::string_view statement) {
    out += ask(alone);
    out += "\\if :migc_pending\n";
    out += finalizing(alone) + ";\n";
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
    IF {} THEN
        {}
    END IF;
END
)",
                    partition_is_attached(alone),
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
