// `migc build [TARGET…]`: the files of a ticket below out/<target>/ for each target. All are made before the first one
// is written, so a broken target leaves every old file as it was (RULINGS 33). What an earlier build wrote there and
// this one does not goes, unless somebody changed it.
#include "compiler/cli/files.hpp"
#include "compiler/cli/leftovers.hpp"
#include "compiler/cli/products.hpp"

#include <fmt/format.h>
#include <iterator>

namespace migc::cli {

void command_build(Session& session) {
    if (!open_project(session)) return;
    std::vector<Product> products;
    for (auto const& target : named_targets(session)) {
        auto made = products_of(session, target);
        std::move(made.begin(), made.end(), std::back_inserter(products));
    }
    if (session.diagnostics.has_errors()) return;
    auto const old = leftovers(session.project.config.root, products);
    for (auto const& product : products) {
        auto const path = session.project.config.root / product.path;
        create_folder(path.parent_path());
        replace_file(path, product.bytes);
        session.remarks += fmt::format("{}\n", product.path);
    }
    for (auto const& each : old) {
        if (each.unchanged) remove_file(session.project.config.root / each.path);
        session.remarks += fmt::format("{}: {}\n", each.path,
                                       each.unchanged ? "removed, no part of the ticket any more"
                                                      : "no part of the ticket, left as it is");
    }
}

} // namespace migc::cli
