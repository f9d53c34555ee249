// `migc verify [DIR]`: builds again and compares with what lies below out/, or with the one ticket in a folder.
#include "compiler/cli/files.hpp"
#include "compiler/cli/leftovers.hpp"
#include "compiler/cli/products.hpp"
#include "compiler/ticket/manifest.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

std::size_t first_different_line(std::string_view left, std::string_view right) {
    auto const at = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
    return static_cast<std::size_t>(std::count(left.begin(), at, '\n')) + 1;
}

void compare(Session& session, std::filesystem::path const& path, std::string const& shown, std::string const& wanted) {
    auto const help = "find out what changed; where that is meant, run `migc build` and review the ticket anew";
    if (!is_readable_file(path)) {
        session.diagnostics.add(Code::ticket_differs, {}, fmt::format("`{}` is missing", shown), help);
        return;
    }
    auto const found = read_file(path);
    if (found == wanted) return;
    session.diagnostics.add(
        Code::ticket_differs, {},
        fmt::format("`{}` is not what is built now, first in line {}", shown, first_different_line(wanted, found)),
        help);
}

// The targets whose tickets are compared: the one that the folder's manifest names, or all.
std::vector<Target> targets_of(Session& session, std::filesystem::path const& folder) {
    auto const all = chosen_targets(session);
    if (folder.empty() || all.empty()) return all;
    auto const manifest = folder / "manifest.json";
    auto const name = is_readable_file(manifest) ? ticket::target_of_manifest(read_file(manifest)) : std::nullopt;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](Target const& target) { return name && target.name == *name; });
    if (found != all.end()) return {*found};
    session.diagnostics.add(
        Code::not_a_ticket, {},
        name ? fmt::format("the ticket in `{}` is for target `{}`, which there is not", folder.string(), *name)
             : fmt::format("`{}` holds no manifest.json that names a target", folder.string()),
        "name a folder that `migc build` has written");
    return {};
}

} // namespace

void command_verify(Session& session) {
    if (!open_project(session)) return;
    auto const& operands = session.arguments.operands;
    std::filesystem::path const folder = operands.empty() ? std::string() : operands.front();
    auto const targets = targets_of(session, folder);
    std::size_t files = 0;
    for (auto const& target : targets) {
        auto products = products_of(session, target);
        if (session.diagnostics.has_errors() && products.empty()) return;
        auto const root = folder.empty() ? session.project.config.root : std::filesystem::path();
        for (auto& product : products) {
            if (!folder.empty()) product.path = (folder / product.path.substr(ticket_folder(target).size())).string();
            compare(session, root / product.path, product.path, product.bytes);
            ++files;
        }
        for (auto const& extra : leftovers(root, products))
            session.diagnostics.add(Code::ticket_differs, {}, fmt::format("`{}` is no part of the ticket", extra.path),
                                    "remove it, or run `migc build`, which removes what it once wrote");
    }
    if (!session.diagnostics.has_errors())
        session.remarks += fmt::format("{} file{}: as built now\n", files, files == 1 ? "" : "s");
}

} // namespace migc::cli
