// Whether two branches of a chain may run in either order. Databases differ in what ran there first, so a merge is safe
// only where both orders lead to the same schema.
#pragma once

#include "compiler/replay/input.hpp"
#include "compiler/replay/revision.hpp"

#include <optional>

namespace migc::plan {

enum class Commuting : std::uint8_t {
    yes,
    no,
    unknown, // rows of the same table change on both sides, or a statement cannot be seen into
};

/// Compares branches of one chain for one target. What both sides need is replayed once, as far as one comparison can
/// go on from the one before.
class BranchComparison {
public:
    BranchComparison(Target const& target, replay::Input const& input) : target_(target), input_(input) {}

    /// The revisions behind `left` and not behind `right` run before and after those of the other side. Where the two
    /// orders differ, or one cannot be run, each object is reported with both places, by `severity`. Nothing where one
    /// is an ancestor of the other, and where a revision on the way has errors of its own, which are reported
    /// elsewhere.
    std::optional<Commuting> compare(chain::Index left, chain::Index right, Severity severity,
                                     Diagnostics& diagnostics);

    /// Each pair of `ends`; the names of those that may run in either order, as lines for a reader.
    std::string compare_all(std::vector<chain::Index> const& ends, Severity severity, Diagnostics& diagnostics);

private:
    replay::State const& state_at(std::vector<bool> const& wanted);

    Target const& target_;
    replay::Input const& input_;
    std::optional<replay::State> common_;
    std::vector<bool> replayed_;
};

} // namespace migc::plan
