#include "compiler/catalog/type_uses.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

bool is(Type const& type, Name const& name) { return type.schema == name.schema && type.name == name.name; }

// The column that the key stands for, when it is of the type itself: a default may mention the type, too.
Column const* column_of(Catalog const& catalog, Key const& key, Name const& type) {
    auto const* table = key.kind == Kind::column ? catalog.table(key.name) : nullptr;
    auto const* column = table ? table->column(key.part) : nullptr;
    return column && is(column->type, type) ? column : nullptr;
}

// Those of a range's multirange, too: it holds the same values.
std::vector<Key> dependants_of_type(Catalog const& catalog, Name const& type) {
    auto out = catalog.dependants({Kind::type, type, {}});
    if (auto const* range = catalog.range(type)) {
        auto const more = catalog.dependants({Kind::type, range->multirange.name, {}});
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

} // namespace

std::optional<Key> holder_of_values(Catalog const& catalog, Name const& type) {
    for (auto const& key : dependants_of_type(catalog, type)) {
        if (key.kind == Kind::view) return key;
        auto const* range = catalog.range(type);
        if (column_of(catalog, key, type) || (range && column_of(catalog, key, range->multirange.name))) return key;
        if (key.kind != Kind::type) continue;
        if (auto const holder = holder_of_values(catalog, key.name)) return holder;
    }
    return std::nullopt;
}

std::optional<Key> holder_of_nested_values(Catalog const& catalog, Name const& domain) {
    for (auto const& key : catalog.dependants({Kind::type, domain, {}})) {
        if (auto const* column = column_of(catalog, key, domain)) {
            if (column->type.array) return key;
            if (auto const holder = holder_of_values(catalog, key.name)) return holder;
        }
        if (key.kind != Kind::type) continue;
        auto const* over = catalog.domain(key.name);
        bool const plain = over && is(over->base, domain) && !over->base.array;
        auto const holder = plain ? holder_of_nested_values(catalog, key.name) : holder_of_values(catalog, key.name);
        if (holder) return holder;
    }
    return std::nullopt;
}

bool brings_values(Catalog const& catalog, Type const& type) {
    auto const* domain = type.array ? nullptr : catalog.domain({type.schema, type.name});
    if (!domain) return false;
    return domain->default_value || domain->not_null || !domain->checks.empty() || brings_values(catalog, domain->base);
}

bool is_made_of(Catalog const& catalog, Type const& type, Name const& other) {
    if (is(type, other)) return true;
    Name const name{type.schema, type.name};
    auto const any = [&](auto const& parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](auto const& each) { return is_made_of(catalog, each.type, other); });
    };
    if (auto const* domain = catalog.domain(name)) return is_made_of(catalog, domain->base, other);
    if (auto const* range = catalog.range(name)) return is_made_of(catalog, range->subtype, other);
    if (auto const* composite = catalog.composite(name)) return any(composite->attributes);
    auto const* table = catalog.table(name);
    return table && any(table->columns);
}

} // namespace migc::catalog
