#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("the relations and columns a statement about rows names") {
    struct Row {
        char const* sql;
        char const* writes;
        char const* reads;
        char const* columns;
    };
    constexpr Row rows[] = {
        {"insert into t as x (a, b) select 1, 2 from u, v w", "t", "u v", "a b"},
        {"insert into t values (1) on conflict (a) do update set b = 1, c = 2 where t.a > 1", "t", "", "b c"},
        {"insert into t table u", "t", "u", ""},
        {"update only s.t x set a = (select c from d), (e, f) = (1, 2) from g, h", "s.t", "d g h", "a e f"},
        {"delete from only t using u, v where t.a = u.a", "t", "u v", ""},
        {"merge into t using s on true when matched then update set b = 1 when not matched then insert (a) values (1)",
         "t", "s", "b a"},
        {"select extract(year from a), trim(both ' ' from c) from t join u using (id), w", "", "t u w", ""},
        {"select * from generate_series(1, 10) g, lateral (select * from z) q", "", "z", ""},
        {"select a from t where a is distinct from b for update of t", "", "t", ""},
        {"with x as (select * from a), y (p) as materialized (select * from x) select * from y, b", "", "a b", ""},
        {"with d as (delete from a returning *) insert into e (f) select * from d", "a e", "", "f"},
        {"with recursive r as (select 1) search depth first by a set o cycle a set c using p select * from r, t", "",
         "t", ""},
        {"truncate table only a, s.b restart identity cascade", "a s.b", "", ""},
        {"lock table a, b in access exclusive mode", "", "a b", ""},
    };
    for (auto const& row : rows) {
        auto const node = read<ast::Data>(row.sql);
        CHECK(spelt(node->writes) == row.writes);
        CHECK(spelt(node->reads) == row.reads);
        CHECK(spelt(node->columns) == row.columns);
        CHECK(text(node.file, node->tokens) == row.sql);
    }
}

TEST_CASE("the verb is that of the whole statement") {
    CHECK(read<ast::Data>("with x as (delete from t returning *) select * from x")->verb ==
          grammar::TokenKind::kw_select);
    CHECK(read<ast::Data>("with x as (select 1) update t set a = 1")->verb == grammar::TokenKind::kw_update);
    CHECK(read<ast::Data>("(select 1)")->verb == grammar::TokenKind::kw_select);
}

TEST_CASE("statements that are passed on unread") {
    CHECK(read<ast::Opaque>("do $$ begin end $$ language plpgsql")->what == "DO block");
    CHECK(read<ast::Opaque>("call s.p(1)")->what == "CALL");
    CHECK(read<ast::SetLocal>("set local Lock_Timeout = '3s'")->name == "lock_timeout");
    CHECK(read<ast::SetLocal>("set local time zone 'UTC'")->name == "timezone");
    CHECK(read<ast::SetLocal>("set constraints all deferred")->name == "constraints");
}

TEST_CASE("errors in statements about rows name what was expected") {
    CHECK(error("insert t values (1)") == "expected INTO, found `t`");
    CHECK(error("insert into t (a)") == "expected VALUES, DEFAULT VALUES or a query, found `;`");
    CHECK(error("update t where a = 1") == "expected SET, found `where`");
    CHECK(error("delete t") == "expected FROM, found `t`");
    CHECK(error("with x select 1") == "expected AS, found `select`");
    CHECK(error("insert into t values (1") == "expected ')', found `;`");
    CHECK(error("create table a as select (1") == "expected ')', found `;`");
    CHECK(error("create table a as delete from b") == "expected a query, found `delete`");
    CHECK(error("select a into from c") == "expected a name, found `from`");
    CHECK(read<ast::Refused>("explain analyze select 1")->what == "EXPLAIN");
}

TEST_CASE("what pg_dump writes at its head is understood in an SQL file only") {
    constexpr char const* head =
        "SET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n";
    auto const file = grammar::parse_schema(std::make_shared<SourceFile>("schema.sql", head));
    CHECK(file.diagnostics.empty());
    REQUIRE(file.items.size() == 2);
    for (auto const& item : file.items)
        CHECK(std::holds_alternative<ast::SessionSetting>(std::get<ast::SqlItem>(item.body).statement));
    CHECK(read<ast::Refused>("set statement_timeout = 0")->help == "write `set local statement_timeout …`");
}
