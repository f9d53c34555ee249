#include "compiler/chain/cycle.hpp"

#include "compiler/chain/errors.hpp"

#include <algorithm>
#include <queue>

namespace migc::chain {

namespace {

constexpr Index none = static_cast<Index>(-1);

struct Need {
    Index revision{};
    Reference const* reference{};
    bool is_parent = true;
};

// The nth thing a revision waits for, counted over parents, then dependencies.
std::optional<Need> need(std::vector<Revision> const& revisions, std::vector<Header> const& headers, Index of,
                         std::size_t n) {
    auto const& revision = revisions[of];
    if (n < revision.parents.size()) return Need{revision.parents[n], &headers[of].parents[n], true};
    n -= revision.parents.size();
    if (n < revision.depends_on.size()) return Need{revision.depends_on[n], &headers[of].depends_on[n], false};
    return std::nullopt;
}

// Tarjan's strongly connected components, with its own stack: chains are deeper than the machine's.
std::vector<Index> components(std::vector<Revision> const& revisions, std::vector<Header> const& headers) {
    struct Frame {
        Index revision;
        std::size_t next;
    };
    std::vector<Index> component(revisions.size(), none), found(revisions.size(), none), low(revisions.size());
    std::vector<Index> open;
    std::vector<Frame> frames;
    Index clock = 0, components = 0;
    auto const enter = [&](Index revision) {
        found[revision] = low[revision] = clock++;
        open.push_back(revision);
        frames.push_back({revision, 0});
    };
    for (Index root = 0; root < revisions.size(); ++root) {
        if (found[root] != none) continue;
        enter(root);
        while (!frames.empty()) {
            auto const revision = frames.back().revision;
            if (auto const next = need(revisions, headers, revision, frames.back().next++)) {
                if (found[next->revision] == none) {
                    enter(next->revision);
                } else if (component[next->revision] == none) {
                    low[revision] = std::min(low[revision], found[next->revision]);
                }
                continue;
            }
            frames.pop_back();
            if (!frames.empty()) {
                auto const caller = frames.back().revision;
                low[caller] = std::min(low[caller], low[revision]);
            }
            if (low[revision] != found[revision]) continue;
            while (component[revision] == none) {
                component[open.back()] = components;
                open.pop_back();
            }
            ++components;
        }
    }
    return component;
}

} // namespace

void report_cycles(std::vector<Revision> const& revisions, std::vector<Header> const& headers,
                   Diagnostics& diagnostics) {
    auto const component = components(revisions, headers);
    std::vector<bool> reported(revisions.size()); // by component
    std::vector<Index> came_from(revisions.size(), none);
    std::vector<Need> came_by(revisions.size());
    for (Index start = 0; start < revisions.size(); ++start) {
        if (reported[component[start]]) continue;
        reported[component[start]] = true;
        // Breadth first, so that the first way back is a shortest one.
        std::queue<Index> pending({start});
        while (!pending.empty() && came_from[start] == none) {
            auto const revision = pending.front();
            pending.pop();
            for (std::size_t n = 0; auto const next = need(revisions, headers, revision, n); ++n) {
                if (component[next->revision] != component[start] || came_from[next->revision] != none) continue;
                came_from[next->revision] = revision;
                came_by[next->revision] = *next;
                pending.push(next->revision);
            }
        }
        if (came_from[start] == none) continue;

        std::vector<CycleEdge> cycle;
        for (auto at = start; cycle.empty() || at != start; at = came_from[at])
            cycle.push_back({revisions[came_from[at]].id.name, came_by[at].reference, came_by[at].is_parent});
        std::reverse(cycle.begin(), cycle.end());
        diagnostics.add(revision_cycle(cycle));
    }
}

} // namespace migc::chain
