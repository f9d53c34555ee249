// What happened between two values of a domain or a composite type: the writer, reversal and comparison must
// agree on whether a part got another name. Of enum labels: enum_labels.hpp.
#pragma once

#include "compiler/catalog/objects.hpp"

#include <utility>

namespace migc::catalog {

using RenamedPart = std::optional<std::pair<std::string, std::string>>;

/// Old and new name when one attribute got another and nothing else of it changed.
inline RenamedPart renamed_attribute(CompositeType const& before, CompositeType const& after) {
    if (before.attributes.size() != after.attributes.size()) return std::nullopt;
    RenamedPart out;
    for (std::size_t i = 0; i < before.attributes.size(); ++i) {
        auto renamed = before.attributes[i];
        if (renamed.name == after.attributes[i].name) continue;
        renamed.name = after.attributes[i].name;
        bool const moved = before.attribute(renamed.name) || after.attribute(before.attributes[i].name);
        if (out || moved || renamed != after.attributes[i]) return std::nullopt;
        out.emplace(before.attributes[i].name, renamed.name);
    }
    return out;
}

/// The same for a check.
inline RenamedPart renamed_check(Domain const& before, Domain const& after) {
    if (before.checks.size() != after.checks.size()) return std::nullopt;
    DomainCheck const* from = nullptr;
    DomainCheck const* to = nullptr;
    for (auto const& [name, check] : before.checks)
        if (!after.checks.contains(name)) {
            if (from) return std::nullopt;
            from = &check;
        }
    for (auto const& [name, check] : after.checks)
        if (!before.checks.contains(name)) to = &check;
    if (!from || !to) return std::nullopt;
    auto renamed = *from;
    renamed.name = to->name;
    return renamed == *to ? RenamedPart({from->name, to->name}) : std::nullopt;
}

} // namespace migc::catalog
