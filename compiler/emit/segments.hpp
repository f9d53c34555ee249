// How the revisions of a plan fall into segments: transactions, and statements that stand outside of them (DESIGN 5.3,
// RULINGS 24, 29).
//
// Between its pieces a revision has a marker row beside the version rows from before it: `<id>~<n>` says that the first
// n statements of its file are done. Where the next one stands outside of transactions, it may be done in part. A
// derived downgrade passes through the same markers in reverse, so that either direction goes on where the other one
// stopped; one that is written by hand has its own, `<id>~-<n>`, beside the revision's row. Where an upgrade stopped
// inside such a revision, parts of their own take its statements back; who comes from above passes them by.
#pragma once

#include "compiler/emit/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migc::emit {

/// Statements of one revision that are done together with a change of the version rows.
struct Part {
    std::size_t revision = 0; // in Plan::revisions
    std::size_t first = 0;    // of its statements, and behind the last
    std::size_t last = 0;
    bool begins = false;                  // the first of its revision
    bool undo = false;                    // its statements are those of PlannedRevision::undo
    std::size_t passes_by = 0;            // parts behind it that are done with it
    std::optional<Alone> alone;           // the first statement
    std::vector<Alone> frees;             // names that must be free for what follows, outside of transactions
    std::vector<chain::RowChange> rows;   // with those of markers
    std::vector<std::string> rows_before; // sorted
    std::string marker_before;            // empty: none
    std::string marker_after;
    bool completes = false; // the revision, in this direction
};

/// One transaction, or one statement outside of transactions and the transaction that enters it.
struct Segment {
    std::vector<Part> parts; // of a statement outside of transactions: it alone
    std::vector<std::string> rows_after;

    bool alone() const { return parts.size() == 1 && parts.front().alone.has_value(); }
};

/// The segments of a plan, as few as the target's `transaction` and the plan's pieces allow.
std::vector<Segment> segments_of(Plan const& plan, Target const& target);

} // namespace migc::emit
