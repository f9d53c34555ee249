#include "compiler/ticket/needs.hpp"

#include "compiler/catalog/reversal.hpp"
#include "compiler/catalog/words.hpp"
#include "compiler/emit/version_table.hpp"
#include "compiler/plan/needed_rights.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

using catalog::Kind;
using catalog::Name;

namespace {

// Calls visit(operation, presence) with each operation of the upgrade, in order.
template <class Visit>
void each_operation(Ticket const& ticket, Visit const& visit) {
    Presence presence;
    for (auto const& revision : ticket.revisions)
        for (auto const& act : revision.upgrade)
            for (auto const& event : act.events) {
                visit(event, presence);
                presence.follow(event.operation);
            }
}

std::string listed(std::set<Name> const& names, std::string_view home) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "`" : ", `") + catalog::shown(name, home) + "`";
    return out;
}

std::string listed(std::set<std::string> const& names) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "`" : ", `") + name + "`";
    return out;
}

bool stands_in_schema(Kind kind) {
    return kind == Kind::table || kind == Kind::view || kind == Kind::sequence || kind == Kind::type ||
           kind == Kind::routine || kind == Kind::index;
}

struct Rights {
    std::set<Name> owned;
    std::set<Name> written;
    std::set<Name> referenced;
    std::set<std::string> creates_in;
    std::set<std::string> owners;
    bool database = false;
};

void note_owner(catalog::Alter const& change, Rights& out) {
    auto const note = [&](catalog::Common const& before, catalog::Common const& after) {
        if (after.owner && before.owner != after.owner) out.owners.insert(*after.owner);
    };
    if (auto const* facts = std::get_if<catalog::TableFacts>(&change.before))
        note(facts->common, std::get<catalog::TableFacts>(change.after).common);
    if (auto const* view = std::get_if<catalog::View>(&change.before))
        note(view->common, std::get<catalog::View>(change.after).common);
    if (auto const* routine = std::get_if<catalog::Routine>(&change.before))
        note(routine->common, std::get<catalog::Routine>(change.after).common);
}

void note_rights(Event const& event, Presence const& presence, Rights& out) {
    auto const& change = event.operation.change;
    if (auto const* rows = std::get_if<catalog::ChangeRows>(&change)) {
        for (auto const& table : rows->tables)
            if (!presence.is_new(table)) out.written.insert(table);
        return;
    }
    if (auto const* create = std::get_if<catalog::Create>(&change)) {
        if (stands_in_schema(create->key.kind)) out.creates_in.insert(create->key.name.schema);
        out.database = out.database || create->key.kind == Kind::schema || create->key.kind == Kind::extension;
    }
    if (auto const* alter = std::get_if<catalog::Alter>(&change)) note_owner(*alter, out);
    for (auto const& effect : event.effects) {
        bool const granted = effect.kind == EffectKind::create_relation || effect.kind == EffectKind::add_foreign_key ||
                             effect.kind == EffectKind::add_foreign_key_not_valid;
        if (granted)
            for (auto const& other : effect.others)
                if (!presence.is_new(other)) out.referenced.insert(other);
        bool const by_owner = !effect.relation.name.empty() && effect.kind != EffectKind::unknown;
        if (by_owner && !presence.is_new(effect.relation)) out.owned.insert(effect.relation);
    }
}

} // namespace

Needs needs_of(Ticket const& ticket) {
    auto const& target = ticket.target;
    auto const& home = target.schema;
    Needs out;
    Rights rights;
    each_operation(ticket, [&](Event const& event, Presence const& presence) {
        note_rights(event, presence, rights);
        auto const* create = std::get_if<catalog::Create>(&event.operation.change);
        if (create && create->key.kind == Kind::extension)
            out.extensions.push_back(
                fmt::format("`{}`, installed on the server; creating it needs {}", create->key.name.name,
                            target.server_version < 13
                                ? "a superuser" // RULINGS 23
                                : "CREATE on the database where it is trusted, a superuser where it is not"));
        bool const of_new = std::all_of(event.effects.begin(), event.effects.end(), [&](Effect const& effect) {
            return effect.relation.name.empty() || presence.is_new(effect.relation);
        });
        if (!of_new)
            for (auto& text : catalog::blocked_by_rows(event.operation, home)) out.blocked.push_back(std::move(text));
    });
    if (target.role)
        out.rights.push_back(fmt::format("membership in role `{}`, which runs everything below", *target.role));
    if (!rights.owned.empty())
        out.rights.push_back(
            fmt::format("to own, or be a member of the role that owns, {}", listed(rights.owned, home)));
    if (!rights.creates_in.empty()) out.rights.push_back(fmt::format("CREATE on schema {}", listed(rights.creates_in)));
    if (rights.database) out.rights.emplace_back("CREATE on the database");
    if (!rights.referenced.empty())
        out.rights.push_back(fmt::format("REFERENCES on {}", listed(rights.referenced, home)));
    if (!rights.written.empty())
        out.rights.push_back(fmt::format("to read and write rows of {}", listed(rights.written, home)));
    if (!rights.owners.empty())
        out.rights.push_back(fmt::format("membership in the new owners {}", listed(rights.owners)));
    out.rights.push_back(fmt::format("to lock, read and write the version table `{}`{}", emit::version_table(target),
                                     ticket.upgrade.start.empty() ? ", or to create it" : ""));
    return out;
}

emit::NeededRights rights_of(Ticket const& ticket) {
    plan::NeededRightsCollector collector;
    for (auto const& revision : ticket.revisions) {
        std::vector<catalog::Operation> operations;
        for (auto const& act : revision.upgrade)
            for (auto const& event : act.events) operations.push_back(event.operation);
        collector.add(plan::touches_of(operations));
    }
    return collector.take();
}

std::set<Name> to_analyze(Ticket const& ticket) {
    std::set<Name> out;
    each_operation(ticket, [&](Event const& event, Presence const&) {
        auto const& change = event.operation.change;
        if (auto const* rows = std::get_if<catalog::ChangeRows>(&change))
            out.insert(rows->tables.begin(), rows->tables.end());
        for (auto const& effect : event.effects) {
            bool const stale = effect.kind == EffectKind::add_column_filled ||
                               effect.kind == EffectKind::type_rewritten || effect.kind == EffectKind::type_reindexed ||
                               effect.kind == EffectKind::type_kept || effect.kind == EffectKind::type_unknown;
            if (stale) out.insert(effect.relation);
        }
        auto const* create = std::get_if<catalog::Create>(&change);
        auto const* index = create ? std::get_if<catalog::Index>(&create->after) : nullptr;
        bool const of_expression = index && std::any_of(index->elements.begin(), index->elements.end(),
                                                        [](auto const& each) { return each.expression.has_value(); });
        if (of_expression) out.insert({create->key.name.schema, create->key.part});
        bool const statistics = create && create->key.named == catalog::NamedKind::statistics;
        if (statistics)
            for (auto const& effect : event.effects) out.insert(effect.relation);
        // What goes or has another name behind this is not there to be analysed.
        if (auto const* drop = std::get_if<catalog::Drop>(&change); drop && drop->key.kind == Kind::table)
            out.erase(drop->key.name);
        if (auto const* rename = std::get_if<catalog::Rename>(&change);
            rename && rename->from.kind == Kind::table && out.erase(rename->from.name) > 0)
            out.insert(rename->to.name);
    });
    out.erase(Name{});
    return out;
}

std::set<Name> reshaped_tables(Ticket const& ticket) {
    std::set<Name> out;
    each_operation(ticket, [&](Event const& event, Presence const& presence) {
        auto const& change = event.operation.change;
        auto const* create = std::get_if<catalog::Create>(&change);
        auto const* drop = std::get_if<catalog::Drop>(&change);
        auto const* rename = std::get_if<catalog::Rename>(&change);
        auto const* alter = std::get_if<catalog::Alter>(&change);
        auto const* key = create   ? &create->key
                          : drop   ? &drop->key
                          : rename ? &rename->from
                          : alter  ? &alter->key
                                   : nullptr;
        auto const* column = alter ? std::get_if<catalog::Column>(&alter->before) : nullptr;
        bool const retyped = column && column->type != std::get<catalog::Column>(alter->after).type;
        bool const reshapes = key && ((key->kind == Kind::column && (!alter || retyped)) ||
                                      (key->kind == Kind::table && (drop || rename)));
        if (reshapes && !presence.is_new(key->name)) out.insert(key->name);
    });
    return out;
}

} // namespace migc::ticket
