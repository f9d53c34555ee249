// `migc build [TARGET…]`: out/<target>/upgrade.sql and downgrade.sql for each target. All scripts are made before the
// first file is written, so a broken target leaves every old file as it was (RULINGS 33).
#include "compiler/cli/emit.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/plan/planner.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

struct Product {
    std::filesystem::path path;
    std::string bytes;
};

std::vector<Target> targets_of(Session& session) {
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

// A downgrade that would cross an irreversible revision becomes a file that says so and does nothing (RULINGS 15).
std::optional<std::string> downgrade_script(Session& session, Target const& target, chain::Route const& route,
                                            std::string const& range) {
    auto const part = plan::irreversible_part(input_of(session, target), route);
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

} // namespace

void command_build(Session& session) {
    if (!open_project(session)) return;
    auto const targets = targets_of(session);
    auto const& project = session.project;
    std::vector<Product> products;
    for (auto const& target : targets) {
        auto const folder = project.config.root / "out" / target.name;
        auto const up = fmt::format("{}:{}", target.from, target.to),
                   down = fmt::format("{}:{}", target.to, target.from);
        auto const current = current_rows(session, mentions_current(up));
        auto const upgrade =
            chain::route(project.chain, {up, target.from, current, chain::Direction::upgrade}, session.diagnostics);
        auto const downgrade =
            chain::route(project.chain, {down, target.from, current, chain::Direction::downgrade}, session.diagnostics);
        if (!upgrade || !downgrade) continue;
        if (auto script = compile_script(session, target, *upgrade, up))
            products.push_back({folder / "upgrade.sql", std::move(*script)});
        if (auto script = downgrade_script(session, target, *downgrade, down))
            products.push_back({folder / "downgrade.sql", std::move(*script)});
    }
    if (session.diagnostics.has_errors()) return;
    for (auto const& product : products) {
        create_folder(product.path.parent_path());
        replace_file(product.path, product.bytes);
        session.remarks += fmt::format("{}\n", std::filesystem::relative(product.path, project.config.root).string());
    }
}

} // namespace migc::cli
