// Which relations a statement about rows names (RULINGS 10): read off its tokens, without a schema.
#pragma once

#include "grammar/session.hpp"

namespace migc::grammar {

/// The list behind WITH: `[recursive] name [( columns )] as [[not] materialized] ( … ) [search …] [cycle …], …`.
/// `names` gets what it defines. Manual: SELECT, "WITH Clause".
bool parse_common_tables(Iterator& first, Iterator last, Session& session, std::vector<std::string_view>& names);

/// Fills `writes`, `reads` and `columns` of `out` from `statement`: the names behind FROM, JOIN, INTO, UPDATE, USING
/// and TABLE, lists of FROM and USING included. Functions in FROM and names that WITH defines are no relations.
/// Each relation is listed once; one that is written is not repeated under `reads`.
void collect_relations(TokenRange statement, Session& session, ast::Data& out);

} // namespace migc::grammar
