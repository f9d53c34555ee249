#include "compiler/ticket/read_only_script.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "compiler/ticket/plan_page.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::ticket {

namespace {

// What is found is kept in a setting of the transaction's own: nothing else can be written in one that is read only.
constexpr std::string_view found = "migc.found";

} // namespace

std::string begin_read_only(Ticket const& ticket, std::string_view purpose, std::string_view file) {
    auto const& target = ticket.target;
    std::string out;
    emit::append_comment(out, fmt::format("migc {}: {}", program_version, purpose));
    emit::append_comment(
        out, fmt::format("target:  {}, PostgreSQL {}, schema {}", target.name, target.server_version, target.schema));
    emit::append_comment(out, fmt::format("range:   {}", ticket.range));
    emit::append_comment(out, "input:   sha256 " + ticket.input_hash);
    emit::append_comment(out, "");
    emit::append_comment(out, "run it with psql:");
    emit::append_comment(out, psql_command(target, file), 4);
    out += "\n\\set ON_ERROR_STOP on\n"
           "\\set ON_ERROR_ROLLBACK off\n"
           "\\set AUTOCOMMIT on\n"
           "\\set SINGLELINE off\n"
           "SET client_encoding = 'UTF8';\n"
           "SET standard_conforming_strings = on;\n"
           "SET search_path = pg_catalog;\n"
           "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n";
    out += fmt::format("SET LOCAL lock_timeout = {};\n", quoted_literal(target.lock_timeout));
    out += "SET LOCAL statement_timeout = 0;\n"
           "SET LOCAL idle_in_transaction_session_timeout = 0;\n";
    if (target.server_version >= 17) out += "SET LOCAL transaction_timeout = 0;\n";
    out += fmt::format("SET LOCAL search_path = {};\n", emit::search_path(target));
    if (target.role) out += fmt::format("SET LOCAL ROLE {};\n", quoted_identifier(*target.role));
    // Output of its own would only hide what is found.
    out += fmt::format("DO $migc$ BEGIN PERFORM pg_catalog.set_config('{}', '', true); END $migc$;\n", found);
    return out;
}

std::string read_rows_if_any(Target const& target) {
    return fmt::format(R"(present := ARRAY[]::pg_catalog.text[];
    IF pg_catalog.to_regclass({}) IS NOT NULL THEN
        {}
    END IF;)",
                       quoted_literal(emit::version_table(target)), emit::read_rows(target, 8));
}

std::string on_standby(std::string_view statement) {
    return emit::block(fmt::format(R"(
BEGIN
    IF pg_catalog.pg_is_in_recovery() THEN
        {}
    END IF;
END
)",
                                   statement));
}

std::string note_found(std::string_view text) {
    return fmt::format("PERFORM pg_catalog.set_config('{0}', pg_catalog.concat(pg_catalog.current_setting('{0}'),\n"
                       "            pg_catalog.chr(10), '- ', {1}), true);",
                       found, text);
}

std::string all_found() { return fmt::format("pg_catalog.current_setting('{}')", found); }

} // namespace migc::ticket
