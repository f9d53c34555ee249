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

/// One transaction for the whole script, or one for each revision (RULINGS 24).
enum class TransactionMode : std::uint8_t { single, revision };

/// How a revision can be taken back, worst first wins (RULINGS 21).
enum class Reversal : std::uint8_t { exact, sheds_new_data, loses_old_data, unproven, irreversible };

struct Variable {
    std::string value;
    Place place;
};

struct Target {
    std::string name = "default";
    Dialect dialect = Dialect::postgresql;
    int server_version = 15; // major
    std::string from = "base";
    std::string to = "head";
    std::string schema = "public";        // where unqualified names are created; never created by the script
    std::vector<std::string> search_path; // empty: the schema alone; else it begins with `schema`
    std::optional<std::string> role;      // SET LOCAL ROLE
    std::string version_table = "alembic_version";
    std::optional<std::string> version_table_schema; // none: `schema`
    TransactionMode transaction = TransactionMode::single;
    std::string lock_timeout = "5s"; // as PostgreSQL writes durations; 0 waits for ever
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
