#include "compiler/catalog/extension_parts.hpp"

#include "compiler/catalog/common.hpp"

namespace migc::catalog {

namespace {

Common const* common_at(std::optional<Object>& value) { return value ? common_of(*value) : nullptr; }

} // namespace

std::string extension_of(Catalog const& catalog, Key const& key) {
    auto value = alterable(catalog, key);
    auto const* common = common_at(value);
    return common ? common->member_of : std::string();
}

std::vector<Key> members_of(Catalog const& catalog, std::string const& extension) {
    std::vector<Key> out;
    auto const add = [&](Key const& key) {
        if (extension_of(catalog, key) == extension) out.push_back(key);
    };
    for (auto const& [name, schema] : catalog.schemas()) {
        for (auto const& key : catalog.contents(name)) add(key);
        add({Kind::schema, {{}, name}, {}});
    }
    for (auto const& [key, object] : catalog.all_named())
        if (key.name.schema.empty()) add(key);
    return out;
}

void release_member(Context& context, Key const& key) {
    auto before = *alterable(context.catalog, key);
    auto after = before;
    common_of(after)->member_of.clear();
    if (before != after) context.perform(Alter{key, std::move(before), std::move(after), {}}, true);
}

std::vector<std::string>* extensions_of(Object& object) {
    if (auto* routine = std::get_if<Routine>(&object)) return &routine->extensions;
    if (auto* trigger = std::get_if<Trigger>(&object)) return &trigger->extensions;
    if (auto* index = std::get_if<Index>(&object)) return &index->extensions;
    auto* view = std::get_if<View>(&object);
    return view && view->stored ? &view->stored->extensions : nullptr;
}

} // namespace migc::catalog
