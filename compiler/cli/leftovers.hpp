// What an earlier build left in the folder of a ticket that is no part of the ticket any more: a numbered file too many
// is one that somebody runs.
#pragma once

#include "compiler/cli/products.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace migc::cli {

struct Leftover {
    std::string path; // below `root`, with `/`
    bool unchanged;   // as the folder's SHA256SUMS says that it was built
};

/// What lies beside the products below `root` and is called like a script of a ticket, or is listed in the checksums
/// there; by name. To be asked before the products are written, since they replace the checksums.
std::vector<Leftover> leftovers(std::filesystem::path const& root, std::vector<Product> const& products);

} // namespace migc::cli
