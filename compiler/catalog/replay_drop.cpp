// DROP of every kind that the catalog keeps. Manual: the DROP pages, and 5.14 "Dependency Tracking".
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/extension_parts.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// The index of a constraint goes with the constraint alone.
bool is_index_of_constraint(Context& context, ast::ObjectName const& object, Key const& key) {
    if (object.kind != ast::ObjectKind::index || key.kind != Kind::constraint) return false;
    needed_by(context, fmt::format("index `{}`", key.part), {key}, object.span,
              fmt::format("write `alter table {} drop constraint {}`", context.shown(key.name), key.part));
    return true;
}

// What says something about a schema goes with it without being asked: default privileges, its place in publications.
void drop_mentions(Context& context, Key const& schema) {
    auto const named = context.catalog.all_named();
    for (auto const& [key, object] : named) {
        if (key.named == NamedKind::default_privileges && key.name.schema == schema.name.name)
            context.perform(Drop{key, object}, true);
        if (key.named != NamedKind::publication || !object.properties.contains("schema " + schema.name.name)) continue;
        auto after = object;
        after.properties.erase("schema " + schema.name.name);
        context.perform(Alter{key, object, std::move(after), {}}, true);
    }
}

void add_users(std::vector<Key>& out, Key const& key, Common const& common, std::string const& role) {
    bool const granted =
        std::any_of(common.acl.begin(), common.acl.end(), [&](AclItem const& item) { return item.role == role; });
    if (granted || common.owner == role) out.push_back(key);
}

// Whoever names the role: an owner, a grant, a policy, a user mapping (manual 22.4).
std::vector<Key> users_of_role(Catalog const& catalog, std::string const& role) {
    std::vector<Key> out;
    for (auto const& [name, schema] : catalog.schemas()) {
        add_users(out, {Kind::schema, {{}, name}, {}}, schema.common, role);
        for (auto const& key : catalog.contents(name)) {
            auto value = catalog.value(key);
            if (auto const* common = common_of(*value)) add_users(out, key, *common, role);
            auto const* table = std::get_if<Table>(&*value);
            if (!table) continue;
            for (auto const& [policy_name, policy] : table->policies)
                if (std::find(policy.roles.begin(), policy.roles.end(), role) != policy.roles.end())
                    out.push_back({Kind::policy, key.name, policy_name});
        }
    }
    for (auto const& [key, object] : catalog.all_named()) {
        bool const by_name = (key.named == NamedKind::user_mapping || key.named == NamedKind::default_privileges) &&
                             key.name.name == role;
        if (by_name)
            out.push_back(key);
        else if (!facts_of(key.named).in_schema)
            add_users(out, key, object.common, role);
    }
    return out;
}

void drop_role(Context& context, Key const& key, Span span) {
    auto const users = users_of_role(context.catalog, key.name.name);
    if (!users.empty()) {
        needed_by(context, context.shown(key), users, span, "give them another owner and revoke the grants first");
        return;
    }
    auto const named = context.catalog.all_named();
    for (auto const& [other, object] : named) {
        bool const member =
            other.named == NamedKind::membership && (other.name.name == key.name.name || other.part == key.name.name);
        if (member) context.perform(Drop{other, object}, true);
    }
    context.perform(Drop{key, *context.catalog.named(key)});
}

bool keeps_slot(Context& context, Key const& key, Span span) {
    auto const& properties = context.catalog.named(key)->properties;
    auto const slot = properties.find("parameter slot_name");
    if (slot != properties.end() && slot->second.text == "none") return false;
    context.error(Code::not_in_transaction, span,
                  fmt::format("{} has a replication slot, with which it cannot be dropped inside a transaction",
                              context.shown(key)),
                  "disable it and `set (slot_name = none)` first");
    return true;
}

// DROP FUNCTION does not take aggregates, though every other statement does.
bool is_aggregate(Context& context, ast::ObjectName const& object, Key const& key) {
    if (object.kind != ast::ObjectKind::function || key.kind != Kind::routine) return false;
    if (!context.catalog.routine(key.name, key.part)->aggregate) return false;
    context.error(Code::wrong_kind, object.span, fmt::format("{} is not a function", context.shown(key)),
                  "write `drop aggregate`");
    return true;
}

void drop_schema(Context& context, Key const& key, bool cascade, Span span) {
    if (auto const extension = extension_of(context.catalog, key); !extension.empty()) {
        needed_by(context, context.shown(key), {{Kind::extension, {{}, extension}, {}}}, span,
                  fmt::format("write `alter extension {} drop …` first", extension));
        return;
    }
    auto contents = context.catalog.contents(key.name.name);
    add_keys(contents, context.catalog.ranges_that_reach_into(key.name.name));
    for (auto const& [name, extension] : context.catalog.extensions())
        if (extension.schema == key.name.name) contents.push_back({Kind::extension, {{}, name}, {}});
    if (!contents.empty() && !cascade) {
        needed_by(context, context.shown(key), contents, span, "drop what is in it first, or add `cascade`");
        return;
    }
    for (auto const& each : contents) drop_object(context, each, true, span, {});
    if (context.failed()) return;
    drop_mentions(context, key);
    context.perform(Drop{key, *context.catalog.value(key)});
}

// Manual: DROP INDEX.
bool may_drop_concurrently(Context& context, ast::Drop const& statement) {
    auto const refuse = [&](std::string_view what, std::string help) {
        context.error(Code::bad_definition, statement.span, fmt::format("`concurrently` {}", what), std::move(help));
        return false;
    };
    if (statement.names.size() > 1) return refuse("with several indexes", "write a statement for each");
    if (statement.cascade) return refuse("beside `cascade`", "remove one of them");
    auto const index = context.find_relation(statement.names.front().name);
    auto const* relation = index ? context.catalog.relation(*index) : nullptr;
    auto const* table = relation && relation->kind == Kind::index ? context.catalog.table(relation->table) : nullptr;
    if (table && table->partitioned) return refuse("with the index of a partitioned table", "remove `concurrently`");
    return true;
}

} // namespace

void perform(Context& context, ast::Drop const& statement) {
    if (statement.concurrently && !may_drop_concurrently(context, statement)) return;
    std::vector<Key> keys;
    std::set<Key> named;
    for (auto const& object : statement.names) {
        auto key = find_object(context, object, statement.if_exists);
        if (!key || is_index_of_constraint(context, object, *key) || is_aggregate(context, object, *key)) continue;
        if (named.insert(*key).second) keys.push_back(std::move(*key));
    }
    if (context.failed()) return;
    for (auto const& key : keys) {
        if (key.named == NamedKind::subscription && keeps_slot(context, key, statement.span)) return;
        if (key.named == NamedKind::role)
            drop_role(context, key, statement.span);
        else if (key.kind == Kind::schema)
            drop_schema(context, key, statement.cascade, statement.span);
        else
            drop_object(context, key, statement.cascade, statement.span, named);
        if (context.failed()) return;
    }
}

} // namespace migc::catalog
