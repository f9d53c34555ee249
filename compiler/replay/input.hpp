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

/// Files that a target reads in its own way (variables.hpp); most projects have none.
struct TargetFiles {
    std::map<chain::Index, grammar::ParsedFile> revisions;
    SchemaFiles schemas;
};

struct Input {
    chain::Chain const& chain;
    std::vector<grammar::ParsedFile> const& revisions; // by chain::Index
    SchemaFiles const& schemas;
    TargetFiles const& of_target;

    grammar::ParsedFile const& file(chain::Index index) const {
        auto const own = of_target.revisions.find(index);
        return own == of_target.revisions.end() ? revisions[index] : own->second;
    }
    /// The file that `include` or `baseline` names; null when it could not be had (that has been reported).
    grammar::ParsedFile const* schema(std::string_view written) const;
};

} // namespace migc::replay
