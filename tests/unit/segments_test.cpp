#include "compiler/emit/segments.hpp"
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

emit::Alone build(std::string name) { return {AloneKind::create_index, {"public", std::move(name)}, {}}; }
emit::Alone removal(std::string name) { return {AloneKind::drop_index, {"public", std::move(name)}, {}}; }

emit::PlannedRevision revision(std::string id, std::size_t statements, std::vector<chain::RowChange> rows,
                               std::vector<Piece> pieces = {}) {
    emit::PlannedRevision out;
    out.id = std::move(id);
    out.statements.resize(statements, "select 1");
    out.rows = std::move(rows);
    out.pieces = std::move(pieces);
    return out;
}

// One line for each segment: its parts, `!` in front of a statement outside of transactions, the rows behind it.
std::vector<std::string> shown(emit::Plan const& plan, TransactionMode mode = TransactionMode::segment) {
    Target target;
    target.transaction = mode;
    std::vector<std::string> lines;
    for (auto const& segment : segments_of(plan, target)) {
        std::string line;
        for (auto const& part : segment.parts)
            line += fmt::format("{}{}[{},{}){}{} ", part.alone ? "!" : "", plan.revisions[part.revision].id, part.first,
                                part.last, part.frees.empty() ? "" : "?", part.undo ? "u" : "");
        lines.push_back(line + emit::shown_rows(segment.rows_after));
    }
    return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("revisions without pieces share a transaction unless each has its own") {
    emit::Plan plan;
    plan.revisions = {revision("a", 2, {{RowAction::insert, {}, "a"}}),
                      revision("b", 1, {{RowAction::update, "a", "b"}})};
    CHECK(shown(plan) == Lines{"a[0,2) b[0,1) b"});
    CHECK(shown(plan, TransactionMode::revision) == Lines{"a[0,2) a", "b[0,1) b"});
    plan.revisions[1].own_transaction = true;
    CHECK(shown(plan) == Lines{"a[0,2) a", "b[0,1) b"});
}

TEST_CASE("an index that is built outside of transactions has a marker before it and behind it") {
    emit::Plan plan;
    plan.revisions = {revision("a", 1, {{RowAction::insert, {}, "a"}}),
                      revision("b", 3, {{RowAction::update, "a", "b"}},
                               {{0, 1, build("i"), 1}, {1, 2, {}, 3}, {2, 3, build("j"), 4}}),
                      revision("c", 1, {{RowAction::update, "b", "c"}})};
    CHECK(shown(plan) == Lines{"a[0,1) b[0,0)? a, b~0", "!b[0,1) a, b~1", "b[1,2)? a, b~3", "!b[2,3) b", "c[0,1) c"});
}

TEST_CASE("a derived downgrade goes through the markers of the upgrade") {
    emit::Plan plan;
    plan.direction = chain::Direction::downgrade;
    plan.start_rows = {"b"};
    plan.revisions = {revision("b", 4, {{RowAction::update, "b", "a"}},
                               {{0, 1, removal("j"), 3}, {1, 2, {}, 1}, {2, 4, build("i"), 0}}),
                      revision("a", 1, {{RowAction::remove, "a", {}}})};
    CHECK(shown(plan) == Lines{"b[0,0) a, b~3", "!b[0,1) a, b~3", "b[1,2) b[2,2)? a, b~0", "!b[2,4) a", "a[0,1) base"});
}

TEST_CASE("a marker alone begins no transaction, a cut does") {
    emit::Plan plan;
    plan.revisions = {revision("a", 2, {{RowAction::insert, {}, "a"}}, {{0, 1, {}, 1}, {1, 2, {}, 2}})};
    CHECK(shown(plan) == Lines{"a[0,1) a[1,2) a"});
    plan.revisions[0].pieces[1].cut = true;
    CHECK(shown(plan) == Lines{"a[0,1) a~1", "a[1,2) a"});
    plan.direction = chain::Direction::downgrade;
    plan.start_rows = {"a"};
    plan.revisions = {revision("a", 2, {{RowAction::remove, "a", {}}}, {{0, 1, {}, 1}, {1, 2, {}, 0}})};
    CHECK(shown(plan) == Lines{"a[0,1) a[1,2) base"});
    plan.revisions[0].pieces[1].cut = true;
    CHECK(shown(plan) == Lines{"a[0,1) a~1", "a[1,2) base"});
}

TEST_CASE("indexes that are rebuilt are asked for before their marker, and a downgrade clears what is left of them") {
    emit::Plan plan;
    emit::Alone const rebuilt{AloneKind::rebuild_indexes, {"public", "t"}, {}, {}, emit::Reach::table};
    emit::Alone const cleared{AloneKind::clear_indexes, {"public", "t"}, {}, {}, emit::Reach::table};
    plan.revisions = {revision("a", 2, {{RowAction::insert, {}, "a"}}, {{0, 1, {}, 1}, {1, 2, rebuilt, 2}})};
    CHECK(shown(plan) == Lines{"a[0,1)? a~1", "!a[1,2) a"});
    plan.direction = chain::Direction::downgrade;
    plan.start_rows = {"a"};
    plan.revisions = {revision("a", 1, {{RowAction::remove, "a", {}}}, {{0, 0, cleared, 1}, {0, 1, {}, 0}})};
    CHECK(shown(plan) == Lines{"a[0,0) a~1", "!a[0,0) a~1", "a[0,1) base"});
}

TEST_CASE("a downgrade that is written by hand has its own markers, and passes by what an upgrade left half done") {
    emit::Plan plan;
    plan.direction = chain::Direction::downgrade;
    plan.start_rows = {"b"};
    plan.revisions = {revision("b", 2, {{RowAction::update, "b", "a"}}, {{0, 1, {}, 1}, {1, 2, removal("i"), 2}}),
                      revision("a", 1, {{RowAction::remove, "a", {}}})};
    plan.revisions[0].written_downgrade = true;
    plan.revisions[0].undo.resize(2, "select 2");
    plan.revisions[0].undo_pieces = {{0, 1, removal("i"), 1}, {1, 2, {}, 0}};
    CHECK(shown(plan) == Lines{"b[0,1) b, b~-1", "!b[1,2) a", "!b[0,1)u a, b~1", "b[1,2)u a[0,1) base"});
    auto const segments = segments_of(plan, Target{});
    CHECK(segments[1].parts.back().passes_by == 2);
    CHECK(segments[2].parts.front().rows_before == Lines{"a", "b~1"});
    CHECK(segments[3].parts.back().rows_before == Lines{"a"});
}
