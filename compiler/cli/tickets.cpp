#include "compiler/cli/tickets.hpp"

#include "compiler/cli/emit.hpp"
#include "compiler/cli/numbered_scripts.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/ticket/plan_page.hpp"
#include "compiler/ticket/preflight.hpp"
#include "compiler/ticket/verify_script.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace migc::cli {

namespace {

// A downgrade that would cross an irreversible revision becomes a file that says so and does nothing (RULINGS 15).
std::optional<std::string> downgrade_script(Session& session, Target const& target, chain::Route const& route,
                                            std::string const& range, plan::IrreversiblePart const& part) {
    if (part.revisions.empty()) return compile_script(session, target, route, range);
    for (std::size_t i = 0; i < part.revisions.size(); ++i)
        session.diagnostics.add({Code::irreversible_revision,
                                 part.places[i],
                                 fmt::format("downgrade.sql of target `{}` can only fail: `{}` is irreversible",
                                             target.name, part.revisions[i].id),
                                 fmt::format("the deepest range that works is `{}:{}`", target.to, part.nearest),
                                 {},
                                 Severity::warning});
    return emit::write_irreversible(part.revisions, part.nearest, target);
}

// --- one script for each revision ---

std::vector<std::string> ids_of(chain::Chain const& chain, chain::Rows const& rows) {
    std::vector<std::string> out;
    for (auto const row : rows) out.push_back(chain[row].id.name);
    std::sort(out.begin(), out.end());
    return out;
}

// The rows behind one step, as positions.
chain::Rows rows_behind(chain::Chain const& chain, chain::Rows const& rows, chain::Step const& step) {
    chain::Rows out;
    for (auto const& id : emit::rows_after(ids_of(chain, rows), step.rows)) out.push_back(*chain::find(chain, id));
    return out;
}

// Each is compiled as a range of its own, with the guards that belong to it.
bool add_scripts_of_revisions(Session& session, Target const& target, chain::Route const& route, MadeTicket& out) {
    auto const& chain = session.project.chain;
    auto const word = route.direction == chain::Direction::upgrade ? "upgrade" : "downgrade";
    auto const shown = [&](chain::Rows const& rows) {
        return rows.empty() ? std::string("base") : fmt::format("{}", fmt::join(ids_of(chain, rows), ","));
    };
    std::size_t number = 0;
    auto rows = route.start;
    for (auto const& step : route.steps) {
        auto const behind = rows_behind(chain, rows, step);
        NamedRoute part{{route.direction, rows, behind, {step}}, shown(rows) + ":" + shown(behind)};
        auto script = compile_script(session, target, part.route, part.range);
        if (!script) return false;
        out.files.push_back(
            {fmt::format("{}-{:03}-{}.sql", word, ++number, chain[step.revision].id.name), std::move(*script)});
        out.hashed.push_back(std::move(part));
        rows = behind;
    }
    return true;
}

bool add_script(std::string name, std::optional<std::string> script, NamedRoute const& route, MadeTicket& out) {
    if (!script) return false;
    out.files.push_back({std::move(name), std::move(*script)});
    out.hashed.push_back(route);
    return true;
}

bool add_downgrade(Session& session, Target const& target, NamedRoute const& downgrade,
                   plan::IrreversiblePart const& part, MadeTicket& out) {
    return add_script("downgrade.sql", downgrade_script(session, target, downgrade.route, downgrade.range, part),
                      downgrade, out);
}

bool add_scripts(Session& session, Target const& target, TicketRoutes const& routes, plan::IrreversiblePart const& part,
                 MadeTicket& out) {
    auto const& [upgrade, downgrade] = routes;
    bool const by_revision = target.output == Output::per_revision;
    if (by_revision) {
        if (!add_scripts_of_revisions(session, target, upgrade.route, out)) return false;
    } else if (!add_script("upgrade.sql", compile_script(session, target, upgrade.route, upgrade.range), upgrade,
                           out)) {
        return false;
    }
    if (by_revision && part.revisions.empty()) return add_scripts_of_revisions(session, target, downgrade.route, out);
    return add_downgrade(session, target, downgrade, part, out);
}

// For a client that owns the transaction and may leave it.
bool add_numbered(Session& session, Target const& target, TicketRoutes const& routes,
                  plan::IrreversiblePart const& part, MadeTicket& out) {
    bool const goes_back = part.revisions.empty();
    out.in_files = compile_files(session, target, routes, goes_back);
    if (!out.in_files) return false;
    out.files = scripts_of_files(*out.in_files, target);
    out.hashed = {routes.upgrade, routes.downgrade};
    return goes_back || add_downgrade(session, target, routes.downgrade, part, out);
}

} // namespace

std::optional<TicketRoutes> routes_of(Session& session, Target const& target) {
    auto const& chain = session.project.chain;
    auto const up = fmt::format("{}:{}", target.from, target.to), down = fmt::format("{}:{}", target.to, target.from);
    auto const current = current_rows(session, mentions_current(up));
    auto upgrade = chain::route(chain, {up, target.from, current, chain::Direction::upgrade}, session.diagnostics);
    auto downgrade =
        chain::route(chain, {down, target.from, current, chain::Direction::downgrade}, session.diagnostics);
    if (!upgrade || !downgrade) return std::nullopt;
    return TicketRoutes{{std::move(*upgrade), up}, {std::move(*downgrade), down}};
}

MadeTicket ticket_of(Session& session, Target const& target, TicketRoutes const& routes) {
    auto const input = input_of(session, target);
    auto const part = plan::irreversible_part(input, routes.downgrade.route);
    auto const errors = session.diagnostics.error_count();
    MadeTicket out;
    bool const numbered = target.client == Client::caller && target.transaction != TransactionMode::single;
    bool const made =
        numbered ? add_numbered(session, target, routes, part, out) : add_scripts(session, target, routes, part, out);
    if (!made || session.diagnostics.error_count() != errors) return {};
    auto const& [upgrade, up] = routes.upgrade;
    ticket::Ticket const ticket{
        target,       input,
        upgrade,      ticket::walk(target, input, upgrade),
        up,           plan::input_hash({target, input, upgrade, up}),
        part.nearest, out.in_files && !is_single(out.in_files->files) ? &*out.in_files : nullptr};
    out.hashed.push_back(routes.upgrade);
    auto& files = out.files;
    files.push_back({"plan.md", ticket::plan_page(ticket)});
    files.push_back({"preflight.sql", ticket::preflight_script(ticket)});
    files.push_back({"verify.sql", ticket::verify_script(ticket)});
    files.push_back({"manifest.json", ticket::manifest(ticket, files)});
    files.push_back({"SHA256SUMS", ticket::checksums(files)});
    return out;
}

} // namespace migc::cli
