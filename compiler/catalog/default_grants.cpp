#include "compiler/catalog/default_grants.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

// As ALTER DEFAULT PRIVILEGES says it; empty for what it does not reach.
std::string_view objects_of(Kind kind) {
    switch (kind) {
    case Kind::table:
    case Kind::view: return "tables";
    case Kind::sequence: return "sequences";
    case Kind::routine: return "functions";
    case Kind::type: return "types";
    case Kind::schema: return "schemas";
    case Kind::extension:
    case Kind::column:
    case Kind::constraint:
    case Kind::index:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule:
    case Kind::named: return {};
    }
    return {};
}

} // namespace

std::vector<AclItem> default_grants(Catalog const& catalog, std::optional<std::string> const& role, Key const& key) {
    std::vector<AclItem> out;
    auto const objects = objects_of(key.kind);
    if (objects.empty()) return out;
    for (auto const& [each, object] : catalog.all_named()) {
        bool const fits = each.named == NamedKind::default_privileges && each.part == objects &&
                          (each.name.schema.empty() || each.name.schema == key.name.schema) &&
                          (each.name.name.empty() || each.name.name == role);
        if (!fits) continue;
        for (auto const& item : object.common.acl) {
            bool const there = std::any_of(out.begin(), out.end(), [&](AclItem const& other) {
                return other.role == item.role && other.privilege == item.privilege;
            });
            if (!there) out.push_back(item);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace migc::catalog
