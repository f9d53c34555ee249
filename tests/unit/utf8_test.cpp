#include "compiler/base/utf8.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace migc;

TEST_CASE("text that may be read is told from text that may not") {
    struct Row {
        std::string text;
        std::optional<std::size_t> offset;
    };
    for (auto const& row : {
             Row{"plain\ttext\n", std::nullopt},
             Row{"Größe €\xF0\x9F\x90\x98", std::nullopt},
             Row{"a\x01", 1},
             Row{std::string("a\0b", 3), 1},
             Row{"a\x7F", 1},
             Row{"a\rb", 1},
             Row{"\xEF\xBB\xBFx", 0},
             Row{"a\x80", 1},            // a continuation byte alone
             Row{"a\xC3", 1},            // cut off
             Row{"\xC0\xAF", 0},         // overlong
             Row{"\xE0\x80\xAF", 0},     // overlong
             Row{"\xED\xA0\x80", 0},     // a surrogate
             Row{"\xF4\x90\x80\x80", 0}, // beyond U+10FFFF
             Row{"\xFF", 0},
         }) {
        CAPTURE(row.text);
        auto const found = first_unreadable(row.text);
        CHECK(found.has_value() == row.offset.has_value());
        if (found && row.offset) CHECK(found->offset == *row.offset);
    }
}
