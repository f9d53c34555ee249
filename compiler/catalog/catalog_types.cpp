// The types of a catalog: domains, composite types, ranges with their multiranges, enums, base types.
#include "compiler/catalog/catalog.hpp"

namespace migc::catalog {

// --- questions ---

namespace {

template <class Map>
auto found(Map const& map, Name const& name) -> decltype(&map.begin()->second) {
    auto const it = map.find(name);
    return it == map.end() ? nullptr : &it->second;
}

} // namespace

bool Catalog::has_type(Name const& name) const { return types_.contains(name) || multiranges_.contains(name); }
UserType const* Catalog::type(Name const& name) const { return found(types_, name); }

namespace {

template <class T>
T const* as(UserType const* type) {
    return type ? std::get_if<T>(type) : nullptr;
}

} // namespace

EnumType const* Catalog::enum_type(Name const& name) const { return as<EnumType>(type(name)); }
Domain const* Catalog::domain(Name const& name) const { return as<Domain>(type(name)); }
CompositeType const* Catalog::composite(Name const& name) const { return as<CompositeType>(type(name)); }
RangeType const* Catalog::range(Name const& name) const { return as<RangeType>(type(name)); }

RangeType const* Catalog::range_of(Name const& multirange) const {
    auto const* owner = found(multiranges_, multirange);
    return owner ? range(*owner) : nullptr;
}
RangeType const* Catalog::range_made_by(Name const& constructor) const {
    auto const* owner = found(constructors_, constructor);
    return owner ? range(*owner) : nullptr;
}

std::vector<Name> Catalog::domains_over(Name const& type) const {
    std::vector<Name> out;
    for (auto const& dependant : dependants({Kind::type, type, {}})) {
        auto const* over = dependant.kind == Kind::type ? domain(dependant.name) : nullptr;
        if (!over || over->base.schema != type.schema || over->base.name != type.name) continue;
        out.push_back(over->name);
        auto const more = domains_over(over->name);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

// --- renames ---

// A multirange and the constructor functions keep their names when their range gets another.
void Catalog::rename_type(Rename const& rename) {
    auto const& from = rename.from;
    if (auto const owner = multiranges_.find(from.name); owner != multiranges_.end()) {
        auto& type = types_.at(owner->second);
        enter_type(type, false);
        std::get<RangeType>(type).multirange.name = rename.to.name;
        enter_type(type, true);
    } else {
        auto node = types_.extract(from.name);
        enter_type(node.mapped(), false);
        std::visit([&](auto& type) { type.name = rename.to.name; }, node.mapped());
        enter_type(node.mapped(), true);
        node.key() = rename.to.name;
        types_.insert(std::move(node));
    }
    follow(rename, from);
}

void Catalog::rename(LabelRename const& label) {
    std::set<Name> tables;
    for (auto const& dependant : dependants({Kind::type, label.type, {}}))
        if (tables_.contains(dependant.name)) tables.insert(dependant.name);
    for (auto const& name : label.domains) {
        follow_label(label, std::get<Domain>(types_.at(name)));
        for (auto const& dependant : dependants({Kind::type, name, {}}))
            if (tables_.contains(dependant.name)) tables.insert(dependant.name);
    }
    for (auto const& name : tables) {
        follow_label(label, tables_.at(name));
        for (auto const& dependant : dependants({Kind::table, name, {}}))
            if (auto const view = views_.find(dependant.name); view != views_.end()) follow_label(label, view->second);
    }
}

} // namespace migc::catalog
