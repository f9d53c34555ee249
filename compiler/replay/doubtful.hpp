// Names that a statement with an error would have made. What stands behind it and fails for the want of such a name
// repeats a trouble that has been reported, and stays quiet (STYLE habit 17).
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "grammar/parser.hpp"

#include <functional>
#include <set>
#include <string>

namespace migc::replay {

class Doubtful {
public:
    /// What the statement would have created, added or renamed something to.
    void add(ast::Statement const& statement);
    /// Every name of a file that could not be read whole: nothing is known of what its statements would have done.
    void add(grammar::ParsedFile const& file);

    /// Whether the diagnostic only says that one of these names is unknown.
    bool explains(Diagnostic const& diagnostic) const;

    void clear() { names_.clear(); }

private:
    void add(std::string_view name) { names_.emplace(name); }
    void add(ast::QualifiedName const& name) { add(name.name.text); }

    std::set<std::string, std::less<>> names_;
};

} // namespace migc::replay
