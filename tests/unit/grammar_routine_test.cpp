#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

namespace {

std::string signature(std::vector<ast::Argument> const& arguments) {
    constexpr char const* modes[] = {"in", "out", "inout", "variadic"};
    std::string out;
    for (auto const& argument : arguments) {
        out += modes[static_cast<int>(argument.mode)];
        if (argument.name) out += " " + spelt(*argument.name);
        out += " " + std::string(argument.type.name) + (argument.default_value ? " =;" : ";");
    }
    return out;
}

} // namespace

TEST_CASE("arguments of routines: modes on either side of the name, types told from names") {
    struct Row {
        char const* written;
        char const* meant;
    };
    constexpr Row rows[] = {
        {"", ""},
        {"int, text", "in integer;in text;"},
        {"a int default 1 + 2, b text = 'x'", "in a integer =;in b text =;"},
        {"out a int, b inout text, variadic c int[]", "out a integer;inout b text;variadic c integer;"},
        {"in out a int", "inout a integer;"},
        {"double precision, a double precision", "in double precision;in a double precision;"},
        {"text text, name name", "in text text;in name name;"},
        {"a timestamp with time zone, numeric(3, 2)", "in a timestamp;in numeric;"},
        {"a t.c%type", "in a c;"},
    };
    for (auto const& row : rows) {
        auto const sql = std::string("create function f(") + row.written + ") returns int language sql as ''";
        CHECK(signature(read<ast::CreateRoutine>(sql)->arguments) == row.meant);
    }
}

TEST_CASE("create function and procedure") {
    auto const node = read<ast::CreateRoutine>("create or replace function s.f(a int) returns table (x int, y text) "
                                               "language plpgsql as $$ begin end; $$");
    CHECK(node->or_replace);
    CHECK_FALSE(node->is_procedure);
    CHECK(spelt(node->name) == "s.f");
    CHECK(signature(node->returns_table) == "in x integer;in y text;");
    CHECK(text(node.file, node->body) == "language plpgsql as $$ begin end; $$");
    CHECK(read<ast::CreateRoutine>("create function f() returns setof t language sql as ''")->returns->setof);
    CHECK(read<ast::CreateRoutine>("create procedure p() begin atomic insert into t values (1); end")->is_procedure);
    CHECK(read<ast::CreateNamed>("create or replace aggregate a(int) (sfunc = f, stype = int)")->parts.size() == 3);
    CHECK(error("create function f returns int language sql as ''") == "expected '(', found `returns`");
    CHECK(error("create function f() returns int as 'x'") == "expected LANGUAGE, RETURN or BEGIN ATOMIC, found `;`");
}
