#include "compiler/plan/planner.hpp"

#include "compiler/plan/drift.hpp"
#include "compiler/plan/losses.hpp"
#include "compiler/plan/marker_checks.hpp"
#include "compiler/plan/needed_rights.hpp"
#include "compiler/plan/pieces.hpp"
#include "compiler/plan/transaction_limits.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <map>
#include <set>

namespace migc::plan {

namespace {

std::vector<std::string> ids_of(chain::Chain const& chain, std::vector<chain::Index> const& list) {
    std::vector<std::string> out;
    for (auto const index : list) out.push_back(chain[index].id.name);
    return out;
}

std::vector<std::string> sorted_ids(chain::Chain const& chain, std::vector<chain::Index> const& list) {
    auto out = ids_of(chain, list);
    std::sort(out.begin(), out.end());
    return out;
}

// Trouble of the other direction, or of a revision outside the range, does not stop a script: as warnings.
void append_as_warnings(Diagnostics const& from, Diagnostics& to) {
    for (auto diagnostic : from.items()) {
        if (diagnostic.severity == Severity::error) diagnostic.severity = Severity::warning;
        to.add(std::move(diagnostic));
    }
}

// With the place of each in the statements of its script.
std::vector<std::pair<std::size_t, Act>> acts_of(std::vector<replay::Step> const& upgrade) {
    std::vector<std::pair<std::size_t, Act>> out;
    for (auto const& step : upgrade)
        if (!step.text.empty()) out.emplace_back(out.size(), act_of(step));
    return out;
}
std::vector<std::pair<std::size_t, Act>> acts_of(replay::Outcome const& outcome) {
    std::vector<std::pair<std::size_t, Act>> out;
    for (auto const& act : outcome.back_acts) out.emplace_back(act.first, act_of(act, outcome.downgrade));
    return out;
}

class Planner {
public:
    Planner(PlanRequest const& request, Diagnostics& diagnostics)
        : target_(request.target), input_(request.input), chain_(request.input.chain), route_(request.route),
          diagnostics_(diagnostics), state_(target_) {
        plan_.direction = route_.direction;
        plan_.range = request.range;
        plan_.start_rows = sorted_ids(chain_, route_.start);
        plan_.end_rows = sorted_ids(chain_, route_.end);
        for (auto const& revision : chain_.revisions) plan_.known_ids.push_back(revision.id.name);
        plan_.any_start = route_.any_start;
        if (route_.any_start)
            for (auto const index : chain_.order) plan_.chain.emplace_back(chain_[index].id.name, needs_of(index));
    }

    std::optional<emit::Plan> run() {
        auto const errors = diagnostics_.error_count();
        refuse_choice();
        if (route_.direction == chain::Direction::upgrade)
            upgrade();
        else
            downgrade();
        if (diagnostics_.error_count() != errors) return std::nullopt;
        add_drift({target_, input_, route_, plan_.range}, rights_, exact_, plan_);
        plan_.rights = rights_.take();
        return std::move(plan_);
    }

private:
    // --- both directions ---

    // What is due where the start is not known, the script asks psql to choose (RULINGS 30).
    void refuse_choice() {
        if (!route_.any_start || target_.client != Client::caller) return;
        diagnostics_.add(Code::bad_range, {},
                         "a script for any start cannot be one for `client = caller`, which chooses nothing",
                         "name the start, or set `client = psql`");
    }

    emit::PlannedRevision planned(chain::Step const& step, replay::Outcome const& outcome) {
        auto const& revision = chain_[step.revision];
        emit::PlannedRevision out;
        out.id = revision.id.name;
        out.parents = ids_of(chain_, revision.parents);
        out.message = revision.message;
        for (auto const& ticket : input_.file(step.revision).revision.tickets) out.tickets.push_back(ticket.value);
        out.reversal = outcome.reversal;
        out.rows = step.rows;
        out.needs = needs_of(step.revision);
        return out;
    }

    std::vector<std::string> needs_of(chain::Index index) const {
        auto out = ids_of(chain_, chain_[index].parents);
        for (auto const needed : chain_[index].depends_on) out.push_back(chain_[needed].id.name);
        return out;
    }

    bool is_cut() const { return target_.transaction == TransactionMode::segment; }

    void check_marker_width(chain::Index index, emit::PlannedRevision const& revision) {
        if (!revision.pieces.empty()) plan::check_marker_width(chain_[index], Severity::error, diagnostics_);
    }

    void check_accepted(chain::Index index, Reversal reversal, std::set<Reversal> const& accepted,
                        std::string_view direction) {
        // What follows a revision with errors counts as unproven for no fault of its own.
        if (incomplete_ || accepted.contains(reversal)) return;
        auto const& file = input_.file(index);
        diagnostics_.add(Code::not_accepted, {file.source.get(), file.revision.id.span},
                         fmt::format("{} of `{}` is {}, which target `{}` does not accept", direction,
                                     chain_[index].id.name, spelling(reversal), target_.name),
                         fmt::format("change the revision, or add `{}` to `accept` of the target", spelling(reversal)));
    }

    // --- upgrade ---

    void upgrade() {
        auto const applied = chain::ancestors(chain_, route_.start);
        for (auto const index : chain_.order)
            if (applied[index]) {
                auto outcome = replay::replay_revision(state_, target_, input_, index, false);
                append_as_warnings(outcome.upgrade_trouble, diagnostics_);
            }
        note_ids_after();
        TransactionLimits limits(target_, diagnostics_, route_.any_start);
        Joiner joiner(target_, route_.any_start);
        for (auto const& step : route_.steps) {
            limits.begin_revision();
            bool const looks_back = is_cut() && declares_ways_back(input_.file(step.revision).revision);
            auto outcome = replay::replay_revision(state_, target_, input_, step.revision, looks_back);
            diagnostics_.append(outcome.upgrade_trouble);
            if (outcome.upgrade_trouble.has_errors()) {
                incomplete_ = true;
                continue;
            }
            auto revision = planned(step, outcome);
            if (route_.start.empty()) add_baseline(outcome, revision);
            if (is_cut()) {
                revision.pieces = pieces_of_upgrade(target_, outcome.upgrade,
                                                    looks_back ? way_back(target_, outcome).cuts : Markers());
                revision.own_transaction = joiner.must_commit_before(acts_of(outcome.upgrade), revision.pieces);
            }
            check_marker_width(step.revision, revision);
            for (auto& each : outcome.upgrade) {
                limits.statement(each);
                note_creations(each);
                note_extension(each);
                rights_.add(touches_of(each.operations));
                if (!each.text.empty()) revision.statements.push_back(std::move(each.text));
            }
            check_accepted(step.revision, outcome.reversal, target_.accept_upgrade, "the upgrade");
            plan_.revisions.push_back(std::move(revision));
        }
        limits.finish();
        take_creations();
    }

    void note_ids_after() {
        std::vector<chain::Index> end(route_.end.begin(), route_.end.end());
        auto const behind = chain::descendants(chain_, end);
        for (std::size_t i = 0; i < behind.size(); ++i)
            if (behind[i] && std::find(end.begin(), end.end(), static_cast<chain::Index>(i)) == end.end())
                plan_.ids_after.push_back(chain_.revisions[i].id.name);
        std::sort(plan_.ids_after.begin(), plan_.ids_after.end());
    }

    void add_baseline(replay::Outcome& outcome, emit::PlannedRevision& revision) {
        for (auto& step : outcome.baseline) {
            for (auto const& operation : step.operations)
                if (auto const* create = std::get_if<catalog::Create>(&operation.change);
                    create && is_relation(create->key.kind))
                    revision.baseline_relations.emplace_back(create->key.name.schema, create->key.name.name);
            if (!step.text.empty()) revision.baseline_statements.push_back(std::move(step.text));
        }
    }

    static bool is_relation(catalog::Kind kind) {
        return kind == catalog::Kind::table || kind == catalog::Kind::view || kind == catalog::Kind::sequence;
    }

    // What cannot be there before the script: created, and never dropped earlier in it (plan.hpp, `creates`).
    void note_creations(replay::Step const& step) {
        for (auto const& operation : step.operations) {
            auto const* create = std::get_if<catalog::Create>(&operation.change);
            auto const* drop = std::get_if<catalog::Drop>(&operation.change);
            auto const* rename = std::get_if<catalog::Rename>(&operation.change);
            if (drop && is_relation(drop->key.kind)) dropped_.insert(drop->key.name);
            if (rename && is_relation(rename->from.kind)) dropped_.insert(rename->from.name);
            if (create && is_relation(create->key.kind) && !create->may_have_existed &&
                !dropped_.contains(create->key.name))
                created_.insert(create->key.name);
        }
    }
    void take_creations() {
        if (!route_.start.empty()) return;
        for (auto const& name : created_) plan_.creates.emplace_back(name.schema, name.name);
    }

    void note_extension(replay::Step const& step) {
        for (auto const& operation : step.operations) {
            auto const* create = std::get_if<catalog::Create>(&operation.change);
            if (!create || create->key.kind != catalog::Kind::extension) continue;
            auto const need = target_.server_version < 13 // RULINGS 23
                                  ? "a superuser"
                                  : "CREATE on the database and a trusted extension, or a superuser";
            plan_.remarks.push_back(fmt::format("extension {} must be installed on the server; creating it needs {}",
                                                create->key.name.name, need));
        }
    }

    // --- downgrade ---

    void downgrade() {
        auto const part = irreversible_part(input_, route_);
        for (std::size_t i = 0; i < part.revisions.size(); ++i)
            diagnostics_.add(Code::irreversible_revision, part.places[i],
                             fmt::format("`{}` is irreversible: {}", part.revisions[i].id, part.revisions[i].reason),
                             fmt::format("downgrade no further than `{}`", part.nearest));
        if (!part.revisions.empty()) return;

        auto const applied = chain::ancestors(chain_, route_.start);
        std::vector<chain::Step const*> step_of(chain_.revisions.size(), nullptr);
        for (auto const& step : route_.steps) step_of[step.revision] = &step;
        std::vector<replay::Outcome> outcomes(chain_.revisions.size());
        DowngradeLimits limits(target_, diagnostics_);
        Joiner joiner(target_);
        std::vector<std::vector<Touch>> touches(chain_.revisions.size());
        for (auto const index : chain_.order) {
            if (!applied[index]) continue;
            auto outcome = replay::replay_revision(state_, target_, input_, index, step_of[index] != nullptr);
            if (step_of[index]) {
                diagnostics_.append(outcome.upgrade_trouble);
                diagnostics_.append(outcome.downgrade_trouble);
                append_without_notes(outcome.remarks);
                incomplete_ = incomplete_ || outcome.upgrade_trouble.has_errors();
                note_dropped_tables(outcome);
                if (is_cut()) pieces_[index] = pieces_of(index, outcome);
                touches[index] = touches_of(outcome.downgrade_operations);
                losses_.note(index, outcome.downgrade_operations, target_.schema);
                class_of_[index] = outcome.reversal;
                // Operations hold whole objects, and nobody asks for these again.
                outcome.upgrade = {};
                outcome.downgrade_operations = {};
                outcomes[index] = std::move(outcome);
            } else {
                append_as_warnings(outcome.upgrade_trouble, diagnostics_);
            }
        }
        check_returning(outcomes);
        for (auto const& step : route_.steps) {
            rights_.add(touches[step.revision]);
            limits.revision(outcomes[step.revision]);
            take(step, outcomes[step.revision], joiner);
        }
        plan_.losses = losses_.along(route_, chain_, class_of_, target_);
    }

    struct DowngradePieces {
        std::vector<emit::Piece> upgrade;
        std::vector<emit::Piece> downgrade;
    };

    DowngradePieces pieces_of(chain::Index index, replay::Outcome const& outcome) {
        if (is_written(index))
            return {pieces_of_upgrade(target_, outcome.upgrade, {}),
                    written(target_, outcome.downgrade, outcome.back_acts)};
        auto const back = way_back(target_, outcome);
        for (auto const& conflict : back.no_marker) report_no_marker(conflict, diagnostics_);
        auto upgrade = pieces_of_upgrade(target_, outcome.upgrade, back.cuts);
        auto downgrade = reversed(upgrade, outcome.downgrade, back.cuts);
        return {std::move(upgrade), std::move(downgrade)};
    }

    // Where the upgrade stopped inside a revision whose downgrade is written by hand, that does not fit.
    void add_undo(emit::PlannedRevision& revision, std::vector<emit::Piece> const& upgrade, replay::Outcome& outcome) {
        if (!revision.written_downgrade || upgrade.empty()) return;
        if (!outcome.undo) {
            plan_.remarks.push_back(fmt::format("{}: where its upgrade was interrupted, run the upgrade to its end "
                                                "first: its downgrade is written by hand",
                                                revision.id));
            return;
        }
        revision.undo_pieces = reversed(upgrade, *outcome.undo, {});
        for (auto& back : *outcome.undo) revision.undo.push_back(std::move(back.text));
    }

    bool is_written(chain::Index index) const {
        return input_.file(index).revision.downgrade.kind == ast::DowngradeKind::written;
    }

    void append_without_notes(Diagnostics const& remarks) {
        for (auto const& diagnostic : remarks.items())
            if (diagnostic.code == Code::downgrade_differs) exact_ = false;
        for (auto const& diagnostic : remarks.items())
            if (diagnostic.severity != Severity::note) diagnostics_.add(diagnostic);
    }

    void note_dropped_tables(replay::Outcome const& outcome) {
        for (auto const& operation : outcome.downgrade_operations)
            if (auto const* drop = std::get_if<catalog::Drop>(&operation.change);
                drop && drop->key.kind == catalog::Kind::table)
                dropped_tables_.insert(drop->key.name);
    }

    // A column that cannot come back is no matter where the script drops its table as well (RULINGS 18).
    void check_returning(std::vector<replay::Outcome> const& outcomes) {
        for (auto const& step : route_.steps)
            for (auto const& returning : outcomes[step.revision].returning)
                if (!dropped_tables_.contains(returning.table)) diagnostics_.add(returning.diagnostic);
    }

    void take(chain::Step const& step, replay::Outcome& outcome, Joiner& joiner) {
        auto revision = planned(step, outcome);
        auto& pieces = pieces_[step.revision];
        if (is_cut()) revision.own_transaction = joiner.must_commit_before(acts_of(outcome), pieces.downgrade);
        for (auto& back : outcome.downgrade) revision.statements.push_back(std::move(back.text));
        revision.pieces = std::move(pieces.downgrade);
        revision.written_downgrade = is_written(step.revision);
        add_undo(revision, pieces.upgrade, outcome);
        check_marker_width(step.revision, revision);
        for (auto const* words : {&outcome.losses, &outcome.blocked, &outcome.may_remove})
            for (auto const& each : *words) plan_.remarks.push_back(fmt::format("{}: {}", revision.id, each));
        check_accepted(step.revision, outcome.reversal, target_.accept_downgrade, "the downgrade");
        plan_.revisions.push_back(std::move(revision));
    }

    Target const& target_;
    replay::Input const& input_;
    chain::Chain const& chain_;
    chain::Route const& route_;
    Diagnostics& diagnostics_;
    replay::State state_;
    emit::Plan plan_;
    std::map<chain::Index, DowngradePieces> pieces_;
    NeededRightsCollector rights_;
    std::set<catalog::Name> created_;
    std::set<catalog::Name> dropped_;
    bool exact_ = true;                      // the range leads to what the chain says
    bool incomplete_ = false;                // a revision of the range could not be replayed
    std::set<catalog::Name> dropped_tables_; // by the downgrade
    Losses losses_;
    std::map<chain::Index, Reversal> class_of_; // revisions of a downgrade
};

} // namespace

IrreversiblePart irreversible_part(replay::Input const& input, chain::Route const& route) {
    IrreversiblePart out;
    if (route.direction != chain::Direction::downgrade) return out;
    for (auto const& step : route.steps) {
        auto const& file = input.file(step.revision);
        auto const& downgrade = file.revision.downgrade;
        if (downgrade.kind != ast::DowngradeKind::irreversible) continue;
        auto const& id = input.chain[step.revision].id.name;
        if (out.revisions.empty()) out.nearest = id;
        out.revisions.push_back({id, downgrade.reason ? downgrade.reason->value : std::string()});
        out.places.push_back({file.source.get(), downgrade.span});
    }
    return out;
}

std::optional<emit::Plan> make_plan(PlanRequest const& request, Diagnostics& diagnostics) {
    // The hash needs every byte of the range, the plan every statement: neither waits for the other.
    auto hash = std::async(std::launch::async, [&] { return input_hash(request); });
    auto plan = Planner(request, diagnostics).run();
    if (plan) plan->input_hash = hash.get();
    return plan;
}

void replay_all(Target const& target, replay::Input const& input, replay::State& state,
                std::function<void(chain::Index, replay::Outcome&)> const& visit) {
    for (auto const index : input.chain.order) {
        auto outcome = replay::replay_revision(state, target, input, index, true);
        visit(index, outcome);
    }
}

} // namespace migc::plan
