#include "tests/unit/chain_fixture.hpp"

using namespace chain_fixture;

TEST_CASE("a chain knows its edges, heads and branch points") {
    auto const b = good("a1aa|\nb1bb|a1aa\nc1cc|a1aa\nd1dd|b1bb,c1cc\nz1zz||b1bb\n");
    auto const& chain = b.chain;
    auto const index = [&](char const* id) { return find(chain, id).value(); };
    CHECK(spelt(chain, chain[index("a1aa")].children) == "b1bb c1cc");
    CHECK(spelt(chain, chain[index("b1bb")].dependants) == "z1zz");
    CHECK(spelt(chain, chain[index("d1dd")].parents) == "b1bb c1cc");
    CHECK(spelt(chain, heads(chain)) == "d1dd z1zz");
    CHECK(spelt(chain, real_heads(chain)) == "d1dd z1zz");
    CHECK(spelt(chain, branch_points(chain)) == "a1aa");
    CHECK_FALSE(find(chain, "a1a").has_value());
    CHECK(spelt(chain, std::vector(with_prefix(chain, "b").begin(), with_prefix(chain, "b").end())) == "b1bb");
    CHECK(with_prefix(chain, "").size() == 5);
    CHECK(with_prefix(chain, "x").empty());
}

TEST_CASE("a dependency hides a real head, not a versioned one") {
    auto const b = good("a1aa|\nb1bb||a1aa\n");
    CHECK(spelt(b.chain, heads(b.chain)) == "a1aa b1bb");
    CHECK(spelt(b.chain, real_heads(b.chain)) == "b1bb");
}

TEST_CASE("ancestors and descendants follow dependencies, a branch does not") {
    auto const b = good("a1aa|\nb1bb|a1aa\nc1cc|b1bb\nz1zz||b1bb\ny1yy|z1zz\n");
    auto const& chain = b.chain;
    auto const z = find(chain, "z1zz").value();
    auto const a = find(chain, "a1aa").value();
    CHECK(spelt(chain, ancestors(chain, {&z, 1})) == "a1aa b1bb z1zz");
    CHECK(spelt(chain, descendants(chain, {&a, 1})) == "a1aa b1bb c1cc z1zz y1yy");
    CHECK(spelt(chain, lineage(chain, z)) == "z1zz y1yy");
    CHECK(spelt(chain, lineage(chain, find(chain, "b1bb").value())) == "a1aa b1bb c1cc");
}

TEST_CASE("a dependency may be named by a label") {
    auto const b = good("a1aa|||core\nz1zz||core\n");
    CHECK(spelt(b.chain, b.chain[1].depends_on) == "a1aa");
}

TEST_CASE("labels reach what comes after them, and back to the last fork") {
    auto const b = good("a1aa|\nb1bb|a1aa\nc1cc|b1bb||left\nd1dd|c1cc\nx1xx|a1aa||right\nm1mm|d1dd,x1xx\n");
    auto const labels = branch_labels(b.chain);
    struct Row {
        std::string id;
        std::vector<std::string_view> labels;
    };
    std::vector<Row> const rows = {{"a1aa", {}},       {"b1bb", {"left"}},  {"c1cc", {"left"}},
                                   {"d1dd", {"left"}}, {"x1xx", {"right"}}, {"m1mm", {"left", "right"}}};
    for (auto const& row : rows) {
        CAPTURE(row.id);
        CHECK(labels[find(b.chain, row.id).value()] == row.labels);
    }
}

TEST_CASE("E8 a cycle through a merge is reported") {
    // Alembic prints SQL that runs aaaa1 -> bbbb1 before aaaa1 exists.
    auto const b = built("base1|\naaaa1|bbbb1,base1\nbbbb1|aaaa1\ncccc1|aaaa1\n");
    CHECK(only(b.diagnostics) == "revision_cycle: 2 revisions wait for each other: `aaaa1` -> `bbbb1` -> `aaaa1`");
    CHECK(b.chain.empty());
    auto const& cycle = b.diagnostics.items().front();
    CHECK(at(cycle.place) == "bbbb1");
    REQUIRE(cycle.notes.size() == 2);
    CHECK(cycle.notes[0].message == "`aaaa1` revises `bbbb1` here");
    CHECK(at(cycle.notes[0].place) == "bbbb1");
    CHECK(cycle.notes[1].message == "`bbbb1` revises `aaaa1` here");
    CHECK(line_column(b.source->text, cycle.notes[1].place.span.begin).line == 3);
}

TEST_CASE("E8 cycles of every kind are reported") {
    struct Row {
        std::string chain;
        std::string reported;
    };
    std::vector<Row> const rows = {
        {"a1aa|a1aa\n", "revision_cycle: revision `a1aa` revises itself"},
        {"a1aa||a1aa\n", "revision_cycle: revision `a1aa` depends on itself"},
        {"a1aa||b1bb\nb1bb|a1aa\n", "revision_cycle: 2 revisions wait for each other: `a1aa` -> `b1bb` -> `a1aa`"},
        {"a1aa|\nb1bb|a1aa,d1dd\nc1cc|b1bb\nd1dd|c1cc\ne1ee|d1dd\n",
         "revision_cycle: 3 revisions wait for each other: `b1bb` -> `d1dd` -> `c1cc` -> `b1bb`"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.chain);
        CHECK(only(built(row.chain).diagnostics) == row.reported);
    }
}

TEST_CASE("two cycles are two diagnostics, and what stands behind them none") {
    auto const b = built("a1aa|b1bb\nb1bb|a1aa\nc1cc|d1dd,b1bb\nd1dd|c1cc\nz1zz|d1dd\n");
    CHECK(codes(b.diagnostics) == "revision_cycle revision_cycle");
}

TEST_CASE("a long cycle is reported in short") {
    std::string text;
    constexpr int length = 50'000;
    for (int i = 0; i < length; ++i) text += "r" + std::to_string(i) + "|r" + std::to_string((i + 1) % length) + "\n";
    auto const b = built(text);
    CHECK(only(b.diagnostics).starts_with("revision_cycle: 50000 revisions wait for each other: `r0` -> `r1` -> "));
    CHECK(b.diagnostics.items().front().message.size() < 200);
    CHECK(b.diagnostics.items().front().notes.size() == 8);
}

TEST_CASE("E12 unknown parents and dependencies are reported at their places") {
    struct Row {
        std::string chain;
        std::string reported;
        std::string help;
    };
    std::vector<Row> const rows = {
        {"initial01|\nb1bb|initail01\n", "unknown_parent: revision `b1bb` revises `initail01`, which no file defines",
         "write `initial01`, if that is meant"},
        {"initial01|\nb1bb|init\n", "unknown_parent: revision `b1bb` revises `init`, which no file defines",
         "write the whole id, `initial01`"},
        {"a1aa|||core\nb1bb|core\n", "unknown_parent: revision `b1bb` revises `core`, which no file defines",
         "write the id `a1aa`: `core` is a label of it"},
        {"a1aa|\nb1bb||billing\n", "unknown_dependency: revision `b1bb` depends on `billing`, which no file defines",
         "add its file, or name the revision that took its place"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.chain);
        auto const b = built(row.chain);
        CHECK(only(b.diagnostics) == row.reported);
        CHECK(b.diagnostics.items().front().help == row.help);
        CHECK(line_column(b.source->text, b.diagnostics.items().front().place.span.begin).line == 2);
        CHECK(b.chain.empty());
    }
}

TEST_CASE("E12 words of ranges and characters of ranges are no ids") {
    struct Row {
        std::string name;
        std::string why;
    };
    std::vector<Row> const rows = {
        {"head", "is a word that ranges use"},
        {"heads", "is a word that ranges use"},
        {"base", "is a word that ranges use"},
        {"current", "is a word that ranges use"},
        {"a:b", "holds `:`, which has a meaning elsewhere"},
        {"a@b", "holds `@`, which has a meaning elsewhere"},
        {"a+1", "holds `+`, which has a meaning elsewhere"},
        {"a-1", "holds `-`, which has a meaning elsewhere"},
        {"a~1", "holds `~`, which has a meaning elsewhere"},
        {"a,b", "holds `,`, which has a meaning elsewhere"},
        {"a'b", "holds `'`, which has a meaning elsewhere"},
        {"a b", "holds white space or a control character"},
        {"a\x1B", "holds white space or a control character"},
        {"", "is empty"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.name);
        Diagnostics of_id, of_label;
        build({{{row.name, {}}, {}, {}, {}, {}}}, of_id);
        CHECK(only(of_id) == std::string("bad_revision_name: the id `") + row.name + "` " + row.why);
        build({{{"a1aa", {}}, {}, {}, {{row.name, {}}}, {}}}, of_label);
        CHECK(only(of_label) == std::string("bad_revision_name: the label `") + row.name + "` " + row.why);
    }
    for (auto const* name : {"03033cebb647", "20251116_001", "v1.2", "select", "a", "HEAD", "überarbeitung"}) {
        CAPTURE(name);
        Diagnostics diagnostics;
        CHECK_FALSE(build({{{name, {}}, {}, {}, {}, {}}}, diagnostics).empty());
        CHECK(diagnostics.empty());
    }
}

TEST_CASE("E13 an id is as wide as the version column at most") {
    std::string const widest(32, 'x');
    CHECK(built(widest + "|\n").diagnostics.empty());
    auto const b = built(widest + "y|\n");
    CHECK(only(b.diagnostics) == "id_too_wide: the id `" + widest + "y` has 33 bytes; the version column holds 32");
}

TEST_CASE("E18 a duplicate id is an error at both places") {
    auto const b = built("a1aa|\nb1bb|a1aa\na1aa|b1bb\na1aa|\n");
    CHECK(codes(b.diagnostics) == "duplicate_id duplicate_id");
    auto const& first = b.diagnostics.items().front();
    CHECK(first.message == "revision `a1aa` is defined twice");
    CHECK(line_column(b.source->text, first.place.span.begin).line == 3);
    REQUIRE(first.notes.size() == 1);
    CHECK(first.notes[0].message == "first defined here");
    CHECK(line_column(b.source->text, first.notes[0].place.span.begin).line == 1);
}

TEST_CASE("labels and ids share one set of names") {
    auto const twice = built("a1aa|||core\nb1bb|a1aa||core\n");
    CHECK(only(twice.diagnostics) == "duplicate_label: label `core` is already written");
    CHECK(line_column(twice.source->text, twice.diagnostics.items()[0].notes.at(0).place.span.begin).line == 1);
    auto const id = built("a1aa|\nb1bb|a1aa||a1aa\n");
    CHECK(only(id.diagnostics) == "duplicate_label: label `a1aa` is already the id of a revision");
}

TEST_CASE("a revision is named once in a list") {
    CHECK(only(built("a1aa|\nb1bb|a1aa,a1aa\n").diagnostics) == "repeated_reference: `a1aa` is named twice");
    CHECK(only(built("a1aa|\nb1bb||a1aa,a1aa\n").diagnostics) == "repeated_reference: `a1aa` is named twice");
}

TEST_CASE("no revisions are a chain, too") {
    Diagnostics diagnostics;
    CHECK(build({}, diagnostics).empty());
    CHECK(diagnostics.empty());
}
