#include "compiler/emit/timeouts.hpp"

#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

constexpr int first_with_transaction_timeout = 17;

std::string set_local(std::string_view name, std::string const& duration) {
    return fmt::format("SET LOCAL {} = {};\n", name, duration == "0" ? duration : quoted_literal(duration));
}

std::string of_every_server(Target const& target) {
    auto out = fmt::format("SET LOCAL lock_timeout = {};\n", quoted_literal(target.lock_timeout)) +
               set_local("statement_timeout", target.statement_timeout) +
               set_local("idle_in_transaction_session_timeout", target.idle_in_transaction_session_timeout);
    if (target.server_version >= first_with_transaction_timeout)
        out += set_local("transaction_timeout", target.transaction_timeout);
    return out;
}

// A script for several versions must not name a setting that the oldest does not know.
bool must_ask(Target const& target) {
    return target.server_version < first_with_transaction_timeout &&
           target.newest_server >= first_with_transaction_timeout;
}

// No transaction timeout, on servers that know one.
std::string asked_off(std::string_view is_local) {
    return block(fmt::format(R"(
BEGIN
    IF pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= {}0000 THEN
        PERFORM pg_catalog.set_config('transaction_timeout', '0', {});
    END IF;
END
)",
                             first_with_transaction_timeout, is_local));
}

} // namespace

std::string local_timeouts(Target const& target) {
    return of_every_server(target) + (must_ask(target) ? asked_off("true") : std::string());
}

std::string no_timeouts(Target const& target) {
    std::string out = "SET lock_timeout = 0;\n"
                      "SET statement_timeout = 0;\n";
    if (target.server_version >= first_with_transaction_timeout) out += "SET transaction_timeout = 0;\n";
    return out + (must_ask(target) ? asked_off("false") : std::string());
}

std::string caller_timeouts(Target const& target) {
    if (!must_ask(target)) return of_every_server(target);
    return of_every_server(target) + "SELECT pg_catalog.set_config(s.name, '0', true) FROM pg_catalog.pg_settings s\n"
                                     "WHERE s.name = 'transaction_timeout';\n";
}

} // namespace migc::emit
