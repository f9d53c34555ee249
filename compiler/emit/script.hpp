// Spells a plan as a PostgreSQL script for psql: header, session, not-inside-a-transaction check, lock, guards,
// statements, version rows, voice (DESIGN 5, RULINGS 24–28; every part measured in facts/scripts.md). The same plan
// gives the same bytes everywhere; nothing an author wrote can leave its place.
#pragma once

#include "compiler/emit/plan.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// The whole script, LF line ends, no byte order mark.
std::string write_script(Plan const& plan, Target const& target);

/// A script that changes the version rows and nothing else (`stamp`).
/// `changes` are the guarded row changes; from any start when `any_start`, else only from `start_rows`.
std::string write_stamp(std::vector<std::string> const& start_rows, std::vector<std::string> const& end_rows,
                        Target const& target);

/// What a failed `emit` writes into a pipe: the shortest script that can only fail and says so (RULINGS 33).
std::string write_failure(std::size_t errors);

/// A downgrade.sql whose only act is to raise the reasons of irreversible revisions (RULINGS 15).
struct Irreversible {
    std::string id;
    std::string reason;
};
std::string write_irreversible(std::vector<Irreversible> const& revisions, std::string_view nearest,
                               Target const& target);

/// `name` as PostgreSQL must read it: quoted when it must be (reserved word, upper case, odd characters).
std::string quoted_identifier(std::string_view name);
/// `text` as a literal under standard_conforming_strings.
std::string quoted_literal(std::string_view text);
/// `body` in a dollar quote whose tag does not occur in it.
std::string dollar_quoted(std::string_view body, std::string_view tag);

} // namespace migc::emit
