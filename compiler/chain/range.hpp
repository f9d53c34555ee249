// From the words a user types (`head`, `a1:head`, `current:-1`, `x@head`) to the revisions that run, in
// order, and to what becomes of the version rows. Semantics: DESIGN 5 "Range forms", RULINGS 34 and 35,
// facts/alembic.md 3.2–3.6.
#pragma once

#include "compiler/chain/chain.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::chain {

enum class Direction : std::uint8_t { upgrade, downgrade };

/// One end of a range: the version rows a database has there. No rows: base.
using Rows = std::vector<Index>; // by total order, without doubles

enum class RowAction : std::uint8_t { insert, update, remove };

/// What happens to the version table when one revision has run; Alembic's HeadMaintainer arithmetic.
struct RowChange {
    RowAction action{};
    std::string from; // the row before: update, remove
    std::string to;   // the row after: insert, update
};

struct Step {
    Index revision{};
    std::vector<RowChange> rows;
};

struct Route {
    Direction direction{};
    Rows start;
    Rows end;
    std::vector<Step> steps; // never empty
    /// `any:TO`: the database may have any of the steps behind it; the route is the one from base.
    bool any_start = false;
};

/// What `current` stands for: rows read from standard input or given by --current; none given: `current` is
/// an error.
struct Current {
    std::vector<std::string> rows;
    std::string origin; // "standard input" or "--current", for messages
};

/// The names a message calls the parts of a range by, and what it may point at.
struct RangeRequest {
    std::string text;                  // `[FROM:]TO` as typed
    std::string default_from = "base"; // of the target; `TO` means `<default_from>:TO`
    std::optional<Current> current;
    std::optional<Direction> only; // the other direction is an error: `upgrade` and `downgrade`
};

/// Prefixes of ids are read from this length on (RULINGS 34).
inline constexpr std::size_t shortest_prefix = 4;

/// Resolves one symbol to the rows it stands for: `head heads base current ID PREFIX LABEL label@SYMBOL
/// SYMBOL±N a,b`. `head` is the one revision that no other revises, `heads` the rows of a database on which
/// all has run; `SYMBOL-N` goes down by parents, and down from a merge reaches all of its parents. Nothing on
/// error, which is reported with the nearest names; rows of which one has run for another are an error, too.
std::optional<Rows> resolve(Chain const& chain, std::string_view symbol, std::optional<Current> const& current,
                            Diagnostics& diagnostics);

/// Resolves both ends and finds the way. `any` as FROM: wherever the database is; the way is that from base. `±N` alone
/// counts from the start: `+N` up to the Nth revision, `-N` back by the last N. The direction follows from the order of
/// the ends: up when TO has not all run at FROM. Upwards runs all that TO needs and FROM has not; downwards goes what
/// came after TO (on its branch, with `label@…`) and all that needs it (facts/alembic.md 3.5). Other rows of FROM stay.
/// No path between the ends, an empty range (E10) and a TO that would not be reached are errors. Nothing on error.
std::optional<Route> route(Chain const& chain, RangeRequest const& request, Diagnostics& diagnostics);

/// The rows of a database on which exactly the given revisions and all they need have run: those of them that
/// no other one of them replaces.
Rows rows_after(Chain const& chain, std::vector<bool> const& applied);

/// Row changes of `stamp`: from `start` to `end`, whatever lies between, without running anything.
std::vector<RowChange> stamp_changes(Chain const& chain, Rows const& start, Rows const& end);

} // namespace migc::chain
