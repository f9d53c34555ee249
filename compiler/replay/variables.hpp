// `${name}` (RULINGS 4): a whole identifier or literal that the target gives. Files in which one stands are read anew
// for each target, with the value in its place, so that everything behind the lexer sees plain SQL.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/replay/input.hpp"

#include <optional>
#include <string>

namespace migc::replay {

/// The text of a file as the target reads it: outside quotes, each variable that the target knows is replaced by its
/// value, with a blank where it would grow together with what it touches. Unknown ones stay. Nothing when that
/// changes nothing.
std::optional<std::string> with_variables(grammar::ParsedFile const& file, Target const& target);

/// Reports the variables that stayed, since the target does not know them. False when there are any.
bool variables_are_known(grammar::TokenRange tokens, SourceFile const& source, Target const& target,
                         Diagnostics& diagnostics);

/// All files in which a variable is replaced, for one target.
TargetFiles files_with_variables(chain::Chain const& chain, std::vector<grammar::ParsedFile> const& revisions,
                                 SchemaFiles const& schemas, Target const& target);

} // namespace migc::replay
