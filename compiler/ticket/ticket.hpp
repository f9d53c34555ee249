// What the pages and scripts beside upgrade.sql and downgrade.sql are made from, and what of a route's acts they all
// ask: which relations are there before, how each is locked, what is lost.
#pragma once

#include "compiler/chain/chain.hpp"
#include "compiler/emit/numbered.hpp"
#include "compiler/ticket/walk.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace migc::ticket {

/// Of a range that takes several files (emit/numbered.hpp).
struct InFiles {
    emit::Plan upgrade;
    std::optional<emit::Plan> downgrade; // none: there is no way back
    emit::Numbered files;
};

struct Ticket {
    Target const& target;
    replay::Input const& input;
    chain::Route const& upgrade;
    std::vector<RevisionActs> revisions; // in the order in which the upgrade runs
    std::string range;                   // of the upgrade, as the header shows it
    std::string input_hash;              // of the upgrade
    /// Of a route with irreversible revisions: the deepest one that can be reached. Empty: all of it goes back.
    std::string nearest;
    InFiles const* in_files = nullptr; // none: one script for each direction
};

/// What sessions and disks notice of one relation over a whole script.
struct Impact {
    Lock lock = Lock::none; // the strongest
    std::set<Rows> rows;
};

/// Which way the acts of a ticket are read.
enum class Way : std::uint8_t { up, down };

/// Revisions in the order in which they run that way.
std::vector<RevisionActs const*> in_order(Ticket const& ticket, Way way);
std::vector<Act> const& acts_of(RevisionActs const& revision, Way way);

/// Follows the acts of a script and tells what it has made itself from what was there before it.
class Presence {
public:
    /// Before the effects of an event are looked at.
    bool is_new(catalog::Name const& relation) const { return made_.contains(relation); }
    /// Behind an event.
    void follow(catalog::Operation const& operation);

private:
    std::set<catalog::Name> made_;
};

/// Relations that are there before the script, with what happens to each. Those without a lock are left out.
std::map<catalog::Name, Impact> impacts(Ticket const& ticket, Way way);

/// Tables that are there before the script and of which it destroys values: dropped, emptied, rows or columns gone,
/// values changed.
std::set<catalog::Name> destroyed(Ticket const& ticket, Way way);

bool has_act_outside(Ticket const& ticket);

/// The revision as chain and file have it.
chain::Revision const& revision_of(Ticket const& ticket, RevisionActs const& acts);
std::vector<std::string> tickets_of(Ticket const& ticket, RevisionActs const& acts);

} // namespace migc::ticket
