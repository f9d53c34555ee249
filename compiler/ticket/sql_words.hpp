// The words of normalised SQL: tokens with one blank between them, no comments, quotes inside of quotes doubled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migc::ticket {

struct SqlWord {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool quoted = false; // "like this", the quotes included
    bool called = false; // a `(` follows
};

/// Words and quoted names outside of literals, in order.
std::vector<SqlWord> sql_words(std::string_view text);

/// The parts of a list between its outermost commas.
std::vector<std::string_view> list_elements(std::string_view text);

/// Where the bracket that opens at `open` closes; the end of the text where it does not.
std::size_t closing_bracket(std::string_view text, std::size_t open);

} // namespace migc::ticket
