#include "grammar/token.hpp"

#include <array>
#include <bit>

namespace migc::grammar {

namespace {

constexpr auto reserved = WordCategory::reserved;
constexpr auto function_name = WordCategory::function_name;
constexpr auto column_name = WordCategory::column_name;
constexpr auto unreserved = WordCategory::unreserved;

struct Row {
    std::string_view spelling;
    WordCategory category;
};

constexpr Row rows[] = {
#define LEXEME(kind, name) {name, WordCategory::not_a_word},
#define PUNCTUATION(kind, spelling) {spelling, WordCategory::not_a_word},
#define KEYWORD(kind, spelling, category) {spelling, category},
#include "grammar/token.def"
#undef LEXEME
#undef PUNCTUATION
#undef KEYWORD
};
constexpr std::size_t row_count = std::size(rows);

constexpr Row const& row(TokenKind kind) { return rows[static_cast<std::size_t>(kind)]; }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr std::uint32_t hash(std::string_view word) {
    std::uint32_t h = 2166136261u;
    for (auto const c : word) h = (h ^ static_cast<unsigned char>(lower(c))) * 16777619u;
    return h ^ (h >> 15);
}

// Open addressing over a table four times the number of keywords: a plain name costs one hash and, nearly
// always, one empty slot.
constexpr std::size_t slots = std::bit_ceil(row_count * 4);
constexpr std::size_t longest_keyword = [] {
    std::size_t most = 0;
    for (auto const& r : rows)
        if (r.category != WordCategory::not_a_word && r.spelling.size() > most) most = r.spelling.size();
    return most;
}();

constexpr std::array<std::uint16_t, slots> make_table() {
    std::array<std::uint16_t, slots> table{};
    for (std::size_t i = 0; i < row_count; ++i) {
        if (rows[i].category == WordCategory::not_a_word) continue;
        auto slot = hash(rows[i].spelling) % slots;
        while (table[slot] != 0) slot = (slot + 1) % slots;
        table[slot] = static_cast<std::uint16_t>(i);
    }
    return table;
}
constexpr auto table = make_table();

bool same_word(std::string_view keyword, std::string_view word) {
    if (keyword.size() != word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(keyword[i]) != lower(word[i])) return false;
    return true;
}

} // namespace

std::string_view spelling(TokenKind kind) { return row(kind).spelling; }

std::string described(TokenKind kind) {
    auto const text = spelling(kind);
    bool const punctuation = kind >= TokenKind::left_paren && category(kind) == WordCategory::not_a_word;
    return punctuation ? "'" + std::string(text) + "'" : std::string(text);
}

WordCategory category(TokenKind kind) {
    // A variable stands for a name; one that stands for a literal has been replaced before it is asked for.
    bool const is_name = kind == TokenKind::name || kind == TokenKind::quoted_name || kind == TokenKind::variable;
    return is_name ? WordCategory::plain : row(kind).category;
}

bool is_keyword(TokenKind kind) { return row(kind).category != WordCategory::not_a_word; }

bool is_column_or_table_name(TokenKind kind) {
    auto const c = category(kind);
    return c == WordCategory::plain || c == WordCategory::unreserved || c == WordCategory::column_name;
}

bool is_function_name(TokenKind kind) {
    auto const c = category(kind);
    return c == WordCategory::plain || c == WordCategory::unreserved || c == WordCategory::function_name;
}

bool is_label(TokenKind kind) { return category(kind) != WordCategory::not_a_word; }

TokenKind classify_word(std::string_view word) {
    if (word.size() > longest_keyword) return TokenKind::name;
    for (auto slot = hash(word) % slots; table[slot] != 0; slot = (slot + 1) % slots)
        if (same_word(rows[table[slot]].spelling, word)) return static_cast<TokenKind>(table[slot]);
    return TokenKind::name;
}

std::vector<TokenKind> const& all_keywords() {
    static std::vector<TokenKind> const list = [] {
        std::vector<TokenKind> kinds;
        for (std::size_t i = 0; i < row_count; ++i)
            if (rows[i].category != WordCategory::not_a_word) kinds.push_back(static_cast<TokenKind>(i));
        return kinds;
    }();
    return list;
}

} // namespace migc::grammar
