// ALTER … OWNER TO. Owners are known only from here on (RULINGS 23). Manual: ALTER TABLE and its like, OWNER TO.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

void change_owner(Context& context, Key const& key, std::string owner) {
    auto before = *alterable(context.catalog, key);
    auto after = before;
    auto& common = *common_of(after);
    // What the old owner was granted or denied is the new one's (src/backend/utils/adt/acl.c, aclnewowner).
    if (common.owner)
        for (auto& item : common.acl)
            if (item.role == *common.owner) item.role = owner;
    std::sort(common.acl.begin(), common.acl.end());
    common.acl.erase(std::unique(common.acl.begin(), common.acl.end()), common.acl.end());
    common.owner = std::move(owner);
    alter(context, key, std::move(before), std::move(after));
}

bool follows_its_table(Catalog const& catalog, Key const& key) {
    return key.kind == Kind::sequence && !catalog.relation(key.name)->table.name.empty();
}

} // namespace

void perform(Context& context, ast::AlterOwner const& statement) {
    auto const key = find_object(context, statement.object, statement.if_exists, RelationMatch::relations);
    if (!key) return;
    if (follows_its_table(context.catalog, *key)) {
        auto const* table = context.catalog.table(context.catalog.relation(key->name)->table);
        if (table && table->facts.common.owner == statement.owner.text) return; // is its owner already
        context.error(Code::bad_definition, statement.object.span,
                      fmt::format("{} belongs to table `{}` and has its owner", context.shown(*key),
                                  context.shown(context.catalog.relation(key->name)->table)),
                      "change the owner of the table");
        return;
    }
    if (key->kind == Kind::type && context.catalog.range_of(key->name) && context.target.server_version >= 17) {
        context.error(Code::wrong_kind, statement.object.span,
                      fmt::format("{} has the owner of its range type", context.shown(*key)),
                      "change the owner of the range type");
        return;
    }
    auto const object = alterable(context.catalog, *key);
    auto copy = *object;
    bool const unowned = key->kind == Kind::named && !facts_of(key->named).owned;
    if (!common_of(copy) || key->kind == Kind::extension || unowned) {
        context.error(Code::wrong_kind, statement.object.span,
                      fmt::format("{} has no owner of its own", context.shown(*key)), "remove the statement");
        return;
    }
    change_owner(context, *key, std::string(statement.owner.text));
}

} // namespace migc::catalog
