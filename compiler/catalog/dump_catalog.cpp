#include "compiler/catalog/catalog.hpp"
#include "compiler/catalog/dump.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

void append(std::string& out, Key const& key, Object const& object) {
    out += head_of(key) + "\n";
    for (auto const& line : facts_of(object)) out += "  " + line + "\n";
}

std::vector<Name> names_of(Catalog const& catalog, Kind kind) {
    std::vector<Name> out;
    for (auto const& [schema, value] : catalog.schemas())
        for (auto const& name : catalog.names_in(schema, kind)) out.push_back({schema, name});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end()); // overloads share a name
    return out;
}

/// One that a column owns is shown with its table.
bool stands_alone(Catalog const& catalog, Name const& sequence) {
    auto const* relation = catalog.relation(sequence);
    return !relation || relation->part.empty();
}

} // namespace

std::string dump(Catalog const& catalog) {
    std::string out;
    for (auto const& [name, schema] : catalog.schemas()) append(out, {Kind::schema, {{}, name}, {}}, schema);
    for (auto const& [name, extension] : catalog.extensions())
        append(out, {Kind::extension, {{}, name}, {}}, extension);
    for (auto const& name : names_of(catalog, Kind::type))
        if (auto const* type = catalog.type(name)) append(out, {Kind::type, name, {}}, *type);
    for (auto const& name : names_of(catalog, Kind::sequence))
        if (auto const* sequence = catalog.sequence(name); sequence && stands_alone(catalog, name))
            append(out, {Kind::sequence, name, {}}, *sequence);
    for (auto const& name : names_of(catalog, Kind::table))
        if (auto const* table = catalog.table(name)) append(out, {Kind::table, name, {}}, *table);
    for (auto const& name : names_of(catalog, Kind::view))
        if (auto const* view = catalog.view(name)) append(out, {Kind::view, name, {}}, *view);
    for (auto const& name : names_of(catalog, Kind::routine)) {
        auto const* overloads = catalog.routines(name);
        if (!overloads) continue;
        auto sorted = *overloads;
        std::sort(sorted.begin(), sorted.end(),
                  [](auto const& a, auto const& b) { return a.signature() < b.signature(); });
        for (auto const& routine : sorted) append(out, {Kind::routine, name, routine.signature()}, routine);
    }
    for (auto const& [key, object] : catalog.all_named()) append(out, key, object);
    if (catalog.unseen()) out += "seen only in part: an opaque statement has run\n";
    return out;
}

} // namespace migc::catalog
