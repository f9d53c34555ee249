// What a downgrade discards, as questions that its script can ask before it begins: how many rows and values there are
// in what goes.
#pragma once

#include "compiler/emit/plan.hpp"
#include "compiler/replay/revision.hpp"

#include <map>

namespace migc::plan {

/// Collects while the chain is replayed upwards, answers for the way down.
class Losses {
public:
    /// The downgrade's operations of one revision, in the order in which they run.
    void note(chain::Index revision, std::vector<catalog::Operation> const& operations, std::string_view home);

    /// Of the revisions of a route, in its order; `class_of` says how each is taken back. What the script itself makes
    /// on its way holds nothing yet and is left out.
    std::vector<emit::PlannedLoss> along(chain::Route const& route, chain::Chain const& chain,
                                         std::map<chain::Index, Reversal> const& class_of, Target const& target) const;

private:
    // What is needed of an operation, which holds whole objects.
    struct Part {
        std::vector<std::string> words; // empty: nothing is lost, only names change
        catalog::Operation light;
    };
    std::map<chain::Index, std::vector<Part>> parts_;
};

/// Whether migc.ini or the command line names the class in `accept`; the default accepts without having been asked.
bool accepts_by_name(Target const& target, Reversal reversal);

} // namespace migc::plan
