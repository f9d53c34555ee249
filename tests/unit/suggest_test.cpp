#include "compiler/base/suggest.hpp"

#include <doctest/doctest.h>

using namespace migc;

TEST_CASE("edit distance counts insertions, deletions, substitutions and swaps") {
    struct Row {
        char const* left;
        char const* right;
        std::size_t distance;
    };
    for (auto const& row : {Row{"", "", 0}, Row{"", "abc", 3}, Row{"schema", "schema", 0}, Row{"shcema", "schema", 1},
                            Row{"schem", "schema", 1}, Row{"scheme", "schema", 1}, Row{"kitten", "sitting", 3}}) {
        CAPTURE(row.left);
        CHECK(edit_distance(row.left, row.right) == row.distance);
        CHECK(edit_distance(row.right, row.left) == row.distance);
    }
}

TEST_CASE("the nearest name is offered only when it is near") {
    CHECK(nearest("shcema", {"schema", "search_path"}) == "schema");
    CHECK(nearest("colour", {"schema", "search_path"}) == std::nullopt);
    CHECK(nearest("x", {}) == std::nullopt);
}
