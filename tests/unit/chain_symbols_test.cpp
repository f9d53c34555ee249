#include "tests/unit/chain_fixture.hpp"

using namespace chain_fixture;

namespace {

// Two branches from a fork, merged; a second base that depends on the first; labels on three of them.
constexpr char const* system_chain = "initial01|\n"
                                     "aaaa1111|initial01||left\n"
                                     "aaaa2222|aaaa1111\n"
                                     "bbbb1111|initial01||right\n"
                                     "merge001|aaaa2222,bbbb1111\n"
                                     "release1|merge001\n"
                                     "billing1|||billing\n"
                                     "billing2|billing1|aaaa2222\n";

struct Row {
    std::string symbol;
    std::string answer; // the rows, or `name: message`
};

std::string answer(Chain const& chain, std::string_view symbol, std::optional<Current> const& current = {}) {
    Diagnostics diagnostics;
    auto const rows = resolve(chain, symbol, current, diagnostics);
    CHECK(rows.has_value() == diagnostics.empty());
    return rows ? spelt(chain, *rows) : only(diagnostics);
}

void check(std::string const& text, std::vector<Row> const& rows) {
    auto const b = good(text);
    for (auto const& row : rows) {
        CAPTURE(row.symbol);
        CHECK(answer(b.chain, row.symbol) == row.answer);
    }
}

} // namespace

TEST_CASE("names") {
    check(system_chain, {
                            {"base", ""},
                            {"initial01", "initial01"},
                            {"init", "initial01"},
                            {"bill", "ambiguous_prefix: 2 ids begin with `bill`: `billing1` and `billing2`"},
                            {"billing", "billing1"}, // a label, before a prefix
                            {"left", "aaaa1111"},
                            {"aaaa1", "aaaa1111"},
                            {"heads", "release1 billing2"},
                            {"head", "several_heads: `head` could be any of `release1` and `billing2`"},
                            {"bbbb1111,aaaa2222", "aaaa2222 bbbb1111"},
                            {"bbbb1111,bbbb", "bbbb1111"},
                        });
}

TEST_CASE("names within a branch") {
    check(system_chain, {
                            {"left@head", "release1"},
                            {"billing@head", "billing2"},
                            {"billing@heads", "billing2"},
                            {"billing@base", ""},
                            {"left@init", "initial01"},
                            {"left@left", "aaaa1111"},
                            {"release1@head", "release1"},
                            {"rele@head", "release1"},
                            {"billing@bill", "ambiguous_prefix: 2 ids begin with `bill`: `billing1` and `billing2`"},
                            {"initial01@aaaa", "ambiguous_prefix: 2 ids begin with `aaaa`: `aaaa1111` and `aaaa2222`"},
                            {"left@bbbb1111", "not_in_branch: `bbbb1111` is not in the branch of `left`"},
                            {"billing@release1", "not_in_branch: `release1` is not in the branch of `billing`"},
                            {"lift@head", "unknown_revision: no revision and no label is `lift`"},
                        });
}

TEST_CASE("steps") {
    check(
        system_chain,
        {
            {"release1-1", "merge001"},
            {"release1-2", "aaaa2222 bbbb1111"}, // the state before the merge
            {"release1-3", "ambiguous_walk: `release1-3` goes on behind `merge001`, which merges `aaaa2222` and "
                           "`bbbb1111`"},
            {"right@release1-3", "initial01"}, // the branch says which way
            {"right@release1-4", ""},
            {"aaaa2222-3", ""},
            {"aaaa2222-4", "walk_too_far: `aaaa2222-4` goes behind the first revision: only 3 revisions lie that way"},
            {"billing2+1", "walk_too_far: `billing2+1` goes beyond the last revision: no revision lies that way"},
            {"billing2-0", "billing2"},
            {"aaaa1111+1", "aaaa2222"},
            {"aaaa1111+3", "release1"},
            {"initial01+1", "ambiguous_walk: `initial01+1` could go on from `initial01` to any of `aaaa1111` and "
                            "`bbbb1111`"},
            {"right@initial01+1", "bbbb1111"},
            {"base+1", "ambiguous_walk: `base+1` could go on from `base` to any of `billing1` and `initial01`"},
            {"billing@base+2", "billing2"},
            {"base-1", "walk_too_far: `base-1` goes behind the first revision: no revision lies that way"},
            {"heads-1", "ambiguous_walk: `heads-1` could count from any of `release1` and `billing2`"},
            {"billing@head-1", "billing1"},
        });
}

TEST_CASE("E12 words that cannot be read are errors") {
    check(system_chain,
          {
              {"", "bad_range: range `` names nothing where a revision should stand"},
              {"a1aa,", "bad_range: range `a1aa,` names nothing where a revision should stand"},
              {",a1aa", "bad_range: range `,a1aa` names nothing where a revision should stand"},
              {"@head", "bad_range: range `@head` names no branch before `@`"},
              {"left@", "bad_range: range `left@` names nothing behind `@`"},
              {"left@right@head", "bad_range: range `left@right@head` holds more than one `@` in a symbol"},
              {"base,release1", "bad_range: range `base,release1` names `base` beside other revisions"},
              {"release1,-1", "bad_range: range `release1,-1` names `-1` beside other revisions"},
              {"a:b", "bad_range: range `a:b` holds more than one revision"},
              {"-1", "offset_without_start: `-1` counts from a start, and none is written"},
              {"left@+2", "offset_without_start: `left@+2` counts from a start, and none is written"},
              {"HEAD", "unknown_revision: no revision and no label is `HEAD`"},
              {" head", "unknown_revision: no revision and no label is ` head`"},
              {"release2", "unknown_revision: no revision and no label is `release2`"},
          });
}

TEST_CASE("E12 a step beyond the head is an error") {
    check("a1aa|\nb1bb|a1aa\n",
          {{"head", "b1bb"},
           {"head+1", "walk_too_far: `head+1` goes beyond the last revision: no revision lies that way"},
           {"a1aa+2", "walk_too_far: `a1aa+2` goes beyond the last revision: only 1 revision lies that way"}});
}

TEST_CASE("E18 nothing stands behind the digits of a step") {
    check(system_chain, {
                            {"head+2abc", "bad_offset: `head+2abc` goes on behind the number with `abc`"},
                            {"+2abc", "bad_offset: `+2abc` goes on behind the number with `abc`"},
                            {"release1-1-1", "bad_offset: `release1-1-1` goes on behind the number with `-1`"},
                            {"release1+", "bad_offset: `release1+` has no number behind its sign"},
                            {"release1--1", "bad_offset: `release1--1` has no number behind its sign"},
                            {"release1+-1", "bad_offset: `release1+-1` has no number behind its sign"},
                            {"release1-x", "bad_offset: `release1-x` has no number behind its sign"},
                            {"release1-99999999999999999999",
                             "bad_offset: `release1-99999999999999999999` counts more revisions than there can be"},
                            {"base-9223372036854775807", "walk_too_far: `base-9223372036854775807` goes behind the "
                                                         "first revision: no revision lies that way"},
                        });
}

TEST_CASE("E18 a prefix has four characters or more, and is one of ids only") {
    check(system_chain,
          {
              {"ini", "short_prefix: `ini` is too short for a part of an id, which has 4 characters or more"},
              {"a", "short_prefix: `a` is too short for a part of an id, which has 4 characters or more"},
              {"aaaa", "ambiguous_prefix: 2 ids begin with `aaaa`: `aaaa1111` and `aaaa2222`"},
              {"righ", "unknown_revision: no revision and no label is `righ`"}, // of a label
          });
}

TEST_CASE("helps say what to write") {
    auto const b = good(system_chain);
    struct Help {
        std::string symbol;
        std::string help;
    };
    std::vector<Help> const rows = {
        {"HEAD", "write `head`: these words are lower case"},
        {"relaese1", "write `release1`, if that is meant"},
        {"rigth", "write `right`, if that is meant"},
        {"zzzzzzzz", "list what there is with `migc history`"},
        {"ini", "write `initial01`, if that is meant"},
        {"-1", "write `head-1`, or with another start"},
        {"left@+2", "write `left@base+2`, or with another start"},
        {"head", "write `heads` for all of them, `label@head` for one branch, or the id of one"},
        {"initial01,release1", "write `release1` without `initial01`; a database that holds both rows needs "
                               "`migc stamp release1` first"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.symbol);
        Diagnostics diagnostics;
        CHECK_FALSE(resolve(b.chain, row.symbol, {}, diagnostics).has_value());
        CHECK(diagnostics.items().front().help == row.help);
        CHECK(diagnostics.items().front().place.source == nullptr);
    }
}

TEST_CASE("several heads of one branch") {
    check("a1aa|||core\nb1bb|a1aa\nc1cc|a1aa\n",
          {{"core@head", "several_heads: `core@head` could be any of `b1bb` and `c1cc`"}, {"core@heads", "b1bb c1cc"}});
}

TEST_CASE("rows of which one needs the other are refused") {
    check(system_chain,
          {{"initial01,release1", "overlapping_rows: `initial01` and `release1` are never version rows together: "
                                  "`release1` needs `initial01`"},
           {"aaaa2222,billing2", "overlapping_rows: `aaaa2222` and `billing2` are never version rows together: "
                                 "`billing2` needs `aaaa2222`"}});
}

TEST_CASE("a chain without revisions has a base and no head") {
    check("", {{"base", ""},
               {"head", "no_revisions: `head` means nothing: there is no revision yet"},
               {"heads", "no_revisions: `heads` means nothing: there is no revision yet"}});
}

TEST_CASE("current is what the database says, exactly") {
    auto const b = good(system_chain);
    auto const with = [](std::vector<std::string> rows) { return Current{std::move(rows), "standard input"}; };
    struct CurrentRow {
        std::vector<std::string> rows;
        std::string symbol;
        std::string answer;
    };
    std::vector<CurrentRow> const rows = {
        {{"aaaa1111"}, "current", "aaaa1111"},
        {{"bbbb1111", "aaaa2222"}, "current", "aaaa2222 bbbb1111"},
        {{"bbbb1111", "aaaa2222"}, "right@current", "bbbb1111"},
        {{"bbbb1111", "aaaa2222"}, "left@current-1", "aaaa1111"},
        {{"merge001"}, "current+1", "release1"},
        {{"merge001", "billing1"},
         "current,billing2",
         "overlapping_rows: `billing1` and `billing2` are never version "
         "rows together: `billing2` needs `billing1`"},
        {{"billing1"}, "left@current", "not_in_branch: `current` is not in the branch of `left`"},
        {{}, "current", "current_empty: standard input holds no version row"},
        {{"aaaa"}, "current", "unknown_current: the database is at `aaaa` (standard input), which no file defines"},
        {{"left"}, "current", "unknown_current: the database is at `left` (standard input), which no file defines"},
        {{"head"}, "current", "unknown_current: the database is at `head` (standard input), which no file defines"},
        {{"merge001~2"},
         "current",
         "current_unfinished: the database is in the middle of `merge001`: row `merge001~2` (standard "
         "input)"},
        {{"merge001~-1"},
         "current",
         "current_unfinished: the database is in the middle of `merge001`: row `merge001~-1` (standard "
         "input)"},
        {{"gone~1"}, "current", "unknown_current: the database is at `gone~1` (standard input), which no file defines"},
        {{"initial01", "merge001"},
         "current",
         "overlapping_rows: `initial01` and `merge001` are never version rows "
         "together: `merge001` needs `initial01`"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.symbol);
        CHECK(answer(b.chain, row.symbol, with(row.rows)) == row.answer);
    }
    CHECK(answer(b.chain, "current") == "current_not_given: `current` is written, and no version rows are given");
}

TEST_CASE("a file of something else given as current is not listed line by line") {
    auto const b = good(system_chain);
    Diagnostics diagnostics;
    CHECK_FALSE(resolve(b.chain, "current", Current{std::vector<std::string>(1000, "x"), "standard input"}, diagnostics)
                    .has_value());
    CHECK(diagnostics.items().size() == 5);
    CHECK(diagnostics.items().back().message == "996 more rows of standard input name no revision here");
}

TEST_CASE("a current without rows names both cases") {
    auto const b = good(system_chain);
    Diagnostics diagnostics;
    resolve(b.chain, "current", Current{{}, "standard input"}, diagnostics);
    CHECK(diagnostics.items().front().help == "write `base` instead of `current` if the database has no revision yet; "
                                              "otherwise see why the query before the pipe gave nothing");
}
