#include "compiler/ticket/origins.hpp"

#include <algorithm>

namespace migc::ticket {

using catalog::Kind;
using catalog::Name;

namespace {

bool is_relation(Kind kind) { return kind == Kind::table || kind == Kind::view || kind == Kind::sequence; }

} // namespace

std::optional<Name> Origins::relation(Name const& now) const {
    auto const found = relations_.find(now);
    return found == relations_.end() ? now : found->second;
}

std::optional<std::string> Origins::column(Name const& table_now, std::string const& now) const {
    if (!relation(table_now)) return std::nullopt;
    auto const found = columns_.find({table_now, now});
    return found == columns_.end() ? now : found->second;
}

std::optional<std::vector<std::string>> Origins::columns(Name const& table_now,
                                                         std::vector<std::string> const& now) const {
    std::vector<std::string> out;
    for (auto const& name : now) {
        auto const before = column(table_now, name);
        if (!before) return std::nullopt;
        out.push_back(*before);
    }
    return out;
}

bool Origins::holds_before(catalog::Expression const& expression) const {
    return std::all_of(expression.bindings.begin(), expression.bindings.end(), [&](catalog::Binding const& binding) {
        if (others_.contains({binding.kind, binding.object})) return false;
        if (binding.kind != Kind::column && !is_relation(binding.kind)) return true;
        if (relation(binding.object) != binding.object) return false;
        return binding.kind != Kind::column || column(binding.object, binding.column) == binding.column;
    });
}

bool Origins::is_before(catalog::Type const& type) const {
    return !others_.contains({Kind::type, {type.schema, type.name}});
}

std::vector<std::string> const* Origins::made_labels(catalog::Type const& type) const {
    auto const found = labels_.find({type.schema, type.name});
    return found == labels_.end() ? nullptr : &found->second;
}

void Origins::follow(catalog::Operation const& operation) {
    auto const& change = operation.change;
    if (auto const* create = std::get_if<catalog::Create>(&change)) follow(*create);
    if (auto const* rename = std::get_if<catalog::Rename>(&change)) follow(*rename);
    if (auto const* alter = std::get_if<catalog::Alter>(&change)) {
        bool const replaced = alter->key.kind == Kind::routine || alter->key.kind == Kind::type;
        if (replaced) others_.insert({alter->key.kind, alter->key.name});
        auto const* labels = std::get_if<catalog::EnumType>(&alter->after);
        if (labels && labels_.contains(alter->key.name)) labels_[alter->key.name] = labels->labels;
        // A column of another type compares otherwise.
        auto const* before = std::get_if<catalog::Column>(&alter->before);
        if (before && before->type != std::get<catalog::Column>(alter->after).type) changed_.insert(alter->key.name);
    }
    if (auto const* rows = std::get_if<catalog::ChangeRows>(&change)) {
        changed_.insert(rows->tables.begin(), rows->tables.end());
        unseen_ = unseen_ || rows->tables.empty();
    }
    if (std::holds_alternative<catalog::Unseen>(change)) unseen_ = true;
}

void Origins::follow(catalog::Create const& change) {
    auto const& key = change.key;
    if (key.kind == Kind::column)
        columns_[{key.name, key.part}] = std::nullopt;
    else if (is_relation(key.kind))
        relations_[key.name] = std::nullopt;
    else
        others_.insert({key.kind, key.name});
    if (auto const* type = std::get_if<catalog::EnumType>(&change.after)) labels_[key.name] = type->labels;
}

void Origins::follow(catalog::Rename const& change) {
    auto const& from = change.from;
    if (is_relation(from.kind)) {
        rename_relation(from.name, change.to.name);
    } else if (from.kind == Kind::column) {
        columns_[{from.name, change.to.part}] = column(from.name, from.part);
    } else if (from.kind != Kind::constraint && from.kind != Kind::index && from.kind != Kind::trigger) {
        others_.insert({from.kind, change.to.name});
    }
}

void Origins::rename_relation(Name const& from, Name const& to) {
    relations_[to] = relation(from);
    std::map<ColumnKey, std::optional<std::string>> moved;
    for (auto const& [key, before] : columns_)
        if (key.first == from) moved[{to, key.second}] = before;
    for (auto& [key, before] : moved) columns_[key] = before;
    if (changed_.contains(from)) changed_.insert(to);
}

} // namespace migc::ticket
