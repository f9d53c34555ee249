// How the parts of Catalog reach an object by its key, and keep the list of who needs whom. For catalog*.cpp alone.
#pragma once

#include "compiler/catalog/catalog.hpp"

#include <cassert>
#include <utility>

namespace migc::catalog {

/// The entry of a map, or null.
template <class Map, class K>
auto find_in(Map& map, K const& key) -> decltype(&map.begin()->second) {
    auto const it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

template <class F>
bool Catalog::with(Key const& key, F const& look) const {
    return const_cast<Catalog*>(this)->with(key, [&](auto& object) { look(std::as_const(object)); });
}

template <class F>
bool Catalog::with(Key const& key, F const& change) {
    auto const in_table = [&]() { return find_in(tables_, key.name); };
    auto const call = [&](auto* object) {
        if (object) change(*object);
        return object != nullptr;
    };
    switch (key.kind) {
    case Kind::schema: return call(find_in(schemas_, key.name.name));
    case Kind::extension: return call(find_in(extensions_, key.name.name));
    case Kind::type: {
        if (auto* type = find_in(types_, key.name))
            return std::visit([&](auto& object) { return call(&object); }, *type);
        return call(range_of(key.name) ? &const_cast<RangeType*>(range_of(key.name))->multirange : nullptr);
    }
    case Kind::table: return call(in_table());
    case Kind::view: return call(find_in(views_, key.name));
    case Kind::sequence: return call(const_cast<Sequence*>(sequence(key.name)));
    case Kind::index: return call(const_cast<Index*>(index(key.name)));
    case Kind::column: {
        auto* table = in_table();
        return table && call(table->column(key.part));
    }
    case Kind::constraint: {
        auto* table = in_table();
        return table && call(find_in(table->constraints, key.part));
    }
    case Kind::trigger: {
        if (auto* table = in_table()) return call(find_in(table->triggers, key.part));
        auto* view = find_in(views_, key.name);
        return view && call(find_in(view->triggers, key.part));
    }
    case Kind::rule: {
        if (auto* table = in_table()) return call(find_in(table->rules, key.part));
        auto* view = find_in(views_, key.name);
        return view && call(find_in(view->rules, key.part));
    }
    case Kind::policy: {
        auto* table = in_table();
        return table && call(find_in(table->policies, key.part));
    }
    case Kind::named: return call(find_in(named_, key));
    case Kind::routine: {
        auto* overloads = find_in(routines_, key.name);
        if (!overloads) return false;
        for (auto& routine : *overloads)
            if (routine.signature() == key.part) return call(&routine);
        return false;
    }
    }
    return false;
}

template <class T>
void Catalog::enter_needs(Key const& dependant, T const& value, bool add) {
    for (auto const& need : needs(dependant, value)) {
        if (add) {
            ++dependants_[need.object][dependant];
            continue;
        }
        auto const list = dependants_.find(need.object);
        assert(list != dependants_.end());
        auto const count = list->second.find(dependant);
        assert(count != list->second.end());
        if (--count->second == 0) list->second.erase(count);
        if (list->second.empty()) dependants_.erase(list);
    }
}

} // namespace migc::catalog
