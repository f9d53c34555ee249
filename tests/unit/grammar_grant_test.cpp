#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("grant and revoke") {
    auto const node = read<ast::Grant>("grant select (a, b), update on t, s.u to joe, public with grant option");
    CHECK_FALSE(node->revoke);
    CHECK(node->kind == Kind::table);
    REQUIRE(node->privileges.size() == 2);
    CHECK(node->privileges[0].name == "select");
    CHECK(spelt(node->privileges[0].columns) == "a b");
    CHECK(spelt(node->objects[1].name) == "s.u");
    CHECK(spelt(node->roles) == "joe public");
    CHECK(node->with_grant_option);
    auto const all = read<ast::Grant>("grant all privileges on all tables in schema s to joe");
    CHECK(all->all_in_schema);
    CHECK(all->kind == Kind::table);
    CHECK(all->objects[0].kind == Kind::schema);
    CHECK(all->privileges[0].name == "all");
    CHECK(read<ast::Grant>("grant execute on function f(int) to joe")->objects[0].signature.has_value());
    auto const revoked = read<ast::Grant>("revoke grant option for usage on schema s from joe cascade");
    CHECK(revoked->revoke);
    CHECK(revoked->grant_option_for);
    CHECK(revoked->cascade);
}

TEST_CASE("grant: what is not modelled, and what is wrong") {
    CHECK(read<ast::GrantRole>("grant a, b to c with admin option")->roles.size() == 2);
    CHECK(read<ast::GrantRole>("revoke admin option for a from b")->option_for->text == "admin");
    CHECK(read<ast::Grant>("grant usage on foreign server s to joe")->kind == Kind::server);
    CHECK(error("grant select on t") == "expected ',' or TO, found `;`");
    CHECK(error("revoke select on t to joe") == "expected ',' or FROM, found `to`");
}
