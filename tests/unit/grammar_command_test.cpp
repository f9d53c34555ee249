// The table of SQL commands against the grammar, both ways: what the table says of a statement is what becomes of it,
// and no statement begins with a word that the table lacks.
#include "grammar/command.hpp"
#include "grammar/parser.hpp"
#include "grammar/statement.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <variant>

using namespace migc;
using grammar::Depth;

namespace {

std::string first_word(std::string_view words) { return std::string(words.substr(0, words.find(' '))); }

ast::Statement const* statement_of(grammar::ParsedFile const& file) {
    if (file.items.size() != 1) return nullptr;
    auto const* sql = std::get_if<ast::SqlItem>(&file.items.front().body);
    return sql ? &sql->statement : nullptr;
}

} // namespace

TEST_CASE("each command is read as deep as the table says") {
    for (auto const& command : grammar::all_commands()) {
        CAPTURE(command.words);
        auto const file = grammar::parse_statements(std::string(command.sample) + ";");
        for (auto const& diagnostic : file.diagnostics.items()) MESSAGE(diagnostic.message);
        CHECK(file.diagnostics.empty());
        auto const* statement = statement_of(file);
        REQUIRE(statement != nullptr);
        auto const* refused = std::get_if<ast::Refused>(statement);
        CHECK((refused != nullptr) == (command.depth == Depth::refused));
        if (refused) CHECK(!refused->help.empty());
        CHECK(!std::holds_alternative<ast::Unsupported>(*statement));
    }
}

TEST_CASE("the table names each command once, and says everything of it") {
    std::set<std::string_view> names;
    for (auto const& command : grammar::all_commands()) {
        CAPTURE(command.words);
        CHECK(names.insert(command.words).second);
        CHECK(command.sample.starts_with(first_word(command.words)));
        CHECK(!command.inverse.empty());
        CHECK(command.since >= 12);
        CHECK(command.since <= 18);
        CHECK((command.until == 0 || command.until >= command.since));
        // Outside of transactions stands only what may be run again.
        bool const outside = command.in_transaction == grammar::InTransaction::no;
        CHECK((!outside || command.depth == Depth::refused || command.words == "vacuum"));
    }
    CHECK(names.size() >= 184); // of PostgreSQL 15: `\h` of its psql
}

TEST_CASE("no statement begins with a word that the table lacks, and none of its words begins nothing") {
    std::set<std::string> known;
    for (auto const& command : grammar::all_commands()) known.insert(first_word(command.words));
    std::set<std::string> const other = {"raw", "include", "assert", "allow", "for"}; // of the revision language
    std::set<std::string> const aliases = {"analyse"};
    std::set<std::string> begins;
    for (auto const kind : grammar::statement_beginnings()) {
        std::string word(grammar::spelling(kind));
        std::transform(word.begin(), word.end(), word.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        CAPTURE(word);
        CHECK((known.contains(word) || other.contains(word) || aliases.contains(word)));
        begins.insert(std::move(word));
    }
    for (auto const& word : known) {
        CAPTURE(word);
        CHECK(begins.contains(word));
    }
}
