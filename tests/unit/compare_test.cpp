#include "compiler/catalog/dump.hpp"
#include "compiler/replay/compare.hpp"
#include "tests/unit/samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace migc;
using namespace migc::catalog;
using replay::compare;
using replay::Difference;
using samples::column;
using samples::type;

namespace {

using Lines = std::vector<std::string>;

Name const items{"public", "items"};
Key const table_key{Kind::table, items, {}};

template <class Change>
std::vector<Difference> after(Change const& change) {
    auto found = samples::items();
    change(found);
    return compare(table_key, samples::items(), found, {});
}

void check_one(std::vector<Difference> const& seen, std::string const& text, Lines const& remedy) {
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().text == text);
    CHECK(seen.front().remedy == remedy);
    CHECK_FALSE(seen.front().column_order);
}

} // namespace

TEST_CASE("compare: equal objects have no differences") {
    CHECK(after([](Table&) {}).empty());
    CHECK(compare(table_key, std::nullopt, std::nullopt, {}).empty());
}

TEST_CASE("compare: left behind and missing") {
    EnumType tenant;
    tenant.name = {"public", "tenant_type_enum"};
    tenant.labels = {"a"};
    Key const key{Kind::type, tenant.name, {}};
    check_one(compare(key, std::nullopt, tenant, {}), "type `tenant_type_enum` is left behind",
              {"drop type tenant_type_enum;"});
    check_one(compare(key, tenant, std::nullopt, {}), "type `tenant_type_enum` is missing",
              {"create type tenant_type_enum as enum ('a');"});
    check_one(compare(key, std::nullopt, tenant, {"app", 15}), "type `public.tenant_type_enum` is left behind",
              {"drop type public.tenant_type_enum;"});
}

TEST_CASE("compare: columns") {
    check_one(after([](Table& t) { t.column("parent")->type = type("text"); }),
              "column `parent` of table `items` has type text instead of integer",
              {"alter table items alter column parent type integer using parent::integer;"});
    check_one(after([](Table& t) { t.column("price")->default_value.reset(); }),
              "column `price` of table `items` has no default instead of default `0`",
              {"alter table items alter column price set default 0;"});
    check_one(after([](Table& t) { t.column("price")->not_null = true; }),
              "column `price` of table `items` does not allow null",
              {"alter table items alter column price drop not null;"});
    check_one(after([](Table& t) { t.column("name")->comment.reset(); }),
              "column `name` of table `items` has no comment instead of comment `what it's called`",
              {"comment on column items.name is 'what it''s called';"});
    check_one(after([](Table& t) { t.columns.push_back(column("extra", type("text"))); }),
              "column `extra` of table `items` is left behind", {"alter table items drop column extra;"});
    check_one(after([](Table& t) { t.columns.pop_back(); }), "column `span` of table `items` is missing",
              {"alter table items add column span int4range;"});
    auto const two =
        after([](Table& t) { t.column("parent")->not_null = true, t.column("parent")->type = type("bigint"); });
    CHECK(two.size() == 2);
}

TEST_CASE("compare: no statement is offered where none helps") {
    auto const seen = after([](Table& t) {
        t.column("gross")->generated = Generated::no;
        t.column("gross")->default_value.reset();
    });
    check_one(seen, "column `gross` of table `items` is not generated", {});
}

TEST_CASE("compare: column order is told apart") {
    auto const seen = after([](Table& t) { std::swap(t.columns[1], t.columns[2]); });
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().column_order);
    CHECK(seen.front().text == "table `items` has its columns in another order");
    CHECK(seen.front().remedy.empty());
    // A column more is no other order.
    CHECK(after([](Table& t) { t.columns.insert(t.columns.begin(), column("x", type("text"))); }).size() == 1);
}

TEST_CASE("compare: parts of a table") {
    check_one(after([](Table& t) { t.constraints.erase("items_pkey"); }),
              "constraint `items_pkey` of table `items` is missing",
              {"alter table items add constraint items_pkey primary key (id) with (fillfactor = 90);",
               "comment on constraint items_pkey on items is 'the key';"});
    check_one(after([](Table& t) { t.indexes.at("items_tags_idx").method = "gist"; }),
              "index `items_tags_idx` is `create index items_tags_idx on items using gist (tags)` instead of"
              " `create index items_tags_idx on items using gin (tags)`",
              {"drop index items_tags_idx;", "create index items_tags_idx on items using gin (tags);"});
    CHECK(after([](Table& t) { t.triggers.clear(); }).size() == 1);
    check_one(after([](Table& t) { t.triggers.at("items_touch").mode = "disable"; }),
              "trigger `items_touch` of table `items` is set up in another way",
              {"alter table items enable always trigger items_touch;"});
    check_one(after([](Table& t) { t.facts.common.acl.pop_back(); }), "table `items` has other grants",
              {"grant select on table items to reader;"});
    check_one(after([](Table& t) { t.facts.with.clear(); }),
              "table `items` has no options instead of options `fillfactor = 80`",
              {"alter table items set (fillfactor = 80);"});
}

TEST_CASE("compare: enum values") {
    auto const compared = [](Lines before, Lines now) {
        auto wanted = samples::mood(), found = samples::mood();
        wanted.labels = std::move(before);
        found.labels = std::move(now);
        return compare({Kind::type, wanted.name, {}}, wanted, found, {});
    };
    check_one(compared({"a"}, {"a", "b"}), "type `mood` keeps the value `b`", {});
    check_one(compared({"a", "b"}, {"a"}), "type `mood` lacks the value `b`",
              {"alter type mood add value if not exists 'b';"});
    check_one(compared({"a", "b"}, {"a", "c"}), "type `mood` has the value `c` instead of `b`",
              {"alter type mood rename value 'c' to 'b';"});
    check_one(compared({"a", "b"}, {"b", "a"}), "type `mood` has its values in another order", {});
}

TEST_CASE("compare: views and routines") {
    auto view = samples::overview();
    view.query = "select id, name, 0 as cost from items";
    auto const seen = compare({Kind::view, view.name, {}}, samples::overview(), view, {});
    check_one(seen, "view `overview` has another query",
              {"create or replace view overview with (security_barrier = true) as\n"
               "select id, name, price as cost from items;"});
    auto routine = samples::touch();
    routine.returns = type("integer");
    auto const other = compare({Kind::routine, routine.name, {}}, samples::touch(), routine, {});
    check_one(other, "routine `touch()` has another definition",
              {"drop function touch();",
               "create function touch() returns trigger\nlanguage plpgsql as $$ begin return new; end $$;"});
}

TEST_CASE("compare: every alteration of the samples is a difference") {
    for (auto const& operation : samples::history()) {
        auto const* change = std::get_if<Alter>(&operation.change);
        if (!change) continue;
        CHECK_FALSE(compare(change->key, change->before, change->after, {}).empty());
        CHECK(compare(change->key, change->before, change->before, {}).empty());
    }
}

TEST_CASE("dump: operations show what came and what went") {
    auto before = column("color", type("text"));
    auto after_change = before;
    after_change.type = type("integer");
    after_change.not_null = true;
    std::vector<Operation> const operations{
        {Create{{Kind::column, items, "color"}, before, at_end, true}, {}, false},
        {Alter{{Kind::column, items, "color"}, before, after_change, "length(color)"}, {}, false},
        {Rename{{Kind::index, {"public", "a"}, {}}, {Kind::index, {"public", "b"}, {}}}, {}, true},
        {ChangeRows{RowChangeKind::update, {items}, {"a", "b"}}, {}, false},
        {Unseen{"do"}, {}, false},
    };
    CHECK(dump(operations) == "create column public.items.color [if not exists]\n"
                              "  type text\n"
                              "alter column public.items.color\n"
                              "  - type text\n"
                              "  + type integer\n"
                              "  + not null\n"
                              "  using length(color)\n"
                              "rename index public.a to index public.b [implied]\n"
                              "rows update public.items (a, b)\n"
                              "unseen do\n");
}
