#include "compiler/chain/rows.hpp"

#include <algorithm>
#include <cassert>

namespace migc::chain {

namespace {

// Parents, then dependencies: the order in which Alembic deletes and inserts rows.
template <class Visit>
void each_need(Revision const& revision, Visit visit) {
    for (auto const parent : revision.parents) visit(parent);
    for (auto const dependency : revision.depends_on) visit(dependency);
}

Rows flagged(Chain const& chain, std::vector<bool> const& flags) {
    Rows rows;
    for (auto const index : chain.order)
        if (flags[index]) rows.push_back(index);
    return rows;
}

// Of a set that holds, with a revision, all that it needs.
std::vector<bool> last_of(Chain const& chain, std::vector<bool> applied) {
    auto last = applied;
    for (Index i = 0; i < chain.revisions.size(); ++i)
        if (applied[i]) each_need(chain[i], [&](Index need) { last[need] = false; });
    return last;
}

} // namespace

VersionRows::VersionRows(Chain const& chain, std::vector<bool> applied)
    : chain_(chain), applied_(std::move(applied)), needed_by_(chain.revisions.size()) {
    for (Index i = 0; i < chain.revisions.size(); ++i)
        if (applied_[i]) each_need(chain[i], [&](Index need) { ++needed_by_[need]; });
}

std::vector<RowChange> VersionRows::apply(Index revision) {
    assert(!applied_[revision]);
    auto const& own = chain_[revision].id.name;
    std::vector<std::string> replaced;
    each_need(chain_[revision], [&](Index need) {
        assert(applied_[need]);
        if (needed_by_[need]++ == 0) replaced.push_back(chain_[need].id.name);
    });
    applied_[revision] = true;

    if (replaced.empty()) return {{RowAction::insert, {}, own}};
    std::vector<RowChange> changes;
    for (std::size_t i = 0; i + 1 < replaced.size(); ++i) changes.push_back({RowAction::remove, replaced[i], {}});
    changes.push_back({RowAction::update, replaced.back(), own});
    return changes;
}

std::vector<RowChange> VersionRows::revert(Index revision) {
    assert(applied_[revision] && needed_by_[revision] == 0);
    auto const& own = chain_[revision].id.name;
    std::vector<std::string> restored;
    each_need(chain_[revision], [&](Index need) {
        if (--needed_by_[need] == 0) restored.push_back(chain_[need].id.name);
    });
    applied_[revision] = false;

    if (restored.empty()) return {{RowAction::remove, own, {}}};
    std::vector<RowChange> changes;
    for (std::size_t i = 0; i + 1 < restored.size(); ++i) changes.push_back({RowAction::insert, {}, restored[i]});
    changes.push_back({RowAction::update, own, restored.back()});
    return changes;
}

Rows VersionRows::rows() const {
    Rows rows;
    for (auto const index : chain_.order)
        if (applied_[index] && needed_by_[index] == 0) rows.push_back(index);
    return rows;
}

Rows uncovered(Chain const& chain, std::span<Index const> of) {
    std::vector<bool> kept(chain.revisions.size());
    for (auto const index : of) kept[index] = true;
    if (of.size() > 1) {
        auto const last = last_of(chain, ancestors(chain, of));
        for (auto const index : of) kept[index] = last[index];
    }
    return flagged(chain, kept);
}

Rows rows_after(Chain const& chain, std::vector<bool> const& applied) {
    Rows some;
    for (Index i = 0; i < chain.revisions.size(); ++i)
        if (applied[i]) some.push_back(i);
    return flagged(chain, last_of(chain, ancestors(chain, some)));
}

std::vector<RowChange> stamp_changes(Chain const& chain, Rows const& start, Rows const& end) {
    auto const earlier = [&](Index left, Index right) { return chain.rank[left] < chain.rank[right]; };
    Rows gone, fresh;
    std::set_difference(start.begin(), start.end(), end.begin(), end.end(), std::back_inserter(gone), earlier);
    std::set_difference(end.begin(), end.end(), start.begin(), start.end(), std::back_inserter(fresh), earlier);

    std::vector<RowChange> changes;
    auto const both = std::min(gone.size(), fresh.size());
    for (auto i = both; i < gone.size(); ++i) changes.push_back({RowAction::remove, chain[gone[i]].id.name, {}});
    for (std::size_t i = 0; i < both; ++i)
        changes.push_back({RowAction::update, chain[gone[i]].id.name, chain[fresh[i]].id.name});
    for (auto i = both; i < fresh.size(); ++i) changes.push_back({RowAction::insert, {}, chain[fresh[i]].id.name});
    return changes;
}

} // namespace migc::chain
