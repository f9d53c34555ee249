#include "compiler/base/sha256.hpp"
#include "compiler/cli/schema_names.hpp"
#include "compiler/cli/ticket_template.hpp"

#include <doctest/doctest.h>

using namespace migc;

namespace {

cli::NamedWords words_of(std::string const& statements, Target const& target = {}) {
    cli::Project project;
    project.revisions.push_back(grammar::parse_revision(
        std::make_shared<SourceFile>("1.mig", "revision a1;\nrevises base;\nupgrade {\n" + statements + ";\n}\n")));
    return {project, {}, target};
}

} // namespace

TEST_CASE("schema names that are alike for a chain") {
    struct Row {
        char const* statements;
        char const* schema;
        bool alike;
    };
    Row const rows[] = {
        {"create table t (a integer)", "tenant_1", true},
        {"create table t (a integer)", "acme", true},
        {"create table t (a integer)", "t", false},
        {"create table t (a integer)", "public", false},
        // Spelled with quotes, or with a backslash in Markdown.
        {"create table t (a integer)", "Acme", false},
        {"create table t (a integer)", "order", false},
        {"create table t (a integer)", "x-1", false},
        {"create table t (a integer)", "a_", false},
        {"create table t (a integer)", "_a", false},
        {"create table t (a integer)", "a__b", false},
        // Mentioned, whatever the letters and wherever.
        {"create table ACME.t (a integer)", "acme", false},
        {"create table \"acme\".t (a integer)", "acme", false},
        {"create table t (a integer default nextval('acme.s'))", "acme", false},
        {"create table t (a integer) -- of acme", "acme", false},
        {"create table acme_2.t (a integer)", "acme", true},
        // Perhaps mentioned.
        {"create table U&\"\\0061cme\".t (a integer)", "acme", false},
        {"create table t (a text default u&'\\0061cme')", "acme", false},
        {"create table t (a text default E'\\x61cme')", "acme", false},
        {"create table t (a text default 'ac'\n  'me')", "acme", false},
        {"create table t (a text default 'ac' -- it goes on\n  'me')", "acme", false},
        {"create table t (a text default E'acme''s')", "other", true},
        {"create table t (a text default 'a\\cme')", "acme", true},
        {"create table t (a text default 'x', b text default\n  'y')", "acme", true},
    };
    for (auto const& row : rows) {
        CAPTURE(row.statements);
        CAPTURE(row.schema);
        CHECK(words_of(row.statements).leave_open(row.schema) == row.alike);
    }
}

TEST_CASE("schema names that a key mentions") {
    Target target;
    target.search_path = {"tenant_1", "shared"};
    target.version_table_schema = "meta";
    target.role = "acme";
    auto const words = words_of("create table t (a integer)", target);
    CHECK(words.leave_open("tenant_1"));
    for (auto const* schema : {"shared", "meta", "acme", "alembic_version"}) CHECK(!words.leave_open(schema));
}

TEST_CASE("a name like another one") {
    auto const name = cli::name_like("tenant_001", {"nothing", "of it"});
    REQUIRE(name);
    CHECK(name->size() == 10);
    CHECK(name->starts_with("tenant"));
    auto const other = cli::name_like("tenant_001", {"nothing", *name});
    REQUIRE(other);
    CHECK(*other != *name);
    CHECK(!cli::name_like("a", {"the quick brown fox jumps over the lazy dog"}));
}

TEST_CASE("a ticket for another schema") {
    auto const input = sha256("the inputs");
    std::vector<ticket::File> files = {{"upgrade.sql", "create table qqq.t (); -- " + input + " qqq"},
                                       {"empty.sql", ""},
                                       {"other.sql", "-- " + sha256("something else") + " qq" + input}};
    auto const sums = [](std::vector<ticket::File> const& list) {
        std::string out;
        for (auto const& file : list) out += sha256(file.bytes) + "  " + file.name + "\n";
        return out;
    };
    files.push_back({"SHA256SUMS", sums(files)});
    cli::TicketTemplate const pages(files, "qqq", {input});
    auto const filled = pages.filled("tenant_1", {sha256("others")});
    REQUIRE(filled.size() == 4);
    CHECK(filled[0].bytes == "create table tenant_1.t (); -- " + sha256("others") + " tenant_1");
    CHECK(filled[1].bytes.empty());
    CHECK(filled[2].bytes == "-- " + sha256("something else") + " qq" + sha256("others"));
    CHECK(filled[3].bytes == sums({filled[0], filled[1], filled[2]}));
    auto const again = pages.filled("qqq", {input});
    for (std::size_t i = 0; i < files.size(); ++i) CHECK(again[i].bytes == files[i].bytes);
}
