#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("create schema: name, owner, elements") {
    auto const plain = read<ast::CreateSchema>("create schema if not exists \"S\" authorization joe");
    CHECK(plain->if_not_exists);
    CHECK(plain->name->text == "S");
    CHECK(plain->authorization->text == "joe");
    CHECK(plain->elements.empty());
    auto const owned = read<ast::CreateSchema>("create schema authorization joe");
    CHECK_FALSE(owned->name.has_value());
    CHECK(read<ast::CreateSchema>("create schema s create table t (a int)")->elements.size() == 1);
    CHECK(error("create schema") == "expected IF, a name or AUTHORIZATION, found `;`");
    CHECK(error("create schema s foo") == "expected AUTHORIZATION, CREATE or GRANT, found `foo`");
}

TEST_CASE("extensions: clauses in any order, each once") {
    auto const node =
        read<ast::CreateExtension>("create extension if not exists \"uuid-ossp\" version v1 cascade schema s");
    CHECK(node->if_not_exists);
    CHECK(node->name.text == "uuid-ossp");
    CHECK(node->version->value == "v1");
    CHECK(node->schema->text == "s");
    CHECK(node->cascade);
    CHECK(error("create extension a cascade cascade") == "expected the end of the statement, found `cascade`");
    CHECK(error("create extension a foo") == "expected WITH, SCHEMA, VERSION or CASCADE, found `foo`");
    CHECK_FALSE(read<ast::AlterExtension>("alter extension a update")->update_to.has_value());
    CHECK(read<ast::AlterExtension>("alter extension a update to '1.1'")->update_to->value == "1.1");
    CHECK(read<ast::AlterExtension>("alter extension a set schema s")->set_schema->text == "s");
    CHECK(read<ast::AlterExtension>("alter extension a add function f(int, text)")->membership == "add");
    CHECK(error("alter extension a foo") == "expected UPDATE, SET, ADD or DROP, found `foo`");
}
