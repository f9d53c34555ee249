#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("columns of partitions and typed tables leave their type to the parent") {
    auto const node =
        read<ast::CreateTable>("create table t partition of u (a not null, b with options default 5) default");
    REQUIRE(node->elements.size() == 2);
    CHECK(std::get<ast::Column>(node->elements[0]).type.name.empty());
    CHECK(std::get<ast::Column>(node->elements[1]).constraints.size() == 1);
    CHECK(error("create table t (a not null, b text)") == "expected a type, found `not`");
}

TEST_CASE("an identity column's options stay apart") {
    auto const node = read<ast::CreateTable>(
        "create table t (a int generated always as identity (start with 5 increment by -2 no maxvalue))");
    auto const& column = std::get<ast::Column>(node->elements.at(0));
    auto const& options = std::get<ast::Identity>(column.constraints.at(0).body).options;
    REQUIRE(options.size() == 3);
    CHECK(options[0].value == "5");
    CHECK(options[1].value == "-2");
    CHECK(options[2].name == "no maxvalue");
}

TEST_CASE("the value of an option may be any word") {
    auto const node = read<ast::CreateIndex>("create index i on t using brin (a) with (autosummarize = on, b = -1)");
    REQUIRE(node->with.size() == 2);
    CHECK(node->with[0].value->tokens.first->kind == grammar::TokenKind::kw_on);
    CHECK(error("create index i on t (a) with (fillfactor = )") == "expected an expression, found `)`");
}

TEST_CASE("what PostgreSQL refuses in tables and indexes is refused") {
    CHECK(error("create table t (a int check (a > 0) not valid)") == "expected NULL, found `valid`");
    CHECK(error("alter table t replica identity using index") == "expected a name, found `;`");
    CHECK(error("create index if not exists on t (a)") == "expected a name, found `on`");
    CHECK(read<ast::CreateIndex>("create index i on t (a nulls first, cast(b as text))")->elements.size() == 2);
}
