// One statement: from its tokens to its node.
#pragma once

#include "grammar/session.hpp"

#include <span>

namespace migc::grammar {

/// The words that begin a statement of SQL or an item of a revision.
std::span<TokenKind const> statement_beginnings();

/// Reads the statement that `tokens` spans, all of it. On failure one diagnostic is reported.
bool parse_statement(TokenRange tokens, SourceFile& source, bool schema_file, Diagnostics& diagnostics,
                     ast::Statement& out);

/// Reports what a failed session knows: what was wanted at the furthest place, and what stood there.
void report_syntax(Session const& session, SourceFile const& source, Diagnostics& diagnostics);

} // namespace migc::grammar
