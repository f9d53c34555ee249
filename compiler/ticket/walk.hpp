// What the scripts of a route do, statement by statement, with the cost of each operation; from the chain replayed once
// for both directions.
#pragma once

#include "compiler/chain/range.hpp"
#include "compiler/replay/input.hpp"
#include "compiler/replay/revision.hpp"
#include "compiler/ticket/effect.hpp"

namespace migc::ticket {

struct Event {
    catalog::Operation operation;
    std::vector<Effect> effects;
};

/// One statement. A derived downgrade has an act for each operation, since its statements are not authors' ones.
struct Act {
    std::string text; // the statement, or what an assertion says; empty: what the events say is all there is
    bool outside = false;
    std::vector<Event> events;
    std::vector<Effect> effects; // of the statement itself: ANALYZE, REINDEX
};

struct RevisionActs {
    chain::Index revision{};
    Reversal reversal = Reversal::exact;
    std::vector<Act> upgrade;
    std::vector<Act> downgrade; // in the order in which they run
    std::vector<std::string> losses;
    std::vector<std::string> blocked;
    std::vector<std::string> may_remove;
};

/// The revisions of an upgrade's route in the order in which they run. Trouble has been reported by whoever made the
/// scripts; a revision with errors has no acts.
std::vector<RevisionActs> walk(Target const& target, replay::Input const& input, chain::Route const& upgrade);

} // namespace migc::ticket
