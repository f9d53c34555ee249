#include "compiler/cli/ini.hpp"

#include "compiler/base/render.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace migc;
using namespace migc::cli;

namespace {

struct Read {
    IniFile file;
    Diagnostics diagnostics;
};

Read read(std::string text) {
    Read out;
    out.file = read_ini(std::make_shared<SourceFile>("migc.ini", std::move(text)), out.diagnostics);
    return out;
}

// Every entry as `section/key=value`, joined by `|`.
std::string dump(IniFile const& file) {
    std::string out;
    for (auto const& section : file.sections)
        for (auto const& entry : section.entries)
            out += fmt::format("{}{}/{}={}", out.empty() ? "" : "|", section.name, entry.key, entry.value);
    return out;
}

} // namespace

TEST_CASE("an ini file is read as Python's configparser reads it") {
    struct Row {
        char const* text;
        char const* entries;
    };
    for (auto const& row : {
             Row{"", ""},
             Row{"a = 1\n", "/a=1"},
             Row{"a: 1", "/a=1"},
             Row{"a=b=c:d\n", "/a=b=c:d"},
             Row{"a =\n", "/a="},
             Row{"url = x#y ; z\n", "/url=x#y ; z"},
             Row{"# comment\n; comment\n\na = 1\n", "/a=1"},
             Row{"[s]\na = 1\n[t]\na = 2\n", "s/a=1|t/a=2"},
             Row{"[ s ]\r\na = 1\r\n", "s/a=1"},
             Row{"a = 1,\n    2\n    3\nb = 4\n", "/a=1,\n2\n3|/b=4"},
             Row{"a =\n  1\n  # comment\n  2\n", "/a=1\n2"},
             Row{"[s]\n  a = 1\n  b = 2\n", "s/a=1|s/b=2"},
             Row{"a = 1\n\n  2\n", "/a=1\n2"},
         }) {
        CAPTURE(row.text);
        auto const result = read(row.text);
        CHECK(dump(result.file) == row.entries);
        CHECK(result.diagnostics.empty());
    }
}

TEST_CASE("what is wrong in an ini file is reported where it stands, and the rest is read") {
    struct Row {
        char const* text;
        Code code;
        char const* place; // the text under the carets
        char const* entries;
    };
    for (auto const& row : {
             Row{"nonsense\na = 1\n", Code::ini_bad_line, "nonsense", "/a=1"},
             Row{"= 1\na = 1\n", Code::ini_bad_line, "= 1", "/a=1"},
             Row{"[s\na = 1\n", Code::ini_bad_line, "[s", ""},
             Row{"[]\na = 1\n", Code::ini_bad_line, "[]", ""},
             Row{"[s] x\n", Code::ini_bad_line, "[s] x", ""},
             Row{"a = 1\na = 2\n  3\nb = 1\n", Code::ini_duplicate_key, "a", "/a=1|/b=1"},
             Row{"[s]\na = 1\n[s]\na = 2\n", Code::ini_duplicate_section, "[s]", "s/a=1"},
             Row{"a = \x01\nb = 1\n", Code::ini_unreadable_text, "\x01", "/b=1"},
             Row{"a = \xff\nb = 1\n", Code::ini_unreadable_text, "\xff", "/b=1"},
             Row{"a = x\ry\n", Code::ini_unreadable_text, "\r", ""},
         }) {
        CAPTURE(row.text);
        auto const result = read(row.text);
        CHECK(dump(result.file) == row.entries);
        REQUIRE(result.diagnostics.items().size() == 1);
        auto const& diagnostic = result.diagnostics.items().front();
        CHECK(diagnostic.code == row.code);
        CHECK(result.file.source->slice(diagnostic.place.span) == row.place);
    }
}

TEST_CASE("a clash in an ini file points at the earlier place") {
    auto const result = read("a = 1\n[s]\nb = 1\n[s]\n");
    REQUIRE(result.diagnostics.items().size() == 1);
    auto const& notes = result.diagnostics.items().front().notes;
    REQUIRE(notes.size() == 1);
    CHECK(line_column(result.file.source->text, notes.front().place.span.begin).line == 2);
}

TEST_CASE("values have places, continued ones from their first to their last line") {
    auto const result = read("a = one\nb =\n  two\n  three\n");
    auto const& entries = result.file.sections.front().entries;
    REQUIRE(entries.size() == 2);
    CHECK(result.file.source->slice(entries[0].value_place.span) == "one");
    CHECK(result.file.source->slice(entries[1].value_place.span) == "two\n  three");
}

TEST_CASE("a list is separated by commas and line breaks, not inside double quotes") {
    struct Row {
        char const* value;
        std::vector<std::string> items;
    };
    for (auto const& row :
         {Row{"a, b", {"a", "b"}}, Row{"a,\nb\nc", {"a", "b", "c"}}, Row{"\"x,y\", z", {"\"x,y\"", "z"}}, Row{"", {}},
          Row{"a,,b", {"a", "", "b"}}, Row{"a,", {"a"}}}) {
        CAPTURE(row.value);
        std::vector<std::string> items;
        for (auto const& item : list_items(row.value)) items.push_back(item.text);
        CHECK(items == row.items);
    }
}
