// A named deployment: one `[target.…]` section of migc.ini, or the single default one. Every key is described in
// the README's "Configuration"; defaults stand here and nowhere else.
#pragma once

#include "compiler/base/source.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace migc {

enum class Dialect : std::uint8_t { postgresql };

/// One transaction for the whole script, one for each revision, or as few as its statements allow (RULINGS 24).
enum class TransactionMode : std::uint8_t { single, revision, segment };

/// psql, which runs the script with its own BEGIN and COMMIT, or any client whose caller owns the transaction (DESIGN
/// 5).
enum class Client : std::uint8_t { psql, caller };

/// What a script compares before it works: the version rows, or also each object that it touches (RULINGS 31).
enum class GuardLevel : std::uint8_t { version, drift };

/// One script for a range, or one for each of its revisions.
enum class Output : std::uint8_t { single, per_revision };

/// How a revision can be taken back, worst first wins (RULINGS 21).
enum class Reversal : std::uint8_t { exact, sheds_new_data, loses_old_data, unproven, irreversible };

struct Variable {
    std::string value;
    Place place;
};

struct Target {
    std::string name = "default";
    Dialect dialect = Dialect::postgresql;
    int server_version = 15; // major: the lowest that the script is compiled for
    int newest_server = 15;  // major: the highest that it accepts
    std::string from = "base";
    std::string to = "head";
    std::string schema = "public";        // where unqualified names are created; never created by the script
    std::vector<std::string> search_path; // empty: the schema alone; else it begins with `schema`
    std::vector<std::string> schemas;     // one script for each; empty: `schema` alone
    std::optional<std::string> database;  // the only one in which the script runs
    std::optional<std::string> role;      // SET LOCAL ROLE
    Client client = Client::psql;
    GuardLevel guard = GuardLevel::version;
    Output output = Output::single;
    std::optional<std::string> history_table; // in the version table's schema; none: no history
    std::string version_table = "alembic_version";
    std::optional<std::string> version_table_schema; // none: `schema`
    TransactionMode transaction = TransactionMode::single;
    // As PostgreSQL writes durations; 0 waits for ever.
    std::string lock_timeout = "5s";
    std::string statement_timeout = "0";
    std::string idle_in_transaction_session_timeout = "0";
    std::string transaction_timeout = "0"; // from 17
    std::set<Reversal> accept_upgrade = {Reversal::exact, Reversal::sheds_new_data, Reversal::loses_old_data,
                                         Reversal::unproven, Reversal::irreversible};
    std::set<Reversal> accept_downgrade = {Reversal::exact, Reversal::sheds_new_data, Reversal::loses_old_data,
                                           Reversal::unproven};
    bool many_heads = false;                   // `heads = many`
    std::map<std::string, Variable> variables; // `var.NAME`
};

std::string_view spelling(Reversal reversal);
std::optional<Reversal> reversal_named(std::string_view spelling);

} // namespace migc
