#include "compiler/emit/client.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace migc::emit;

TEST_CASE("a colon that psql would take for a variable gets one blank") {
    struct Row {
        std::string statement;
        std::string expected;
    };
    std::vector<Row> const table = {
        {"select a[1:2]", "select a[1: 2]"},
        {"select a[1:n]", "select a[1: n]"},
        {"select a[lo:_hi]", "select a[lo: _hi]"},
        {"select a[1:é]", "select a[1: é]"},
        {"select a[1:\"hi\"]", "select a[1: \"hi\"]"},
        {"select a[1:'2']", "select a[1: '2']"},
        {"select a[1:\"h i\"]", "select a[1:\"h i\"]"}, // no variable's name
        {"select :{?x}", "select : {?x}"},
        {"select a::int", "select a::int"},
        {"select a:::int", "select a::: int"},
        {"select f(a:=1)", "select f(a:=1)"},
        {"select a[1: 2]", "select a[1: 2]"},
        {"select ':x' || \":x\" || E'\\':x' || $$:x$$ || $a$:x $b$ $a$", ""},
        {"select 1 -- :x\n, 2", ""},
        {"select 1 /* :x /* :y */ :z */", ""},
        {"select 'it''s :x'", ""},
        {"select U&':x', n':x', b'1', x'1'", ""},
        {"select $1:x", "select $1: x"},
        {"select 'a\\':b", "select 'a\\': b"}, // a backslash is nothing special in a plain literal
        {"a:b:c", "a: b: c"},
        {"a[lo:b$x$[1:c]", "a[lo: b$x$[1: c]"}, // the name of a column, to the server, and no dollar quote
        {":", ":"},
        {"", ""},
    };
    for (auto const& row : table) {
        CAPTURE(row.statement);
        CHECK(for_psql(row.statement) == (row.expected.empty() ? row.statement : row.expected));
        CHECK(for_psql(for_psql(row.statement)) == for_psql(row.statement));
    }
}

TEST_CASE("psql cuts a statement by its own count") {
    constexpr auto whole = std::string::npos;
    struct Row {
        std::string statement;
        std::size_t at;
    };
    auto const size = [](std::string const& text) { return Row{text, text.size()}; };
    std::vector<Row> const table = {
        {"select 1", whole},
        {"select ';'", whole},
        {"select 1; select 2", 8},
        {"select 1$x$;$x$", whole},
        {"select 1 a$x$", whole},
        size("select $1a$x$"), // `$x$` begins a quote in psql from 15 on, which reads one letter behind the number
        size("select 0a$x$, 1"),
        {"create rule r as on insert to t do (select 1; select 2)", whole},
        {"create function f() returns int begin atomic select 1; select 2; end", whole},
        {"create or replace procedure p() begin atomic select case when true then 1 end; end", whole},
        size("create function f() returns int begin atomic select 1; select 1 as begin; end"),
        {"create function f() returns int begin atomic select 1 as end; select 2; end", 60},
        {"create function f() returns int begin atomic select 1 as \"end\"; select 2; end", whole},
        {"create function f(x int default (case when true then 1 end)) returns int begin atomic select 1; "
         "end",
         whole},
        size("create function f() returns int return begin"),
        {"create view v as select 1 as begin", whole}, // no routine
        {"CREATE FUNCTION F() RETURNS INT BEGIN ATOMIC SELECT 1; END", whole},
        {"create function f() returns int language sql as $$ begin; $$", whole},
        size("select (1"),
        {"select 1)", whole},
        {"select 1) ; select (2)", 10},
        size("select 'a"),
        size("select $a$ $b$"),
        size("select 1 /* /* */"),
        {"select 1 -- ; (", whole},
        {"select 1 \\! touch x", 9},
        {"select 1 \\; select 2", 9},
        {"select '\\!'", whole},
        {"select E'\\';'", whole},
        {"select e'\\\\'';'", whole},
        {"select '\\';'", 10},
        {"select $x", whole},
        {"create function f() return 1begin", whole}, // one token to psql 15
        {"select a$b$c", whole},                      // one word, no dollar quote
    };
    for (auto const& row : table) {
        CAPTURE(row.statement);
        CHECK(psql_would_cut(row.statement).value_or(whole) == row.at);
    }
}

TEST_CASE("psql knows the end of statements that stand behind one another") {
    struct Row {
        std::string statements;
        bool waits;
    };
    std::vector<Row> const table = {
        {"select 1", false},
        {"select 1; select 2", false},
        {"select ';('; select 2", false},
        {"select (1", true},
        {"select 1; select (2", true},
        {"select 'open", true},
        {"select 1; \\! ls", true},
        {"create function f() returns int begin atomic select 1; end; select 2", false},
        {"create function f() returns int begin atomic select 1", true},
    };
    for (auto const& row : table) {
        CAPTURE(row.statements);
        CHECK(psql_would_wait(row.statements) == row.waits);
    }
}
