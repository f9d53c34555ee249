// Every statement that the writer makes of the samples and of their inverses is read by PostgreSQL's own
// parser, which speaks version 15 (RULINGS 39).
#include "compiler/emit/write.hpp"
#include "tests/unit/samples.hpp"

#include <doctest/doctest.h>
#include <pg_query.h>

#include <memory>

using namespace migc;

namespace {

std::string parse_error(std::string const& statement) {
    auto const result = pg_query_parse(statement.c_str());
    std::string out = result.error ? result.error->message : "";
    pg_query_free_parse_result(result);
    return out;
}

} // namespace

TEST_CASE("write: the oracle finds what is wrong") { CHECK_FALSE(parse_error("create tabel t ()").empty()); }

TEST_CASE("write: every statement parses") {
    std::size_t statements = 0;
    for (auto const& operation : samples::history()) {
        for (auto const& change : {operation, catalog::inverse(operation)}) {
            for (auto const home : {"public", "elsewhere"}) {
                for (auto const& statement : emit::write(change, {home, 15})) {
                    CAPTURE(statement);
                    CHECK(parse_error(statement) == "");
                    CHECK(statement.back() != ';');
                    ++statements;
                }
            }
        }
    }
    CHECK(statements > 300);
}
