// What every object may carry: comment, owner, grants.
#include "compiler/emit/sql.hpp"

#include "grammar/quote.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace migc::emit {

namespace {

using catalog::AclItem;
using catalog::Grantable;

enum class Verb : std::uint8_t { revoke, revoke_option, grant, grant_with_option };

using Place = std::pair<std::string, std::string>; // privilege, column

/// The one verb that leads from one state to the other; a plain grant is also what gives a revoked default
/// back. What the owner has by itself keeps standing when its option goes.
std::optional<Verb> verb_between(std::optional<Grantable> before, std::optional<Grantable> after, bool owners) {
    if (before == after) return std::nullopt;
    if (!after && owners && before == Grantable::with_option) return Verb::revoke_option;
    if (!after) return before == Grantable::revoked ? Verb::grant : Verb::revoke;
    switch (*after) {
    case Grantable::plain: return before == Grantable::with_option ? Verb::revoke_option : Verb::grant;
    case Grantable::with_option: return Verb::grant_with_option;
    case Grantable::revoked: return Verb::revoke;
    }
    return std::nullopt;
}

std::string privilege_list(std::set<Place> const& places) {
    std::map<std::string, std::vector<std::string>> columns;
    std::vector<std::string> parts;
    for (auto const& [privilege, column] : places)
        if (column.empty())
            parts.push_back(privilege);
        else
            columns[privilege].push_back(column);
    for (auto const& [privilege, names] : columns) parts.push_back(privilege + " (" + identifiers(names) + ")");
    return joined(parts, ", ");
}

std::string statement(Verb verb, std::string const& role, std::set<Place> const& places, Subject const& subject) {
    auto const what = privilege_list(places) + " on " + subject.grants + " ";
    switch (verb) {
    case Verb::revoke: return "revoke " + what + "from " + role;
    case Verb::revoke_option: return "revoke grant option for " + what + "from " + role;
    case Verb::grant: return "grant " + what + "to " + role;
    case Verb::grant_with_option: return "grant " + what + "to " + role + " with grant option";
    }
    return {};
}

using States = std::map<std::string, std::map<Place, Grantable>>;

States by_role(std::vector<AclItem> const& items) {
    States out;
    for (auto const& item : items) out[item.role][{item.privilege, item.column}] = item.state;
    return out;
}

std::optional<Grantable> state_at(States const& states, std::string const& role, Place const& place) {
    auto const of_role = states.find(role);
    if (of_role == states.end()) return std::nullopt;
    auto const it = of_role->second.find(place);
    return it == of_role->second.end() ? std::nullopt : std::optional(it->second);
}

} // namespace

void write_comment(std::string_view kind, std::string_view name, std::optional<std::string> const& before,
                   std::optional<std::string> const& after, Statements& out) {
    if (before == after) return;
    out.push_back("comment on " + std::string(kind) + " " + std::string(name) + " is " +
                  (after ? quoted_literal(*after) : "null"));
}

void write_grants(Subject const& subject, std::optional<std::string> const& owner, std::vector<AclItem> const& before,
                  std::vector<AclItem> const& after, Statements& out) {
    auto const verb_at = [&](std::string const& role, Place const& place, std::optional<Grantable> old_state,
                             std::optional<Grantable> new_state) {
        return verb_between(old_state, new_state, role == owner && place.second.empty());
    };
    auto old_states = by_role(before);
    auto const new_states = by_role(after);
    // A privilege revoked from the whole table goes from its columns, too (manual: REVOKE, Notes).
    for (auto& [role, places] : old_states) {
        for (auto const& entry : std::map(places)) {
            auto const& lost = entry.first;
            bool const revoked = lost.second.empty() && entry.second != Grantable::revoked &&
                                 verb_at(role, lost, entry.second, state_at(new_states, role, lost)) == Verb::revoke;
            if (!revoked) continue;
            std::erase_if(places, [&](auto const& other) {
                return other.first.first == lost.first && !other.first.second.empty();
            });
        }
    }
    std::map<std::pair<Verb, std::string>, std::set<Place>> groups; // revokes stand first
    for (auto const& [role, places] : old_states)
        for (auto const& [place, state] : places)
            if (auto const verb = verb_at(role, place, state, state_at(new_states, role, place)))
                groups[{*verb, role}].insert(place);
    for (auto const& [role, places] : new_states)
        for (auto const& [place, state] : places)
            if (auto const verb = verb_at(role, place, state_at(old_states, role, place), state))
                groups[{*verb, role}].insert(place);
    for (auto const& [group, places] : groups)
        out.push_back(statement(group.first, role_name(group.second), places, subject));
}

void write_labels(std::string const& subject, std::map<std::string, std::string> const& before,
                  std::map<std::string, std::string> const& after, Statements& out) {
    auto const label = [&](std::string const& provider, std::string const& value) {
        out.push_back("security label " + (provider.empty() ? "" : "for " + quoted_literal(provider) + " ") + "on " +
                      subject + " is " + value);
    };
    for (auto const& [provider, value] : before)
        if (!after.contains(provider)) label(provider, "null");
    for (auto const& [provider, value] : after) {
        auto const old = before.find(provider);
        if (old == before.end() || old->second != value) label(provider, quoted_literal(value));
    }
}

void write_extensions(std::string const& subject, std::vector<std::string> const& before,
                      std::vector<std::string> const& after, Statements& out) {
    auto const among = [](std::vector<std::string> const& list, std::string const& name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (auto const& name : before)
        if (!among(after, name))
            out.push_back("alter " + subject + " no depends on extension " + quoted_identifier(name));
    for (auto const& name : after)
        if (!among(before, name))
            out.push_back("alter " + subject + " depends on extension " + quoted_identifier(name));
}

void write_common(Subject const& subject, catalog::Common const& before, catalog::Common const& after,
                  Statements& out) {
    write_comment(subject.kind, subject.name, before.comment, after.comment, out);
    if (after.owner && before.owner != after.owner)
        out.push_back("alter " + subject.kind + " " + subject.name + " owner to " + role_name(*after.owner));
    write_grants(subject, after.owner, before.acl, after.acl, out);
    auto const object = subject.kind + " " + subject.name;
    write_labels(object, before.labels, after.labels, out);
    if (before.member_of == after.member_of) return;
    if (!before.member_of.empty())
        out.push_back("alter extension " + quoted_identifier(before.member_of) + " drop " + object);
    if (!after.member_of.empty())
        out.push_back("alter extension " + quoted_identifier(after.member_of) + " add " + object);
}

} // namespace migc::emit
