// `migc dump effects`: the rows of compiler/ticket/effect.def that hold for each statement.
#include "compiler/cli/dump.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/ticket/walk.hpp"
#include "compiler/ticket/words.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

std::string shown(catalog::Name const& name) { return name.name.empty() ? "-" : name.schema + "." + name.name; }

std::string text_of(ticket::Effect const& effect) {
    auto const& facts = ticket::info(effect.kind);
    auto out = fmt::format("    {} {}: {}, rows {}\n", facts.name, shown(effect.relation), spelling(facts.lock),
                           spelling(facts.rows));
    for (auto const& other : effect.others)
        out += fmt::format("        {}: {}\n", shown(other), spelling(facts.others));
    return out;
}

std::string text_of(std::vector<ticket::Act> const& acts) {
    std::string out;
    for (auto const& act : acts) {
        if (!act.effects.empty()) out += "  runs a statement\n";
        for (auto const& effect : act.effects) out += text_of(effect);
        for (auto const& event : act.events) {
            out += fmt::format("  {}\n", ticket::words_of(event.operation, {}));
            for (auto const& effect : event.effects) out += text_of(effect);
        }
    }
    return out;
}

} // namespace

void dump_effects(Session& session, std::vector<std::string> const&) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const& chain = session.project.chain;
    auto const input = input_of(session, *target);
    auto const route = chain::route(chain, {"base:heads", "base", std::nullopt, std::nullopt}, session.diagnostics);
    if (!route) return;
    for (auto const& revision : ticket::walk(*target, input, *route)) {
        auto const& id = chain[revision.revision].id.name;
        session.output += fmt::format("upgrade {}\n{}", id, text_of(revision.upgrade));
        session.output += fmt::format("downgrade {}\n{}", id, text_of(revision.downgrade));
    }
}

} // namespace migc::cli
