#include "grammar/token.hpp"

#include <array>
#include <bit>
#include <cstring>

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

// Both ends and the length tell nearly all keywords apart, and most names from all of them. Setting one bit makes
// letters of both cases equal; that other characters fall together does no harm.
constexpr std::uint32_t hash(std::string_view word) {
    auto const byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(word[i]) | 0x20u);
    };
    auto const size = word.size(), second = size > 1 ? std::size_t{1} : 0, last = size - 1;
    auto const ends = byte(0) | byte(second) << 8 | byte(size / 2) << 16 | byte(last) << 24;
    return (ends ^ static_cast<std::uint32_t>(size) * 0x9E3779B1u) * 0x85EBCA6Bu >> 16;
}

// Open addressing over a table eight times the number of keywords: a plain name costs one hash and, nearly always,
// one empty slot.
constexpr std::size_t slots = std::bit_ceil(row_count * 8);
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

// Words and keywords hold letters, digits and `_` only: two bytes that differ in the bit of the case alone are one
// letter.
bool same_word(std::string_view keyword, std::string_view word) {
    if (keyword.size() != word.size()) return false;
    constexpr std::uint64_t case_bits = 0x2020202020202020;
    auto const differs = [&]<class Unsigned>(std::size_t at, Unsigned) {
        Unsigned left = 0, right = 0;
        std::memcpy(&left, keyword.data() + at, sizeof left);
        std::memcpy(&right, word.data() + at, sizeof right);
        return static_cast<Unsigned>((left ^ right) & ~static_cast<Unsigned>(case_bits)) != 0;
    };
    std::size_t at = 0;
    for (; at + 8 <= word.size(); at += 8)
        if (differs(at, std::uint64_t{})) return false;
    if (at + 4 <= word.size()) {
        if (differs(at, std::uint32_t{})) return false;
        at += 4;
    }
    for (; at < word.size(); ++at)
        if (differs(at, std::uint8_t{})) return false;
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
    if (word.empty() || word.size() > longest_keyword) return TokenKind::name;
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
