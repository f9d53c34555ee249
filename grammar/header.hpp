// The header items of a revision file and the words around SQL statements: `for … {`, `include`, `assert`, `allow`.
// LANGUAGE.md is their definition.
#pragma once

#include "grammar/session.hpp"

namespace migc::grammar {

/// Reads one header item (without its `;`) into `revision`.
bool parse_header_item(Iterator& first, Iterator last, Session& session, ast::Revision& revision);
/// Whether the token begins a header item.
bool begins_header_item(TokenKind kind);

/// `postgresql >= 15, sqlite`, up to the `{`.
bool parse_conditions(Iterator& first, Iterator last, Session& session, std::vector<ast::DialectCondition>& out);

bool parse_include(Iterator& first, Iterator last, Session& session, ast::IncludeItem& out);
bool parse_assert(Iterator& first, Iterator last, Session& session, ast::AssertItem& out);
bool parse_allow(Iterator& first, Iterator last, Session& session, ast::AllowItem& out);

/// `irreversible 'why'` behind `downgrade`.
bool parse_irreversible(Iterator& first, Iterator last, Session& session, ast::String& out);

} // namespace migc::grammar
