#include "compiler/chain/seals.hpp"
#include "compiler/ticket/markdown.hpp"
#include "compiler/ticket/questions.hpp"
#include "compiler/ticket/sql_words.hpp"

#include <doctest/doctest.h>
#include <string_view>
#include <vector>

using namespace migc;

namespace {

struct Row {
    std::string_view given;
    std::string_view expected;
};

} // namespace

TEST_CASE("author text stays text in a page") {
    constexpr Row rows[] = {
        {"plain words", "plain words"},
        {"`t` of `a|b`", "`t` of `a\\|b`"},
        {"a|b", "a\\|b"},
        {"<b>x</b>", "\\<b>x\\</b>"},
        {"[a](b)", "\\[a\\](b)"},
        {"one ` alone", "one \\` alone"},
        {"`a`b`c", "\\`a\\`b\\`c"},
        {"``", "\\`\\`"},
        {"snake_case _em_", "snake_case \\_em\\_"},
        {"two\nlines", "two\\\\u\\{000A\\}lines"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.given);
        CHECK(ticket::cell(row.given) == row.expected);
    }
    CHECK(ticket::markdown("`a|b`") == "`a|b`");
}

TEST_CASE("a word of a shell command is one word") {
    constexpr Row rows[] = {
        {"public.items", "public.items"},
        {"\"app\".\"Items\"", "'\"app\".\"Items\"'"},
        {"it's", "'it'\\''s'"},
        {"$(touch x)", "'$(touch x)'"},
        {"-f", "'-f'"},
        {"", "''"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.given);
        CHECK(ticket::shell_word(row.given) == row.expected);
    }
}

TEST_CASE("lists are cut at their outermost commas") {
    auto const parts = ticket::list_elements("room with =, f(a, b) with &&, 'x,' || c with = ");
    CHECK(parts == std::vector<std::string_view>{"room with =", "f(a, b) with &&", "'x,' || c with ="});
    CHECK(ticket::closing_bracket("(a, ')', (b))c", 0) == 12);
}

TEST_CASE("the value of a domain's check becomes a column") {
    constexpr Row rows[] = {
        {"value > 0", "c > 0"},
        {"value <> 'value' and f(value) > \"value\"", "c <> 'value' and f(c) > \"value\""},
        {"values_of(value)", "values_of(c)"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.given);
        CHECK(ticket::with_value(row.given, "c") == row.expected);
    }
}

TEST_CASE("seals are read as they are written, and no other way") {
    std::string const meaning(64, 'a');
    auto const text = chain::write_seals({{"a1", meaning, {}}, {"b.2", std::string(64, '0'), {}}});
    auto const read = [](std::string const& bytes) {
        SourceFile const source("migc.sum", bytes);
        Diagnostics diagnostics;
        auto const seals = chain::read_seals(source, diagnostics);
        CHECK(seals.has_value() != diagnostics.has_errors());
        return seals ? seals->size() : std::string::npos;
    };
    CHECK(read(text) == 2);
    CHECK(read(chain::write_seals({})) == 0);
    // One byte less, or another one, anywhere.
    for (std::size_t at = 0; at < text.size(); ++at) {
        CAPTURE(at);
        auto shorter = text, other = text;
        shorter.erase(at, 1);
        other[at] = other[at] == 'b' ? 'c' : 'b';
        CHECK(read(shorter) == std::string::npos);
        CHECK(read(other) == std::string::npos);
    }
}
