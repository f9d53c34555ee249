// A broken thing is marked unknown, and later phases stay quiet about it (STYLE habit 17): once a revision has errors,
// what it would have made is missing from the catalog, and every later mention of it would only repeat that.
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "grammar/parser.hpp"

#include <set>
#include <string>

namespace migc::replay {

class LostNames {
public:
    /// Remembers every name that a statement with errors mentions.
    void remember(SourceFile& source, grammar::TokenRange tokens);
    /// The same for a file that could not be read whole.
    void remember(grammar::ParsedFile const& file);
    /// `trouble` without the complaints that a remembered name is unknown.
    Diagnostics without_consequences(Diagnostics const& trouble) const;

private:
    bool is_consequence(Diagnostic const& diagnostic) const;

    std::set<std::string, std::less<>> names_;
};

} // namespace migc::replay
