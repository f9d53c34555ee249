#include "compiler/catalog/acl.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

struct PrivilegeRow {
    Kind kind;
    std::string_view name;
    bool of_columns;
    bool of_public;
    int since;
};
constexpr PrivilegeRow rows[] = {
#define PRIVILEGE(kind, name, of_columns, of_public, since) {Kind::kind, name, of_columns, of_public, since},
#include "compiler/catalog/privileges.def"
#undef PRIVILEGE
};

Kind listed_kind(Kind kind) { return kind == Kind::view ? Kind::table : kind; }

bool is_default(Common const& common, Kind kind, GrantChange const& change) {
    if (!change.column.empty()) return false;
    if (common.owner && change.role == *common.owner) return true;
    if (change.role != "public") return false;
    return std::any_of(std::begin(rows), std::end(rows), [&](PrivilegeRow const& row) {
        return row.kind == listed_kind(kind) && row.name == change.privilege && row.of_public;
    });
}

void grant(Common& common, std::vector<AclItem>::iterator found, bool by_default, GrantChange const& change) {
    bool const listed = found != common.acl.end();
    if (by_default && listed && !change.option) {
        if (found->state == Grantable::revoked) common.acl.erase(found);
    } else if (by_default && !change.option) {
        return;
    } else if (!listed) {
        common.acl.push_back(
            {change.role, change.privilege, change.column, change.option ? Grantable::with_option : Grantable::plain});
    } else if (change.option) {
        found->state = Grantable::with_option;
    }
}

void revoke(Common& common, std::vector<AclItem>::iterator found, bool by_default, GrantChange const& change) {
    bool const listed = found != common.acl.end();
    bool const with_option = listed && found->state == Grantable::with_option;
    if (change.option) {
        if (with_option && by_default) common.acl.erase(found);
        if (with_option && !by_default) found->state = Grantable::plain;
        return;
    }
    if (by_default && listed) {
        found->state = Grantable::revoked;
    } else if (by_default) {
        common.acl.push_back({change.role, change.privilege, {}, Grantable::revoked});
    } else if (listed) {
        common.acl.erase(found);
    }
    if (change.column.empty())
        std::erase_if(common.acl, [&](AclItem const& item) {
            return item.role == change.role && item.privilege == change.privilege && !item.column.empty();
        });
}

} // namespace

std::vector<std::string_view> privileges_of(Kind kind, bool of_columns, int server_version) {
    std::vector<std::string_view> out;
    for (auto const& row : rows)
        if (row.kind == listed_kind(kind) && row.since <= server_version && (row.of_columns || !of_columns))
            out.push_back(row.name);
    return out;
}

void apply(Common& common, Kind kind, GrantChange const& change) {
    auto const found = std::find_if(common.acl.begin(), common.acl.end(), [&](AclItem const& item) {
        return item.role == change.role && item.privilege == change.privilege && item.column == change.column;
    });
    bool const by_default = is_default(common, kind, change);
    if (change.revoke)
        revoke(common, found, by_default, change);
    else
        grant(common, found, by_default, change);
    std::sort(common.acl.begin(), common.acl.end());
}

} // namespace migc::catalog
