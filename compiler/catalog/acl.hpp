// Grants of one object as departures from what its kind gives by itself: GRANT and REVOKE over a list of AclItem.
#pragma once

#include "compiler/catalog/objects.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::catalog {

/// The privileges that `all` stands for; of a view those of a table. `of_columns`: those a column can have.
std::vector<std::string_view> privileges_of(Kind kind, bool of_columns, int server_version);

struct GrantChange {
    std::string role;
    std::string privilege;
    std::string column; // empty: the whole object
    bool revoke = false;
    bool option = false; // WITH GRANT OPTION, or GRANT OPTION FOR
};

/// What `common` is after the change. Revoking what nobody granted changes nothing, unless everybody has it (EXECUTE,
/// USAGE of a type) or the known owner does; revoking a privilege of a table takes it from its columns, too.
/// Manual: GRANT; REVOKE, Notes.
void apply(Common& common, Kind kind, GrantChange const& change);

} // namespace migc::catalog
