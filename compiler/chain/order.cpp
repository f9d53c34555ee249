#include "compiler/chain/order.hpp"

#include <functional>
#include <queue>

namespace migc::chain {

std::vector<Index> total_order(std::vector<Revision> const& revisions, std::span<Index const> by_id) {
    std::vector<Index> id_rank(revisions.size());
    for (Index rank = 0; rank < by_id.size(); ++rank) id_rank[by_id[rank]] = rank;

    std::vector<std::size_t> waits_for(revisions.size());
    std::priority_queue<Index, std::vector<Index>, std::greater<>> ready; // id ranks
    for (Index i = 0; i < revisions.size(); ++i) {
        waits_for[i] = revisions[i].parents.size() + revisions[i].depends_on.size();
        if (waits_for[i] == 0) ready.push(id_rank[i]);
    }

    std::vector<Index> order;
    order.reserve(revisions.size());
    while (!ready.empty()) {
        std::optional<Index> next = ready.top();
        ready.pop();
        while (next) {
            auto const& done = revisions[by_id[*next]];
            order.push_back(by_id[*next]);
            next.reset();
            for (auto const child : done.children) {
                if (--waits_for[child] != 0) continue;
                auto rank = id_rank[child];
                if (!next) {
                    next = rank;
                    continue;
                }
                if (rank < *next) std::swap(rank, *next);
                ready.push(rank);
            }
            for (auto const dependant : done.dependants)
                if (--waits_for[dependant] == 0) ready.push(id_rank[dependant]);
        }
    }
    return order;
}

} // namespace migc::chain
