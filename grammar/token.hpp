// What the lexer makes and the grammar reads. Spelling is settled here and in the lexer; the grammar sees kinds.
#pragma once

#include "compiler/base/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace migc::grammar {

enum class TokenKind : std::uint16_t {
#define LEXEME(kind, name) kind,
#define PUNCTUATION(kind, spelling) kind,
#define KEYWORD(kind, spelling, category) kind,
#include "grammar/token.def"
#undef LEXEME
#undef PUNCTUATION
#undef KEYWORD
};

/// Where a word may also be a name; see token.def.
enum class WordCategory : std::uint8_t { not_a_word, plain, unreserved, column_name, function_name, reserved };

struct Token {
    TokenKind kind = TokenKind::end;
    bool touches = false; // nothing stands between this token and the one before
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr Span span() const { return {begin, end}; }
};

/// The tokens of one file; the last one is always `end`, so a reader may look one ahead without asking.
using TokenList = std::vector<Token>;

/// A run of tokens inside a TokenList that outlives it; the grammar leaves expressions and queries as such runs.
struct TokenRange {
    Token const* first = nullptr;
    Token const* last = nullptr;

    Token const* begin() const { return first; }
    Token const* end() const { return last; }
    bool empty() const { return first == last; }
    Span span() const { return empty() ? Span{} : Span{first->begin, last[-1].end}; }
};

/// As a reader would write it in "expected …": `CREATE`, `(`, `name`.
std::string_view spelling(TokenKind kind);
/// The same, ready for a message: keywords bare, punctuation in quotes.
std::string described(TokenKind kind);
WordCategory category(TokenKind kind);
bool is_keyword(TokenKind kind);
/// A name, or a keyword that may stand for one in this place.
bool is_column_or_table_name(TokenKind kind); // ColId of the server's grammar
bool is_function_name(TokenKind kind);        // type_function_name
bool is_label(TokenKind kind);                // ColLabel: any word
/// The keyword spelled by `word` in any case, or `name`.
TokenKind classify_word(std::string_view word);
std::vector<TokenKind> const& all_keywords();

} // namespace migc::grammar
