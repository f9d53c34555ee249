// One revision against the catalog: what its upgrade does and how its downgrade undoes it, with what is wrong with
// either kept apart, since they stop different scripts (RULINGS 14).
#pragma once

#include "compiler/catalog/context.hpp"
#include "compiler/emit/alone.hpp"
#include "compiler/emit/write.hpp"
#include "compiler/replay/input.hpp"
#include "compiler/replay/lost_names.hpp"
#include "compiler/replay/trace.hpp"

namespace migc::replay {

/// One statement of the upgrade: what it did, and its final text.
struct Step {
    grammar::ParsedFile const* file = nullptr;
    ast::Item const* item = nullptr;
    Span span;
    std::string text; // empty: nothing reaches the script (`allow`)
    std::vector<catalog::Operation> operations;
    std::size_t number = 0; // PlacedItem::number
    std::optional<emit::Alone> alone;
    Trace trace;
};

/// One statement of the downgrade.
struct BackStep {
    std::string text;
    std::size_t number = 0; // of the statement that it takes back; of itself where the downgrade is written by hand
    std::optional<emit::Alone> alone;
};

/// Statements of the downgrade that are never parted: one that somebody wrote, or those that take back one operation.
struct BackAct {
    std::size_t first = 0; // of the downgrade, and behind the last
    std::size_t last = 0;
    std::size_t number = 0; // as BackStep::number
    Place place;            // where it is written, or the statement that is taken back
    Trace trace;
};

/// A column that comes back not null and without a default: the server refuses that on rows, so it asks for a
/// `reversed by`, unless the script drops the table as well (RULINGS 18).
struct ReturningColumn {
    catalog::Name table;
    Diagnostic diagnostic;
};

struct Outcome {
    std::vector<Step> baseline; // RULINGS 9
    std::vector<Step> upgrade;
    std::vector<BackStep> downgrade; // in the order in which they run
    std::vector<BackAct> back_acts;  // of these
    // Beside a downgrade that is written by hand, where scripts may stop inside of a revision: how the upgrade's
    // statements are taken back one by one, if that can be derived.
    std::optional<std::vector<BackStep>> undo;
    std::vector<catalog::Operation> downgrade_operations; // of a written downgrade and of `reversed by`
    std::vector<ReturningColumn> returning;
    Reversal reversal = Reversal::exact;
    // Of the downgrade, in a reader's words.
    std::vector<std::string> losses;
    std::vector<std::string> blocked;    // by rows (RULINGS 18)
    std::vector<std::string> may_remove; // what may have been there before: `if not exists` made it (RULINGS 20)
    Diagnostics upgrade_trouble;         // stops a script that runs the upgrade
    Diagnostics downgrade_trouble;       // stops a script that runs the downgrade; a warning anywhere else
    Diagnostics remarks;                 // warnings and notes: differences left behind, columns that come back last
};

/// What is kept over a whole chain.
struct State {
    catalog::Catalog catalog;
    catalog::Origins origins;
    LostNames lost; // of revisions with errors

    explicit State(Target const& target);
};

/// Replays revision `index` on `state`, which must stand where its parents and dependencies have run; leaves it behind
/// the upgrade. An upgrade with errors is taken back as far as it came, and the catalog counts as unseen from there.
/// The downgrade is looked at when `with_downgrade`: derived, or replayed and taken back, and compared with what was
/// before.
Outcome replay_revision(State& state, Target const& target, Input const& input, chain::Index index,
                        bool with_downgrade);

} // namespace migc::replay
