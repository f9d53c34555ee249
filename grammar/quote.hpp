// How a name or a text is written so that PostgreSQL reads it back unchanged (manual, "Lexical Structure").
#pragma once

#include <string>
#include <string_view>

namespace migc {

/// `name` as PostgreSQL must read it: bare where it is [a-z_][a-z0-9_$]* and no keyword or an unreserved one,
/// else in double quotes. The name is not cut; what does not fit 63 bytes is the caller's to settle.
std::string quoted_identifier(std::string_view name);

/// `schema.name`, each part quoted where it must be.
std::string qualified_identifier(std::string_view schema, std::string_view name);

/// `text` as a literal under standard_conforming_strings, which every script switches on.
std::string quoted_literal(std::string_view text);

/// `body` between `$tag$`; where the body would end that quote early, the tag gets the first number that does
/// not. `tag` begins with a letter and holds letters, digits and `_` only.
std::string dollar_quoted(std::string_view body, std::string_view tag);

} // namespace migc
