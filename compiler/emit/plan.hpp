// A plan says everything that a script will do; script.hpp only spells it. All text of statements is final here:
// variables replaced, what a client would act on re-spelled, no `;` at the end.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/chain/range.hpp"
#include "compiler/emit/alone.hpp"
#include "compiler/emit/drift.hpp"
#include "compiler/emit/rights.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migc::emit {

/// Bytes of an id that leave room for `~` and a number in the version column (RULINGS 29).
inline constexpr std::size_t marked_id_width = 27;

/// Statements of a revision between two of its markers, or one that may not stand in a transaction at all; then those
/// behind it belong to it alone (a comment on the index that it built) and run in the transaction that enters it.
struct Piece {
    std::size_t first = 0; // of PlannedRevision::statements, and behind the last
    std::size_t last = 0;
    std::optional<Alone> alone; // the first of them
    // Statements of the revision's file, in its order, that are done behind the piece: what a marker row counts
    // (RULINGS 29). In a derived downgrade those of the upgrade that still are, in a written one its own.
    std::size_t done = 0;
    bool cut = false; // what runs before it must be committed; else only its marker parts it, for the other direction
    Place place{};    // of the statement that makes it a piece of its own; of a downgrade: the one that it takes back
};

struct PlannedRevision {
    std::string id;
    std::vector<std::string> parents; // ids, for the header and the voice; of an upgrade's or downgrade's other side
    std::string message;
    std::vector<std::string> tickets;
    Reversal reversal = Reversal::exact;
    std::vector<std::string> statements;
    std::vector<chain::RowChange> rows;
    std::vector<Piece> pieces;      // empty: one transaction takes all statements
    bool own_transaction = false;   // what runs before it must be committed
    bool written_downgrade = false; // by hand: not the upgrade's statements taken back one by one
    std::vector<std::string> undo;  // then these do that, where the upgrade was interrupted inside the revision
    std::vector<Piece> undo_pieces;
    std::vector<std::string> needs; // ids of all that must have run before: parents and dependencies
    // RULINGS 9: statements of a baseline run only where none of these relations exists (schema-qualified names,
    // unquoted text); empty: not a baseline.
    std::vector<std::string> baseline_statements;
    std::vector<std::pair<std::string, std::string>> baseline_relations; // schema, name
};

/// What a downgrade discards.
struct PlannedLoss {
    std::string revision;
    std::string what;      // in a reader's words
    std::string count;     // SQL: a scalar query for the number of rows or values; empty: no query tells
    bool accepted = false; // the target names the revision's class in `accept`
    std::pair<std::string, std::string> relation{}; // schema, name: what the query reads
    std::string column{};                           // of it; empty: rows are counted
};

struct Plan {
    chain::Direction direction{};
    std::string range;                   // as the header shows it: `base:head`
    std::vector<std::string> start_rows; // sorted by bytes; empty: base
    std::vector<std::string> end_rows;
    std::vector<PlannedRevision> revisions; // in the order in which they run
    std::string input_hash;                 // RULINGS 32, lower-case hexadecimal
    std::vector<std::string> known_ids;     // every id of the chain, so that a guard can tell an unknown row
    std::vector<std::string> ids_after;     // ids that only exist behind `end_rows`, sorted: "already applied"
    // Relations that the script creates and that cannot be there before it (no IF NOT EXISTS, not dropped earlier in
    // the script); schema, name. Where the rows say base but one of these exists, the database was made by other
    // means, and the guard points to `migc stamp`. Only read when `start_rows` is empty.
    std::vector<std::pair<std::string, std::string>> creates;
    NeededRights rights;
    // Of `guard = drift`: the objects that the script touches, before it and behind it.
    std::vector<Expected> drift;
    std::vector<Expected> promise;
    // Header notes: extensions that must be allowed, what may be lost; single lines.
    std::vector<std::string> remarks;
    // `any:TO`: the script finds out which revisions the database has. Then `start_rows` are those of base.
    bool any_start = false;
    std::vector<std::pair<std::string, std::vector<std::string>>> chain; // for that: every id with what it needs
    std::vector<PlannedLoss> losses; // of a downgrade, in the order in which they come about
};

} // namespace migc::emit
