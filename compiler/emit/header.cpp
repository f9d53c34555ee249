#include "compiler/emit/header.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/version_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

std::string revision_shown(PlannedRevision const& revision) {
    auto line = revision.id;
    line.append(" [").append(spelling(revision.reversal)).append("]");
    if (!revision.message.empty()) line.append(" ").append(revision.message);
    if (revision.parents.size() > 1) line += fmt::format(" (merges {})", fmt::join(revision.parents, ", "));
    if (!revision.tickets.empty()) line += fmt::format(" ({})", fmt::join(revision.tickets, ", "));
    return line;
}

std::string runs_in(Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    if (target.client == Client::caller) return "the transaction of its client";
    if (segments.size() < 2) return "one transaction";
    auto const alone = static_cast<std::size_t>(
        std::count_if(segments.begin(), segments.end(), [](Segment const& segment) { return segment.alone(); }));
    if (target.transaction == TransactionMode::revision && segments.size() == plan.revisions.size())
        return "one transaction for each revision";
    if (alone == 0) return fmt::format("{} transactions", segments.size());
    return fmt::format("{} segments, {} of them a statement outside of transactions", segments.size(), alone);
}

void append_running_by_caller(std::string& out, std::string_view file, std::string_view log) {
    append_comment(out, "run it inside one transaction, which the client begins and commits: a driver, a tool, or");
    append_comment(out, fmt::format("psql -X -1 -v ON_ERROR_STOP=1 --no-password -d DATABASE -L {} -f {}", log, file),
                   4);
    append_comment(out, "a guard that stops it fails in a cast to a number, and what fails is the message");
}

} // namespace

std::string_view word(chain::Direction direction) {
    switch (direction) {
    case chain::Direction::upgrade: return "upgrade";
    case chain::Direction::downgrade: return "downgrade";
    }
    return "upgrade";
}

std::string target_shown(Target const& target) {
    auto const database = target.database ? fmt::format(", database {}", *target.database) : std::string();
    return fmt::format("target:  {}, PostgreSQL {}, schema {}{}", target.name, accepted_versions(target), target.schema,
                       database);
}

std::string_view client_shown(Target const& target) {
    switch (target.client) {
    case Client::psql: return "psql";
    case Client::caller: return "a client that owns the transaction";
    }
    return {};
}

void append_running(std::string& out, Target const& target, std::string_view file, std::string_view log, bool goes_on) {
    append_comment(out, "");
    if (target.client == Client::caller) return append_running_by_caller(out, file, log);
    append_comment(out, "run it with psql, outside of any transaction:");
    append_comment(out, fmt::format("psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -L {} -f {}", log, file), 4);
    append_comment(out, "exit status: 0 done, 1 psql could not read the file, 2 connection failed or lost,");
    append_comment(out, "3 stopped at an error; the transaction in which it stopped left nothing behind");
    if (goes_on) append_comment(out, "after 2 or 3 run it again: it goes on where it stopped");
}

void append_header(std::string& out, Plan const& plan, std::vector<Segment> const& segments, Target const& target) {
    append_comment(
        out, fmt::format("migc {}: {} script for {}", program_version, word(plan.direction), client_shown(target)));
    append_comment(out, target_shown(target));
    append_comment(out, fmt::format("range:   {}", plan.range));
    append_comment(out, fmt::format("rows:    {} -> {}", plan.any_start ? "any" : shown_rows(plan.start_rows),
                                    shown_rows(plan.end_rows)));
    append_comment(out, fmt::format("runs in: {}", runs_in(plan, segments, target)));
    append_comment(out, fmt::format("input:   sha256 {}", plan.input_hash));
    append_comment(out, "");
    append_comment(out, "revisions in the order in which they run [how each can be taken back]:");
    for (auto const& revision : plan.revisions) append_comment(out, revision_shown(revision), 2);
    auto remarks = plan.remarks;
    if (target.client == Client::caller)
        for (auto& torn : torn_by_splitting(plan)) remarks.push_back(std::move(torn));
    if (!remarks.empty()) {
        append_comment(out, "");
        append_comment(out, "to know before:");
        for (auto const& remark : remarks) append_comment(out, remark, 2);
    }
    append_running(out, target, fmt::format("{}.sql", word(plan.direction)),
                   fmt::format("{}.log", word(plan.direction)), segments.size() > 1);
    out += '\n';
}

} // namespace migc::emit
