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

std::vector<Key> objects(Catalog const& catalog) {
    std::vector<Key> out;
    for (auto const& [key, object] : catalog.all_named()) // owners and grants name roles
        if (key.named == NamedKind::role) out.push_back(key);
    for (auto const& [name, schema] : catalog.schemas()) out.push_back({Kind::schema, {{}, name}, {}});
    for (auto const& [name, extension] : catalog.extensions()) out.push_back({Kind::extension, {{}, name}, {}});
    for (auto const kind : {Kind::type, Kind::sequence, Kind::table, Kind::view})
        for (auto const& name : names_of(catalog, kind))
            if (kind != Kind::sequence || stands_alone(catalog, name)) out.push_back({kind, name, {}});
    for (auto const& name : names_of(catalog, Kind::routine)) {
        std::vector<std::string> signatures;
        for (auto const& routine : *catalog.routines(name)) signatures.push_back(routine.signature());
        std::sort(signatures.begin(), signatures.end());
        for (auto& signature : signatures) out.push_back({Kind::routine, name, std::move(signature)});
    }
    for (auto const& [key, object] : catalog.all_named())
        if (key.named != NamedKind::role) out.push_back(key);
    return out;
}

std::string dump(Catalog const& catalog) {
    std::string out;
    for (auto const& key : objects(catalog)) append(out, key, *catalog.value(key));
    if (catalog.unseen()) out += "seen only in part: an opaque statement has run\n";
    return out;
}

} // namespace migc::catalog
