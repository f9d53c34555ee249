#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("create view keeps its query and tells the check option from it") {
    auto const node = read<ast::CreateView>("create or replace temp view v (a, b) with (security_barrier = true) as "
                                            "select 1, '(' from t with local check option");
    CHECK(node->or_replace);
    CHECK(node->temporary);
    CHECK(spelt(node->columns) == "a b");
    CHECK(node->with.size() == 1);
    CHECK(text(node.file, node->query.tokens) == "select 1, '(' from t");
    CHECK(node->check_option == "local");
    CHECK(read<ast::CreateView>("create view v as table t with check option")->check_option == "cascaded");
    CHECK(read<ast::CreateView>("create recursive view v (n) as select 1")->recursive);
    CHECK(read<ast::CreateMaterializedView>("create materialized view v as select 1 with no data")->no_data);
    CHECK_FALSE(read<ast::CreateMaterializedView>("create materialized view v as select 1 with data")->no_data);
    CHECK(error("create view v as") == "expected a query, found `;`");
    CHECK(error("create view v as select (1") == "expected ')', found `;`");
    CHECK(error("create recursive view v as select 1") == "expected a column list, found `as`");
}
