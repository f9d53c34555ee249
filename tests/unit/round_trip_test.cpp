// Every statement survives parse, print, parse: its tokens in one way of spacing, keywords in lower case and names
// quoted only where they must be, make the same tree, and print as the same text again.
#include "compiler/catalog/bind.hpp"
#include "grammar/command.hpp"
#include "grammar/dump.hpp"
#include "grammar/parser.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

using namespace migc;

namespace {

namespace fs = std::filesystem;

std::string printed(SourceFile& source, grammar::TokenRange tokens) {
    Target const target;
    catalog::Catalog catalog({"public"});
    catalog::Origins origins;
    Diagnostics diagnostics;
    catalog::Context context(catalog, origins, target, source, diagnostics);
    return catalog::normalised(context, tokens);
}

/// The tree without what printing may change: case, and quotes around names.
std::string tree(grammar::ParsedFile const& file) {
    std::string out;
    for (auto const c : grammar::dump(file)) {
        if (c == '"') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

void check(std::string const& sql) {
    CAPTURE(sql);
    auto const file = grammar::parse_statements(sql + ";");
    REQUIRE(file.diagnostics.error_count() == 0); // a warning says that a name was cut
    REQUIRE(file.items.size() == 1);
    auto const* item = std::get_if<ast::SqlItem>(&file.items.front().body);
    REQUIRE(item != nullptr);
    auto const once = printed(*file.source, item->tokens);
    CAPTURE(once);
    auto const again = grammar::parse_statements(once + ";");
    for (auto const& diagnostic : again.diagnostics.items()) MESSAGE(diagnostic.message);
    REQUIRE(again.diagnostics.error_count() == 0);
    REQUIRE(again.items.size() == 1);
    CHECK(tree(again) == tree(file));
    auto const* printed_item = std::get_if<ast::SqlItem>(&again.items.front().body);
    REQUIRE(printed_item != nullptr);
    CHECK(printed(*again.source, printed_item->tokens) == once);
}

std::string read(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The statements of the items, those of branches and downgrades included.
void collect(SourceFile const& source, std::vector<ast::Item> const& items, std::vector<std::string>& out) {
    for (auto const& item : items) {
        if (auto const* branches = std::get_if<ast::ForItem>(&item.body)) {
            collect(source, branches->items, out);
            collect(source, branches->otherwise, out);
        }
        auto const* sql = std::get_if<ast::SqlItem>(&item.body);
        if (!sql) continue;
        auto text = std::string(source.slice(sql->tokens.span()));
        bool const alone = text.find("${") == std::string::npos; // a variable is no token of SQL
        if (alone && !std::holds_alternative<ast::SessionSetting>(sql->statement)) out.push_back(std::move(text));
        if (sql->reversal) collect(source, sql->reversal->items, out);
    }
}

} // namespace

TEST_CASE("every command of the table survives parse, print, parse") {
    for (auto const& command : grammar::all_commands()) check(std::string(command.sample));
}

TEST_CASE("every statement of the golden cases survives parse, print, parse") {
    std::vector<std::string> statements;
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(MIGC_TESTS_FOLDER) / "golden")) {
        if (entry.path().extension() != ".mig") continue;
        auto const file =
            grammar::parse_revision(std::make_shared<SourceFile>(entry.path().string(), read(entry.path())));
        if (!file.diagnostics.empty()) continue; // shows what cannot be read
        collect(*file.source, file.revision.upgrade, statements);
        collect(*file.source, file.revision.downgrade.items, statements);
    }
    for (auto const& statement : statements) check(statement);
    CHECK(statements.size() > 900);
}

TEST_CASE("every statement that servers are asked about survives parse, print, parse") {
    std::vector<std::string> statements;
    for (auto const& entry : fs::directory_iterator(fs::path(MIGC_TESTS_FOLDER) / "live" / "agreement")) {
        auto const text = read(entry.path());
        auto const begin = text.find("--- setup"); // a comment, as the line between setup and cases is one
        REQUIRE(begin != std::string::npos);
        auto const file = grammar::parse_statements(text.substr(begin));
        collect(*file.source, file.items, statements);
    }
    for (auto const& statement : statements) check(statement);
    CHECK(statements.size() > 2500);
}
