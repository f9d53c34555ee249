// A project in memory: its configuration, every revision parsed, the chain of them, and the SQL files that
// `include` and `baseline` name.
#pragma once

#include "compiler/chain/chain.hpp"
#include "compiler/cli/config.hpp"
#include "grammar/parser.hpp"

#include <map>
#include <span>
#include <vector>

namespace migc::cli {

struct Project {
    Config config;
    // In the order of their file names; a position is a chain::Index. A file's own trouble stays with it,
    // since it only concerns scripts that contain it (RULINGS 14).
    std::vector<grammar::ParsedFile> revisions;
    chain::Chain chain;
    // SQL files by their normalised path from the project folder, each read once. What they include is here,
    // too.
    std::map<std::string, grammar::ParsedFile, std::less<>> schemas;

    /// The file that an `include` or `baseline` names as `written`; null where it could not be had.
    grammar::ParsedFile const* schema(std::string_view written) const;
};

/// Reads all `*.mig` files of the configured folders (by name, not in folders below them), in parallel, and
/// builds the chain. Reported to `diagnostics`: a folder that is missing or holds revisions of another kind
/// only, files whose header cannot be read (their own diagnostics are passed on: without them there is no
/// chain), faults of the graph. Not reported, but left in each ParsedFile: everything else, files that are
/// missing or outside the project included. A link that leaves the project and a file that cannot be read are
/// SystemErrors.
Project load_project(Config config, Diagnostics& diagnostics);

/// All trouble of some revisions: their own and that of every SQL file they bring in, each file's once.
Diagnostics diagnostics_of(Project const& project, std::span<chain::Index const> revisions);

/// Where new revision files go.
std::filesystem::path revisions_folder(Config const& config);

// --- parts, for load_project ---

/// Whether the file could be read as far as its upgrade block. A chain is only as good as the headers: another one says
/// nothing of its parents.
bool header_is_readable(grammar::ParsedFile const& file);

/// What the chain needs to know of a file.
chain::Header header_of(grammar::ParsedFile const& file);

/// Reads and parses what `include` and `baseline` name, transitively.
void load_includes(Project& project);

/// Calls `visit` with each item, those inside blocks and reversals included, in file order.
template <class Visit>
void each_item(std::vector<ast::Item> const& items, Visit const& visit) {
    for (auto const& item : items) {
        visit(item);
        if (auto const* sql = std::get_if<ast::SqlItem>(&item.body); sql && sql->reversal)
            each_item(sql->reversal->items, visit);
        if (auto const* raw = std::get_if<ast::RawItem>(&item.body); raw && raw->reversal)
            each_item(raw->reversal->items, visit);
        if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
            each_item(choice->items, visit);
            each_item(choice->otherwise, visit);
        }
    }
}

} // namespace migc::cli
