#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("create trigger") {
    auto const node =
        read<ast::CreateTrigger>("create or replace trigger g before insert or update of a, b on s.t for each row "
                                 "when (old.* is distinct from new.*) execute function s.f('x', 1)");
    CHECK(node->or_replace);
    CHECK(text(node.file, node->events) == "before insert or update of a, b");
    CHECK(spelt(node->update_columns) == "a b");
    CHECK(spelt(node->table) == "s.t");
    CHECK(text(node.file, node->rest) == "for each row when (old.* is distinct from new.*)");
    CHECK(spelt(node->function) == "s.f");
    CHECK(text(node.file, node->arguments) == "'x', 1");
    CHECK(read<ast::CreateTrigger>("create constraint trigger g after insert on t from u deferrable initially deferred "
                                   "for each row execute procedure f()")
              ->constraint);
    CHECK(error("create trigger g before foo on t execute function f()") ==
          "expected INSERT, UPDATE, DELETE or TRUNCATE, found `foo`");
    CHECK(error("create trigger g insert on t execute function f()") ==
          "expected BEFORE, AFTER or INSTEAD OF, found `insert`");
    CHECK(error("create trigger g before insert on t execute f()") == "expected FUNCTION or PROCEDURE, found `f`");
}
