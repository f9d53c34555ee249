// `migc check`: everything that can be wrong, without a database: chain, syntax, replay and reversal of every revision,
// for every target (RULINGS 6, 14).
#include "compiler/cli/check.hpp"
#include "compiler/cli/departures.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/cli/sealing.hpp"
#include "compiler/plan/branches.hpp"
#include "compiler/plan/marker_checks.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/plan/transaction_limits.hpp"
#include "compiler/replay/items.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::cli {

namespace {

// The same trouble under two targets is said once.
class Once {
public:
    explicit Once(Diagnostics& out) : out_(out) {}
    void add(Diagnostic diagnostic) {
        // By line, since variables of another length may stand in front of it.
        auto const text =
            diagnostic.place.source ? std::string_view(diagnostic.place.source->text) : std::string_view();
        auto const key =
            fmt::format("{} {} {} {}", static_cast<int>(diagnostic.code),
                        diagnostic.place.source ? diagnostic.place.source->path : std::string(),
                        line_column(text, std::min<std::size_t>(diagnostic.place.span.begin, text.size())).line,
                        diagnostic.message);
        if (seen_.insert(key).second) out_.add(std::move(diagnostic));
    }
    void append(Diagnostics const& list, std::optional<Severity> severity = std::nullopt) {
        for (auto diagnostic : list.items()) {
            if (severity && diagnostic.severity != Severity::note) diagnostic.severity = *severity;
            add(std::move(diagnostic));
        }
    }

private:
    Diagnostics& out_;
    std::set<std::string> seen_;
};

// RULINGS 7: judged here alone. No hazard is looked for yet, so each one is unused.
void check_allows(Session const& session, Once& once) {
    for (auto const& file : session.project.revisions)
        each_item(file.revision.upgrade, [&](ast::Item const& item) {
            auto const* allow = std::get_if<ast::AllowItem>(&item.body);
            if (!allow) return;
            once.add({Code::unused_allow,
                      {file.source.get(), allow->hazard.span},
                      fmt::format("hazard `{}` was not found in this revision", allow->hazard.text),
                      "remove the `allow`",
                      {}});
        });
}

// RULINGS 34, issue of several heads: the merge line, and the edit that makes the chain linear.
void check_heads(Session& session, std::vector<Target> const& targets) {
    for (auto const& target : targets)
        if (target.many_heads) return;
    auto const& chain = session.project.chain;
    auto const heads = chain::heads(chain);
    if (heads.size() < 2) return;
    auto const& last = chain[heads.back()];
    std::vector<std::string> names;
    for (auto const head : heads) names.push_back(chain[head].id.name);
    auto& diagnostic = session.diagnostics.add(
        Code::several_heads, last.id.place,
        fmt::format("the chain has {} heads: {}", heads.size(), fmt::join(names, ", ")),
        fmt::format(
            "join them with `migc merge {}`, or make the chain linear: write `revises {};` in the file of `{}`; "
            "`heads = many` in migc.ini allows several",
            fmt::join(names, " "), chain[heads.front()].id.name, lowest_of_branch(chain, heads)));
    for (auto const head : heads)
        if (head != heads.back()) diagnostic.notes.push_back({chain[head].id.place, "another head"});
}

// Open branches, and those that a revision has joined: a database may have run them in the other order.
void compare_branches(Session& session, Target const& target, replay::Input const& input, Once& once) {
    auto const& chain = session.project.chain;
    plan::BranchComparison comparison(target, input);
    Diagnostics found;
    for (auto const index : chain.order) comparison.compare_all(chain[index].parents, Severity::note, found);
    session.remarks += comparison.compare_all(chain::heads(chain), Severity::warning, found);
    once.append(found);
}

// RULINGS 6: what no target reads is not checked, which its author should know.
void check_branches(Session& session, std::vector<Target> const& targets) {
    auto const check = [&](grammar::ParsedFile const& file, std::vector<ast::Item> const& items) {
        each_item(items, [&](ast::Item const& item) {
            auto const* choice = std::get_if<ast::ForItem>(&item.body);
            if (!choice) return;
            auto const takes = [&](Target const& target) {
                return std::any_of(choice->conditions.begin(), choice->conditions.end(),
                                   [&](ast::DialectCondition const& each) { return replay::meets(target, each); });
            };
            bool const first = std::any_of(targets.begin(), targets.end(), takes);
            bool const second = !std::all_of(targets.begin(), targets.end(), takes);
            auto const add = [&](std::string_view branch) {
                session.diagnostics.add(Code::branch_not_taken, {file.source.get(), choice->conditions.front().span},
                                        fmt::format("no target takes the {} of this `for`", branch),
                                        "add a target that does, or remove the branch");
            };
            if (!first) add("block");
            if (!second && !choice->otherwise.empty()) add("`else`");
        });
    };
    for (auto const& file : session.project.revisions) {
        check(file, file.revision.upgrade);
        check(file, file.revision.downgrade.items);
    }
    for (auto const& [path, file] : session.project.schemas) check(file, file.items);
}

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

} // namespace

std::string lowest_of_branch(chain::Chain const& chain, std::vector<chain::Index> const& heads) {
    std::vector<chain::Index> const others(heads.begin(), heads.end() - 1);
    auto const covered = chain::ancestors(chain, others);
    auto at = heads.back();
    for (bool moved = true; moved;) {
        moved = false;
        for (auto const parent : chain[at].parents)
            if (!covered[parent]) {
                at = parent;
                moved = true;
                break;
            }
    }
    return chain[at].id.name;
}

void command_check(Session& session) {
    if (!open_project(session)) return;
    auto const targets = chosen_targets(session);
    if (session.diagnostics.has_errors()) return;
    bool const strict = session.arguments.has(Option::strict);
    Once once(session.diagnostics);
    for (auto const& target : targets) {
        auto const input = input_of(session, target);
        if (session.arguments.has(Option::verbose) && targets.size() > 1)
            session.output += fmt::format("target {}\n", target.name);
        replay::State state(target);
        plan::TransactionLimits limits(target, session.diagnostics);
        bool looks_back = false;
        plan::replay_all(target, input, state, [&](chain::Index index, replay::Outcome& outcome) {
            once.append(outcome.upgrade_trouble);
            once.append(outcome.downgrade_trouble, Severity::warning);
            for (auto const& returning : outcome.returning) {
                auto diagnostic = returning.diagnostic;
                diagnostic.severity = Severity::warning;
                once.add(std::move(diagnostic));
            }
            once.append(outcome.remarks, strict ? std::optional(Severity::error) : std::nullopt);
            limits.begin_revision();
            for (auto const& step : outcome.upgrade) limits.statement(step);
            looks_back = looks_back || plan::leaves_something(outcome);
            Diagnostics markers;
            plan::check_markers(target, input, index, outcome, markers);
            once.append(markers);
            if (session.arguments.has(Option::verbose))
                session.output += revision_line(session, target, index, outcome);
        });
        limits.finish();
        if (looks_back) {
            Diagnostics found;
            plan::check_ways_back(target, input, found);
            once.append(found);
        }
        compare_branches(session, target, input, once);
    }
    if (auto const seals = seals_of(session)) check_seals(session, *seals);
    check_allows(session, once);
    check_heads(session, targets);
    // --target leaves targets out that may take a branch.
    if (!session.arguments.has(Option::target)) check_branches(session, targets);
    if (!session.diagnostics.has_errors())
        session.remarks +=
            fmt::format("{}, {}: no error\n", counted(session.project.chain.revisions.size(), "revision"),
                        counted(targets.size(), "target"));
}

std::string revision_line(Session const& session, Target const& target, chain::Index index,
                          replay::Outcome const& outcome) {
    auto out = fmt::format("{}: {}\n", session.project.chain[index].id.name, spelling(outcome.reversal));
    for (auto const* words : {&outcome.losses, &outcome.blocked, &outcome.may_remove})
        for (auto const& each : *words) out += fmt::format("    downgrade {}\n", each);
    for (auto const& departure : departures(session, target, index, outcome)) out += fmt::format("    {}\n", departure);
    return out;
}

} // namespace migc::cli
