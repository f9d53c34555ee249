// What replay and planning read: the chain, the parsed files in its order, and the SQL files they bring in.
#pragma once

#include "compiler/chain/chain.hpp"
#include "grammar/parser.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace migc::replay {

/// SQL files by their normalised path from the project folder.
using SchemaFiles = std::map<std::string, grammar::ParsedFile, std::less<>>;

struct Input {
    chain::Chain const& chain;
    std::vector<grammar::ParsedFile> const& revisions; // by chain::Index
    SchemaFiles const& schemas;

    grammar::ParsedFile const& file(chain::Index index) const { return revisions[index]; }
    /// The file that `include` or `baseline` names; null when it could not be had (that has been reported).
    grammar::ParsedFile const* schema(std::string_view written) const;
};

} // namespace migc::replay
