// Roles and who is a member of which. Roles belong to the cluster: one that no revision has made may exist
// all the same (RULINGS 12). Manual: CREATE ROLE, ALTER ROLE, GRANT, 22 "Database Roles".
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/properties.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/replay_named.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

Named membership(std::string_view role, std::string_view member) {
    Named out;
    out.kind = NamedKind::membership;
    out.name = {{}, std::string(role)};
    out.place = member;
    return out;
}

// Granting again what is granted changes its options alone.
void join(Context& context, std::string_view role, std::string_view member,
          std::map<std::string, Expression> const& options) {
    auto wanted = membership(role, member);
    auto const key = wanted.key();
    auto const* existing = context.catalog.named(key);
    if (!existing) {
        wanted.properties = options;
        context.perform(Create{key, std::move(wanted)});
        return;
    }
    auto const before = *existing;
    auto after = before;
    for (auto const& [name, value] : options) after.properties.insert_or_assign(name, value);
    alter(context, key, before, std::move(after));
}

void check_loop(Context& context, ast::Identifier const& role, ast::Identifier const& member) {
    std::vector<std::string> to_see{std::string(role.text)};
    for (std::size_t i = 0; i < to_see.size(); ++i) {
        if (to_see[i] == member.text) {
            context.error(Code::bad_definition, member.span,
                          fmt::format("role `{}` is a member of role `{}`", role.text, member.text),
                          "remove one of the two grants");
            return;
        }
        for (auto const& [key, object] : context.catalog.all_named())
            if (key.named == NamedKind::membership && key.part == to_see[i] &&
                std::find(to_see.begin(), to_see.end(), key.name.name) == to_see.end())
                to_see.push_back(key.name.name);
    }
}

bool is_word(ast::Identifier const& role) {
    return role.text == "current_user" || role.text == "session_user" || role.text == "current_role" ||
           role.text == "public";
}

Expression text(std::string value) { return {std::move(value), {}, false}; }

} // namespace

void create_role(Context& context, ast::CreateNamed const& statement) {
    Named role;
    role.kind = NamedKind::role;
    role.name = {{}, std::string(statement.object.name.name.text)};
    auto const key = role.key();
    if (is_word(statement.object.name.name) || role.name.name.starts_with("pg_")) {
        context.error(Code::bad_definition, statement.object.span,
                      fmt::format("role name `{}` is reserved", role.name.name), "choose another name");
        return;
    }
    if (context.catalog.named(key)) {
        duplicate(context, key, statement.object.span);
        return;
    }
    for (auto const& part : statement.parts)
        if (part.label == "login") role.properties.emplace("attribute login", text("login"));
    PropertyReader(context, role).altered(statement.parts, statement.definition);
    if (context.failed()) return;
    auto const name = role.name.name;
    context.perform(Create{key, std::move(role)});
    for (auto const& part : statement.parts) {
        if (part.label == "in role") join(context, word_in(context, part.tokens), name, {});
        if (part.label == "member") join(context, name, word_in(context, part.tokens), {});
        if (part.label == "admin") join(context, name, word_in(context, part.tokens), {{"admin", text("option")}});
    }
}

void alter_role(Context& context, ast::AlterNamed const& statement) {
    auto const has = [&](std::string_view label) {
        return std::any_of(statement.parts.begin(), statement.parts.end(),
                           [&](ast::Part const& part) { return part.label == label; });
    };
    if (has("add user") || has("drop user")) {
        for (auto const& part : statement.parts) {
            if (part.label != "member") continue;
            auto const member = word_in(context, part.tokens);
            auto const key = membership(statement.object.name.name.text, member).key();
            if (has("add user"))
                join(context, statement.object.name.name.text, member, {});
            else if (auto const* existing = context.catalog.named(key))
                context.perform(Drop{key, *existing});
            else
                context.perform(Unseen{fmt::format("{} from outside the chain", context.shown(key))});
        }
        return;
    }
    bool const of_all = statement.object.name.name.text.empty();
    if (of_all) {
        context.perform(Unseen{"a setting of all roles"});
        return;
    }
    auto const key = find_named(context, statement.object, false);
    if (!key) return;
    auto const before = *context.catalog.named(*key);
    auto after = before;
    PropertyReader(context, after).altered(statement.parts, statement.change);
    if (!context.failed()) alter(context, *key, before, std::move(after));
}

void perform(Context& context, ast::GrantRole const& statement) {
    for (auto const& role : statement.roles) {
        for (auto const& member : statement.members) {
            auto const key = membership(role.text, member.text).key();
            if (!statement.revoke) {
                check_loop(context, role, member);
                if (context.failed()) return;
                std::map<std::string, Expression> options;
                for (auto const& option : statement.options) {
                    bool const older = context.target.server_version < 16;
                    auto const value = normalised(context, option.tokens);
                    if (older && (option.label != "admin" || value != "option"))
                        needs_version(context, fmt::format("`with {} {}`", option.label, value), 16, statement.span);
                    options.emplace(option.label, text(value == "true" ? "option" : value));
                }
                join(context, role.text, member.text, options);
                continue;
            }
            auto const* existing = context.catalog.named(key);
            if (!existing) {
                context.perform(Unseen{fmt::format("{} from outside the chain", context.shown(key))});
            } else if (statement.option_for) {
                auto after = *existing;
                after.properties.erase(std::string(statement.option_for->text));
                alter(context, key, *existing, std::move(after));
            } else {
                context.perform(Drop{key, *existing});
            }
        }
    }
}

} // namespace migc::catalog
