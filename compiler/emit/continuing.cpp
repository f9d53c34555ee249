#include "compiler/emit/continuing.hpp"

#include "compiler/emit/comment.hpp"
#include "compiler/emit/detaching.hpp"
#include "compiler/emit/drift_guard.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/index_checks.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/progress.hpp"
#include "compiler/emit/rebuilding.hpp"
#include "compiler/emit/rights_guard.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/session_lock.hpp"
#include "compiler/emit/start_guard.hpp"
#include "compiler/emit/timeouts.hpp"
#include "compiler/emit/transaction.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

class Writer {
public:
    Writer(std::string& out, Plan const& plan, std::vector<Segment> const& segments, Target const& target)
        : out_(out), plan_(plan), segments_(segments), target_(target),
          has_alone_(std::any_of(segments.begin(), segments.end(), [](Segment const& each) { return each.alone(); })),
          from_base_(plan.direction == chain::Direction::upgrade && plan.start_rows.empty()) {}

    void run() {
        if (has_alone_) {
            out_ += outside_of_transactions();
            out_ += "-- one run at a time\n";
            out_ += take_session_lock(target_);
            out_ += '\n';
        }
        begin();
        out_ += "-- the right database, and where in the script it stands\n";
        out_ += schema_guard(target_);
        out_ += version_table_guard(from_base_ ? WhenAbsent::pass : WhenAbsent::stop, end_of(plan_.range), target_);
        out_ += opening(plan_, segments_, target_);
        out_ += rights_guard(plan_.rights);
        out_ += loss_question(plan_);
        out_ += "COMMIT;\n\n";
        if (plan_.any_start) say_nothing_to_do();
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            auto const& segment = segments_[i];
            append_comment(out_, fmt::format("segment {} of {}{}", i + 1, segments_.size(),
                                             segment.alone() ? ", outside of transactions" : ""));
            out_ += question(part_, segment.parts.size());
            if (segment.alone())
                alone(segment);
            else
                transaction(segment);
            out_ += end_of_question();
            out_ += '\n';
        }
        if (plan_.any_start) out_ += all_done();
        if (has_alone_) out_ += release_session_lock(target_);
    }

private:
    void begin() {
        append_begin(out_, target_, plan_.direction);
        if (has_alone_) return;
        out_ += "-- one run at a time\n";
        out_ += advisory_lock(target_);
    }

    void say_nothing_to_do() {
        std::size_t parts = 0;
        for (auto const& segment : segments_) parts += segment.parts.size();
        out_ += question(0, parts);
        out_ += "\\else\n\\echo migc: nothing to do\n";
        out_ += end_of_question();
        out_ += '\n';
    }

    // The version rows, locked until the transaction ends, are as the part before left them.
    void enter(Segment const& segment) {
        bool const first = part_ == 0 || (from_base_ && segment.parts.front().rows_before.empty());
        if (from_base_ && (first || plan_.any_start))
            out_ += version_table_guard(WhenAbsent::create, end_of(plan_.range), target_);
        out_ += version_table_lock(target_);
        out_ += still_there(target_, has_alone_);
    }

    void leave(Segment const& segment) {
        if (&segment == &segments_.back()) out_ += promise_guard(plan_.promise, shown_rows(plan_.end_rows));
        if (plan_.any_start) {
            out_ += "COMMIT;\n";
            return;
        }
        append_commit(out_, segment.rows_after, target_);
    }

    void transaction(Segment const& segment) {
        begin();
        enter(segment);
        bool const asks = segment.parts.size() > 1;
        if (&segment == &segments_.front() && !plan_.any_start) compare_at_start(asks);
        out_ += '\n';
        for (auto const& part : segment.parts) {
            if (asks) out_ += question(part_, 1);
            headline(part);
            statements(part, part.first);
            finish(part);
            if (asks) out_ += end_of_question();
        }
        leave(segment);
    }

    // Where the script goes on, its own work is done in part, and nothing is as it was at the start.
    void compare_at_start(bool asks) {
        auto const guard = drift_guard(plan_.drift, shown_rows(plan_.start_rows));
        if (guard.empty()) return;
        if (asks) out_ += question(0, 1);
        out_ += guard;
        if (asks) out_ += end_of_question();
    }

    void headline(Part const& part) {
        auto const& revision = plan_.revisions[part.revision];
        auto const more = part.undo ? std::string(", what its upgrade did before it was interrupted")
                          : part.begins || part.first == part.last
                              ? std::string()
                              : fmt::format(", statements from {} on", part.first + 1);
        append_comment(out_, fmt::format("revision {}{}: {}", revision.id, more, revision.message));
        if (part.begins || part.last > part.first) append_voice(out_, plan_, part.revision, more);
        if (part.begins) append_baseline(out_, revision);
    }

    std::vector<std::string> const& statements_of(Part const& part) const {
        auto const& revision = plan_.revisions[part.revision];
        return part.undo ? revision.undo : revision.statements;
    }

    void statements(Part const& part, std::size_t from) {
        auto const& all = statements_of(part);
        for (auto i = from; i < part.last; ++i) append_statement(out_, all[i]);
    }

    void finish(Part const& part) {
        for (auto const& free : part.frees)
            out_ += free.kind == AloneKind::rebuild_indexes ? nothing_is_left(free) : name_is_free(free);
        if (!plan_.any_start)
            append_row_changes(out_, part.rows, target_);
        else
            out_ += row_changes_from_anywhere(plan_, part, target_);
        if (part.completes) {
            out_ += history_table_guard(target_);
            out_ += history_entry(plan_, plan_.revisions[part.revision], target_);
        }
        out_ += done(part_, 1 + part.passes_by, target_);
        ++part_;
        out_ += '\n';
    }

    // A concurrent build waits for every transaction that may use the table, and one that is cut off leaves an invalid
    // index behind: it waits as long as it takes.
    void alone(Segment const& segment) {
        auto const& part = segment.parts.front();
        headline(part);
        out_ += no_timeouts(target_);
        out_ += "SET default_transaction_read_only = off;\n"
                "SET default_transaction_isolation = 'read committed';\n";
        out_ += fmt::format("SET search_path = {};\n", search_path(target_));
        if (target_.role) out_ += fmt::format("SET ROLE {};\n", quoted_identifier(*target_.role));
        out_ += still_there(target_, true);
        outside(*part.alone, part.first < part.last ? statements_of(part)[part.first] : std::string());
        if (target_.role) out_ += "RESET ROLE;\n";
        out_ += "SET search_path = pg_catalog;\n\n";
        begin();
        enter(segment);
        out_ += '\n';
        inside(part);
        finish(part);
        leave(segment);
    }

    void outside(Alone const& alone, std::string const& statement) {
        switch (alone.kind) {
        case AloneKind::create_index:
            append_clearing_unfinished(out_, alone);
            append_statement(out_, statement);
            break;
        case AloneKind::drop_index: append_statement(out_, statement); break;
        case AloneKind::detach_partition: append_detaching(out_, alone, statement); break;
        case AloneKind::attach_partition: append_detaching(out_, alone, {}); break;
        case AloneKind::rebuild_indexes:
            append_clearing(out_, alone);
            append_statement(out_, statement);
            break;
        case AloneKind::clear_indexes: append_clearing(out_, alone); break;
        case AloneKind::vacuum:
        case AloneKind::reindex: append_statement(out_, statement); break;
        }
    }

    // In the transaction behind it.
    void inside(Part const& part) {
        switch (part.alone->kind) {
        case AloneKind::create_index: out_ += index_is_valid(*part.alone); break;
        case AloneKind::rebuild_indexes: out_ += indexes_are_valid(*part.alone); break;
        case AloneKind::drop_index:
        case AloneKind::clear_indexes:
        case AloneKind::vacuum:
        case AloneKind::reindex: break;
        case AloneKind::detach_partition: out_ += partition_is_detached(*part.alone); break;
        case AloneKind::attach_partition:
            append_unless_attached(out_, *part.alone);
            statements(part, part.first);
            append_end_of_unless_attached(out_);
            return;
        }
        statements(part, part.first + 1);
    }

    std::string& out_;
    Plan const& plan_;
    std::vector<Segment> const& segments_;
    Target const& target_;
    bool has_alone_;
    bool from_base_;
    std::size_t part_ = 0; // of the whole script
};

} // namespace

void append_segments(std::string& out, Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    Writer(out, plan, segments, target).run();
}

} // namespace migc::emit
