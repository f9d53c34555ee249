// Where revisions are parted, of real revisions that have been replayed.
#include "chain_fixture.hpp"
#include "compiler/plan/pieces.hpp"
#include "compiler/plan/planner.hpp"
#include "grammar/parser.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace migc;

namespace {

using Lines = std::vector<std::string>;

// `first-last`, `!` in front of what stands outside of transactions, `|` in front of what begins a transaction, and the
// statements that are done behind it.
std::string shown(std::vector<emit::Piece> const& pieces) {
    std::string out;
    for (auto const& piece : pieces)
        out += fmt::format("{}{}{}{}-{}:{}", out.empty() ? "" : " ", piece.cut ? "|" : "", piece.alone ? "!" : "",
                           piece.first + 1, piece.last, piece.done);
    return out;
}

constexpr auto setup = R"(revision a1; revises base;
upgrade {
    create type mood as enum ('calm', 'cross');
    create table far (id integer primary key);
    create table items (id integer, far integer references far deferrable initially deferred,
        mood mood default 'calm');
    create table plain (id integer, far integer references far deferrable);
    create table parted (id integer, far integer references far deferrable initially deferred) partition by range (id);
    create table parted_1 partition of parted for values from (0) to (10);
    create function touched() returns trigger language plpgsql as $$ begin return null; end $$;
    create table seen (id integer);
    create constraint trigger late after insert on seen deferrable initially deferred
        for each row execute function touched();
    create index items_far on items (far);
}
)";

/// A revision behind `setup`: its pieces up and down, and where no marker can stand.
Lines parted(std::string const& body, int server_version = 15) {
    Target target;
    target.server_version = server_version;
    target.transaction = TransactionMode::segment;
    std::vector<grammar::ParsedFile> files;
    files.push_back(grammar::parse_revision(std::make_shared<SourceFile>("a1.mig", setup)));
    files.push_back(
        grammar::parse_revision(std::make_shared<SourceFile>("b2.mig", "revision b2; revises a1;\n" + body)));
    auto const built = chain_fixture::built("a1\nb2 | a1\n");
    replay::SchemaFiles const schemas;
    replay::TargetFiles const own;
    replay::Input const input{built.chain, files, schemas, own};
    replay::State state(target);
    Lines out;
    plan::replay_all(target, input, state, [&](chain::Index index, replay::Outcome& outcome) {
        for (auto const* trouble : {&outcome.upgrade_trouble, &outcome.downgrade_trouble})
            for (auto const& diagnostic : trouble->items()) FAIL_CHECK(diagnostic.message);
        if (index == 0) return;
        bool const by_hand = files[1].revision.downgrade.kind == ast::DowngradeKind::written;
        auto const back = by_hand ? plan::WayBack() : plan::way_back(target, outcome);
        CHECK((back.cuts.empty() || plan::declares_ways_back(files[1].revision)));
        auto const up = plan::pieces_of_upgrade(target, outcome.upgrade, back.cuts);
        out.push_back(shown(up));
        out.push_back(shown(by_hand ? plan::written(target, outcome.downgrade, outcome.back_acts)
                                    : plan::reversed(up, outcome.downgrade, back.cuts)));
        for (auto const& conflict : back.no_marker) out.push_back(conflict.name);
    });
    return out;
}

} // namespace

TEST_CASE("an upgrade is cut where its own statements ask for it, and its way back is not") {
    CHECK(parted("upgrade { create table t (id integer); alter table t add column b integer; }") == Lines{"", ""});
    CHECK(
        parted(
            "upgrade { alter type mood add value 'keen'; alter table items alter column mood set default 'keen'; }") ==
        Lines{"1-1:1 |2-2:2", "1-1:1 2-1:0"});
    CHECK(parted("upgrade { create table t (f integer references far deferrable initially deferred);"
                 " insert into t values (1); alter table t add column b integer; }") ==
          Lines{"1-2:2 |3-3:3", "1-1:2 2-2:0"});
}

TEST_CASE("a derived downgrade is cut where what it writes asks for it, and the upgrade has a marker there") {
    CHECK(parted("upgrade { alter table items add column b integer;"
                 " update items set far = 1 reversed by { update items set far = 2; };"
                 " create table t (id integer); }") == Lines{"1-1:1 2-3:3", "1-2:1 |3-3:0"});
    auto const value = "upgrade { alter table items drop column mood; drop type mood reversed by"
                       " { create type mood as enum ('cross'); alter type mood add value 'calm' before 'cross'; };"
                       " alter table plain add column b integer; }";
    CHECK(parted(value, 15) == Lines{"1-1:1 2-3:3", "1-3:1 |4-4:0"});
    CHECK(parted(value, 17) == Lines{"", ""});
    CHECK(parted("upgrade { create view v as select id from items where mood = 'cross'; }") == Lines{"", ""});
}

TEST_CASE("no marker stands between statements that take one statement back") {
    CHECK(parted("upgrade { update items set far = 1 reversed by"
                 " { update items set far = 2; alter table items add column b integer;"
                 "   alter table items drop column b; }; }") == Lines{"", "", "items"});
    CHECK(parted("upgrade { update items set far = 1 reversed by"
                 " { update items set far = 2; set constraints all immediate; alter table items add column b integer;"
                 "   alter table items drop column b; }; }") == Lines{"", ""});
}

TEST_CASE("a downgrade that is written by hand is cut anywhere") {
    CHECK(parted("upgrade { create table t (id integer); } downgrade { alter type mood add value 'keen';"
                 " update items set mood = 'keen'; drop table t; }") == Lines{"", "1-1:1 |2-3:3"});
    CHECK(parted("upgrade { create table t (id integer); } downgrade { update items set far = 1; vacuum items;"
                 " alter table items add column b integer; drop table t; }") == Lines{"", "1-1:1 !2-2:2 3-4:4"});
}

TEST_CASE("what is repeated without harm has no way back, and what leaves something behind is cleared") {
    CHECK(parted("upgrade { create table t (id integer); vacuum items; create table u (id integer); }") ==
          Lines{"1-1:1 !2-2:2 3-3:3", "1-1:2 2-1:1 2-2:0"});
    CHECK(parted("upgrade { create table t (id integer); reindex table concurrently items; }") ==
          Lines{"1-1:1 !2-2:2", "!1-0:1 1-1:0"});
    CHECK(parted("upgrade { reindex table items; reindex table parted; reindex schema public; }") ==
          Lines{"1-1:1 !2-2:2 !3-3:3", "1-0:2 1-0:1 1-0:0"});
}

namespace {

// Whether an upgrade of two statements is cut between them.
bool cut(std::string const& first, std::string const& second, int server_version = 15) {
    return parted("upgrade { " + first + " reversed by nothing; " + second + " reversed by nothing; }", server_version)
               .front()
               .find('|') != std::string::npos;
}

} // namespace

// Each row was run on PostgreSQL 12, 15 and 18.
TEST_CASE("what changed rows leave stops alterations of their table, and nothing else") {
    auto const rows = "insert into items values (1, 1)";
    for (std::string const statement :
         {"alter table items add column b integer", "alter table items alter column mood set default 'calm'",
          "drop table items", "create index on items (id)", "alter table items owner to somebody", "truncate items",
          "alter table items set (fillfactor = 70)", "alter table items enable row level security",
          "cluster items using items_far", "alter table items drop constraint items_far_fkey"}) {
        INFO(statement);
        CHECK(cut(rows, statement));
    }
    for (std::string const statement :
         {"drop index items_far", "comment on table items is 'x'", "comment on column items.id is 'x'",
          "grant select on items to public", "create policy p on items using (true)",
          "alter table items rename to goods", "alter table items rename column id to number",
          "create view v as select id from items", "create table t (id integer)", "analyze items",
          "reindex table items", "alter table far add column b integer",
          "create trigger t after insert on items for each row execute function touched()",
          "update items set id = 2"}) {
        INFO(statement);
        CHECK(!cut(rows, statement));
    }
}

TEST_CASE("rows leave something where a deferred check or trigger waits") {
    CHECK(cut("insert into parted values (1, 1)", "alter table parted_1 add check (id > 0)"));
    CHECK(cut("insert into parted_1 values (1, 1)", "alter table parted add column b integer"));
    CHECK(!cut("insert into parted values (1, 1)", "alter table parted detach partition parted_1"));
    CHECK(cut("insert into seen values (1)", "alter table seen add column b integer"));
    CHECK(!cut("update seen set id = 2", "alter table seen add column b integer"));
    CHECK(!cut("insert into plain values (1, 1)", "alter table plain add column b integer"));
    CHECK(!cut("update items set mood = 'calm'", "alter table items add column b integer"));
}

TEST_CASE("a value is used under the name that it has by then") {
    CHECK(parted("upgrade { alter type mood add value 'keen'; alter type mood rename value 'keen' to 'fine';"
                 " alter table items alter column mood set default 'fine'; }")
              .front() == "1-2:2 |3-3:3");
    CHECK(parted("upgrade { alter type mood rename value 'calm' to 'fine';"
                 " alter table items alter column mood set default 'fine'; }")
              .front()
              .empty());
    CHECK(parted("upgrade { alter type mood add value 'keen';"
                 " create function f() returns mood language sql as $$ select 'keen'::mood $$; }")
              .front() == "1-1:1 |2-2:2");
    CHECK(parted("upgrade { alter type mood add value 'keen';"
                 " create function f() returns mood language plpgsql as $$ begin return 'keen'; end $$; }")
              .front()
              .empty());
    auto const young =
        "upgrade { create type m as enum ('a'); alter type m add value 'b'; create table t (m m default 'b'); }";
    CHECK(parted(young, 15).front() == "1-2:2 |3-3:3");
    CHECK(parted(young, 17).front().empty());
}
