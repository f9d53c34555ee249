#include "compiler/plan/drift.hpp"

#include "compiler/plan/expected_objects.hpp"

namespace migc::plan {

namespace {

// Catalogs are never copied, so each end of the range has a replay of its own.
replay::State state_at(PlanRequest const& request, chain::Rows const& rows) {
    auto const& chain = request.input.chain;
    auto const applied = chain::ancestors(chain, rows);
    replay::State state(request.target);
    for (auto const index : chain.order)
        if (applied[index]) replay::replay_revision(state, request.target, request.input, index, false);
    return state;
}

chain::Rows every_head(chain::Chain const& chain) {
    std::vector<bool> has_child(chain.revisions.size());
    for (auto const& revision : chain.revisions)
        for (auto const parent : revision.parents) has_child[parent] = true;
    chain::Rows out;
    for (std::size_t i = 0; i < has_child.size(); ++i)
        if (!has_child[i]) out.push_back(static_cast<chain::Index>(i));
    return out;
}

} // namespace

void add_drift(PlanRequest const& request, NeededRightsCollector const& touched, bool exact, emit::Plan& plan) {
    if (request.target.guard != GuardLevel::drift) return;
    auto const whole = state_at(request, every_head(request.input.chain));
    auto const start = state_at(request, request.route.start);
    plan.drift = expected_objects(start.catalog, whole.catalog, touched.at_start(), request.target);
    if (start.catalog.unseen())
        plan.remarks.emplace_back(
            "objects are not compared with the chain: it has statements that cannot be seen through");
    if (!exact) {
        plan.remarks.emplace_back(
            "what the script leads to is not compared with the chain: it differs, as migc check says");
        return;
    }
    auto const end = state_at(request, request.route.end);
    plan.promise = expected_objects(end.catalog, whole.catalog, touched.at_end(), request.target);
}

} // namespace migc::plan
