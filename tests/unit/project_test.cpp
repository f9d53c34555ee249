#include "compiler/cli/files.hpp"
#include "compiler/cli/parallel.hpp"
#include "compiler/cli/project.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>

using namespace migc;
using namespace migc::cli;
namespace fs = std::filesystem;

namespace {

// A folder that is gone when the test is over.
struct Folder {
    fs::path path;

    Folder() {
        auto name = (fs::temp_directory_path() / "migc_unit.XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    void write(std::string const& name, std::string_view text) const {
        create_folder((path / name).parent_path());
        REQUIRE(create_file(path / name, text));
    }
};

std::string revision(std::string_view id, std::string_view revises, std::string_view body = "") {
    return fmt::format("revision {};\nrevises {};\nupgrade {{ {} }}\n", id, revises, body);
}

struct Loaded {
    Project project;
    Diagnostics diagnostics;
};

Loaded load(Folder const& folder) {
    Loaded out;
    out.project = load_project(read_config(folder.path, "", out.diagnostics), out.diagnostics);
    return out;
}

Diagnostics trouble(Project const& project, chain::Index index) { return diagnostics_of(project, std::vector{index}); }

// The names of what is reported for a revision, with the text under the carets.
std::string seen(Project const& project, chain::Index index) {
    std::string out;
    auto const found = trouble(project, index);
    for (auto const& item : found.items())
        out += fmt::format("{}{}@{}", out.empty() ? "" : "|", info(item.code).name,
                           item.place.source->slice(item.place.span));
    return out;
}

} // namespace

TEST_CASE("revisions are read by name, and a position is an index of the chain") {
    Folder const folder;
    folder.write("migrations/b.mig", revision("b2", "a1"));
    folder.write("migrations/a.mig", revision("a1", "base"));
    folder.write("migrations/.hidden.mig", "nonsense");
    folder.write("migrations/below/c.mig", "nonsense");
    folder.write("migrations/notes.txt", "nonsense");
    auto const loaded = load(folder);
    CHECK(loaded.diagnostics.empty());
    REQUIRE(loaded.project.revisions.size() == 2);
    CHECK(loaded.project.revisions[0].source->path == "migrations/a.mig");
    REQUIRE(loaded.project.chain.revisions.size() == 2);
    CHECK(loaded.project.chain[1].id.name == "b2");
}

TEST_CASE("many revisions are read in parallel, in the order of their names") {
    Folder const folder;
    constexpr int count = 300;
    for (int i = 0; i < count; ++i)
        folder.write(fmt::format("migrations/{:04}.mig", i),
                     revision(fmt::format("r{:04}", i), i == 0 ? "base" : fmt::format("r{:04}", i - 1)));
    auto const loaded = load(folder);
    CHECK(loaded.diagnostics.empty());
    REQUIRE(loaded.project.chain.revisions.size() == count);
    for (chain::Index i = 0; i < count; ++i) CHECK(loaded.project.chain[i].id.name == fmt::format("r{:04}", i));
}

TEST_CASE("trouble in a body stays with its file, trouble in a header does not") {
    Folder const folder;
    folder.write("migrations/a.mig", revision("a1", "base", "create table;"));
    auto const body = load(folder);
    CHECK(body.diagnostics.empty());
    CHECK(body.project.chain.revisions.size() == 1);
    CHECK(trouble(body.project, 0).has_errors());

    folder.write("migrations/b.mig", "revision b2;\nrevises ;\nupgrade { }\n");
    auto const header = load(folder);
    CHECK(header.diagnostics.has_errors());
    CHECK(header.project.chain.empty());
}

TEST_CASE("included files are read once, with what they include") {
    Folder const folder;
    folder.write("migrations/a.mig", revision("a1", "base", "include 'sql/a.sql'; include './sql/../sql/a.sql';"));
    folder.write("sql/a.sql", "include 'sql/b.sql';\n");
    folder.write("sql/b.sql", "create table;\n");
    auto const loaded = load(folder);
    CHECK(loaded.diagnostics.empty());
    CHECK(loaded.project.schemas.size() == 2);
    CHECK(loaded.project.schema("sql/a.sql") != nullptr);
    CHECK(loaded.project.schema("./sql/b.sql") != nullptr);
    CHECK(loaded.project.schema("sql/c.sql") == nullptr);
    CHECK(trouble(loaded.project, 0).error_count() == 1); // of b.sql
}

TEST_CASE("includes stay inside the project") {
    struct Row {
        char const* path;
        char const* diagnostics;
    };
    for (auto const& row : {
             Row{"/etc/passwd", "file_outside_project@'/etc/passwd'"},
             Row{"../x.sql", "file_outside_project@'../x.sql'"},
             Row{"sql/../../x.sql", "file_outside_project@'sql/../../x.sql'"},
             Row{"", "file_outside_project@''"},
             Row{"link.sql", "file_outside_project@'link.sql'"},
             Row{"gone.sql", "file_missing@'gone.sql'"},
             Row{"sql", "file_missing@'sql'"},
         }) {
        CAPTURE(row.path);
        Folder const folder;
        folder.write("migrations/a.mig", revision("a1", "base", fmt::format("include '{}';", row.path)));
        folder.write("sql/a.sql", "");
        fs::create_symlink("/etc/passwd", folder.path / "link.sql");
        auto const loaded = load(folder);
        CHECK(loaded.diagnostics.empty());
        CHECK(seen(loaded.project, 0) == row.diagnostics);
        CHECK(loaded.project.schemas.empty());
    }
}

TEST_CASE("a circle of includes is named") {
    Folder const folder;
    folder.write("migrations/a.mig", revision("a1", "base", "include 'a.sql';"));
    folder.write("a.sql", "include 'b.sql';\n");
    folder.write("b.sql", "include 'a.sql';\n");
    auto const loaded = load(folder);
    CHECK(seen(loaded.project, 0) == "include_cycle@'a.sql'");
    auto const found = trouble(loaded.project, 0);
    REQUIRE(found.items().size() == 1);
    REQUIRE(found.items().front().notes.size() == 1);
    CHECK(found.items().front().notes.front().message == "`a.sql` includes `b.sql`");
}

TEST_CASE("a misspelt include is answered with the nearest file") {
    Folder const folder;
    folder.write("migrations/a.mig", revision("a1", "base", "include 'sql/tabels.sql';"));
    folder.write("sql/tables.sql", "");
    auto const loaded = load(folder);
    auto const found = trouble(loaded.project, 0);
    REQUIRE(found.items().size() == 1);
    CHECK(found.items().front().help == "write `sql/tables.sql`");
}

TEST_CASE("links inside the project may be used, links that leave it may not") {
    Folder const folder;
    Folder const outside;
    outside.write("x.mig", revision("x1", "base"));
    folder.write("shared/a.mig", revision("a1", "base"));
    create_folder(folder.path / "migrations");
    fs::create_symlink("../shared/a.mig", folder.path / "migrations/a.mig");
    CHECK(load(folder).project.chain.revisions.size() == 1);
    fs::create_symlink(outside.path / "x.mig", folder.path / "migrations/x.mig");
    CHECK_THROWS_AS(load(folder), SystemError);
}

TEST_CASE("what is no regular file is not read") {
    Folder const folder;
    folder.write("migrations/a.mig", revision("a1", "base"));
    REQUIRE(::mkfifo((folder.path / "migrations/b.mig").c_str(), 0600) == 0);
    CHECK_THROWS_AS(load(folder), SystemError);
}

TEST_CASE("a file is replaced whole and keeps its permissions and its link") {
    Folder const folder;
    folder.write("out.sql", "old");
    fs::permissions(folder.path / "out.sql", fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("out.sql", folder.path / "link.sql");
    replace_file(folder.path / "link.sql", "new");
    CHECK(read_file(folder.path / "out.sql") == "new");
    CHECK(fs::is_symlink(folder.path / "link.sql"));
    CHECK(fs::status(folder.path / "out.sql").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK_THROWS_AS(replace_file(folder.path / "gone/out.sql", "x"), SystemError);
    CHECK(list_folder(folder.path).size() == 2); // no temporary file is left
}

TEST_CASE("the first failure of parallel work is the one reported") {
    for (int round = 0; round < 20; ++round) {
        std::string message;
        try {
            in_parallel(200, [](std::size_t i) {
                if (i % 50 == 7) throw SystemError(fmt::format("{}", i));
            });
        } catch (SystemError const& error) {
            message = error.what();
        }
        CHECK(message == "7");
    }
}
