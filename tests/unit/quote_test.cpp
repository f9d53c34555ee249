#include "compiler/emit/comment.hpp"
#include "grammar/quote.hpp"
#include "grammar/token.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

using namespace migc;

namespace {

using Table = std::vector<std::pair<std::string, std::string>>;

} // namespace

TEST_CASE("an identifier is quoted where the server would not read it back") {
    Table const table = {
        {"users", "users"},
        {"_a1$", "_a1$"},
        {"Users", "\"Users\""},
        {"1a", "\"1a\""},
        {"$a", "\"$a\""},
        {"a b", "\"a b\""},
        {"a\"b", "\"a\"\"b\""},
        {"", "\"\""},
        {"é", "\"é\""},
        {"select", "\"select\""},   // reserved
        {"between", "\"between\""}, // may not name a function
        {"left", "\"left\""},       // may name a function only
        {"abort", "abort"},         // unreserved
        {"a;drop table t", "\"a;drop table t\""},
    };
    for (auto const& [name, expected] : table) CHECK(quoted_identifier(name) == expected);
}

TEST_CASE("every keyword that is not unreserved is quoted") {
    for (auto const kind : grammar::all_keywords()) {
        std::string word(grammar::spelling(kind));
        std::transform(word.begin(), word.end(), word.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        bool const bare = grammar::category(kind) == grammar::WordCategory::unreserved;
        CAPTURE(word);
        CHECK((quoted_identifier(word) == word) == bare);
    }
}

TEST_CASE("a literal doubles its quotes and keeps everything else") {
    CHECK(quoted_literal("") == "''");
    CHECK(quoted_literal("it's") == "'it''s'");
    CHECK(quoted_literal("a\\'\n%") == "'a\\''\n%'");
}

TEST_CASE("a dollar quote ends where its body ends") {
    Table const table = {
        {"x", "$t$x$t$"},
        {"", "$t$$t$"},
        {"a$t$b", "$t1$a$t$b$t1$"},
        {"a$t", "$t1$a$t$t1$"}, // would meet the closing `$` early
        {"a$t$ $t1$ $t2", "$t3$a$t$ $t1$ $t2$t3$"},
        {"a$", "$t$a$$t$"},
    };
    for (auto const& [body, expected] : table) CHECK(dollar_quoted(body, "t") == expected);
}

TEST_CASE("nothing in a comment can break its line or hide the order of its text") {
    Table const table = {
        {"plain é €", "plain é €"},
        {"a\nb", "a\\u{000A}b"},
        {"a\r\nb", "a\\u{000D}\\u{000A}b"},
        {"a\vb\fc", "a\\u{000B}b\\u{000C}c"},
        {"\xC2\x85", "\\u{0085}"},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\\u{2028}\\u{2029}"},
        {"\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x8F", "\\u{202E}\\u{2066}\\u{200F}"},
        {"\x1b[31m\x7f", "\\u{001B}[31m\\u{007F}"},
        {"\xFF\xC3(", "\\x{FF}\\x{C3}("},          // no UTF-8
        {"\xE0\x80\x8A", "\\x{E0}\\x{80}\\x{8A}"}, // an overlong line feed
        {"\xED\xA0\x80", "\\x{ED}\\x{A0}\\x{80}"}, // a surrogate
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    };
    for (auto const& [text, expected] : table) CHECK(emit::visible(text) == expected);
}

TEST_CASE("a long comment goes on in lines of its own, cut between characters") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "é";
    std::string out;
    emit::append_comment(out, text, 2);
    std::string joined;
    std::size_t lines = 0;
    while (!out.empty()) {
        auto const line = out.substr(0, out.find('\n'));
        CHECK(line.size() <= emit::comment_width);
        CHECK(line.starts_with("-- "));
        CHECK(emit::visible(line) == line);
        joined += line.substr(line.find_first_not_of("- "));
        out.erase(0, line.size() + 1);
        ++lines;
    }
    CHECK(joined == text);
    CHECK(lines == 4);

    emit::append_comment(out, "");
    CHECK(out == "--\n");
}
