#include "compiler/plan/transaction_limits.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::plan {

namespace {

constexpr std::size_t relations_worth_a_warning = 1000; // ran: the default lock table is full at 2,573 tables

} // namespace

void TransactionLimits::forget() {
    most_relations_ = std::max(most_relations_, relations_.size());
    relations_.clear();
    uncommitted_.forget();
}

void TransactionLimits::begin_revision() {
    if (target_.transaction == TransactionMode::revision) forget();
}

void TransactionLimits::statement(replay::Step const& step) {
    // Where the script may have several segments, it is cut there (pieces.hpp).
    if (target_.transaction != TransactionMode::segment) {
        if (step.alone) refuse_alone(step);
        for (auto const& conflict : uncommitted_.conflicts(step)) report(conflict);
        uncommitted_.note(step);
    }
    for (auto const& operation : step.operations) {
        if (auto const table = altered_table(operation)) relations_.insert(*table);
        auto const* create = std::get_if<catalog::Create>(&operation.change);
        if (create && create->key.kind == catalog::Kind::index) relations_.insert(create->key.name);
    }
}

void TransactionLimits::refuse_alone(replay::Step const& step) {
    auto const whole = target_.transaction == TransactionMode::single ? "script" : "revision";
    diagnostics_.add(Code::not_in_transaction, {step.file->source.get(), step.span},
                     fmt::format("`{}` cannot run inside a transaction, and every {} of target `{}` "
                                 "is one",
                                 emit::spelling(step.alone->kind), whole, target_.name),
                     "set `transaction = segment`, or remove `concurrently`");
}

void TransactionLimits::report(Conflict const& conflict) {
    bool const single = target_.transaction == TransactionMode::single;
    switch (conflict.kind) {
    case ConflictKind::enum_value: {
        auto& diagnostic = diagnostics_.add(
            Code::enum_value_in_transaction, conflict.place,
            fmt::format("enum value `{}` is used in the transaction that adds it", conflict.name),
            single ? "set `transaction = segment`, or `revision` with the value added in a revision before"
                   : "set `transaction = segment`, or add the value in a revision before");
        diagnostic.notes.push_back(
            {conflict.earlier,
             fmt::format("added here, in the same transaction (`transaction = {}`)", single ? "single" : "revision")});
        break;
    }
    case ConflictKind::pending_checks: {
        auto& diagnostic = diagnostics_.add(
            Code::pending_checks, conflict.place,
            fmt::format(
                "table `{}` is altered while deferred checks of changed rows wait for the end of the transaction",
                conflict.name),
            single ? "set `transaction = segment`, or `revision` with the two in different revisions"
                   : "set `transaction = segment`, or put the two into different revisions");
        diagnostic.notes.push_back({conflict.earlier, "its rows are changed here"});
        break;
    }
    }
    uncommitted_.forget(conflict);
}

void TransactionLimits::finish() {
    forget();
    if (most_relations_ > relations_worth_a_warning)
        diagnostics_.add(
            Code::many_locks, {},
            fmt::format("one transaction of target `{}` touches about {} relations", target_.name, most_relations_),
            "set `transaction = revision`, or raise `max_locks_per_transaction` on the server");
}

} // namespace migc::plan
