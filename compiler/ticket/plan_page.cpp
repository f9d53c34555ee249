#include "compiler/ticket/plan_page.hpp"

#include "compiler/base/version.hpp"
#include "compiler/catalog/words.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/ticket/markdown.hpp"
#include "compiler/ticket/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

using catalog::Name;

namespace {

constexpr std::size_t most_events_shown = 8;

std::string counted(std::size_t number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::vector<std::string> ids_of(Ticket const& ticket, chain::Rows const& rows) {
    std::vector<std::string> out;
    for (auto const index : rows) out.push_back(ticket.input.chain[index].id.name);
    std::sort(out.begin(), out.end());
    return out;
}

std::string rows_shown(Ticket const& ticket) {
    return emit::shown_rows(ids_of(ticket, ticket.upgrade.start)) + " -> " +
           emit::shown_rows(ids_of(ticket, ticket.upgrade.end));
}

std::size_t count_acts(Ticket const& ticket) {
    std::size_t out = 0;
    for (auto const& revision : ticket.revisions) out += revision.upgrade.size();
    return out;
}

// DO blocks, CALL, raw text.
std::size_t count_unseen(Ticket const& ticket) {
    std::size_t out = 0;
    for (auto const& revision : ticket.revisions)
        for (auto const& act : revision.upgrade)
            out += std::any_of(act.events.begin(), act.events.end(), [](Event const& event) {
                return std::holds_alternative<catalog::Unseen>(event.operation.change);
            });
    return out;
}

std::string transactions(Ticket const& ticket) {
    if (has_act_outside(ticket)) return "transactions, with statements between them that may not run in one";
    switch (ticket.target.transaction) {
    case TransactionMode::single: return "one transaction";
    case TransactionMode::revision: return "one transaction for each revision";
    case TransactionMode::segment: return "as few transactions as the statements allow";
    }
    return {};
}

// --- the table of acts ---

// `bookings` ACCESS EXCLUSIVE, `rooms` SHARE ROW EXCLUSIVE
std::string locks_of(std::map<Name, Impact> const& touched, std::string_view home) {
    std::string out;
    for (auto const& [name, impact] : touched)
        out += fmt::format("{}`{}` {}", out.empty() ? "" : ", ", catalog::shown(name, home), spelling(impact.lock));
    return out.empty() ? "none" : out;
}

std::string rows_of(std::map<Name, Impact> const& touched) {
    auto worst = Rows::none;
    for (auto const& [name, impact] : touched) worst = std::max(worst, *impact.rows.rbegin());
    return std::string(spelling(worst));
}

std::string act_words(Act const& act, std::string_view home) {
    std::string out;
    std::size_t shown = 0, left = 0;
    for (auto const& event : act.events) {
        // What the server does to children by itself shows in the locks.
        if (event.operation.propagated) continue;
        if (shown++ < most_events_shown)
            out += (out.empty() ? "" : "; ") + words_of(event.operation, home);
        else
            ++left;
    }
    if (left > 0) out += fmt::format("; and {} more", left);
    if (!out.empty()) return out;
    auto const line = act.text.substr(0, act.text.find('\n'));
    return act.text.empty() ? "nothing that reaches the script" : "runs `" + line + "`";
}

// Of one act alone; what the script has made itself is nobody else's.
std::map<Name, Impact> touched_by(Act const& act, Presence& presence) {
    std::map<Name, Impact> out;
    auto const add = [&](Name const& name, Lock lock, Rows rows) {
        if (name.name.empty() || lock == Lock::none || presence.is_new(name)) return;
        auto& impact = out[name];
        impact.lock = std::max(impact.lock, lock);
        impact.rows.insert(rows);
    };
    auto const add_effect = [&](Effect const& effect) {
        auto const& facts = info(effect.kind);
        add(effect.relation, facts.lock, facts.rows);
        for (auto const& other : effect.others) add(other, facts.others, Rows::untouched);
    };
    for (auto const& effect : act.effects) add_effect(effect);
    for (auto const& event : act.events) {
        for (auto const& effect : event.effects) add_effect(effect);
        presence.follow(event.operation);
    }
    return out;
}

std::string revisions_table(Ticket const& ticket) {
    auto out = table_head({"Revision", "Message", "Tickets", "Can be taken back"});
    for (auto const& acts : ticket.revisions) {
        auto const& revision = revision_of(ticket, acts);
        out += table_row({cell("`" + revision.id.name + "`"), cell(revision.message),
                          cell(fmt::format("{}", fmt::join(tickets_of(ticket, acts), ", "))),
                          std::string(migc::spelling(acts.reversal))});
    }
    return out;
}

std::string in_short(Ticket const& ticket) {
    auto const& home = ticket.target.schema;
    std::set<Name> locked, rewritten, read;
    for (auto const& [name, impact] : impacts(ticket, Way::up)) {
        if (impact.lock == Lock::access_exclusive) locked.insert(name);
        if (impact.rows.contains(Rows::rewritten)) rewritten.insert(name);
        if (impact.rows.contains(Rows::scanned) || impact.rows.contains(Rows::indexed)) read.insert(name);
    }
    auto const gone = destroyed(ticket, Way::up);
    auto out = fmt::format("- {}, {}, in {}.\n", counted(ticket.revisions.size(), "revision"),
                           counted(count_acts(ticket), "statement"), transactions(ticket));
    out += locked.empty() ? "- No relation that is there before is closed to readers.\n"
                          : "- Reads and writes wait for: " + name_list(locked, home) + ".\n";
    out += rewritten.empty() ? "- No table is rewritten.\n" : "- Rewritten: " + name_list(rewritten, home) + ".\n";
    if (!read.empty()) out += "- Read from end to end: " + name_list(read, home) + ".\n";
    out += gone.empty() ? "- No value that is stored now is lost.\n"
                        : "- **Values are lost** in: " + name_list(gone, home) + ".\n";
    auto const unseen = count_unseen(ticket);
    if (unseen > 0)
        out += fmt::format("- Not looked into: {}, of which it is not known what they lock and change.\n",
                           counted(unseen, "statement"));
    return out + "\n";
}

} // namespace

std::string name_list(std::set<Name> const& names, std::string_view home) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "" : ", ") + markdown("`" + catalog::shown(name, home) + "`");
    return out;
}

std::string acts_table(Ticket const& ticket, Way way) {
    auto const& home = ticket.target.schema;
    auto out = table_head({"#", "Revision", "What happens", "Lock on what is there before", "Rows", "Transaction"});
    Presence presence;
    std::size_t number = 0;
    for (auto const* revision : in_order(ticket, way))
        for (auto const& act : acts_of(*revision, way)) {
            auto const touched = touched_by(act, presence);
            out += table_row({std::to_string(++number), cell("`" + revision_of(ticket, *revision).id.name + "`"),
                              cell(act_words(act, home)), cell(locks_of(touched, home)), rows_of(touched),
                              act.outside ? "outside" : "inside"});
        }
    return out;
}

std::string impact_table(Ticket const& ticket, Way way) {
    auto const found = impacts(ticket, way);
    if (found.empty()) return "Nothing that is there before is locked.\n";
    std::vector<std::pair<Name, Impact>> sorted(found.begin(), found.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](auto const& left, auto const& right) { return left.second.lock > right.second.lock; });
    auto out = table_head({"Relation", "Strongest lock", "Meanwhile", "Its rows"});
    for (auto const& [name, impact] : sorted) {
        std::string rows;
        for (auto const each : impact.rows)
            if (each != Rows::none && (each != Rows::untouched || impact.rows.size() == 1))
                rows += (rows.empty() ? "" : "; ") + std::string(spelling(each));
        out += table_row({cell("`" + catalog::shown(name, ticket.target.schema) + "`"),
                          std::string(spelling(impact.lock)), std::string(meaning(impact.lock)), rows});
    }
    return out;
}

std::string plan_page(Ticket const& ticket) {
    auto const& target = ticket.target;
    auto out = fmt::format("# Plan for target {}\n\n", markdown("`" + target.name + "`"));
    out += table_head({"", ""});
    out += table_row({"made by", fmt::format("migc {}", program_version)});
    out += table_row({"server", target.newest_server > target.server_version
                                    ? fmt::format("PostgreSQL {} to {}", target.server_version, target.newest_server)
                                    : fmt::format("PostgreSQL {}", target.server_version)});
    out += table_row({"schema", cell("`" + target.schema + "`")});
    if (target.database) out += table_row({"database", cell("`" + *target.database + "`")});
    if (target.role) out += table_row({"runs as", cell("role `" + *target.role + "`")});
    out += table_row({"range", cell("`" + ticket.range + "`")});
    out += table_row({"version rows", cell(rows_shown(ticket))});
    out += table_row({"input", "sha256 `" + ticket.input_hash + "`"});
    out += "\n" + in_short(ticket);
    out += "## What runs\n\n" + revisions_table(ticket) + "\nEach statement stands at the end of this page.\n\n";
    out += "## Who waits\n\n" + impact_table(ticket, Way::up) + "\n";
    out += before_section(ticket);
    out += run_section(ticket);
    out += after_section(ticket);
    out += back_section(ticket);
    // Last, since it may be long.
    out += "\n## Statement by statement\n\n" + acts_table(ticket, Way::up) + "\n";
    out += "What a statement has made itself is locked, too, but nobody else can see it yet. A lock is held until the "
           "end of its transaction.\n";
    if (ticket.nearest.empty()) out += "\n### On the way back\n\n" + acts_table(ticket, Way::down);
    return out;
}

} // namespace migc::ticket
