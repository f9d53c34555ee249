#include "compiler/emit/segments.hpp"

#include "compiler/emit/version_rows.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

using chain::RowAction;
using chain::RowChange;

// What has the names that it uses is a leftover of its own from the marker before it on.
bool leaves_indexes(std::optional<Alone> const& alone) {
    return alone && (alone->kind == AloneKind::create_index || alone->kind == AloneKind::rebuild_indexes);
}

class Segmenter {
public:
    Segmenter(Plan const& plan, Target const& target) : plan_(plan), target_(target), rows_(plan.start_rows) {}

    std::vector<Segment> run() {
        for (std::size_t i = 0; i < plan_.revisions.size(); ++i) {
            auto const& revision = plan_.revisions[i];
            at_ = i;
            begun_ = false;
            marker_.clear();
            if (target_.transaction == TransactionMode::revision || revision.own_transaction) open_ = false;
            auto pieces = revision.pieces;
            if (pieces.empty()) pieces.push_back({0, revision.statements.size(), std::nullopt, 0});
            bool const derived = plan_.direction == chain::Direction::downgrade && !revision.written_downgrade;
            if (derived)
                backwards(revision, pieces);
            else
                forwards(revision, pieces);
            if (!revision.undo_pieces.empty()) undo(revision.undo_pieces);
        }
        return std::move(segments_);
    }

private:
    std::string marker(std::size_t done) const {
        auto const& revision = plan_.revisions[at_];
        return fmt::format("{}~{}{}", revision.id, revision.written_downgrade && !undoes_ ? "-" : "", done);
    }

    // The change of rows from one marker of the revision to another; empty stands for none.
    void move_marker(Part& part, std::string to) {
        part.marker_before = marker_;
        part.marker_after = to;
        if (marker_.empty() && !to.empty())
            part.rows.push_back({RowAction::insert, {}, to});
        else if (!marker_.empty() && to.empty())
            part.rows.push_back({RowAction::remove, marker_, {}});
        else if (marker_ != to)
            part.rows.push_back({RowAction::update, marker_, to});
        marker_ = std::move(to);
    }

    void add(Part part) {
        part.revision = at_;
        part.begins = !begun_;
        begun_ = true;
        part.rows_before = rows_;
        rows_ = rows_after(std::move(rows_), part.rows);
        bool const alone = part.alone.has_value();
        if (!open_ || alone) segments_.emplace_back();
        open_ = !alone;
        segments_.back().parts.push_back(std::move(part));
        segments_.back().rows_after = rows_;
    }

    static void append(std::vector<RowChange>& to, std::vector<RowChange> const& from) {
        to.insert(to.end(), from.begin(), from.end());
    }

    // In the order of the file: each piece enters what it has done.
    void forwards(PlannedRevision const& revision, std::vector<Piece> const& pieces) {
        if (pieces.front().alone) {
            Part opening;
            move_marker(opening, marker(0));
            if (leaves_indexes(pieces.front().alone)) opening.frees.push_back(*pieces.front().alone);
            add(std::move(opening));
        }
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            Part part;
            part.first = pieces[i].first;
            part.last = pieces[i].last;
            part.alone = pieces[i].alone;
            bool const last = i + 1 == pieces.size();
            move_marker(part, last ? std::string() : marker(pieces[i].done));
            part.completes = last;
            if (last)
                append(part.rows, revision.rows);
            else if (leaves_indexes(pieces[i + 1].alone))
                part.frees.push_back(*pieces[i + 1].alone);
            add(std::move(part));
            if (!last && pieces[i + 1].cut) open_ = false;
        }
    }

    void backwards(PlannedRevision const& revision, std::vector<Piece> const& pieces) {
        for (std::size_t i = 0; i < pieces.size(); ++i)
            take_back(pieces, i, i == 0 ? revision.rows : std::vector<RowChange>());
    }

    // The upgrade's pieces are taken back one by one. What stands outside of transactions is first entered as not
    // done, since from there on it may be done in part.
    void take_back(std::vector<Piece> const& pieces, std::size_t i, std::vector<RowChange> const& changes) {
        auto const& piece = pieces[i];
        Part part;
        part.undo = undoes_;
        if (!piece.alone) {
            if (piece.cut) open_ = false;
            part.first = piece.first;
            part.last = piece.last;
            part.completes = i + 1 == pieces.size();
            move_marker(part, part.completes ? std::string() : marker(piece.done));
            append(part.rows, changes);
            add(std::move(part));
            return;
        }
        part.first = part.last = piece.first;
        move_marker(part, marker(piece.done));
        append(part.rows, changes);
        if (leaves_indexes(piece.alone)) part.frees.push_back(*piece.alone);
        add(std::move(part));
        take_back_alone(pieces, i);
    }

    void take_back_alone(std::vector<Piece> const& pieces, std::size_t i) {
        Part part;
        part.undo = undoes_;
        part.first = pieces[i].first;
        part.last = pieces[i].last;
        part.alone = pieces[i].alone;
        part.completes = i + 1 == pieces.size();
        if (part.completes)
            move_marker(part, {});
        else
            part.marker_before = part.marker_after = marker_;
        add(std::move(part));
    }

    // From inside the revision back to where it begins. The last piece is not done, or in part where it stands outside
    // of transactions.
    void undo(std::vector<Piece> const& pieces) {
        undoes_ = true;
        open_ = false;
        auto const above = segments_.size() - 1;
        auto const end = rows_;
        marker_ = marker(pieces.front().done);
        rows_ = rows_after(std::move(rows_), {{RowAction::insert, {}, marker_}});
        if (pieces.front().alone) take_back_alone(pieces, 0);
        for (std::size_t i = 1; i < pieces.size(); ++i) take_back(pieces, i, {});
        rows_ = end;
        undoes_ = false;
        std::size_t passed = 0;
        for (auto i = above + 1; i < segments_.size(); ++i) passed += segments_[i].parts.size();
        segments_[above].parts.back().passes_by = passed;
    }

    Plan const& plan_;
    Target const& target_;
    std::vector<std::string> rows_;
    std::vector<Segment> segments_;
    std::size_t at_ = 0;
    std::string marker_;
    bool begun_ = false;
    bool undoes_ = false; // what an interrupted upgrade did
    bool open_ = false;   // the last segment is a transaction that takes more
};

} // namespace

std::vector<Segment> segments_of(Plan const& plan, Target const& target) { return Segmenter(plan, target).run(); }

} // namespace migc::emit
