// Which rows would stop the statements of an upgrade, asked of the database before it runs.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

struct Question {
    std::string what;    // what is wrong with the rows that are counted; author text
    std::string sql;     // PL/pgSQL that leaves their number in `migc_n`
    bool advice = false; // the script changes rows of the table before, so that the number may be another one by then
};

struct Questions {
    std::vector<Question> asked;
    std::vector<std::string> left_out; // and why; author text
};

/// In the order of the statements. What the script makes itself is left out.
Questions questions_of(Ticket const& ticket);

// --- parts, for questions_of: the SQL that counts. Names are those before the script ---

std::string count_all(catalog::Name const& table);
std::string count_where(catalog::Name const& table, std::string_view condition, bool only);
/// Rows that share their key with another one. `elements` are SQL; `where` may be empty.
std::string count_doubles(catalog::Name const& table, std::vector<std::string> const& elements, std::string_view where,
                          bool nulls_not_distinct);
/// Rows with nothing to refer to.
std::string count_dangling(catalog::Name const& table, std::vector<std::string> const& columns,
                           catalog::Name const& far, std::vector<std::string> const& far_columns, bool match_full);
/// Rows that another one excludes; empty where the elements cannot be told apart.
std::string count_excluding(catalog::Name const& table, std::string_view elements, std::string_view where);
/// Rows whose value the new type refuses, each tried by itself.
std::string count_unfit(catalog::Name const& table, std::string_view value, catalog::Type const& type,
                        Target const& target);
/// `VALUE` of a domain's check as the column.
std::string with_value(std::string_view condition, std::string_view column);

} // namespace migc::ticket
