#include "compiler/catalog/stale.hpp"

namespace migc::catalog {

namespace {

bool is_stale(std::optional<Expression> const& expression) { return expression && expression->stale; }

std::string named(std::string_view what, std::string const& name) { return std::string(what) + " `" + name + "`"; }

template <class Map>
std::string first_stale(Map const& parts) {
    for (auto const& [name, part] : parts)
        if (auto text = stale_part(Object(part)); !text.empty()) return text;
    return {};
}

struct StalePart {
    std::string operator()(View const& view) const {
        return view.stale ? named("view", view.name.name) : first_stale(view.rules);
    }
    std::string operator()(Policy const& policy) const {
        return is_stale(policy.using_expression) || is_stale(policy.check) ? named("policy", policy.name)
                                                                           : std::string();
    }
    std::string operator()(Rule const& rule) const {
        return rule.stale || is_stale(rule.where) ? named("rule", rule.name) : std::string();
    }
    std::string operator()(Routine const& routine) const {
        return routine.stale ? named("routine", routine.name.name) : std::string();
    }
    std::string operator()(Table const& table) const {
        auto out = first_stale(table.policies);
        return out.empty() ? first_stale(table.rules) : out;
    }
    std::string operator()(auto const&) const { return {}; } // their expressions follow renames
};

} // namespace

std::string stale_part(Object const& object) { return std::visit(StalePart{}, object); }

} // namespace migc::catalog
