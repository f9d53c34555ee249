#include "compiler/catalog/operation.hpp"

#include <cassert>

namespace migc::catalog {

namespace {

struct Inverter {
    using Change = decltype(Operation::change);

    Change operator()(Create const& c) const { return Drop{c.key, c.after, c.position}; }
    Change operator()(Drop const& d) const { return Create{d.key, d.before, d.position, false}; }
    Change operator()(Alter const& a) const { return Alter{a.key, a.after, a.before, {}}; }
    Change operator()(Rename const& r) const { return Rename{r.to, r.from}; }
    Change operator()(ChangeRows const& rows) const {
        assert(false && "rows come back by `reversed by` alone");
        return rows;
    }
    Change operator()(Unseen const& unseen) const {
        assert(false && "what was not seen comes back by `reversed by` alone");
        return unseen;
    }
};

} // namespace

Operation inverse(Operation const& operation) {
    return {std::visit(Inverter{}, operation.change), operation.place, operation.implied, operation.propagated,
            operation.only};
}

std::vector<Operation> inverse(std::vector<Operation> const& operations) {
    std::vector<Operation> out;
    out.reserve(operations.size());
    for (auto it = operations.rbegin(); it != operations.rend(); ++it) out.push_back(inverse(*it));
    return out;
}

bool has_inverse(Operation const& operation) {
    return !std::holds_alternative<ChangeRows>(operation.change) && !std::holds_alternative<Unseen>(operation.change);
}

} // namespace migc::catalog
