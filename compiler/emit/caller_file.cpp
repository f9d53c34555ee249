#include "compiler/emit/caller_file.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/alone_state.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/caller_parts.hpp"
#include "compiler/emit/caller_start_guard.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/detaching.hpp"
#include "compiler/emit/header.hpp"
#include "compiler/emit/history_table.hpp"
#include "compiler/emit/loss_question.hpp"
#include "compiler/emit/numbered_words.hpp"
#include "compiler/emit/rebuilding.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/version_rows.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::emit {

namespace {

constexpr std::string_view which_is_next = "'state.sql says which file is next'";

std::string relation(Alone const& alone) { return qualified_identifier(alone.relation.first, alone.relation.second); }

// --- checks ---

std::string nothing_is_left_over(Alone const& rebuild, std::string_view hint) {
    auto const names = leftover_names(rebuild);
    return caller_requires(Guard::leftover, names + " IS NULL",
                           fmt::format("pg_catalog.concat('an interrupted REINDEX has left behind: ', {})", names),
                           hint);
}

std::string done_outside(Alone const& alone) {
    auto const requires_that = [&](Guard guard, std::string const& condition, std::string_view what) {
        return caller_requires(guard, condition, quoted_literal(fmt::format(fmt::runtime(what), relation(alone))),
                               which_is_next);
    };
    switch (alone.kind) {
    case AloneKind::create_index:
        return requires_that(Guard::index_invalid, index_is_finished(alone), "there is no index {} that is valid");
    case AloneKind::drop_index:
        return requires_that(Guard::index_stays, "NOT " + name_is_taken(alone), "index {} is there yet");
    case AloneKind::detach_partition:
        return requires_that(Guard::still_attached, "NOT " + partition_is_attached(alone),
                             "partition {} is attached yet");
    case AloneKind::attach_partition:
        return requires_that(Guard::not_attached,
                             partition_is_attached(alone) + "\n        AND NOT " + detaching_is_pending(alone),
                             "partition {} is not attached");
    case AloneKind::rebuild_indexes:
    case AloneKind::clear_indexes:
        return nothing_is_left_over(
            alone, "'Drop these with DROP INDEX CONCURRENTLY, each by itself, then see what state.sql says'");
    case AloneKind::vacuum:
    case AloneKind::reindex: break;
    }
    return {};
}

std::string name_is_free(Alone const& build) {
    if (build.kind == AloneKind::rebuild_indexes)
        return nothing_is_left_over(build, "'Nobody knows whose it was: drop these indexes, then run this file again'");
    return caller_requires(
        Guard::name_taken, "NOT " + is_in_the_way(build),
        quoted_literal(fmt::format("there is a relation {} already, where an index is to be built", relation(build))),
        "'Nobody knows whether it is that index: drop or rename it, then run this file again'");
}

// In whole, or in the expressions of an index.
bool has_text_of_author(AloneKind kind) {
    switch (kind) {
    case AloneKind::create_index:
    case AloneKind::rebuild_indexes:
    case AloneKind::vacuum:
    case AloneKind::reindex: return true;
    case AloneKind::drop_index:
    case AloneKind::detach_partition:
    case AloneKind::attach_partition:
    case AloneKind::clear_indexes: return false;
    }
    return false;
}

// --- transactions ---

FilePlace place_of(NumberedFiles const& files, std::size_t index) {
    auto const& file = files[index];
    FilePlace out;
    out.rows_before = file.rows_before;
    std::set<std::string> later;
    for (auto i = index; i < files.size(); ++i)
        if (files[i].undo() == file.undo() || file.undo()) later.insert(shown_rows(files[i].rows_after));
    later.erase(shown_rows(file.rows_before));
    std::set<std::string> others;
    for (auto const& each : files) {
        others.insert(shown_rows(each.rows_before));
        others.insert(shown_rows(each.rows_after));
    }
    others.erase(shown_rows(file.rows_before));
    for (auto const& rows : others) (later.contains(rows) ? out.later : out.others).push_back(rows);
    return out;
}

std::set<std::string> revisions_from(Plan const& plan, NumberedFiles const& files, std::size_t index) {
    std::set<std::string> out;
    for (auto i = index; i < files.size(); ++i)
        for (auto const& part : files[i].parts) out.insert(plan.revisions[part.revision].id);
    return out;
}

void append_part(std::string& out, Plan const& plan, Part const& part, Target const& target) {
    auto const& revision = plan.revisions[part.revision];
    append_remark(out, fmt::format("revision {}: {}", revision.id, revision.message));
    if (part.alone) append_ours(out, done_outside(*part.alone));
    if (part.begins) append_caller_baseline(out, revision);
    auto const& statements = statements_of(plan, part);
    for (auto i = first_statement(part); i < part.last; ++i) append_work(out, statements[i]);
    for (auto const& free : part.frees) append_ours(out, name_is_free(free));
    append_ours(out, caller_row_changes(part.rows, target));
    if (part.completes) append_ours(out, caller_history_entry(plan, revision, target));
    out += '\n';
}

void append_transaction(std::string& out, Plan const& plan, NumberedFiles const& files, std::size_t index,
                        Target const& target) {
    auto const& file = files[index];
    bool const may_create = plan.direction == chain::Direction::upgrade && file.rows_before.empty();
    append_caller_start(out, target, plan.direction, may_create);
    auto const place = place_of(files, index);
    append_ours(out, caller_start_guard(plan, &place, target));
    append_ours(out, caller_rights_guard(plan.rights));
    append_ours(out, caller_history_table(target));
    append_ours(out, caller_remaining_losses(plan, revisions_from(plan, files, index)));
    out += '\n';
    switch (file.kind) {
    case FileKind::transaction:
        for (auto const& part : file.parts) append_part(out, plan, part, target);
        break;
    case FileKind::attaching: {
        auto const& part = file.parts.front();
        append_ours(out, caller_requires(Guard::still_attached, "NOT " + partition_is_attached(*part.alone),
                                         quoted_literal(fmt::format("partition {} is attached, or its detaching is "
                                                                    "pending",
                                                                    relation(*part.alone))),
                                         which_is_next));
        auto const& statements = statements_of(plan, part);
        for (auto i = part.first; i < part.last; ++i) append_work(out, statements[i]);
        break;
    }
    case FileKind::repair:
        append_ours(out, caller_requires(Guard::still_attached, detaching_is_pending(*file.alone()),
                                         quoted_literal(fmt::format("no detaching of partition {} is pending",
                                                                    relation(*file.alone()))),
                                         which_is_next));
        append_ours(out, finalizing(*file.alone()));
        break;
    case FileKind::alone: break;
    }
    append_remark(out, "the version rows are what the changes above make them");
    append_ours(out, caller_end_guard(file.rows_after, target));
}

// --- headers ---

std::string title(Plan const& plan, NumberedFiles const& files, std::size_t index, Target const& target) {
    auto const& file = files[index];
    auto const what = file.one_statement()                  ? "one statement"
                      : file.rows_before == file.rows_after ? "one file of several, without a change of version rows"
                                                            : "one file of several";
    return fmt::format("{} script, {}, for {}", word(plan.direction), what, client_shown(target));
}

std::string only_where(NumberedFiles const& files, std::size_t index) {
    auto const& file = files[index];
    if (file.kind == FileKind::repair)
        return fmt::format("only where {} was interrupted, behind it state.sql says what is next",
                           files[index - 1].name);
    if (file.undo()) return "only where an upgrade was interrupted inside of the revision";
    return {};
}

std::vector<std::string> torn(Plan const& plan, NumberedFile const& file) {
    std::vector<std::string> out;
    for (auto const& part : file.parts) {
        std::size_t number = 0;
        auto const& statements = statements_of(plan, part);
        auto const from = file.kind == FileKind::transaction ? first_statement(part) : part.first;
        for (auto i = from; i < part.last; ++i) number += statements[i].find(';') != std::string::npos;
        if (number > 0) out.push_back(torn_remark(plan.revisions[part.revision].id, number));
    }
    return out;
}

void append_how(std::string& out, NumberedFiles const& files, std::size_t index, Target const& target) {
    auto const& file = files[index];
    append_comment(out, "");
    if (!file.one_statement()) {
        append_comment(out, "run it inside one transaction, which the client begins and commits: a driver, a tool, or");
        append_comment(out, fmt::format("psql -X -1 -v ON_ERROR_STOP=1 --no-password -d DATABASE -f {}", file.name), 4);
        append_comment(out, "a guard that stops it fails in a cast to a number, and what fails is the message");
        return;
    }
    append_comment(out, "run it on its own, outside of any transaction (autocommit on), in a session with these "
                        "settings:");
    for (auto const& [name, value] : settings_around(target))
        append_comment(out, fmt::format("{} = {}", name, value), 4);
    append_comment(out, "it is one statement and checks nothing: run it only where state.sql names it");
}

void append_file_header(std::string& out, Plan const& plan, NumberedFiles const& files, std::size_t index,
                        Target const& target) {
    auto const& file = files[index];
    append_comment(out, fmt::format("migc {}: {}", program_version, title(plan, files, index, target)));
    append_comment(out, target_shown(target));
    append_comment(out, fmt::format("range:   {}", plan.range));
    append_comment(out, fmt::format("rows:    {} -> {}", shown_rows(file.rows_before), shown_rows(file.rows_after)));
    append_comment(out, fmt::format("runs in: {}", file.one_statement() ? "no transaction, as the only statement"
                                                                        : "the transaction of its client"));
    append_comment(out, fmt::format("input:   sha256 {}", plan.input_hash));
    append_comment(out, "");
    if (auto const words = only_where(files, index); !words.empty()) append_comment(out, words);
    append_comment(out, "what it does:");
    for (auto const& line : work_of(plan, file)) append_comment(out, line, 2);
    auto remarks = index == 0 ? plan.remarks : std::vector<std::string>();
    for (auto& line : torn(plan, file)) remarks.push_back(std::move(line));
    if (!remarks.empty()) {
        append_comment(out, "");
        append_comment(out, "to know before:");
        for (auto const& remark : remarks) append_comment(out, remark, 2);
    }
    append_how(out, files, index, target);
    out += '\n';
}

} // namespace

std::string write_file(Plan const& plan, NumberedFiles const& files, std::size_t index, Target const& target) {
    if (files.size() == 1) return write_script(plan, target);
    std::string out;
    append_file_header(out, plan, files, index, target);
    out = without_semicolons(std::move(out));
    auto const& file = files[index];
    if (!file.one_statement())
        append_transaction(out, plan, files, index, target);
    else if (file.kind == FileKind::alone && has_text_of_author(file.alone()->kind))
        append_work(out, one_statement_of(plan, file));
    else
        append_ours(out, one_statement_of(plan, file));
    return out;
}

} // namespace migc::emit
