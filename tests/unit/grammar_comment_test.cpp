#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("comment on") {
    auto const table = read<ast::Comment>("comment on table s.t is 'it''s'");
    CHECK(table->object.kind == Kind::table);
    CHECK(table->text->value == "it's");
    CHECK_FALSE(read<ast::Comment>("comment on view v is null")->text.has_value());
    auto const column = read<ast::Comment>("comment on column s.t.c is 'x'");
    CHECK(spelt(*column->object.table) == "s.t");
    CHECK(spelt(column->object.name) == "c");
    CHECK(spelt(*read<ast::Comment>("comment on constraint c on t is 'x'")->object.table) == "t");
    CHECK(read<ast::Comment>("comment on function f(a int, text) is 'x'")->object.signature->arguments.size() == 2);
    auto const of_domain = read<ast::Comment>("comment on constraint c on domain s.d is 'x'");
    CHECK(of_domain->object.kind == Kind::domain_constraint);
    CHECK(spelt(*of_domain->object.table) == "s.d");
    CHECK(read<ast::Comment>("comment on constraint c on domain is 'x'")->object.kind == Kind::constraint);
    CHECK(read<ast::Comment>("comment on cast (int as text) is 'x'")->object.signature->arguments.size() == 2);
    CHECK(error("comment on column c is 'x'") == "expected '.' and a column, found `is`");
    CHECK(error("comment on table t is 5") == "expected NULL or a string, found `5`");
}
