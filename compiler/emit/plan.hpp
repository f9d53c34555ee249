// A plan says everything that a script will do; script.hpp only spells it. All text of statements is final here:
// variables replaced, what a client would act on re-spelled, no `;` at the end.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/chain/range.hpp"

#include <string>
#include <utility>
#include <vector>

namespace migc::emit {

struct PlannedRevision {
    std::string id;
    std::vector<std::string> parents; // ids, for the header and the voice; of an upgrade's or downgrade's other side
    std::string message;
    std::vector<std::string> tickets;
    Reversal reversal = Reversal::exact;
    std::vector<std::string> statements;
    std::vector<chain::RowChange> rows;
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
    // Header notes: extensions that must be allowed, what may be lost; single lines.
    std::vector<std::string> remarks;
    std::vector<PlannedLoss> losses; // of a downgrade, in the order in which they come about
};

} // namespace migc::emit
