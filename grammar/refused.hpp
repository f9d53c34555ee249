// What must not stand in a revision, since the script around it or the person who runs it owns it (RULINGS 11).
#pragma once

#include "grammar/session.hpp"

#include <optional>

namespace migc::grammar {

/// What is wrong with a statement that begins like `statement`, or nothing. Only its first words are looked at, so it
/// serves for the text of `raw`, too.
std::optional<ast::Refused> refusal(TokenRange statement, SourceFile const& source);

/// The parameter that SET or RESET names, in lower case, dotted names whole (`time zone` is `timezone`). `settable`
/// is the place of the name. Empty where none can be read.
std::string parameter_name(Iterator settable, Iterator last, SourceFile const& source);

} // namespace migc::grammar
