#include "compiler/plan/branches.hpp"

#include "compiler/replay/compare.hpp"
#include "compiler/replay/touched.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace migc::plan {

using catalog::Key;

namespace {

/// What one branch does when it runs from a given state.
struct Run {
    Diagnostics trouble;
    std::map<Key, Place> touched;          // whole objects: the first statement that does
    std::map<Key, Place> exact;            // of those, parts of tables as they were made or altered
    std::map<catalog::Name, Place> rows;   // tables whose rows change
    std::optional<catalog::Unseen> unseen; // the first statement that cannot be seen into
    Place unseen_place;

    void take(catalog::Operation const& operation) {
        std::set<Key> keys;
        replay::add_touched(operation, keys);
        for (auto const& key : keys) touched.emplace(key, operation.place);
        if (auto const* alter = std::get_if<catalog::Alter>(&operation.change))
            exact.emplace(alter->key, operation.place);
        if (auto const* create = std::get_if<catalog::Create>(&operation.change))
            exact.emplace(create->key, operation.place);
        if (auto const* change = std::get_if<catalog::ChangeRows>(&operation.change))
            for (auto const& table : change->tables) rows.emplace(table, operation.place);
        if (auto const* opaque = std::get_if<catalog::Unseen>(&operation.change); opaque && !unseen) {
            unseen = *opaque;
            unseen_place = operation.place;
        }
    }
};

Run run(replay::State& state, Target const& target, replay::Input const& input,
        std::vector<chain::Index> const& revisions) {
    Run out;
    for (auto const index : revisions) {
        auto const outcome = replay::replay_revision(state, target, input, index, false);
        out.trouble.append(outcome.upgrade_trouble);
        for (auto const& step : outcome.upgrade)
            for (auto const& operation : step.operations) out.take(operation);
    }
    return out;
}

class Collisions {
public:
    Collisions(std::string title, Severity severity, Diagnostics& out)
        : title_(std::move(title)), severity_(severity), out_(out) {}

    bool found() const { return count_ > 0; }

    /// What the server would say to the one branch behind the other.
    void cannot_follow(Diagnostics const& trouble, std::string_view first, std::string_view second) {
        for (auto const& error : trouble.items()) {
            if (error.severity != Severity::error) continue;
            auto& diagnostic = add(Code::branches_collide, error.place,
                                   fmt::format("behind `{}`, `{}` fails: {}", first, second, error.message),
                                   "let one branch revise the other, in the order in which it works");
            diagnostic.notes = error.notes;
        }
    }

    void differs(std::string const& text, Place here, Place there) {
        add(Code::branches_collide, here, fmt::format("the order matters: {}", text),
            "let one branch revise the other, or write the statements so that each order gives the same")
            .notes.push_back({there, "the other branch changes it here"});
    }

    void unknown(std::string text, Place here, std::optional<Place> there) {
        auto& diagnostic =
            add(Code::branches_unproven, here, std::move(text), "see to it that the order does not matter");
        if (there) diagnostic.notes.push_back({*there, "the other branch does so here"});
    }

private:
    Diagnostic& add(Code code, Place place, std::string text, std::string help) {
        auto& diagnostic = out_.add(code, place, fmt::format("{}: {}", title_, text), std::move(help));
        diagnostic.severity = std::max(severity_, diagnostic.severity);
        ++count_;
        return diagnostic;
    }

    std::string title_;
    Severity severity_;
    Diagnostics& out_;
    std::size_t count_ = 0;
};

void compare_catalogs(replay::State const& left_first, replay::State const& right_first, Run const& left,
                      Run const& right, emit::Style const& style, Collisions& out) {
    std::map<Key, Place> touched = left.touched;
    touched.insert(right.touched.begin(), right.touched.end());
    for (auto const& entry : touched) {
        auto const& key = entry.first;
        for (auto const& difference :
             replay::compare(key, right_first.catalog.value(key), left_first.catalog.value(key), style)) {
            if (difference.column_order) continue;
            auto const at = [&](Run const& side) {
                if (auto const part = side.exact.find(difference.key); part != side.exact.end()) return part->second;
                auto const found = side.touched.find(key);
                return found == side.touched.end() ? entry.second : found->second;
            };
            out.differs(difference.text, at(right), at(left));
        }
    }
}

void look_for_rows(Run const& left, Run const& right, Collisions& out) {
    for (auto const& [table, place] : right.rows)
        if (auto const other = left.rows.find(table); other != left.rows.end())
            out.unknown(fmt::format("both change rows of `{}`", table.name), place, other->second);
    for (auto const* side : {&left, &right})
        if (side->unseen)
            out.unknown(fmt::format("what {} does cannot be seen", side->unseen->what), side->unseen_place,
                        std::nullopt);
}

} // namespace

replay::State const& BranchComparison::state_at(std::vector<bool> const& wanted) {
    bool const goes_on = common_ && std::equal(replayed_.begin(), replayed_.end(), wanted.begin(),
                                               [](bool done, bool asked) { return asked || !done; });
    if (!goes_on) {
        common_.emplace(target_);
        replayed_.assign(wanted.size(), false);
    }
    for (auto const index : input_.chain.order) {
        if (!wanted[index] || replayed_[index]) continue;
        replay::replay_revision(*common_, target_, input_, index, false);
        replayed_[index] = true;
    }
    return *common_;
}

std::optional<Commuting> BranchComparison::compare(chain::Index left, chain::Index right, Severity severity,
                                                   Diagnostics& diagnostics) {
    auto const& chain = input_.chain;
    auto const before_left = chain::ancestors(chain, {&left, 1}), before_right = chain::ancestors(chain, {&right, 1});
    if (before_left[right] || before_right[left]) return std::nullopt;
    std::vector<bool> both(before_left.size());
    std::vector<chain::Index> only_left, only_right;
    for (auto const index : chain.order) {
        both[index] = before_left[index] && before_right[index];
        if (before_left[index] && !both[index]) only_left.push_back(index);
        if (before_right[index] && !both[index]) only_right.push_back(index);
    }
    auto left_first = state_at(both), right_first = left_first;
    auto const left_alone = run(left_first, target_, input_, only_left);
    auto const right_alone = run(right_first, target_, input_, only_right);
    if (left_alone.trouble.has_errors() || right_alone.trouble.has_errors()) return std::nullopt;
    auto const right_behind = run(left_first, target_, input_, only_right);
    auto const left_behind = run(right_first, target_, input_, only_left);

    auto const& left_name = chain[left].id.name;
    auto const& right_name = chain[right].id.name;
    Collisions collisions(fmt::format("branches `{}` and `{}`", left_name, right_name), severity, diagnostics);
    collisions.cannot_follow(right_behind.trouble, left_name, right_name);
    if (!collisions.found()) collisions.cannot_follow(left_behind.trouble, right_name, left_name);
    if (!collisions.found())
        compare_catalogs(left_first, right_first, left_alone, right_alone, {target_.schema, target_.server_version},
                         collisions);
    if (collisions.found()) return Commuting::no;
    look_for_rows(left_alone, right_alone, collisions);
    return collisions.found() ? Commuting::unknown : Commuting::yes;
}

std::string BranchComparison::compare_all(std::vector<chain::Index> const& ends, Severity severity,
                                          Diagnostics& diagnostics) {
    std::string out;
    for (std::size_t i = 0; i < ends.size(); ++i)
        for (std::size_t j = i + 1; j < ends.size(); ++j)
            if (compare(ends[i], ends[j], severity, diagnostics) == Commuting::yes)
                out += fmt::format("branches `{}` and `{}` may run in either order\n", input_.chain[ends[i]].id.name,
                                   input_.chain[ends[j]].id.name);
    return out;
}

} // namespace migc::plan
