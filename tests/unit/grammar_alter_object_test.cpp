#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("rename: objects, columns, constraints") {
    auto const table = read<ast::Rename>("alter table if exists only s.t rename to u");
    CHECK(table->if_exists);
    CHECK(table->object.kind == Kind::table);
    CHECK(spelt(table->object.name) == "s.t");
    CHECK(table->to.text == "u");
    for (auto const* sql : {"alter table t rename column value to x", "alter table t rename value to x",
                            "alter view t rename column value to x"}) {
        auto const column = read<ast::Rename>(sql);
        CHECK(column->object.kind == Kind::column);
        CHECK(spelt(column->object.name) == "value");
        CHECK(spelt(*column->object.table) == "t");
    }
    CHECK(read<ast::Rename>("alter table t rename constraint a to b")->object.kind == Kind::constraint);
    CHECK(read<ast::Rename>("alter table value rename to x")->object.kind == Kind::table);
    CHECK(read<ast::Rename>("alter type t rename to u")->object.kind == Kind::type);
    CHECK(spelt(*read<ast::Rename>("alter trigger g on t rename to h")->object.table) == "t");
    CHECK(read<ast::Rename>("alter function f(int, text) rename to g")->object.signature->arguments.size() == 2);
}

TEST_CASE("set schema and owner to") {
    CHECK(read<ast::SetSchema>("alter table t set schema s")->schema.text == "s");
    CHECK(read<ast::SetSchema>("alter sequence if exists q set schema s")->object.kind == Kind::sequence);
    CHECK(read<ast::AlterOwner>("alter view v owner to current_user")->owner.text == "current_user");
    CHECK(read<ast::AlterTable>("alter table t owner to joe, add a int")->actions.size() == 2);
}

TEST_CASE("columns may be called like the words that tell the forms apart") {
    CHECK(read<ast::AlterTable>("alter table t alter column rename type int")->actions.size() == 1);
    CHECK(read<ast::AlterTable>("alter table t drop column set")->actions.size() == 1);
}

TEST_CASE("alter: what is not modelled, and what is wrong") {
    CHECK(error("alter view v alter column a set nothing") == "expected DEFAULT, found `nothing`");
    CHECK(read<ast::AlterView>("alter view v alter column a set default 1")->actions.size() == 1);
    CHECK(read<ast::AlterNamed>("alter function f(int) immutable strict")->parts.size() == 2);
    auto const defaults = read<ast::DefaultPrivileges>(
        "alter default privileges for role a, b in schema s grant select, insert on tables to x");
    CHECK(defaults->roles.size() == 2);
    CHECK(defaults->schemas.size() == 1);
    CHECK(defaults->kind == "tables");
    CHECK(defaults->grant.privileges.size() == 2);
    CHECK(defaults->grant.roles.size() == 1);
    CHECK(error("alter default privileges grant select on nosuch to x").starts_with("expected TABLES"));
    CHECK(error("alter server s options (add a)") == "expected a string, found `)`");
    CHECK(error("alter publication p add") == "expected TABLES or TABLE, found `;`");
    CHECK(error("alter table t rename constraint a") == "expected TO, found `;`");
    CHECK(error("alter table t rename to") == "expected a name, found `;`");
}
