// Our own vocabulary against the golden cases: every row of a registry has a case that shows it. A new diagnostic,
// statement, operation or word of the language fails here until it has one (STYLE habit 24).
#include "compiler/base/diagnostic.hpp"
#include "compiler/base/render.hpp"
#include "compiler/catalog/objects.hpp"
#include "compiler/catalog/operation.hpp"
#include "grammar/dump.hpp"
#include "grammar/header.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace migc;

namespace {

namespace fs = std::filesystem;

std::string read(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// All files below tests/golden/<phase> with this extension, one behind the other.
std::string golden(std::string const& phase, std::string_view extension) {
    std::string out;
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(MIGC_GOLDEN_FOLDER) / phase))
        if (entry.path().extension() == extension) out += read(entry.path());
    REQUIRE(!out.empty());
    return out;
}

/// Each line's words up to `count`, without what indents it.
std::set<std::string> line_beginnings(std::string const& text, int count) {
    std::set<std::string> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string beginning;
        for (int i = 0; i < count; ++i) {
            std::string word;
            words >> word;
            beginning += (i == 0 ? "" : " ") + word;
        }
        out.insert(beginning);
    }
    return out;
}

/// What of `wanted` is in neither; an exemption for something that is there has outlived its reason.
void check_all(std::vector<std::string> const& wanted, std::set<std::string> const& found,
               std::map<std::string, std::string> const& exempt) {
    for (auto const& name : wanted) {
        CAPTURE(name);
        if (exempt.contains(name))
            CHECK_MESSAGE(!found.contains(name), "has a golden case and needs no exemption");
        else
            CHECK_MESSAGE(found.contains(name), "appears in no golden case");
    }
    for (auto const& entry : exempt) {
        auto const& name = entry.first;
        CAPTURE(name);
        CHECK_MESSAGE(std::find(wanted.begin(), wanted.end(), name) != wanted.end(), "exempt, and does not exist");
        CHECK(!entry.second.empty());
    }
}

} // namespace

TEST_CASE("each diagnostic is produced by a golden case") {
    std::map<std::string, std::string> const exempt = {
        {"MIG0116", "needs a file of more than 1 GiB: tests/fuzz/garbage.py makes one"},
        {"MIG0301", "the grammar refuses such names before (MIG0209); for callers that make headers themselves"},
        {"MIG0317", "standard input is a terminal, which no golden case has: chain_symbols_test"},
    };
    std::vector<std::string> wanted;
    for (auto const& row : all_codes()) wanted.push_back(spelling(row.code));
    auto const text = golden("", ".expect");
    std::set<std::string> found;
    for (auto const& code : wanted)
        if (text.find(fmt::format("[{}]: ", code)) != std::string::npos) found.insert(code);
    check_all(wanted, found, exempt);
}

TEST_CASE("each diagnostic has a page, a name and a code of its own") {
    std::set<std::string> codes, names;
    for (auto const& row : all_codes()) {
        CAPTURE(row.name);
        CHECK(codes.insert(spelling(row.code)).second);
        CHECK(names.insert(std::string(row.name)).second);
        CHECK(std::string_view(row.page).size() > 8);
        CHECK(!std::string_view(row.title).empty());
        CHECK(std::string_view(row.title).back() != '.');
        CHECK(render_page(row).find(row.page) != std::string::npos);
    }
}

TEST_CASE("each statement, subcommand and item appears in a tree") {
    auto const found = line_beginnings(golden("ast/ok", ".expect"), 1);
    check_all(grammar::statement_names(), found, {});
    check_all(grammar::table_action_names(), found, {});
    check_all(grammar::item_names(), found, {{"SqlItem", "goes by the name of its statement"}});
}

TEST_CASE("each operation on each kind of object appears in a dump of operations") {
    std::map<std::string, std::string> const exempt = {
        {"rename extension", "PostgreSQL has no such statement"},
    };
    std::vector<std::string> wanted;
    using catalog::Kind;
    for (auto const kind :
         {Kind::schema, Kind::extension, Kind::type, Kind::sequence, Kind::table, Kind::column, Kind::constraint,
          Kind::index, Kind::view, Kind::routine, Kind::trigger, Kind::policy, Kind::rule})
        for (std::string const verb : {"create", "drop", "alter", "rename"})
            wanted.push_back(verb + " " + std::string(catalog::spelling(kind)));
    for (std::string const rows : {"insert", "update", "delete", "truncate", "other"}) wanted.push_back("rows " + rows);
    auto found = line_beginnings(golden("operations/ok", ".expect"), 2);
    check_all(wanted, found, exempt);
    CHECK(line_beginnings(golden("operations/ok", ".expect"), 1).contains("unseen"));
}

TEST_CASE("each word of the revision language appears in a tree's source") {
    std::vector<grammar::TokenKind> wanted;
    for (auto const kind : grammar::all_keywords())
        if (grammar::begins_header_item(kind)) wanted.push_back(kind);
    using enum grammar::TokenKind;
    for (auto const kind : {kw_on, kw_upgrade, kw_downgrade, kw_auto, kw_irreversible, kw_reversed, kw_by, kw_nothing,
                            kw_rebuild, kw_raw, kw_for, kw_else, kw_include, kw_assert, kw_allow, kw_until})
        wanted.push_back(kind);
    SourceFile source("golden", golden("ast/ok", ".mig"));
    Diagnostics none;
    std::set<std::string> found;
    for (auto const& token : grammar::lex(source, grammar::TextKind::revision, none))
        found.emplace(grammar::spelling(token.kind));
    CHECK(none.empty());
    std::vector<std::string> names;
    for (auto const kind : wanted) names.emplace_back(grammar::spelling(kind));
    check_all(names, found, {});
}
