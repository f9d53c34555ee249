#include "compiler/ticket/walk.hpp"

#include <algorithm>

namespace migc::ticket {

namespace {

using catalog::Operation;

class Walker {
public:
    Walker(Target const& target, replay::Input const& input) : target_(target), input_(input), state_(target) {}

    void pass(chain::Index index) { replay::replay_revision(state_, target_, input_, index, false); }

    // The catalog stands behind the upgrade. To ask of each operation what was in front of it, the upgrade is taken
    // back and gone through again; the downgrade likewise in the end.
    RevisionActs visit(chain::Index index) {
        auto outcome = replay::replay_revision(state_, target_, input_, index, true);
        RevisionActs out;
        out.revision = index;
        out.reversal = outcome.reversal;
        out.losses = std::move(outcome.losses);
        out.blocked = std::move(outcome.blocked);
        out.may_remove = std::move(outcome.may_remove);
        for (auto step = outcome.upgrade.rbegin(); step != outcome.upgrade.rend(); ++step) take_back(step->operations);
        for (auto step = outcome.baseline.rbegin(); step != outcome.baseline.rend(); ++step)
            take_back(step->operations);
        for (auto& step : outcome.baseline) out.upgrade.push_back(act_of(step));
        for (auto& step : outcome.upgrade) out.upgrade.push_back(act_of(step));
        auto const back = outcome.downgrade_operations;
        for (auto& operation : outcome.downgrade_operations) {
            Act act;
            add(std::move(operation), {}, act);
            out.downgrade.push_back(std::move(act));
        }
        take_back(back);
        return out;
    }

private:
    void take_back(std::vector<Operation> const& operations) {
        for (auto it = operations.rbegin(); it != operations.rend(); ++it)
            if (catalog::has_inverse(*it)) state_.catalog.apply(catalog::inverse(*it));
    }

    Act act_of(replay::Step& step) {
        Act act;
        act.text = std::move(step.text);
        Circumstances circumstances;
        if (auto const* sql = std::get_if<ast::SqlItem>(&step.item->body)) {
            auto& source = *step.file->source;
            circumstances.concurrently = act.outside = runs_outside(sql->statement, state_.catalog, target_, source);
            act.effects = effects_of(sql->statement, state_.catalog, target_, source);
        }
        if (auto const* check = std::get_if<ast::AssertItem>(&step.item->body))
            act.text = "assert: " + check->message.value;
        for (auto& operation : step.operations) {
            auto const* drop = std::get_if<catalog::Drop>(&operation.change);
            if (drop && operation.implied && drop->key.kind == catalog::Kind::index)
                circumstances.taken_indexes_of.insert({drop->key.name.schema, drop->key.part});
            add(std::move(operation), circumstances, act);
        }
        return act;
    }

    void add(Operation operation, Circumstances const& circumstances, Act& act) {
        auto effects = effects_of(operation, state_.catalog, target_, circumstances);
        state_.catalog.apply(operation);
        act.events.push_back({std::move(operation), std::move(effects)});
    }

    Target const& target_;
    replay::Input const& input_;
    replay::State state_;
};

} // namespace

std::vector<RevisionActs> walk(Target const& target, replay::Input const& input, chain::Route const& upgrade) {
    Walker walker(target, input);
    auto const applied = chain::ancestors(input.chain, upgrade.start);
    for (auto const index : input.chain.order)
        if (applied[index]) walker.pass(index);
    std::vector<RevisionActs> out;
    for (auto const& step : upgrade.steps) out.push_back(walker.visit(step.revision));
    return out;
}

} // namespace migc::ticket
