#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("create type as enum") {
    auto const node = read<ast::CreateEnum>("create type s.t as enum ('a', 'it''s')");
    CHECK(spelt(node->name) == "s.t");
    REQUIRE(node->labels.size() == 2);
    CHECK(node->labels[1].value == "it's");
    CHECK(read<ast::CreateEnum>("create type t as enum ()")->labels.empty());
    CHECK(error("create type t as enum ('a',)") == "expected a string, found `)`");
    CHECK(error("create type t as enum (a)") == "expected a string or ')', found `a`");
}

TEST_CASE("types that are known and not modelled are told apart") {
    CHECK(unsupported("create type t as (a int, b text)") == "composite type");
    CHECK(unsupported("create type t as range (subtype = int4)") == "range type");
    CHECK(unsupported("create type t (input = f, output = g)") == "base type");
    CHECK(unsupported("create domain d as int check (value > 0)") == "domain");
    CHECK(unsupported("alter type t add attribute a int") == "ALTER TYPE … ADD ATTRIBUTE");
}

TEST_CASE("alter type changes labels") {
    auto const added = read<ast::AddEnumValue>("alter type t add value if not exists 'x' before 'y'");
    CHECK(added->if_not_exists);
    CHECK(added->label.value == "x");
    CHECK(added->before->value == "y");
    CHECK_FALSE(added->after.has_value());
    auto const renamed = read<ast::RenameEnumValue>("alter type t rename value 'a' to 'b'");
    CHECK(renamed->from.value == "a");
    CHECK(renamed->to.value == "b");
    CHECK(error("alter type t add value x") == "expected IF or a string, found `x`");
    CHECK(error("alter type t add value 'x' before 'a' after 'b'") == "expected the end of the statement, found `after`");
    CHECK(error("alter type t rename value 'a'") == "expected TO, found `;`");
}
