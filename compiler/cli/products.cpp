#include "compiler/cli/products.hpp"

#include "compiler/cli/emit.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/cli/ini.hpp"
#include "compiler/cli/numbered_scripts.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/ticket/manifest.hpp"
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
std::vector<ticket::File> scripts_of_revisions(Session& session, Target const& target, chain::Route const& route) {
    auto const& chain = session.project.chain;
    auto const word = route.direction == chain::Direction::upgrade ? "upgrade" : "downgrade";
    auto const shown = [&](chain::Rows const& rows) {
        return rows.empty() ? std::string("base") : fmt::format("{}", fmt::join(ids_of(chain, rows), ","));
    };
    std::vector<ticket::File> out;
    auto rows = route.start;
    for (auto const& step : route.steps) {
        auto const behind = rows_behind(chain, rows, step);
        auto const range = shown(rows) + ":" + shown(behind);
        auto script = compile_script(session, target, {route.direction, rows, behind, {step}}, range);
        if (!script) return {};
        out.push_back(
            {fmt::format("{}-{:03}-{}.sql", word, out.size() + 1, chain[step.revision].id.name), std::move(*script)});
        rows = behind;
    }
    return out;
}

// --- one ticket ---

std::vector<ticket::File> ticket_of(Session& session, Target const& target) {
    auto const& project = session.project;
    auto const up = fmt::format("{}:{}", target.from, target.to), down = fmt::format("{}:{}", target.to, target.from);
    auto const current = current_rows(session, mentions_current(up));
    auto const upgrade =
        chain::route(project.chain, {up, target.from, current, chain::Direction::upgrade}, session.diagnostics);
    auto const downgrade =
        chain::route(project.chain, {down, target.from, current, chain::Direction::downgrade}, session.diagnostics);
    if (!upgrade || !downgrade) return {};
    auto const input = input_of(session, target);
    auto const part = plan::irreversible_part(input, *downgrade);
    bool const by_revision = target.output == Output::per_revision;
    bool const goes_back = part.revisions.empty();
    std::vector<ticket::File> files;
    auto const take = [&](std::string name, std::optional<std::string> script) {
        if (script) files.push_back({std::move(name), std::move(*script)});
        return script.has_value();
    };
    std::optional<ticket::InFiles> in_files;
    if (target.client == Client::caller && target.transaction != TransactionMode::single) {
        in_files = compile_files(session, target, {*upgrade, up}, {*downgrade, down}, goes_back);
        if (!in_files) return {};
        files = scripts_of_files(*in_files, target);
    } else if (by_revision) {
        files = scripts_of_revisions(session, target, *upgrade);
    } else if (!take("upgrade.sql", compile_script(session, target, *upgrade, up))) {
        return {};
    }
    if (by_revision && goes_back && !in_files) {
        auto back = scripts_of_revisions(session, target, *downgrade);
        std::move(back.begin(), back.end(), std::back_inserter(files));
    }
    if ((!by_revision && !in_files) || !goes_back)
        if (!take("downgrade.sql", downgrade_script(session, target, *downgrade, down, part))) return {};
    if (session.diagnostics.has_errors()) return {};

    ticket::Ticket const ticket{target,       input,
                                *upgrade,     ticket::walk(target, input, *upgrade),
                                up,           plan::input_hash({target, input, *upgrade, up}),
                                part.nearest, in_files && !is_single(in_files->files) ? &*in_files : nullptr};
    files.push_back({"plan.md", ticket::plan_page(ticket)});
    files.push_back({"preflight.sql", ticket::preflight_script(ticket)});
    files.push_back({"verify.sql", ticket::verify_script(ticket)});
    files.push_back({"manifest.json", ticket::manifest(ticket, files)});
    files.push_back({"SHA256SUMS", ticket::checksums(files)});
    return files;
}

// --- one ticket for each schema ---

struct Placed {
    Target target;
    std::string folder;
};

// The lines of the file that `schemas = @FILE` names; `#` begins a comment.
std::vector<std::string> schemas_in_file(Session& session, Target const& target, std::string const& path) {
    std::vector<std::string> out;
    auto const file = session.project.config.root / path;
    if (!is_readable_file(file)) {
        session.diagnostics.add(Code::ini_bad_value, session.project.config.place_of(target, "schemas"),
                                fmt::format("file `{}` does not exist", path), "name a file beside migc.ini");
        return out;
    }
    auto const& source = session.sources.emplace_back(std::make_shared<SourceFile>(path, read_file(file)));
    std::string_view const text = source->text;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = trimmed(text.substr(begin, end - begin));
        if (!line.empty() && !line.starts_with('#'))
            if (auto const bad = read_folder_schema(line, out))
                session.diagnostics.add(
                    Code::ini_bad_value,
                    {source.get(), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}}, bad->message,
                    bad->help);
        begin = end + 1;
    }
    if (out.empty() && !session.diagnostics.has_errors())
        session.diagnostics.add(Code::ini_bad_value, session.project.config.place_of(target, "schemas"),
                                fmt::format("file `{}` names no schema", path), "write one name a line");
    return out;
}

std::vector<Placed> placed_targets(Session& session, Target const& target) {
    auto const folder = ticket_folder(target);
    if (target.schemas.empty()) return {{target, folder}};
    auto const& first = target.schemas.front();
    auto const names = first.starts_with('@') ? schemas_in_file(session, target, first.substr(1)) : target.schemas;
    std::vector<Placed> out;
    for (auto const& name : names) {
        auto copy = target;
        copy.schema = name;
        copy.schemas.clear();
        if (!copy.search_path.empty()) copy.search_path.front() = name;
        out.push_back({std::move(copy), folder + name + "/"});
    }
    return out;
}

} // namespace

std::string ticket_folder(Target const& target) { return fmt::format("out/{}/", target.name); }

std::vector<Target> named_targets(Session& session) {
    auto all = chosen_targets(session);
    auto const& wanted = session.arguments.operands;
    if (wanted.empty()) return all;
    std::vector<Target> out;
    for (auto const& name : wanted) {
        auto const found =
            std::find_if(all.begin(), all.end(), [&](Target const& target) { return target.name == name; });
        if (found != all.end())
            out.push_back(*found);
        else
            session.diagnostics.add(Code::unknown_target, {}, fmt::format("there is no target `{}`", name),
                                    "name one of migc.ini's");
    }
    return out;
}

std::vector<Product> products_of(Session& session, Target const& target) {
    std::vector<Product> out;
    for (auto const& placed : placed_targets(session, target)) {
        auto made = ticket_of(session, placed.target);
        for (auto& file : made) out.push_back({placed.folder + file.name, std::move(file.bytes)});
    }
    return out;
}

} // namespace migc::cli
