// Reads a script as psql does (psql manual; src/fe_utils/psqlscan.l of PostgreSQL 15 for what the manual leaves open).
// Part of a checker that shares no code with migc: were the two alike, they would be wrong alike.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace script {

enum class Kind { comment, command, statement };

struct Piece {
    Kind kind{};
    std::string_view text; // a comment with its `--`, a command with its `\`, a statement without its end
    std::size_t line = 0;
    bool by_gset = false;  // a statement that `\gset` sends instead of `;`
    bool by_gexec = false; // or `\gexec`, which runs what it returns
};

struct Problem {
    std::size_t line = 0;
    std::string text;
};

struct Reading {
    std::vector<Piece> pieces;
    std::vector<Problem> problems;
};

/// Cuts a script into what psql acts on. Reported: a backslash outside quotes that begins no line, a place where psql
/// would put in a variable, whatever is open at the end, and bytes that have no business
/// in a script: NUL and other control characters, a lone CR, what is no UTF-8; and in comments between statements every
/// character that could hide the next line or its order.
Reading read(std::string_view script);

/// The first words of a statement in lower case, one blank between them, comments left out; at most `count`.
std::string first_words(std::string_view statement, std::size_t count);

} // namespace script
