#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("drop takes several names, and of each kind its own spelling") {
    auto const tables = read<ast::Drop>("drop table if exists a, s.b cascade");
    CHECK(tables->kind == Kind::table);
    CHECK(tables->if_exists);
    CHECK(tables->cascade);
    REQUIRE(tables->names.size() == 2);
    CHECK(spelt(tables->names[1].name) == "s.b");
    CHECK(tables->names[1].kind == Kind::table);
    CHECK(read<ast::Drop>("drop index concurrently i")->concurrently);
    CHECK(read<ast::Drop>("drop materialized view v")->kind == Kind::materialized_view);
    CHECK_FALSE(read<ast::Drop>("drop function f")->names[0].signature.has_value());
    auto const routine = read<ast::Drop>("drop function if exists s.f(in a int, out b text, variadic c int[])");
    CHECK(routine->names[0].signature->arguments.size() == 3);
    auto const trigger = read<ast::Drop>("drop trigger g on s.t");
    CHECK(spelt(*trigger->names[0].table) == "s.t");
    CHECK(read<ast::Drop>("drop procedural language l")->kind == Kind::language);
}

TEST_CASE("drop: what is not modelled, and what is wrong") {
    CHECK(read<ast::Drop>("drop cast (int as text)")->kind == Kind::cast);
    CHECK(read<ast::Drop>("drop aggregate a(*), b(int order by text)")->names[1].signature->direct == 1);
    CHECK(spelt(*read<ast::Drop>("drop operator class c using btree")->names[0].place) == "btree");
    CHECK(read<ast::Drop>("drop operator s.=== (int, none), !! (none, int)")->names.size() == 2);
    CHECK(read<ast::Refused>("drop owned by joe")->what == "DROP OWNED");
    CHECK(error("drop operator === (int)").starts_with("expected ',' and the right operand"));
    CHECK(error("drop table a,") == "expected a name, found `;`");
    CHECK(error("drop trigger g") == "expected ON, found `;`");
    CHECK(error("drop table concurrently t") == "expected IF or a name, found `concurrently`");
}
