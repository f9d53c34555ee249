#include "tests/unit/chain_fixture.hpp"

#include <random>

using namespace chain_fixture;

TEST_CASE("the branch just run goes on, else the smallest id comes") {
    struct Row {
        std::string chain;
        std::string order;
    };
    std::vector<Row> const rows = {
        {"c|b\nb|a\na|\n", "a b c"},
        {"b|\na|\n", "a b"},
        {"a|\nb|\nc|a\n", "a c b"},           // c goes on from a
        {"a|\nz|a\ny|a\nyy|y\n", "a y yy z"}, // the smaller child first, its branch to the end
        {"a|\nx|a\nb|a\nm|b,x\n", "a b x m"}, // the merge waits for both
        {"m|b,c\nb|a\nc|a\na|\nn|m\n", "a b c m n"},
        {"b|\na||b\nc|b\n", "b c a"},    // a dependency is no branch
        {"B|\na|\n_|\n9|\n", "9 B _ a"}, // by bytes
    };
    for (auto const& row : rows) {
        CAPTURE(row.chain);
        auto const b = good(row.chain);
        CHECK(spelt(b.chain, b.chain.order) == row.order);
    }
}

TEST_CASE("E9 the order depends on ids alone, not on the order of the files") {
    std::vector<std::string> lines = {"a|",      "b1|a",       "b2|b1||left", "c1|a",  "c2|c1",
                                      "d1|a|b1", "m|b2,c2,d1", "n|m",         "e||c1", "e2|e||right"};
    auto const joined = [&] {
        std::string text;
        for (auto const& line : lines) text += line + "\n";
        return text;
    };
    auto const first = good(joined());
    auto const order = spelt(first.chain, first.chain.order);
    auto const script = [](Built const& b, char const* range) {
        Diagnostics diagnostics;
        auto const way = route(b.chain, {.text = range, .current = {}, .only = {}}, diagnostics);
        REQUIRE(way.has_value());
        std::string out;
        for (auto const& step : way->steps) {
            out += b.chain[step.revision].id.name + ":";
            for (auto const& change : step.rows) out += change.from + ">" + change.to + ";";
        }
        return out;
    };
    auto const up = script(first, "base:heads"), down = script(first, "heads:base");
    std::mt19937 random(9);
    for (int i = 0; i < 200; ++i) {
        std::shuffle(lines.begin(), lines.end(), random);
        auto const b = good(joined());
        REQUIRE(spelt(b.chain, b.chain.order) == order);
        REQUIRE(script(b, "base:heads") == up);
        REQUIRE(script(b, "heads:base") == down);
    }
}

TEST_CASE("the order puts what is needed first, in random chains") {
    std::mt19937 random(34);
    for (int run = 0; run < 300; ++run) {
        std::string text;
        int const count = 1 + static_cast<int>(random() % 30);
        for (int i = 0; i < count; ++i) {
            text += "r" + std::to_string((i * 7919) % 1009) + "|";
            if (i > 0 && random() % 8 != 0) text += "r" + std::to_string((int(random() % unsigned(i)) * 7919) % 1009);
            text += "|";
            if (i > 0 && random() % 4 == 0) text += "r" + std::to_string((int(random() % unsigned(i)) * 7919) % 1009);
            text += "\n";
        }
        auto const b = good(text);
        REQUIRE(b.chain.order.size() == b.chain.revisions.size());
        for (Index i = 0; i < b.chain.revisions.size(); ++i) {
            REQUIRE(b.chain.order[b.chain.rank[i]] == i);
            for (auto const parent : b.chain[i].parents) REQUIRE(b.chain.rank[parent] < b.chain.rank[i]);
            for (auto const needed : b.chain[i].depends_on) REQUIRE(b.chain.rank[needed] < b.chain.rank[i]);
        }
    }
}

// Deep enough that recursion would end the program; the time it takes is measured in tests/bench.
TEST_CASE("deep, wide, braided and labelled chains of a hundred thousand revisions have a way through") {
    enum class Shape { deep, wide, ladder, labelled };
    auto const walk = [](Shape shape, int count) {
        std::vector<Header> all;
        auto const id = [](int i) { return "r" + std::to_string(i * 7919LL % 1'000'003); };
        for (int i = 0; i < count; ++i) {
            Header header{{id(i), {}}, {}, {}, {}, {}};
            switch (shape) {
            case Shape::labelled: header.labels.push_back({"l" + std::to_string(i), {}}); [[fallthrough]];
            case Shape::deep:
                if (i > 0) header.parents.push_back({id(i - 1), {}});
                break;
            case Shape::wide:
                if (i > 0) header.parents.push_back({id(0), {}});
                break;
            case Shape::ladder: // fork, merge, fork, merge
                if (i % 3 != 0 || i > 0) header.parents.push_back({id(i % 3 == 2 ? i - 2 : i - 1), {}});
                if (i % 3 == 0 && i > 0) header.parents.push_back({id(i - 2), {}});
                if (i > 10) header.depends_on.push_back({id(i - 9), {}});
                break;
            }
            all.push_back(std::move(header));
        }
        Diagnostics diagnostics;
        auto const chain = build(std::move(all), diagnostics);
        for (auto const* range : {"base:heads", "heads:base"}) {
            auto const way = route(chain, {.text = range, .current = {}, .only = {}}, diagnostics);
            REQUIRE(way.has_value());
            REQUIRE(way->steps.size() == static_cast<std::size_t>(count));
        }
    };
    for (auto const shape : {Shape::deep, Shape::wide, Shape::ladder, Shape::labelled}) walk(shape, 100'000);
}
