// Which relations a statement about rows names (RULINGS 10): read off its tokens, without a schema.
#pragma once

#include "grammar/session.hpp"

namespace migc::grammar {

/// Fills `writes`, `reads` and `columns` of `out` from `statement`: the names behind FROM, JOIN, INTO, UPDATE, USING
/// and TABLE, lists of FROM and USING included. Functions in FROM and names that WITH defines are no relations.
/// Each relation is listed once; one that is written is not repeated under `reads`.
void collect_relations(TokenRange statement, Session& session, ast::Data& out);

} // namespace migc::grammar
