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

TEST_CASE("create type: composite, range, base and shell") {
    auto const composite = read<ast::CreateComposite>("create type s.t as (a int, b text collate \"C\")");
    REQUIRE(composite->attributes.size() == 2);
    CHECK(composite->attributes[0].type.name == "integer");
    CHECK(spelt(*composite->attributes[1].collation) == "C");
    CHECK(read<ast::CreateComposite>("create type t as ()")->attributes.empty());
    auto const range = read<ast::CreateRange>("create type t as range (subtype = double precision, collation = \"C\")");
    REQUIRE(range->definitions.size() == 2);
    CHECK(range->definitions[0].name.text == "subtype");
    CHECK(range->definitions[0].value.last - range->definitions[0].value.first == 2);
    auto const base = read<ast::CreateBaseType>("create type t (input = f, output = g, passedbyvalue)");
    CHECK_FALSE(base->shell);
    CHECK(base->definitions.size() == 3);
    CHECK(read<ast::CreateBaseType>("create type t")->shell);
    CHECK(error("create type t as (a)") == "expected a type, found `)`");
    CHECK(error("create type t as range (subtype =)") == "expected a value, found `)`");
    CHECK(unsupported("alter type t set (receive = f)") == "ALTER TYPE … SET");
}

TEST_CASE("alter type changes attributes") {
    auto const altered = read<ast::AlterComposite>(
        "alter type t add attribute a int cascade, drop attribute if exists b, alter attribute c set data type text");
    REQUIRE(altered->actions.size() == 3);
    CHECK(std::get<ast::AddAttribute>(altered->actions[0]).cascade);
    CHECK(std::get<ast::DropAttribute>(altered->actions[1]).if_exists);
    CHECK(std::get<ast::SetAttributeType>(altered->actions[2]).attribute.type.name == "text");
    auto const renamed = read<ast::RenameAttribute>("alter type t rename attribute a to b cascade");
    CHECK(renamed->part.from.text == "a");
    CHECK(renamed->part.to.text == "b");
    CHECK(renamed->part.cascade);
}

TEST_CASE("domains") {
    auto const created = read<ast::CreateDomain>(
        "create domain s.d as varchar(3) not null default 'x' || 'y' collate \"C\" constraint c check (value <> '')");
    CHECK(spelt(created->name) == "s.d");
    CHECK(created->type.name == "character varying");
    REQUIRE(created->clauses.size() == 4);
    CHECK(std::get<ast::Constraint>(created->clauses[3]).name->text == "c");
    CHECK(read<ast::CreateDomain>("create domain d int")->clauses.empty());
    auto const action = [](char const* text) { return read<ast::AlterDomain>(text)->action; };
    CHECK(std::get<ast::ChangeDomain>(action("alter domain d set default 1")).value.has_value());
    CHECK(std::get<ast::ChangeDomain>(action("alter domain d drop not null")).what == "drop not null");
    CHECK(std::get<ast::AddDomainConstraint>(action("alter domain d add check (value > 0) not valid"))
              .constraint.attributes.not_valid);
    CHECK(std::get<ast::DropDomainConstraint>(action("alter domain d drop constraint if exists c cascade")).cascade);
    auto const renamed = read<ast::AlterDomain>("alter domain d rename constraint a to b"); // owns what the name views
    CHECK(std::get<ast::RenamePart>(renamed->action).to.text == "b");
    CHECK(read<ast::Rename>("alter domain d rename to e")->object.kind == Kind::domain);
    CHECK(error("create domain d as int not valid") == "expected NULL, found `valid`");
    CHECK(error("alter domain d add unique") == "expected CONSTRAINT, CHECK or NOT, found `unique`");
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
    CHECK(error("alter type t add value 'x' before 'a' after 'b'") ==
          "expected the end of the statement, found `after`");
    CHECK(error("alter type t rename value 'a'") == "expected TO, found `;`");
}
