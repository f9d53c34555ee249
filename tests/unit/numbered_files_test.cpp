#include "compiler/emit/caller_file.hpp"
#include "compiler/emit/numbered_words.hpp"
#include "compiler/emit/version_rows.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <vector>

using namespace migc;
using chain::RowAction;
using emit::AloneKind;
using emit::Piece;

namespace {

using Lines = std::vector<std::string>;

emit::Alone build(std::string const& name) {
    return {AloneKind::create_index, {"public", name}, {}, "create index concurrently " + name + " on public.t (a)"};
}
emit::Alone removal(std::string const& name) { return {AloneKind::drop_index, {"public", name}, {}, {}}; }
emit::Alone detaching() { return {AloneKind::detach_partition, {"public", "p1"}, {"public", "p"}, {}}; }
emit::Alone attaching() { return {AloneKind::attach_partition, {"public", "p1"}, {"public", "p"}, {}}; }

emit::PlannedRevision revision(std::string id, std::size_t statements, std::vector<chain::RowChange> rows,
                               std::vector<Piece> pieces = {}) {
    emit::PlannedRevision out;
    out.id = std::move(id);
    out.statements.resize(statements, "select 1");
    out.rows = std::move(rows);
    out.pieces = std::move(pieces);
    return out;
}

emit::Plan up(std::vector<emit::PlannedRevision> revisions, Lines end) {
    emit::Plan out;
    out.revisions = std::move(revisions);
    out.end_rows = std::move(end);
    return out;
}
emit::Plan down(std::vector<emit::PlannedRevision> revisions, Lines start) {
    emit::Plan out;
    out.direction = chain::Direction::downgrade;
    out.revisions = std::move(revisions);
    out.start_rows = std::move(start);
    return out;
}

Target target(TransactionMode mode = TransactionMode::segment) {
    Target out;
    out.client = Client::caller;
    out.transaction = mode;
    return out;
}

// One line for each file: its name, the rows behind it, what it does.
Lines shown(emit::Plan const& plan, emit::NumberedFiles const& files) {
    Lines out;
    for (auto const& file : files)
        out.push_back(fmt::format("{} {}: {}", file.name, emit::shown_rows(file.rows_after),
                                  fmt::join(emit::work_of(plan, file), ", ")));
    return out;
}

std::vector<chain::RowChange> insert(std::string id) { return {{RowAction::insert, {}, std::move(id)}}; }
std::vector<chain::RowChange> update(std::string from, std::string to) {
    return {{RowAction::update, std::move(from), std::move(to)}};
}

} // namespace

TEST_CASE("what one transaction holds is one file") {
    auto const plan = up({revision("a", 2, insert("a")), revision("b", 1, update("a", "b"))}, {"b"});
    auto const numbered = numbered_files(plan, nullptr, target());
    CHECK(is_single(numbered));
    CHECK(shown(plan, numbered.upgrade) == Lines{"upgrade.sql b: `a`: , `b`: "});
}

TEST_CASE("an index that is built outside of transactions has a file, a repair, and its check in the file behind it") {
    auto const plan = up(
        {revision("a", 1, insert("a")),
         revision("b", 3, update("a", "b"), {{0, 1, build("i"), 1, {}}, {1, 2, {}, 3, {}}, {2, 3, build("j"), 4, {}}}),
         revision("c", 1, update("b", "c"))},
        {"c"});
    auto const numbered = numbered_files(plan, nullptr, target());
    CHECK(shown(plan, numbered.upgrade) ==
          Lines{"upgrade-01.sql a, b~0: `a`: , checks that the name `public.i` is free",
                "upgrade-02-alone.sql a, b~0: create index concurrently i on public.t (a)",
                "repair-upgrade-02.sql a, b~0: DROP INDEX CONCURRENTLY IF EXISTS public.i",
                "upgrade-03.sql a, b~3: checks that index `public.i` is there and valid, `b`: statement 2 of 3, "
                "checks that the name `public.j` is free",
                "upgrade-04-alone.sql a, b~3: create index concurrently j on public.t (a)",
                "repair-upgrade-04.sql a, b~3: DROP INDEX CONCURRENTLY IF EXISTS public.j",
                "upgrade-05.sql c: checks that index `public.j` is there and valid, `c`: "});
}

TEST_CASE("both directions are cut at the same rows") {
    auto upper = revision("b", 1, update("a", "b"));
    upper.own_transaction = true;
    auto const upgrade = up({revision("a", 1, insert("a")), upper}, {"b"});
    auto const downgrade =
        down({revision("b", 1, update("b", "a")), revision("a", 1, {{RowAction::remove, "a", {}}})}, {"b"});
    auto const numbered = numbered_files(upgrade, &downgrade, target());
    CHECK(shown(upgrade, numbered.upgrade) == Lines{"upgrade-01.sql a: `a`: ", "upgrade-02.sql b: `b`: "});
    CHECK(shown(downgrade, numbered.downgrade) == Lines{"downgrade-01.sql a: `b`: ", "downgrade-02.sql base: `a`: "});
    CHECK(emit::states_of(numbered) == std::vector<Lines>{{}, {"a"}, {"b"}});
}

TEST_CASE("a partition is detached alone, and attached again by a file that changes no row") {
    auto const upgrade = up({revision("a", 1, insert("a"), {{0, 1, detaching(), 1, {}}})}, {"a"});
    auto const downgrade =
        down({revision("a", 2, {{RowAction::remove, "a", {}}}, {{0, 2, attaching(), 0, {}}})}, {"a"});
    auto const numbered = numbered_files(upgrade, &downgrade, target());
    CHECK(shown(upgrade, numbered.upgrade) ==
          Lines{"upgrade-01.sql a~0: ",
                "upgrade-02-alone.sql a~0: ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY",
                "repair-upgrade-02.sql a~0: `ALTER TABLE public.p DETACH PARTITION public.p1 FINALIZE`",
                "upgrade-03.sql a: checks that partition `public.p1` is detached"});
    CHECK(shown(downgrade, numbered.downgrade) ==
          Lines{"downgrade-01.sql a~0: ", "downgrade-02.sql a~0: attaches partition `public.p1`",
                "repair-downgrade-02.sql a~0: `ALTER TABLE public.p DETACH PARTITION public.p1 FINALIZE`",
                "downgrade-03.sql base: checks that partition `public.p1` is attached"});
    CHECK_FALSE(numbered.upgrade[2].one_statement());
    auto const due = emit::due_files(numbered.downgrade).at({"a~0"});
    Lines cases;
    for (auto const& each : emit::cases_of(due)) cases.push_back(each.file->name);
    CHECK(cases == Lines{"repair-downgrade-02.sql", "downgrade-03.sql", "downgrade-02.sql"});
}

TEST_CASE("what takes back an interrupted upgrade is numbered by itself") {
    auto const upgrade = up({revision("a", 1, insert("a")),
                             revision("b", 2, update("a", "b"), {{0, 1, {}, 1, {}}, {1, 2, build("i"), 2, {}}})},
                            {"b"});
    auto written = revision("b", 2, update("b", "a"), {{0, 1, {}, 1, {}}, {1, 2, removal("i"), 2, {}}});
    written.written_downgrade = true;
    written.undo.resize(2, "select 2");
    written.undo_pieces = {{0, 1, removal("i"), 1, {}}, {1, 2, {}, 0, {}}};
    auto const downgrade = down({written, revision("a", 1, {{RowAction::remove, "a", {}}})}, {"b"});
    auto const numbered = numbered_files(upgrade, &downgrade, target());
    CHECK(shown(downgrade, numbered.downgrade) ==
          Lines{"downgrade-01.sql b, b~-1: `b`: statement 1 of 2",
                "downgrade-02-alone.sql b, b~-1: DROP INDEX CONCURRENTLY IF EXISTS public.i",
                "downgrade-03.sql a: checks that index `public.i` is gone",
                "undo-01-alone.sql a, b~1: DROP INDEX CONCURRENTLY IF EXISTS public.i",
                "undo-02.sql a: checks that index `public.i` is gone, `b`, taken back: statement 2 of 2",
                "downgrade-04.sql base: `a`: "});
    CHECK(shown(upgrade, numbered.upgrade).front() == "upgrade-01.sql a: `a`: "); // where the downgrade may stop
    CHECK(emit::due_files(numbered.upgrade).count({"b", "b~-1"}) == 0);
}

TEST_CASE("each revision has a file where each is a transaction, or where files are asked for by revision") {
    auto const plan = up({revision("a", 1, insert("a")), revision("b", 1, update("a", "b"))}, {"b"});
    Lines const two = {"upgrade-01.sql a: `a`: ", "upgrade-02.sql b: `b`: "};
    CHECK(shown(plan, numbered_files(plan, nullptr, target(TransactionMode::revision)).upgrade) == two);
    auto by_revision = target();
    by_revision.output = Output::per_revision;
    CHECK(shown(plan, numbered_files(plan, nullptr, by_revision).upgrade) == two);
}
