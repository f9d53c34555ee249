// Spells a plan as a PostgreSQL script for psql: header, session, not-inside-a-transaction check, lock,
// guards, statements, version rows, voice (DESIGN 5, RULINGS 24–28; every part measured in facts/scripts.md).
// The same plan gives the same bytes everywhere; nothing an author wrote can leave its place.
#pragma once

#include "compiler/emit/plan.hpp"
#include "grammar/quote.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace migc::emit {

/// The whole script, LF line ends, no byte order mark.
std::string write_script(Plan const& plan, Target const& target);

/// What follows SET search_path = for the target (RULINGS 25).
std::string search_path(Target const& target);

/// A script that changes the version rows to `end_rows` and nothing else (`stamp`). With `start_rows` it
/// stops unless exactly these rows are there; without, it takes any database. Creates the version table where
/// there is none and the start may be empty.
std::string write_stamp(std::optional<std::vector<std::string>> const& start_rows,
                        std::vector<std::string> const& end_rows, Target const& target);

/// What a failed `emit` writes into a pipe or file: the shortest script that can only fail and says so. psql
/// given nothing ends with status 0 (facts/scripts.md 8), so nothing is not enough. `errors` is their number.
std::string write_failure(std::size_t errors);

/// A revision that `downgrade irreversible '…'` declares.
struct Irreversible {
    std::string id;
    std::string reason;
};
/// A downgrade.sql whose only act is to raise the reasons (RULINGS 15). `nearest` is the deepest revision
/// that can be reached, or empty where none can.
std::string write_irreversible(std::vector<Irreversible> const& revisions, std::string_view nearest,
                               Target const& target);

} // namespace migc::emit
