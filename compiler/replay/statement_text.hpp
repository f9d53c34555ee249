// The final text of a statement for psql: the author's bytes, with the few departures of RULINGS 13.
#pragma once

#include "compiler/catalog/context.hpp"

#include <string>

namespace migc::replay {

/// Without `;`. Reports a statement that psql would cut elsewhere than we do.
std::string statement_text(catalog::Context& context, ast::Statement const& statement, grammar::TokenRange tokens);

/// The text of a `raw` item, checked as far as unread text can be: nothing in it begins a statement that must not
/// stand in a revision, and no client command stands outside quotes (RULINGS 11).
std::string raw_text(catalog::Context& context, ast::RawItem const& item);

} // namespace migc::replay
