// Operations and the statements they become; write_parses_test.cpp and the live tests show that servers
// agree.
#include "compiler/emit/write.hpp"
#include "tests/unit/samples.hpp"

#include <doctest/doctest.h>

using namespace migc;
using namespace migc::catalog;
using samples::column;
using samples::expression;
using samples::type;

namespace {

using Lines = std::vector<std::string>;

Operation operation(decltype(Operation::change) change) { return {std::move(change), {}, false}; }

Name const items{"public", "items"};

template <class T, class Change>
Operation altered(Key key, T value, Change const& change) {
    auto const before = value;
    change(value);
    return operation(Alter{std::move(key), before, value, {}});
}

template <class Change>
Lines column_change(Column const& before, Change const& change, int version = 15) {
    return emit::write(altered({Kind::column, items, before.name}, before, change), {"public", version});
}

template <class T>
Lines created(Key key, T const& value, int version = 15) {
    return emit::write(operation(Create{std::move(key), value, at_end, false}), {"public", version});
}

template <class T>
Lines dropped(Key key, T const& value) {
    return emit::write(operation(Drop{std::move(key), value, at_end}), {});
}

Table small_table() {
    Table out;
    out.name = items;
    out.columns = {column("id", type("bigint"), true), column("color", type("character varying", "(50)"))};
    Constraint key;
    key.name = "items_pkey";
    key.kind = ConstraintKind::primary_key;
    key.columns = {"id"};
    out.constraints.emplace(key.name, key);
    return out;
}

} // namespace

TEST_CASE("write: a table has one column to a line") {
    CHECK(created({Kind::table, items, {}}, small_table()) == Lines{"create table items (\n"
                                                                    "    id bigint not null,\n"
                                                                    "    color character varying(50),\n"
                                                                    "    constraint items_pkey primary key (id)\n"
                                                                    ")"});
    CHECK(dropped({Kind::table, items, {}}, small_table()) == Lines{"drop table items"});
    Table empty;
    empty.name = {"app", "Odd"};
    CHECK(created({Kind::table, empty.name, {}}, empty) == Lines{"create table app.\"Odd\" ()"});
}

TEST_CASE("write: names are qualified outside the home schema only") {
    auto const drop_table = operation(Drop{{Kind::table, items, {}}, small_table(), at_end});
    CHECK(emit::write(drop_table, {"public", 15}) == Lines{"drop table items"});
    CHECK(emit::write(drop_table, {"app", 15}) == Lines{"drop table public.items"});
}

TEST_CASE("write: columns come and go") {
    auto color = column("color", type("text"), true);
    color.default_value = expression("'red'");
    color.comment = "seen";
    Key const key{Kind::column, items, "color"};
    CHECK(created(key, color) == Lines{"alter table items add column color text default 'red' not null",
                                       "comment on column items.color is 'seen'"});
    CHECK(dropped(key, color) == Lines{"alter table items drop column color"});
}

TEST_CASE("write: a serial column brings its sequence") {
    auto const table = samples::items();
    auto const lines = created({Kind::column, items, "id"}, table.columns.front());
    CHECK(lines == Lines{"create sequence items_id_seq as integer",
                         "alter table items add column id integer default nextval('items_id_seq'::regclass) not null",
                         "alter sequence items_id_seq owned by items.id",
                         "comment on sequence items_id_seq is 'counts items'"});
}

TEST_CASE("write: a default is put in parentheses where the grammar asks for them") {
    struct Row {
        char const* text;
        char const* written;
    };
    Row const rows[] = {
        {"0", "0"},
        {"now() + interval '1 day'", "now() + interval '1 day'"},
        {"'a and b'", "'a and b'"},
        {"E'it\\'s and more'", "E'it\\'s and more'"},
        {"$$x or y$$", "$$x or y$$"},
        {"f(a and b)", "f(a and b)"},
        {"\"and\"", "\"and\""},
        {"'a' || E'\\'' and true", "('a' || E'\\'' and true)"},
        {"not false", "(not false)"},
        {"1 in (1, 2)", "(1 in (1, 2))"},
        {"now() at time zone 'utc'", "(now() at time zone 'utc')"},
        {"'x' collate \"C\"", "('x' collate \"C\")"},
    };
    for (auto const& row : rows) {
        auto c = column("a", type("text"));
        c.default_value = expression(row.text);
        CHECK(created({Kind::column, items, "a"}, c) ==
              Lines{"alter table items add column a text default " + std::string(row.written)});
    }
}

TEST_CASE("write: a changed type drops the default first, and casts only where the server would not") {
    auto plain = column("a", type("integer"));
    CHECK(column_change(plain, [](Column& c) { c.type = type("bigint"); }) ==
          Lines{"alter table items alter column a type bigint"});
    CHECK(column_change(plain, [](Column& c) { c.type = type("boolean"); }) ==
          Lines{"alter table items alter column a type boolean using a::text::boolean"});
    CHECK(column_change(column("a", type("boolean")), [](Column& c) { c.type = type("integer"); }) ==
          Lines{"alter table items alter column a type integer using a::integer"});
    CHECK(column_change(column("a", type("boolean")), [](Column& c) { c.type = type("bigint"); }) ==
          Lines{"alter table items alter column a type bigint using a::integer"});
    auto text = column("a", type("text"));
    CHECK(column_change(text, [](Column& c) { c.type = type("character varying", "(5)"); }) ==
          Lines{"alter table items alter column a type character varying(5)"});
    CHECK(column_change(text, [](Column& c) { c.type = type("numeric", "(8,2)"); }) ==
          Lines{"alter table items alter column a type numeric(8,2) using a::numeric"});
    CHECK(column_change(text, [](Column& c) {
              c.type = {"app", "mood", {}, {}, false};
          }) == Lines{"alter table items alter column a type app.mood using a::app.mood"});
    CHECK(column_change(column("a", type("character varying", "(50)")), [](Column& c) { c.type.modifier = "(9)"; }) ==
          Lines{"alter table items alter column a type character varying(9)"});
    text.default_value = expression("'7'");
    CHECK(column_change(text, [](Column& c) { c.type = type("integer"), c.default_value = expression("7"); }) ==
          Lines{"alter table items alter column a drop default",
                "alter table items alter column a type integer using a::integer",
                "alter table items alter column a set default 7"});
}

TEST_CASE("write: an author's using expression goes before ours") {
    auto const before = column("a", type("text"));
    auto const after = column("a", type("integer"));
    CHECK(emit::write(operation(Alter{{Kind::column, items, "a"}, before, after, "length(a)"}), {}) ==
          Lines{"alter table items alter column a type integer using length(a)"});
}

TEST_CASE("write: what a column may change is changed alone") {
    auto a = column("a", type("text"));
    CHECK(column_change(a, [](Column& c) { c.not_null = true; }) ==
          Lines{"alter table items alter column a set not null"});
    CHECK(column_change(a, [](Column& c) { c.default_value = expression("not true"); }) ==
          Lines{"alter table items alter column a set default not true"});
    CHECK(column_change(a, [](Column& c) { c.statistics = 10; }) ==
          Lines{"alter table items alter column a set statistics 10"});
    CHECK(column_change(a, [](Column& c) {
              c.options = {{"n_distinct", "5"}};
          }) == Lines{"alter table items alter column a set (n_distinct = 5)"});
    CHECK(column_change(a, [](Column& c) { c.collation = "\"C\""; }) ==
          Lines{"alter table items alter column a type text collate \"C\""});
    a.storage = "external";
    CHECK(column_change(
              a, [](Column& c) { c.storage.clear(); }, 15) ==
          Lines{"alter table items alter column a set storage extended"});
    CHECK(column_change(
              a, [](Column& c) { c.storage.clear(); }, 16) ==
          Lines{"alter table items alter column a set storage default"});
    CHECK(column_change(a, [](Column&) {}).empty());
}

TEST_CASE("write: not-null constraints have names from 18 on") {
    auto a = column("a", type("text"), true);
    Key const key{Kind::column, items, "a"};
    CHECK(created(key, a, 17) == Lines{"alter table items add column a text not null"});
    a.not_null_constraint.name = "items_a_not_null";
    CHECK(created(key, a, 18) == Lines{"alter table items add column a text not null"});
    a.not_null_constraint.name = "must_be";
    CHECK(created(key, a, 18) == Lines{"alter table items add column a text constraint must_be not null"});
    auto const nullable = column("a", type("text"));
    CHECK(column_change(
              nullable, [&](Column& c) { c = a; }, 18) == Lines{"alter table items add constraint must_be not null a"});
    CHECK(column_change(
              a, [](Column& c) { c.not_null_constraint.name = "items_a_not_null"; }, 18) ==
          Lines{"alter table items rename constraint must_be to items_a_not_null"});
    CHECK(column_change(
              a, [](Column& c) { c.not_null_constraint.no_inherit = true; }, 18) ==
          Lines{"alter table items alter constraint must_be no inherit"});
    CHECK(column_change(
              a, [](Column& c) { c.not_null_constraint.comment = "why"; }, 18) ==
          Lines{"comment on constraint must_be on items is 'why'"});
    auto const unchecked = [](Column& c) { c.not_null_constraint.validated = false; };
    CHECK(column_change(a, unchecked, 18) == Lines{"alter table items alter column a drop not null",
                                                   "alter table items add constraint must_be not null a not valid"});
    unchecked(a);
    CHECK(created(key, a, 18) == Lines{"alter table items add column a text",
                                       "alter table items add constraint must_be not null a not valid"});
    CHECK(column_change(
              a, [](Column& c) { c.not_null_constraint.validated = true; }, 18) ==
          Lines{"alter table items validate constraint must_be"});
}

TEST_CASE("write: generated columns") {
    auto total = column("total", type("numeric"));
    total.generated = Generated::stored;
    total.default_value = expression("a + b");
    CHECK(created({Kind::column, items, "total"}, total) ==
          Lines{"alter table items add column total numeric generated always as (a + b) stored"});
    auto const to_plain = [](Column& c) { c.generated = Generated::no, c.default_value.reset(); };
    CHECK(column_change(total, to_plain, 13) == Lines{"alter table items alter column total drop expression"});
    auto const to_other = [](Column& c) { c.default_value = expression("a * b"); };
    CHECK(column_change(total, to_other, 17) ==
          Lines{"alter table items alter column total set expression as (a * b)"});
    CHECK(column_change(total, to_other, 16).empty());
    auto const key = Key{Kind::column, items, "total"};
    CHECK(emit::left_out(altered(key, total, to_other), {"public", 16}) ==
          Lines{"column `total` of `items` keeps the expression it is generated by"});
    CHECK(emit::left_out(altered(key, total, to_other), {"public", 17}).empty());
    CHECK(emit::left_out(altered(key, total, to_plain), {"public", 12}) ==
          Lines{"column `total` of `items` stays a generated one"});
    auto const back = inverse(altered(key, total, to_plain));
    CHECK(emit::write(back, {}).empty());
    CHECK(emit::left_out(back, {}) == Lines{"column `total` of `items` does not become a generated one"});
}

TEST_CASE("write: identity") {
    auto id = column("id", type("bigint"), true);
    auto const add = [](Column& c) {
        c.identity.emplace();
        c.identity->sequence.name = {"public", "items_id_seq"};
    };
    CHECK(column_change(id, add) == Lines{"alter table items alter column id add generated by default as identity"});
    auto with = id;
    add(with);
    CHECK(column_change(with, [](Column& c) { c.identity.reset(); }) ==
          Lines{"alter table items alter column id drop identity"});
    CHECK(column_change(with, [](Column& c) { c.identity->always = true; }) ==
          Lines{"alter table items alter column id set generated always"});
    CHECK(column_change(with, [](Column& c) { c.identity->sequence.options.start = 7; }) ==
          Lines{"alter table items alter column id set start with 7"});
}

TEST_CASE("write: a sequence changes its owner column and stays") {
    auto id = column("id", type("bigint"));
    auto const add = [](Column& c) {
        c.owned.emplace_back();
        c.owned.back().name = {"app", "ids"};
    };
    CHECK(column_change(id, add) == Lines{"alter sequence app.ids owned by items.id"});
    add(id);
    CHECK(column_change(id, [](Column& c) { c.owned.clear(); }) == Lines{"alter sequence app.ids owned by none"});
}

TEST_CASE("write: enum values are added in their place, renamed, and never removed") {
    struct Row {
        Lines before;
        Lines after;
        Lines written;
        Lines stays;
    };
    Row const rows[] = {
        {{"a"}, {"a", "b"}, {"alter type mood add value if not exists 'b'"}, {}},
        {{"b"}, {"a", "b"}, {"alter type mood add value if not exists 'a' before 'b'"}, {}},
        {{"a", "c"}, {"a", "b", "c"}, {"alter type mood add value if not exists 'b' after 'a'"}, {}},
        {{"c"},
         {"a", "b", "c"},
         {"alter type mood add value if not exists 'a' before 'c'",
          "alter type mood add value if not exists 'b' after 'a'"},
         {}},
        {{},
         {"a", "b"},
         {"alter type mood add value if not exists 'a'", "alter type mood add value if not exists 'b'"},
         {}},
        {{"a", "b"}, {"a", "it's"}, {"alter type mood rename value 'b' to 'it''s'"}, {}},
        {{"a", "b"}, {"a"}, {}, {"type `mood` keeps the value 'b'"}},
    };
    for (auto const& row : rows) {
        EnumType type_before;
        type_before.name = {"public", "mood"};
        type_before.labels = row.before;
        auto const change =
            altered({Kind::type, type_before.name, {}}, type_before, [&](EnumType& t) { t.labels = row.after; });
        CHECK(emit::write(change, {}) == row.written);
        CHECK(emit::left_out(change, {}) == row.stays);
    }
}

TEST_CASE("write: constraints change in place where they can") {
    Constraint check;
    check.name = "items_a_check";
    check.kind = ConstraintKind::check;
    check.columns = {"a"};
    check.condition = expression("a > 0");
    check.validated = false;
    Key const key{Kind::constraint, items, check.name};
    CHECK(created(key, check) == Lines{"alter table items add constraint items_a_check check (a > 0) not valid"});
    auto const validate = altered(key, check, [](Constraint& c) { c.validated = true; });
    CHECK(emit::write(validate, {}) == Lines{"alter table items validate constraint items_a_check"});
    CHECK_FALSE(emit::rebuilds(validate));
    CHECK(emit::write(inverse(validate), {}) ==
          Lines{"alter table items drop constraint items_a_check",
                "alter table items add constraint items_a_check check (a > 0) not valid"});
    CHECK(emit::rebuilds(inverse(validate)));

    Constraint foreign;
    foreign.name = "items_b_fkey";
    foreign.kind = ConstraintKind::foreign_key;
    foreign.columns = {"b"};
    foreign.references = {"app", "others"};
    foreign.referenced = {"id"};
    foreign.on_delete = "cascade";
    Key const foreign_key{Kind::constraint, items, foreign.name};
    CHECK(created(foreign_key, foreign) ==
          Lines{"alter table items add constraint items_b_fkey foreign key (b) references app.others (id)"
                " on delete cascade"});
    auto const defer = altered(foreign_key, foreign, [](Constraint& c) { c.deferrable = c.initially_deferred = true; });
    CHECK(emit::write(defer, {}) ==
          Lines{"alter table items alter constraint items_b_fkey deferrable initially deferred"});
    CHECK(emit::write(inverse(defer), {}) == Lines{"alter table items alter constraint items_b_fkey not deferrable"});
}

TEST_CASE("write: indexes") {
    Index index;
    index.name = {"app", "by_color"};
    IndexElement color;
    color.column = "Color";
    color.descending = true;
    index.elements = {color};
    index.unique = true;
    Key const key{Kind::index, index.name, "items"};
    CHECK(created(key, index) == Lines{"create unique index by_color on app.items (\"Color\" desc nulls last)"});
    CHECK(dropped(key, index) == Lines{"drop index app.by_color"});
    auto const options = altered(key, index, [](Index& i) { i.with = {{"fillfactor", "50"}}; });
    CHECK(emit::write(options, {}) == Lines{"alter index app.by_color set (fillfactor = 50)"});
    CHECK_FALSE(emit::rebuilds(options));
    auto const structure = altered(key, index, [](Index& i) { i.unique = false; });
    CHECK(emit::write(structure, {}) ==
          Lines{"drop index app.by_color", "create index by_color on app.items (\"Color\" desc nulls last)"});
    CHECK(emit::rebuilds(structure));
}

TEST_CASE("write: grants are minimal and grouped by role") {
    struct Row {
        std::vector<AclItem> before;
        std::vector<AclItem> after;
        Lines written;
    };
    auto const plain = Grantable::plain;
    Row const rows[] = {
        {{}, {{"r", "insert", {}, plain}, {"r", "select", {}, plain}}, {"grant insert, select on table items to r"}},
        {{{"r", "select", {}, plain}}, {}, {"revoke select on table items from r"}},
        {{},
         {{"public", "select", {}, Grantable::with_option}},
         {"grant select on table items to public with grant option"}},
        {{{"r", "select", {}, Grantable::with_option}},
         {{"r", "select", {}, plain}},
         {"revoke grant option for select on table items from r"}},
        {{}, {{"Owner", "insert", {}, Grantable::revoked}}, {"revoke insert on table items from \"Owner\""}},
        {{{"Owner", "insert", {}, Grantable::revoked}}, {}, {"grant insert on table items to \"Owner\""}},
        {{}, {{"r", "select", "b", plain}, {"r", "select", "a", plain}}, {"grant select (a, b) on table items to r"}},
        // The columns' grants go with the table's, so they are given anew.
        {{{"r", "select", {}, plain}, {"r", "select", "a", plain}},
         {{"r", "select", "a", plain}},
         {"revoke select on table items from r", "grant select (a) on table items to r"}},
        {{{"current_user", "select", {}, plain}}, {}, {"revoke select on table items from current_user"}},
    };
    for (auto const& row : rows) {
        TableFacts facts;
        facts.common.acl = row.before;
        auto const change = altered({Kind::table, items, {}}, facts, [&](TableFacts& f) { f.common.acl = row.after; });
        CHECK(emit::write(change, {}) == row.written);
    }
}

TEST_CASE("write: an owner is restored where one is known") {
    Schema schema{"app", {}};
    auto const own = altered({Kind::schema, {{}, "app"}, {}}, schema, [](Schema& s) { s.common.owner = "boss"; });
    CHECK(emit::write(own, {}) == Lines{"alter schema app owner to boss"});
    CHECK(emit::write(inverse(own), {}).empty());
}

TEST_CASE("write: views are replaced where columns are only added") {
    auto view = samples::overview();
    view.triggers.clear(), view.column_comments.clear(), view.common = {}, view.with.clear();
    Key const key{Kind::view, view.name, {}};
    auto const widen = altered(key, view, [](View& v) {
        v.columns.push_back("live");
        v.query = "select id, name, price as cost, live from items";
    });
    CHECK(emit::write(widen, {}) ==
          Lines{"create or replace view overview as\nselect id, name, price as cost, live from items"});
    CHECK_FALSE(emit::rebuilds(widen));
    CHECK(emit::write(inverse(widen), {}) ==
          Lines{"drop view overview", "create view overview as\nselect id, name, price as cost from items"});
    CHECK(emit::rebuilds(inverse(widen)));
    auto const unknown = altered(key, view, [](View& v) { v.columns_known = false, v.query = "table items"; });
    CHECK(emit::rebuilds(unknown));
}

TEST_CASE("write: routines are replaced where the server allows it") {
    Routine f;
    f.name = {"public", "f"};
    f.arguments = {{ArgumentMode::in, "a", type("integer"), expression("1")},
                   {ArgumentMode::in, {}, type("text"), expression("'x'")}};
    f.returns = type("integer");
    f.body = "language sql as $$ select 1 $$";
    Key const key{Kind::routine, f.name, f.signature()};
    auto const rebuilt = [&](auto const& change) { return emit::rebuilds(altered(key, f, change)); };
    CHECK_FALSE(rebuilt([](Routine& r) { r.body = "language sql as $$ select 2 $$"; }));
    CHECK_FALSE(rebuilt([](Routine& r) { r.arguments[0].default_value = expression("2"); }));
    CHECK_FALSE(rebuilt([](Routine& r) { r.arguments[1].name = "b"; }));
    CHECK(rebuilt([](Routine& r) { r.arguments[0].name = "b"; }));
    CHECK(rebuilt([](Routine& r) { r.arguments[1].default_value.reset(); }));
    CHECK(rebuilt([](Routine& r) { r.returns = type("bigint"); }));
    CHECK(rebuilt([](Routine& r) { r.returns_set = true; }));
    CHECK(dropped(key, f) == Lines{"drop function f(integer, text)"});
    f.procedure = true;
    CHECK(dropped(key, f) == Lines{"drop procedure f(integer, text)"});
}

TEST_CASE("write: new names and schemas") {
    struct Row {
        Key from;
        Key to;
        Lines written;
    };
    Row const rows[] = {
        {{Kind::table, items, {}}, {Kind::table, {"public", "Things"}, {}}, {"alter table items rename to \"Things\""}},
        {{Kind::table, items, {}},
         {Kind::table, {"app", "things"}, {}},
         {"alter table items rename to things", "alter table things set schema app"}},
        {{Kind::column, items, "a"}, {Kind::column, items, "b"}, {"alter table items rename column a to b"}},
        {{Kind::constraint, items, "a"},
         {Kind::constraint, items, "b"},
         {"alter table items rename constraint a to b"}},
        {{Kind::trigger, items, "a"}, {Kind::trigger, items, "b"}, {"alter trigger a on items rename to b"}},
        {{Kind::index, {"app", "a"}, {}}, {Kind::index, {"app", "b"}, {}}, {"alter index app.a rename to b"}},
        {{Kind::view, items, {}}, {Kind::view, {"app", "items"}, {}}, {"alter table items set schema app"}},
        {{Kind::type, {"app", "t"}, {}}, {Kind::type, {"app", "u"}, {}}, {"alter type app.t rename to u"}},
        {{Kind::sequence, {"public", "s"}, {}},
         {Kind::sequence, {"public", "u"}, {}},
         {"alter sequence s rename to u"}},
        {{Kind::routine, {"public", "f"}, "integer"},
         {Kind::routine, {"public", "g"}, "integer"},
         {"alter routine f(integer) rename to g"}},
        {{Kind::schema, {{}, "a"}, {}}, {Kind::schema, {{}, "b"}, {}}, {"alter schema a rename to b"}},
        {{Kind::extension, {"a", "hstore"}, {}},
         {Kind::extension, {"b", "hstore"}, {}},
         {"alter extension hstore set schema b"}},
    };
    for (auto const& row : rows) CHECK(emit::write(operation(Rename{row.from, row.to}), {}) == row.written);
}

TEST_CASE("write: sequences say what departs from their defaults") {
    Sequence s;
    s.name = {"public", "s"};
    Key const key{Kind::sequence, s.name, {}};
    CHECK(created(key, s) == Lines{"create sequence s"});
    s.options.min_value = s.options.start = 0;
    CHECK(created(key, s) == Lines{"create sequence s minvalue 0"});
    s.unlogged = true;
    CHECK(created(key, s, 14) == Lines{"create sequence s minvalue 0"});
    CHECK(created(key, s, 15) == Lines{"create unlogged sequence s minvalue 0"});
    CHECK(created(key, samples::ticket_numbers()) ==
          Lines{"create sequence ticket_numbers as integer increment by -1 minvalue -500 cache 20 cycle"});
}

TEST_CASE("write: rows and unseen changes have no spelling but their author's") {
    CHECK(emit::write(operation(ChangeRows{RowChangeKind::update, {items}, {}}), {}).empty());
    CHECK(emit::write(operation(Unseen{"do"}), {}).empty());
}
