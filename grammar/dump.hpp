// What `migc dump ast` prints: a tree as stable text, one fact to a line, indented by two blanks. Every node goes by
// the name it has in ast.hpp, every field by its own; what is absent, empty or false is left out. Expressions and
// queries are shown as their tokens with one blank between, so that it can be seen where each begins and ends. Whatever
// the source holds, a line stays a line.
#pragma once

#include "grammar/parser.hpp"

#include <string>
#include <vector>

namespace migc::grammar {

/// Where each item stands in its file, or nothing that layout changes.
enum class Places : std::uint8_t { shown, left_out };

/// The revision, and the items of a file that has no header. What could not be read is not in the tree.
std::string dump(ParsedFile const& file, Places places = Places::shown);

/// The names under which the alternatives of ast::Statement, ast::TableAction and ast::Item appear, for the test that
/// asks for one example of each.
std::vector<std::string> statement_names();
std::vector<std::string> table_action_names();
std::vector<std::string> item_names();

} // namespace migc::grammar
