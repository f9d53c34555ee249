#include "compiler/replay/attached_indexes.hpp"

#include <algorithm>

namespace migc::replay {

using catalog::Key;
using catalog::Kind;
using catalog::Name;
using catalog::Operation;

namespace {

template <class Fits>
bool creates(std::vector<Step> const& upgrade, Fits const& fits) {
    for (auto const& step : upgrade)
        for (auto const& operation : step.operations)
            if (auto const* create = std::get_if<catalog::Create>(&operation.change); create && fits(*create))
                return true;
    return false;
}

Name const* parent_of(catalog::Object const& object) {
    if (auto const* index = std::get_if<catalog::Index>(&object)) return &index->parent;
    auto const* constraint = std::get_if<catalog::Constraint>(&object);
    return constraint && constraint->has_index() ? &constraint->parent : nullptr;
}

// Operations that make or drop an index know its table, those that alter it do not.
Key without_table(Key key) {
    if (key.kind == Kind::index) key.part.clear();
    return key;
}

// The name of the index that an object is, or has behind it.
Name index_name(Key const& key) { return key.kind == Kind::constraint ? Name{key.name.schema, key.part} : key.name; }

bool detaches_partition(Operation const& operation) {
    auto const* change = std::get_if<catalog::Alter>(&operation.change);
    auto const* before = change ? std::get_if<catalog::TableFacts>(&change->before) : nullptr;
    auto const* after = change ? std::get_if<catalog::TableFacts>(&change->after) : nullptr;
    return before && after && before->bound && !after->bound;
}

} // namespace

bool AttachedIndexes::makes(Key const& key) const {
    return creates(upgrade_, [&](catalog::Create const& create) { return without_table(create.key) == key; });
}

bool AttachedIndexes::makes_index(Name const& index) const {
    return creates(upgrade_, [&](catalog::Create const& create) {
        if (auto const* table = std::get_if<catalog::Table>(&create.after))
            return create.key.name.schema == index.schema && table->constraints.contains(index.name);
        return (create.key.kind == Kind::index || create.key.kind == Kind::constraint) &&
               index_name(create.key) == index;
    });
}

bool AttachedIndexes::holds(catalog::Catalog const& catalog, Operation const& back) {
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* before = change ? parent_of(change->before) : nullptr;
    auto const* after = change ? parent_of(change->after) : nullptr;
    if (!before || !after || before->name.empty() || !after->name.empty()) return false;
    auto const& key = change->key;
    auto const table = key.kind == Kind::constraint ? key.name : catalog.relation(key.name)->table;
    bool const goes_along = makes_index(*before) || makes({Kind::table, table, {}});
    held_.insert_or_assign(key, Held{*before, table, back, goes_along});
    return true;
}

AttachedIndexes::Drop AttachedIndexes::drop(Operation const& back) {
    auto const* change = std::get_if<catalog::Drop>(&back.change);
    auto const found = change ? held_.find(without_table(change->key)) : held_.end();
    if (found == held_.end()) return Drop::alone;
    bool const goes_along = found->second.goes_along;
    held_.erase(found);
    return goes_along ? Drop::along : Drop::impossible;
}

std::vector<Operation> AttachedIndexes::dropped_along(Operation const& back) {
    std::vector<Operation> out;
    auto const* dropped = std::get_if<catalog::Drop>(&back.change);
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    bool const detaches = detaches_partition(back);
    for (auto held = held_.begin(); held != held_.end();) {
        auto const& [key, it] = *held;
        bool const free = detaches && it.table == change->key.name;
        bool const gone = dropped && (dropped->key == Key{Kind::table, it.table, {}} ||
                                      (parent_of(dropped->before) && index_name(dropped->key) == it.parent));
        bool const from_before = gone && !makes(key) && !makes({Kind::table, it.table, {}});
        if (from_before) {
            auto again = key;
            if (again.kind == Kind::index) again.part = it.table.name;
            out.push_back({catalog::Create{again, std::get<catalog::Alter>(it.detaches.change).after}, back.place});
        }
        held = free || from_before ? held_.erase(held) : std::next(held);
    }
    return out;
}

std::vector<Operation> AttachedIndexes::left() const {
    std::vector<Operation> out;
    for (auto const& [key, it] : held_)
        if (!it.goes_along) out.push_back(it.detaches);
    return out;
}

} // namespace migc::replay
