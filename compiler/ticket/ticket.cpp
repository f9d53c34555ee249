#include "compiler/ticket/ticket.hpp"

#include "compiler/catalog/reversal.hpp"

#include <algorithm>

namespace migc::ticket {

using catalog::Kind;
using catalog::Name;

namespace {

bool holds_rows(Kind kind) { return kind == Kind::table || kind == Kind::view || kind == Kind::sequence; }

void add(std::map<Name, Impact>& out, Presence const& presence, Name const& relation, Lock lock, Rows rows) {
    if (relation.name.empty() || lock == Lock::none || presence.is_new(relation)) return;
    auto& impact = out[relation];
    // What is not known is no stronger than the strongest that is.
    if (impact.lock == Lock::none || impact.lock == Lock::unknown || (lock != Lock::unknown && lock > impact.lock))
        impact.lock = lock;
    impact.rows.insert(rows);
}

void add(std::map<Name, Impact>& out, Presence const& presence, Effect const& effect) {
    auto const& facts = info(effect.kind);
    add(out, presence, effect.relation, facts.lock, facts.rows);
    for (auto const& other : effect.others) add(out, presence, other, facts.others, Rows::untouched);
}

// Values of these go when the operation runs.
std::vector<Name> loses_values(catalog::Operation const& operation) {
    if (catalog::loss_of(operation).empty()) return {};
    if (auto const* rows = std::get_if<catalog::ChangeRows>(&operation.change)) return rows->tables;
    auto const* drop = std::get_if<catalog::Drop>(&operation.change);
    auto const* alter = std::get_if<catalog::Alter>(&operation.change);
    auto const* key = drop ? &drop->key : alter ? &alter->key : nullptr;
    bool const of_table = key && (key->kind == Kind::table || key->kind == Kind::column || key->kind == Kind::sequence);
    return of_table ? std::vector{key->name} : std::vector<Name>();
}

} // namespace

std::vector<RevisionActs const*> in_order(Ticket const& ticket, Way way) {
    std::vector<RevisionActs const*> out;
    for (auto const& revision : ticket.revisions) out.push_back(&revision);
    if (way == Way::down) std::reverse(out.begin(), out.end());
    return out;
}

std::vector<Act> const& acts_of(RevisionActs const& revision, Way way) {
    return way == Way::up ? revision.upgrade : revision.downgrade;
}

void Presence::follow(catalog::Operation const& operation) {
    if (auto const* create = std::get_if<catalog::Create>(&operation.change);
        create && holds_rows(create->key.kind) && !create->may_have_existed)
        made_.insert(create->key.name);
    auto const* rename = std::get_if<catalog::Rename>(&operation.change);
    if (rename && holds_rows(rename->from.kind) && made_.erase(rename->from.name) > 0) made_.insert(rename->to.name);
}

std::map<Name, Impact> impacts(Ticket const& ticket, Way way) {
    std::map<Name, Impact> out;
    Presence presence;
    for (auto const* revision : in_order(ticket, way))
        for (auto const& act : acts_of(*revision, way)) {
            for (auto const& effect : act.effects) add(out, presence, effect);
            for (auto const& event : act.events) {
                for (auto const& effect : event.effects) add(out, presence, effect);
                presence.follow(event.operation);
            }
        }
    return out;
}

std::set<Name> destroyed(Ticket const& ticket, Way way) {
    std::set<Name> out;
    Presence presence;
    for (auto const* revision : in_order(ticket, way))
        for (auto const& act : acts_of(*revision, way))
            for (auto const& event : act.events) {
                for (auto const& table : loses_values(event.operation))
                    if (!presence.is_new(table)) out.insert(table);
                presence.follow(event.operation);
            }
    return out;
}

bool has_act_outside(Ticket const& ticket) {
    return std::any_of(ticket.revisions.begin(), ticket.revisions.end(), [](RevisionActs const& revision) {
        return std::any_of(revision.upgrade.begin(), revision.upgrade.end(),
                           [](Act const& act) { return act.outside; });
    });
}

chain::Revision const& revision_of(Ticket const& ticket, RevisionActs const& acts) {
    return ticket.input.chain[acts.revision];
}

std::vector<std::string> tickets_of(Ticket const& ticket, RevisionActs const& acts) {
    std::vector<std::string> out;
    for (auto const& each : ticket.input.file(acts.revision).revision.tickets) out.push_back(each.value);
    return out;
}

} // namespace migc::ticket
