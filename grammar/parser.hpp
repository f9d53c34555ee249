// The grammar's public face: text in, tree out. Nothing here knows a schema, and no other header of this folder
// brings Spirit along.
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "grammar/ast.hpp"
#include "grammar/lexer.hpp"

namespace migc::grammar {

/// A file and everything made from it; what the tree views stays alive with it.
struct ParsedFile {
    SourcePtr source;
    TokenList tokens;
    ast::Revision revision;       // of a .mig file
    std::vector<ast::Item> items; // of an SQL file (baseline, include)
    Diagnostics diagnostics;      // of lexing and parsing this file
    bool has_id = false;          // the header could be read as far as the id
};

/// Reads a .mig file. Every statement is parsed alone, so one bad statement costs one diagnostic; after an
/// error the tree holds what could be read and `diagnostics` says that it is not whole.
ParsedFile parse_revision(SourcePtr source);

/// Reads an SQL file given to `baseline` or `include`: statements and items without a header.
ParsedFile parse_schema(SourcePtr source);

/// Reads statements from a string, for tests and for the check that emitted text parses again.
ParsedFile parse_statements(std::string sql);

} // namespace migc::grammar
