// Statements replayed on a catalog, for tests: what the last one says, and that what it did can be taken back.
#pragma once

#include "compiler/catalog/dump.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/emit/write.hpp"
#include "grammar/parser.hpp"

#include <deque>
#include <doctest/doctest.h>
#include <string>

namespace replay_fixture {

using namespace migc;

class Session {
public:
    explicit Session(int server_version = 15) { target_.server_version = server_version; }

    /// Replays the text; its operations, or after an error none. Text that cannot be parsed fails the test.
    std::vector<catalog::Operation> run(std::string const& sql, bool baseline = false) {
        auto& file = files_.emplace_back(grammar::parse_statements(sql + ";"));
        INFO(sql);
        REQUIRE_MESSAGE(file.diagnostics.empty(),
                        (file.diagnostics.empty() ? std::string() : file.diagnostics.items().front().message));
        catalog::Context context(catalog, origins_, target_, *file.source, diagnostics);
        context.baseline = baseline;
        std::vector<catalog::Operation> out;
        for (auto const& item : file.items) {
            auto const& statement = std::get<ast::SqlItem>(item.body);
            for (auto& operation : catalog::replay(context, statement.statement, statement.tokens)) {
                operation.place = {};
                out.push_back(std::move(operation));
            }
        }
        return out;
    }

    catalog::Catalog catalog{{"public"}};
    Diagnostics diagnostics;

private:
    catalog::Origins origins_;
    Target target_;
    std::deque<grammar::ParsedFile> files_;
};

/// The inverse leads back, as values and as the statements that the writer makes of it.
inline void check_inverse(Session& session, std::vector<catalog::Operation> const& operations,
                          std::string const& before) {
    for (auto const& operation : operations)
        if (!catalog::has_inverse(operation)) return;
    auto const after = catalog::dump(session.catalog);
    auto const inverse = catalog::inverse(operations);
    for (auto const& operation : inverse) session.catalog.apply(operation);
    CHECK(catalog::dump(session.catalog) == before);
    for (auto const& operation : operations) session.catalog.apply(operation);
    CHECK(catalog::dump(session.catalog) == after);

    std::string written;
    for (auto const& operation : inverse) {
        if (!emit::left_out(operation, {}).empty()) return;
        for (auto const& statement : emit::write(operation, {})) written += statement + ";\n";
    }
    INFO(written);
    session.run(written);
    CHECK(!session.diagnostics.has_errors());
    CHECK(catalog::dump(session.catalog) == before);
}

/// `error: …` with the first message, or what the last statement does, as `migc dump operations` shows it.
inline std::string said(std::string const& setup, std::string const& statement, int server_version = 15) {
    Session session(server_version);
    session.run(setup);
    REQUIRE_MESSAGE(session.diagnostics.empty(),
                    (session.diagnostics.empty() ? std::string() : session.diagnostics.items().front().message));
    auto const before = catalog::dump(session.catalog);
    auto const operations = session.run(statement);
    if (!session.diagnostics.empty()) {
        CHECK(catalog::dump(session.catalog) == before);
        return "error: " + session.diagnostics.items().front().message;
    }
    auto const out = catalog::dump(operations);
    check_inverse(session, operations, before);
    return out;
}

struct Row {
    std::string setup;
    std::string statement;
    std::string expected;
};

template <std::size_t N>
void check(Row const (&rows)[N]) {
    for (auto const& row : rows) {
        INFO(row.setup, " -- ", row.statement);
        CHECK(said(row.setup, row.statement) == row.expected);
    }
}

} // namespace replay_fixture
