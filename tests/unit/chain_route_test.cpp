#include "tests/unit/chain_fixture.hpp"

#include <map>
#include <random>
#include <set>

using namespace chain_fixture;

namespace {

std::string shown(RowChange const& change) {
    switch (change.action) {
    case RowAction::insert: return "+" + change.to;
    case RowAction::update: return change.from + ">" + change.to;
    case RowAction::remove: return "-" + change.from;
    }
    return {};
}

std::string shown(std::vector<RowChange> const& changes) {
    std::string out;
    for (auto const& change : changes) out += (out.empty() ? "" : " ") + shown(change);
    return out;
}

std::optional<Route> asked(Chain const& chain, std::string const& range, Diagnostics& diagnostics,
                           std::vector<std::string> const& current = {}) {
    RangeRequest request{.text = range, .current = {}, .only = {}};
    if (!current.empty()) request.current = Current{current, "--current"};
    return route(chain, request, diagnostics);
}

// `up: a1aa b1bb -> rows at the end`, or `name: message`.
std::string answer(Chain const& chain, std::string const& range, std::vector<std::string> const& current = {}) {
    Diagnostics diagnostics;
    auto const way = asked(chain, range, diagnostics, current);
    CHECK(way.has_value() == diagnostics.empty());
    if (!way) return only(diagnostics);
    CHECK_FALSE(way->steps.empty());
    std::string out = way->direction == Direction::upgrade ? "up:" : "down:";
    for (auto const& step : way->steps) out += " " + chain[step.revision].id.name;
    return out + " -> " + (way->end.empty() ? "base" : spelt(chain, way->end));
}

// The row changes of each step.
std::string changes(Chain const& chain, std::string const& range) {
    Diagnostics diagnostics;
    auto const way = asked(chain, range, diagnostics);
    if (!way) return only(diagnostics);
    std::string out;
    for (auto const& step : way->steps) out += (out.empty() ? "" : "; ") + shown(step.rows);
    return out;
}

struct Row {
    std::string range;
    std::string answer;
};

void check(Chain const& chain, std::vector<Row> const& rows) {
    for (auto const& row : rows) {
        CAPTURE(row.range);
        CHECK(answer(chain, row.range) == row.answer);
    }
}

constexpr char const* line = "a1aa|\nb1bb|a1aa\nc1cc|b1bb\n";
// a fork at aaaa, merged at mmmm; a second base zzz1 whose zzz2 depends on left
constexpr char const* system_chain = "aaaa|\n"
                                     "ll11|aaaa||left\n"
                                     "ll22|ll11\n"
                                     "rr11|aaaa||right\n"
                                     "mmmm|ll22,rr11\n"
                                     "nnnn|mmmm\n"
                                     "zzz1|||zed\n"
                                     "zzz2|zzz1|ll11\n";

} // namespace

TEST_CASE("a line goes up and down") {
    auto const b = good(line);
    check(b.chain, {
                       {"head", "up: a1aa b1bb c1cc -> c1cc"},
                       {"base:head", "up: a1aa b1bb c1cc -> c1cc"},
                       {"a1aa:head", "up: b1bb c1cc -> c1cc"},
                       {"a1aa:b1bb", "up: b1bb -> b1bb"},
                       {"head:base", "down: c1cc b1bb a1aa -> base"},
                       {"head:a1aa", "down: c1cc b1bb -> a1aa"},
                       {"head:-1", "down: c1cc -> b1bb"},
                       {"head:-3", "down: c1cc b1bb a1aa -> base"},
                       {"head:head-1", "down: c1cc -> b1bb"},
                       {"head-1:head", "up: c1cc -> c1cc"},
                       {"base:+2", "up: a1aa b1bb -> b1bb"},
                       {"a1aa:+1", "up: b1bb -> b1bb"},
                       {"base+1:head", "up: b1bb c1cc -> c1cc"},
                   });
}

TEST_CASE("a range without a start begins where the target says") {
    auto const b = good(line);
    Diagnostics diagnostics;
    auto const way = route(b.chain, {.text = "head", .default_from = "b1bb", .current = {}, .only = {}}, diagnostics);
    REQUIRE(way.has_value());
    CHECK(spelt(b.chain, way->start) == "b1bb");
    CHECK(way->steps.size() == 1);
}

TEST_CASE("branches, merges and dependencies") {
    auto const b = good(system_chain);
    check(b.chain,
          {
              {"base:heads", "up: aaaa ll11 ll22 rr11 mmmm nnnn zzz1 zzz2 -> nnnn zzz2"},
              {"base:nnnn", "up: aaaa ll11 ll22 rr11 mmmm nnnn -> nnnn"},
              {"base:left", "up: aaaa ll11 -> ll11"},
              {"base:zed@head", "up: aaaa ll11 zzz1 zzz2 -> zzz2"}, // with what it depends on
              {"base:ll22,rr11", "up: aaaa ll11 ll22 rr11 -> ll22 rr11"},
              {"ll22:nnnn", "up: rr11 mmmm nnnn -> nnnn"}, // from a side branch the other runs, too
              {"nnnn:mmmm", "down: nnnn -> mmmm"},
              {"nnnn:ll22", "down: nnnn mmmm -> ll22 rr11"}, // the other branch stays
              {"nnnn:aaaa", "down: nnnn mmmm rr11 ll22 ll11 -> aaaa"},
              {"nnnn:ll22,rr11", "down: nnnn mmmm -> ll22 rr11"},
              {"mmmm:-1", "down: mmmm -> ll22 rr11"},
              {"nnnn:-2", "down: nnnn mmmm -> ll22 rr11"},
              {"nnnn:left@aaaa", "down: nnnn mmmm ll22 ll11 -> rr11"}, // only that branch
              {"ll22,rr11:right@base", "down: rr11 ll22 ll11 aaaa -> base"},
              {"ll22,rr11:right@aaaa", "down: rr11 -> ll22"},
              {"ll22,rr11:right@-1", "down: rr11 -> ll22"},
              {"ll22,zzz1:zed@base", "down: zzz1 -> ll22"},
              {"heads:zed@base", "down: zzz2 zzz1 -> nnnn"},
              {"heads:zzz1", "down: zzz2 -> nnnn zzz1"},
              {"zzz2:ll11", "empty_range: range `zzz2:ll11` is empty: nothing that has run at its start came after "
                            "`ll11`"},                                            // what depends on it stays
              {"heads:aaaa", "down: zzz2 nnnn mmmm rr11 ll22 ll11 -> aaaa zzz1"}, // zzz2 needs ll11
              {"heads:base", "down: zzz2 zzz1 nnnn mmmm rr11 ll22 ll11 aaaa -> base"},
              {"zzz2:zed@-1", "down: zzz2 -> ll11 zzz1"}, // the row of the dependency comes back
              {"zzz2:left@+1", "up: ll22 -> ll22 zzz2"},  // ll11 has no row, zzz2 covers it
              {"zzz2:left@-1", "down: zzz2 ll11 -> aaaa zzz1"},
          });
}

TEST_CASE("E11 several starts") {
    auto const b = good(system_chain);
    check(b.chain, {
                       {"ll22,rr11:heads", "up: mmmm nnnn zzz1 zzz2 -> nnnn zzz2"},
                       {"ll22,zzz1:heads", "up: rr11 mmmm nnnn zzz2 -> nnnn zzz2"},
                       {"ll22,zzz1:mmmm", "up: rr11 mmmm -> mmmm zzz1"}, // other rows stay
                       {"heads:base", "down: zzz2 zzz1 nnnn mmmm rr11 ll22 ll11 aaaa -> base"},
                       {"zzz1,rr11:base", "down: zzz1 rr11 aaaa -> base"},
                       {"ll22,rr11:aaaa", "down: rr11 ll22 ll11 -> aaaa"},
                       {"ll22,rr11:ll11,rr11", "down: ll22 -> ll11 rr11"},
                   });
}

TEST_CASE("current") {
    auto const b = good(system_chain);
    CHECK(answer(b.chain, "current:heads", {"zzz1", "ll22"}) == "up: rr11 mmmm nnnn zzz2 -> nnnn zzz2");
    CHECK(answer(b.chain, "current:base", {"zzz1"}) == "down: zzz1 -> base");
    CHECK(answer(b.chain, "current:-1", {"nnnn"}) == "down: nnnn -> mmmm");
    CHECK(answer(b.chain, "current:+1", {"mmmm"}) == "up: nnnn -> nnnn");
    CHECK(answer(b.chain, "current:current,zed@base+1", {"mmmm"}) == "up: zzz1 -> mmmm zzz1");
    CHECK(answer(b.chain, "base:current", {"ll22"}) == "up: aaaa ll11 ll22 -> ll22");
}

TEST_CASE("E9 a merge comes apart in the order in which it is written") {
    auto const b = good("base1|\nx1|base1\ny1|base1\nz1|base1\nmerge1|z1,x1,y1\n");
    CHECK(changes(b.chain, "base:head") == "+base1; base1>x1; +y1; +z1; -z1 -x1 y1>merge1");
    CHECK(changes(b.chain, "head:x1,y1,z1") == "+z1 +x1 merge1>y1");
    CHECK(changes(b.chain, "head:base") == "+z1 +x1 merge1>y1; -z1; -y1; x1>base1; -base1");
}

TEST_CASE("version rows are Alembic's") {
    struct RowsRow {
        std::string chain;
        std::string range;
        std::string changes;
    };
    std::vector<RowsRow> const rows = {
        {line, "base:head", "+a1aa; a1aa>b1bb; b1bb>c1cc"},
        {line, "head:base", "c1cc>b1bb; b1bb>a1aa; -a1aa"},
        {"aa|\nbb||aa\n", "base:heads", "+aa; aa>bb"}, // a dependency is covered
        {"aa|\nbb||aa\n", "heads:base", "bb>aa; -aa"},
        {"aa|\nbb||aa\n", "heads:-1", "bb>aa"},
        {"aa|\nbb|aa\ncc|aa\n", "base:heads", "+aa; aa>bb; +cc"},
        {"aa|\nbb|aa\ncc|aa\n", "heads:base", "-cc; bb>aa; -aa"},
        {"aa|\nbb|aa\ncc||aa\n", "aa:heads", "aa>bb; +cc"},
        {"aa|\nbb|\ncc|aa|bb\n", "base:heads", "+aa; +bb; -aa bb>cc"}, // a merge of a parent and a dependency
        {"aa|\nbb|\ncc|aa|bb\n", "heads:aa,bb", "+aa cc>bb"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.chain);
        CAPTURE(row.range);
        CHECK(changes(good(row.chain).chain, row.range) == row.changes);
    }
}

TEST_CASE("E10 an empty range is an error") {
    auto const b = good(system_chain);
    check(b.chain,
          {
              {"nnnn:nnnn", "empty_range: range `nnnn:nnnn` is empty: both ends are the same"},
              {"base:base", "empty_range: range `base:base` is empty: both ends are the same"},
              {"base", "empty_range: range `base:base` is empty: both ends are the same"},
              {"heads:heads", "empty_range: range `heads:heads` is empty: both ends are the same"},
              {"rr11,ll22:rr11", "empty_range: range `rr11,ll22:rr11` is empty: nothing that has run at its start came "
                                 "after `rr11`"},
              {"nnnn:zed@base",
               "empty_range: range `nnnn:zed@base` is empty: nothing of that branch has run at its start"},
              {"nnnn:+0", "empty_range: range `nnnn:+0` is empty: its step is zero"},
          });
}

TEST_CASE("E10 a range that goes the other way is found by upgrade and downgrade") {
    auto const b = good(line);
    struct DirectionRow {
        std::string range;
        Direction only;
        std::string answer;
    };
    std::vector<DirectionRow> const rows = {
        {"c1cc:a1aa", Direction::upgrade, "wrong_direction: `c1cc:a1aa` goes down, not up"},
        {"a1aa:c1cc", Direction::downgrade, "wrong_direction: `a1aa:c1cc` goes up, not down"},
        {"a1aa:+1", Direction::downgrade, "wrong_direction: `a1aa:+1` goes up, not down"},
        {"a1aa:c1cc", Direction::upgrade, ""},
        {"c1cc:a1aa", Direction::downgrade, ""},
    };
    for (auto const& row : rows) {
        CAPTURE(row.range);
        Diagnostics diagnostics;
        auto const way = route(b.chain, {.text = row.range, .current = {}, .only = row.only}, diagnostics);
        CHECK(way.has_value() == row.answer.empty());
        if (!way) CHECK(only(diagnostics) == row.answer);
    }
}

TEST_CASE("no way leads between branches") {
    auto const b = good(system_chain);
    check(b.chain, {
                       {"ll11:rr11", "no_path: no way leads from `ll11` to `rr11`: neither needs the other"},
                       {"nnnn:zzz2", "no_path: no way leads from `nnnn` to `zzz2`: neither needs the other"},
                       {"ll11:ll11,rr11", "up: rr11 -> ll11 rr11"}, // said in so many words
                       {"nnnn:nnnn,zzz2", "up: zzz1 zzz2 -> nnnn zzz2"},
                       {"nnnn:ll11,zzz1", "no_path: range `nnnn:ll11,zzz1` would go down to `ll11` and up to `zzz1`"},
                   });
    Diagnostics diagnostics;
    asked(b.chain, "ll11:rr11", diagnostics);
    CHECK(diagnostics.items().front().help ==
          "write `ll11:ll11,rr11` to keep what is there and run the other branch beside it");
}

TEST_CASE("E12 ranges that cannot be read are errors") {
    auto const b = good(line);
    check(b.chain,
          {
              {"a1aa:b1bb:c1cc", "bad_range: range `a1aa:b1bb:c1cc` holds more than one `:`"},
              {":head", "bad_range: range `:head` does not say where it starts"},
              {"a1aa:", "bad_range: range `a1aa:` does not say where it ends"},
              {":", "bad_range: range `:` names neither end"},
              {"", "bad_range: range `` names nothing where a revision should stand"},
              {"a1aa:head+1", "walk_too_far: `head+1` goes beyond the last revision: no revision lies that way"},
              {"-1:head", "offset_without_start: `-1` counts from a start, and none is written"},
              {"head:-1,a1aa", "bad_range: range `-1,a1aa` names `-1` beside other revisions"},
          });
}

TEST_CASE("a bare step is answered with a start") {
    auto const b = good(line);
    struct StepRow {
        std::string range;
        std::string help;
    };
    for (auto const& row : std::vector<StepRow>{{"-1", "write `head:-1`, or with another start"},
                                                {"+2", "write `base:+2`, or with another start"},
                                                {"-1:head", "write `head-1`, or with another start"}}) {
        CAPTURE(row.range);
        Diagnostics diagnostics;
        CHECK_FALSE(asked(b.chain, row.range, diagnostics).has_value());
        CHECK(diagnostics.items().front().help == row.help);
    }
}

TEST_CASE("E18 trailing characters of a range are errors") {
    auto const b = good(line);
    check(b.chain, {{"base:+2abc", "bad_offset: `+2abc` goes on behind the number with `abc`"},
                    {"base:+2 ", "bad_offset: `+2 ` goes on behind the number with ` `"},
                    {"head:-1x", "bad_offset: `-1x` goes on behind the number with `x`"}});
}

TEST_CASE("steps from several rows, and beyond the ends") {
    auto const b = good(system_chain);
    check(b.chain, {
                       {"heads:-1", "ambiguous_walk: `-1` could count from any of `nnnn` and `zzz2`"},
                       {"ll22,rr11:+1", "ambiguous_walk: `+1` could count from any of `ll22` and `rr11`"},
                       {"ll22,rr11:left@+1", "up: mmmm -> mmmm"},
                       {"nnnn:-3", "ambiguous_walk: `-3` goes on behind `mmmm`, which merges `ll22` and `rr11`"},
                       {"nnnn:left@-3", "down: nnnn mmmm ll22 -> ll11 rr11"},
                       {"aaaa:-2", "walk_too_far: `-2` goes behind the first revision: only 1 revision lies that way"},
                       {"base:-1", "walk_too_far: `-1` goes behind the first revision: no revision lies that way"},
                       {"nnnn:+1", "walk_too_far: `+1` goes beyond the last revision: no revision lies that way"},
                       // Back from before the fork would take back what `rr11` stands on; Alembic does, or fails.
                       {"rr11:left@-1",
                        "not_in_branch: `left@-1` would go back on a branch of which nothing has run: `left` has not"},
                   });
}

TEST_CASE("stamp changes rows and runs nothing") {
    auto const b = good(system_chain);
    struct StampRow {
        std::string start, end, changes;
    };
    std::vector<StampRow> const rows = {
        {"base", "nnnn", "+nnnn"},
        {"nnnn", "base", "-nnnn"},
        {"aaaa", "nnnn", "aaaa>nnnn"},
        {"ll22,rr11", "nnnn", "-rr11 ll22>nnnn"},
        {"nnnn", "ll22,rr11", "nnnn>ll22 +rr11"},
        {"ll22,rr11", "ll22,zzz1", "rr11>zzz1"},
        {"heads", "heads", ""},
    };
    for (auto const& row : rows) {
        CAPTURE(row.start);
        CAPTURE(row.end);
        Diagnostics diagnostics;
        auto const start = resolve(b.chain, row.start, {}, diagnostics);
        auto const end = resolve(b.chain, row.end, {}, diagnostics);
        REQUIRE(start.has_value());
        REQUIRE(end.has_value());
        CHECK(shown(stamp_changes(b.chain, *start, *end)) == row.changes);
    }
}

// --- laws over random chains ---

namespace {

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    /// 0 up to, and not with, `count`.
    Index below(std::size_t count) { return static_cast<Index>(engine_() % count); }

private:
    std::mt19937 engine_;
};

std::string random_chain(Random& random, std::size_t most) {
    std::vector<std::string> ids;
    std::string text;
    auto const count = 1 + random.below(most);
    for (Index i = 0; i < count; ++i) {
        auto const id = "r" + std::to_string((i * 7919) % 1009);
        std::set<std::string> parents, depends;
        if (i > 0 && random.below(8) != 0) parents.insert(ids[random.below(ids.size())]);
        while (i > 0 && random.below(4) == 0) parents.insert(ids[random.below(ids.size())]);
        while (i > 0 && random.below(4) == 0) depends.insert(ids[random.below(ids.size())]);
        text += id + "|";
        for (auto const& parent : parents) text += parent + ",";
        text += "|";
        for (auto const& dependency : depends) text += dependency + ",";
        text += "\n";
        ids.push_back(id);
    }
    return text;
}

// A version table that is as strict as the primary key and the guards of a script.
void apply(std::set<std::string>& table, std::vector<RowChange> const& changes) {
    for (auto const& change : changes) {
        if (change.action != RowAction::insert) REQUIRE(table.erase(change.from) == 1);
        if (change.action != RowAction::remove) REQUIRE(table.insert(change.to).second);
    }
}

std::set<std::string> names(Chain const& chain, Rows const& rows) {
    std::set<std::string> out;
    for (auto const row : rows) out.insert(chain[row].id.name);
    return out;
}

std::string listed(std::set<std::string> const& table) {
    std::string out;
    for (auto const& row : table) out += (out.empty() ? "" : ",") + row;
    return out.empty() ? "base" : out;
}

// By definition, not by arithmetic: applied, and no applied revision names it.
std::set<std::string> expected_rows(Chain const& chain, std::vector<bool> const& applied) {
    std::set<std::string> out;
    for (Index i = 0; i < applied.size(); ++i) {
        bool covered = !applied[i];
        for (Index j = 0; j < applied.size() && !covered; ++j) {
            auto const names_i = [&](std::vector<Index> const& list) {
                return std::find(list.begin(), list.end(), i) != list.end();
            };
            covered = applied[j] && (names_i(chain[j].parents) || names_i(chain[j].depends_on));
        }
        if (!covered) out.insert(chain[i].id.name);
    }
    return out;
}

// Follows a way on a table of its own and checks every row on it; gives what is applied behind it.
std::vector<bool> follow(Chain const& chain, Route const& way) {
    auto applied = ancestors(chain, way.start);
    auto table = names(chain, way.start);
    for (auto const& step : way.steps) {
        bool const up = way.direction == Direction::upgrade;
        REQUIRE(applied[step.revision] != up);
        for (auto const parent : chain[step.revision].parents) REQUIRE(applied[parent]);
        for (auto const needed : chain[step.revision].depends_on) REQUIRE(applied[needed]);
        applied[step.revision] = up;
        for (auto const child : chain[step.revision].children) REQUIRE_FALSE(applied[child]);
        for (auto const dependant : chain[step.revision].dependants) REQUIRE_FALSE(applied[dependant]);
        apply(table, step.rows);
        REQUIRE(table == expected_rows(chain, applied));
        REQUIRE(table == names(chain, rows_after(chain, applied)));
    }
    REQUIRE(table == names(chain, way.end));
    return applied;
}

} // namespace

TEST_CASE("rows are always those of what has run, and down is up in reverse") {
    Random random(36);
    int steps = 0, ways = 0;
    for (int run = 0; run < 1000; ++run) {
        auto const text = random_chain(random, 14);
        CAPTURE(text);
        auto const b = good(text);
        auto const& chain = b.chain;
        // From any state to all there is, and back.
        Rows some;
        for (auto const index : chain.order)
            if (random.below(5) == 0) some.push_back(index);
        auto const start = listed(names(chain, rows_after(chain, ancestors(chain, some))));
        Diagnostics diagnostics;
        auto const up = asked(chain, start + ":heads", diagnostics);
        if (!up) {
            REQUIRE(codes(diagnostics) == "empty_range");
            continue;
        }
        auto const all = follow(chain, *up);
        REQUIRE(std::count(all.begin(), all.end(), true) == static_cast<std::ptrdiff_t>(all.size()));

        auto const full_up = asked(chain, "base:heads", diagnostics);
        auto const full_down = asked(chain, "heads:base", diagnostics);
        REQUIRE(full_up.has_value());
        REQUIRE(full_down.has_value());
        auto const none = follow(chain, *full_down);
        REQUIRE(std::count(none.begin(), none.end(), true) == 0);
        REQUIRE(full_down->steps.size() == full_up->steps.size());
        for (std::size_t i = 0; i < full_up->steps.size(); ++i)
            REQUIRE(full_up->steps[i].revision == full_down->steps[full_up->steps.size() - 1 - i].revision);
        steps += static_cast<int>(up->steps.size() + full_up->steps.size() + full_down->steps.size());
        ++ways;
    }
    CHECK(ways > 500);
    CHECK(steps > 10'000);
}

TEST_CASE("each revision alone goes up, down and up again") {
    Random random(64);
    for (int run = 0; run < 300; ++run) {
        auto const text = random_chain(random, 10);
        CAPTURE(text);
        auto const b = good(text);
        std::vector<bool> applied(b.chain.revisions.size());
        for (auto const index : b.chain.order) {
            auto const before = rows_after(b.chain, applied);
            applied[index] = true;
            auto const after = rows_after(b.chain, applied);
            auto const there = listed(names(b.chain, before)), here = listed(names(b.chain, after));
            Diagnostics diagnostics;
            auto const up = asked(b.chain, there + ":" + here, diagnostics);
            REQUIRE(up.has_value());
            REQUIRE(up->steps.size() == 1);
            REQUIRE(up->end == after);
            auto table = names(b.chain, before);
            apply(table, up->steps.front().rows);
            REQUIRE(table == names(b.chain, after));
        }
    }
}

TEST_CASE("random ranges are answered with a way that reaches its end, or with one error") {
    Random random(18);
    std::map<std::string, int> seen;
    for (int run = 0; run < 1000; ++run) {
        auto const text = random_chain(random, 8);
        CAPTURE(text);
        auto const b = good(text);
        auto const id = [&] { return b.chain[random.below(b.chain.order.size())].id.name; };
        auto const symbol = [&]() -> std::string {
            switch (random.below(9)) {
            case 0: return "base";
            case 1: return "head";
            case 2: return "heads";
            case 3: return id() + "-1";
            case 4: return id() + "@head";
            case 5: return "-" + std::to_string(random.below(3));
            case 6: return id() + "@+1";
            case 7: return id() + "," + id();
            }
            return id();
        };
        auto const range = symbol() + ":" + symbol();
        CAPTURE(range);
        Diagnostics diagnostics;
        auto const way = asked(b.chain, range, diagnostics);
        if (way) {
            REQUIRE(diagnostics.empty());
            REQUIRE_FALSE(way->steps.empty());
            follow(b.chain, *way);
            ++seen["way"];
        } else {
            ++seen[only(diagnostics).substr(0, only(diagnostics).find(':'))];
        }
    }
    CHECK(seen["way"] > 200);
    CHECK(seen.size() > 6);
}
