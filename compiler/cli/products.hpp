// What `migc build` writes for a target, made in memory: `verify` makes the same and compares.
#pragma once

#include "compiler/cli/session.hpp"

#include <string>
#include <vector>

namespace migc::cli {

struct Product {
    std::string path; // below the folder of the ini file, with `/`
    std::string bytes;
};

/// `out/NAME/`
std::string ticket_folder(Target const& target);

/// The targets of this run: those named as operands, or all. Empty after an error.
std::vector<Target> named_targets(Session& session);

/// All files of a target, or nothing after an error, which is reported.
std::vector<Product> products_of(Session& session, Target const& target);

} // namespace migc::cli
