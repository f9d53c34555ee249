#include "compiler/plan/transaction_limits.hpp"

#include "compiler/replay/stands_alone.hpp"

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
        auto const act = act_of(step);
        for (auto const& conflict : uncommitted_.conflicts(act)) {
            report(conflict, target_, chain::Direction::upgrade, diagnostics_);
            uncommitted_.forget(conflict);
        }
        uncommitted_.note(act);
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
                     replay::help_outside(*step.alone));
}

void DowngradeLimits::revision(replay::Outcome const& outcome) {
    if (target_.transaction == TransactionMode::segment) return;
    if (target_.transaction == TransactionMode::revision) forget();
    for (auto const& each : outcome.back_acts) {
        auto const act = act_of(each, outcome.downgrade);
        for (auto const& conflict : uncommitted_.conflicts(act)) {
            report(conflict, target_, chain::Direction::downgrade, diagnostics_);
            uncommitted_.forget(conflict);
        }
        uncommitted_.note(act);
    }
}

namespace {

std::string help_for(Conflict const& conflict, Target const& target, bool back) {
    bool const single = target.transaction == TransactionMode::single;
    if (back)
        return single ? "set `transaction = segment`, or `revision` where the two are of different revisions"
                      : "set `transaction = segment`";
    if (conflict.kind == ConflictKind::enum_value)
        return single ? "set `transaction = segment`, or `revision` with the value added in a revision before"
                      : "set `transaction = segment`, or add the value in a revision before";
    return single ? "set `transaction = segment`, or `revision` with the two in different revisions"
                  : "set `transaction = segment`, or put the two into different revisions";
}

std::string said_of(Conflict const& conflict, bool back) {
    switch (conflict.kind) {
    case ConflictKind::enum_value:
        return back ? fmt::format("the downgrade uses enum value `{}` in the transaction that adds it", conflict.name)
                    : fmt::format("enum value `{}` is used in the transaction that adds it", conflict.name);
    case ConflictKind::pending_checks:
        return fmt::format("{} while deferred checks of changed rows wait for the end of the transaction",
                           back ? fmt::format("the downgrade alters table `{}`", conflict.name)
                                : fmt::format("table `{}` is altered", conflict.name));
    }
    return {};
}

Code code_of(ConflictKind kind) {
    return kind == ConflictKind::enum_value ? Code::enum_value_in_transaction : Code::pending_checks;
}

} // namespace

void report(Conflict const& conflict, Target const& target, chain::Direction direction, Diagnostics& diagnostics) {
    bool const back = direction == chain::Direction::downgrade;
    auto& diagnostic = diagnostics.add(code_of(conflict.kind), conflict.place, said_of(conflict, back),
                                       help_for(conflict, target, back));
    auto const mode = target.transaction == TransactionMode::single ? "single" : "revision";
    diagnostic.notes.push_back(
        {conflict.earlier, conflict.kind == ConflictKind::enum_value
                               ? fmt::format("added here, in the same transaction (`transaction = {}`)", mode)
                               : std::string("its rows are changed here")});
}

void report_no_marker(Conflict const& conflict, Diagnostics& diagnostics) {
    bool const value = conflict.kind == ConflictKind::enum_value;
    auto& diagnostic = diagnostics.add(
        code_of(conflict.kind), conflict.place,
        fmt::format("{}, both to take back one statement: no marker can stand between them",
                    value ? fmt::format("the downgrade uses enum value `{}`, which it adds", conflict.name)
                          : fmt::format("the downgrade alters table `{}`, whose changed rows leave deferred checks",
                                        conflict.name)),
        value ? "write the whole downgrade by hand: `downgrade { … }`, which is cut between any two statements"
              : "put `set constraints all immediate;` in front of it, or write the whole downgrade by hand");
    diagnostic.notes.push_back({conflict.earlier, value ? "added here" : "its rows are changed here"});
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
