#include "compiler/chain/errors.hpp"

#include "compiler/base/suggest.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace migc::chain {

namespace {

constexpr std::size_t shown_names = 8;

Diagnostic typed(Code code, std::string message, std::string help = {}) {
    return {code, Place{}, std::move(message), std::move(help), {}};
}

constexpr std::array<std::string_view, 4> words = {"head", "heads", "base", "current"};

// The word a user spelt in other case, or the nearest name there is.
std::string meant(Chain const& chain, std::string_view name) {
    std::string folded(name);
    for (auto& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (std::find(words.begin(), words.end(), folded) != words.end())
        return fmt::format("write `{}`: these words are lower case", folded);

    std::vector<std::string_view> candidates(words.begin(), words.end());
    for (auto const& revision : chain.revisions) candidates.push_back(revision.id.name);
    for (auto const& label : chain.labels) candidates.push_back(label.name);
    if (auto const near = nearest(name, candidates)) return fmt::format("write `{}`, if that is meant", *near);
    return "list what there is with `migc history`";
}

} // namespace

std::string quoted_list(std::vector<std::string> const& names) {
    std::string out;
    auto const shown = names.size() > shown_names + 1 ? shown_names : names.size();
    for (std::size_t i = 0; i < shown; ++i) {
        if (i != 0) out += i + 1 == names.size() ? " and " : ", ";
        out += fmt::format("`{}`", names[i]);
    }
    if (shown < names.size()) out += fmt::format(" and {} more", names.size() - shown);
    return out;
}

std::vector<std::string> ids(Chain const& chain, std::span<Index const> revisions) {
    std::vector<std::string> out;
    for (auto const index : revisions) out.push_back(chain[index].id.name);
    return out;
}

// --- the graph ---

Diagnostic bad_revision_name(Reference const& name, std::string_view what, std::string_view why) {
    return {Code::bad_revision_name,
            name.place,
            fmt::format("the {} `{}` {}", what, name.name, why),
            "choose another name: letters, digits, `_` and `.` are always right",
            {}};
}

Diagnostic id_too_wide(Reference const& id) {
    return {Code::id_too_wide,
            id.place,
            fmt::format("the id `{}` has {} bytes; the version column holds {}", id.name, id.name.size(), id_width),
            fmt::format("shorten it to {} bytes, and what revises it likewise", id_width),
            {}};
}

Diagnostic duplicate_id(Reference const& again, Reference const& first) {
    return {Code::duplicate_id,
            again.place,
            fmt::format("revision `{}` is defined twice", again.name),
            "give one of them another id",
            {{first.place, "first defined here"}}};
}

Diagnostic duplicate_label(Reference const& again, Reference const& first, bool first_is_id) {
    return {Code::duplicate_label,
            again.place,
            fmt::format("label `{}` is already {}", again.name, first_is_id ? "the id of a revision" : "written"),
            "choose another label",
            {{first.place, "first defined here"}}};
}

Diagnostic unknown_parent(Reference const& from, Reference const& parent, std::string help) {
    return {Code::unknown_parent,
            parent.place,
            fmt::format("revision `{}` revises `{}`, which no file defines", from.name, parent.name),
            std::move(help),
            {}};
}

Diagnostic unknown_dependency(Reference const& from, Reference const& dependency, std::string help) {
    return {Code::unknown_dependency,
            dependency.place,
            fmt::format("revision `{}` depends on `{}`, which no file defines", from.name, dependency.name),
            std::move(help),
            {}};
}

Diagnostic repeated_reference(Reference const& again, Reference const& first) {
    return {Code::repeated_reference,
            again.place,
            fmt::format("`{}` is named twice", again.name),
            "remove one of them",
            {{first.place, "first named here"}}};
}

Diagnostic revision_cycle(std::vector<CycleEdge> const& cycle) {
    auto const shown = std::min(cycle.size(), shown_names);
    std::string path;
    for (std::size_t i = 0; i < shown; ++i) path += fmt::format("`{}` -> ", cycle[i].revision);
    if (shown < cycle.size()) path += fmt::format("{} more -> ", cycle.size() - shown);
    auto const& first = cycle.front();
    Diagnostic out{
        Code::revision_cycle,
        first.reference->place,
        cycle.size() == 1
            ? fmt::format("revision `{}` {} itself", first.revision, first.is_parent ? "revises" : "depends on")
            : fmt::format("{} revisions wait for each other: {}`{}`", cycle.size(), path, first.revision),
        cycle.size() == 1 ? "name the revision that comes before it, or `base`"
                          : "cut the cycle where one names a revision that comes later",
        {}};
    if (cycle.size() == 1) return out;
    for (std::size_t i = 0; i < shown; ++i) {
        auto const& edge = cycle[i];
        out.notes.push_back({edge.reference->place,
                             fmt::format("`{}` {} `{}` here", edge.revision, edge.is_parent ? "revises" : "depends on",
                                         cycle[(i + 1) % cycle.size()].revision)});
    }
    return out;
}

// --- the shape of a range ---

Diagnostic bad_range(std::string_view text, std::string_view seen, std::string help) {
    return typed(Code::bad_range, fmt::format("range `{}` {}", text, seen), std::move(help));
}

Diagnostic bad_offset(std::string_view symbol, std::string_view seen) {
    return typed(Code::bad_offset, fmt::format("`{}` {}", symbol, seen),
                 "write a number of revisions and nothing behind it, like `head-1` or `+2`");
}

Diagnostic offset_without_start(std::string_view offset, std::string_view instead) {
    return typed(Code::offset_without_start, fmt::format("`{}` counts from a start, and none is written", offset),
                 fmt::format("write `{}`, or with another start", instead));
}

// --- symbols ---

Diagnostic unknown_revision(Chain const& chain, std::string_view name) {
    return typed(Code::unknown_revision, fmt::format("no revision and no label is `{}`", name), meant(chain, name));
}

Diagnostic ambiguous_prefix(Chain const& chain, std::string_view prefix, std::span<Index const> candidates) {
    return typed(
        Code::ambiguous_prefix,
        fmt::format("{} ids begin with `{}`: {}", candidates.size(), prefix, quoted_list(ids(chain, candidates))),
        "write more characters of the one that is meant");
}

Diagnostic short_prefix(Chain const& chain, std::string_view prefix, std::span<Index const> candidates) {
    return typed(
        Code::short_prefix,
        fmt::format("`{}` is too short for a part of an id, which has {} characters or more", prefix, shortest_prefix),
        candidates.size() == 1 ? fmt::format("write `{}`, if that is meant", chain[candidates.front()].id.name)
                               : fmt::format("write more of one of {}", quoted_list(ids(chain, candidates))));
}

Diagnostic several_heads(Chain const& chain, std::string_view label, Rows const& found) {
    auto const names = quoted_list(ids(chain, found));
    if (label.empty())
        return typed(Code::several_heads, fmt::format("`head` could be any of {}", names),
                     "write `heads` for all of them, `label@head` for one branch, or the id of one");
    return typed(Code::several_heads, fmt::format("`{}@head` could be any of {}", label, names),
                 fmt::format("write `{}@heads` for all of them, or the id of one", label));
}

Diagnostic not_in_branch(std::string_view name, std::string_view branch) {
    return typed(Code::not_in_branch, fmt::format("`{}` is not in the branch of `{}`", name, branch),
                 fmt::format("write `{}` alone, or a revision of the branch", name));
}

Diagnostic branch_not_begun(std::string_view symbol, std::string_view branch) {
    return typed(Code::not_in_branch,
                 fmt::format("`{}` would go back on a branch of which nothing has run: `{}` has not", symbol, branch),
                 "name a branch that has run");
}

Diagnostic current_not_given() {
    return typed(Code::current_not_given, "`current` is written, and no version rows are given",
                 "pipe them in with `psql -XAtc 'select version_num from alembic_version' | migc …`, "
                 "or name them with `--current a,b`");
}

Diagnostic current_empty(std::string_view origin) {
    return typed(Code::current_empty, fmt::format("{} holds no version row", origin),
                 "write `base` instead of `current` if the database has no revision yet; "
                 "otherwise see why the query before the pipe gave nothing");
}

Diagnostic unknown_current(Chain const& chain, std::string_view row, std::string_view origin) {
    std::vector<std::string_view> candidates;
    for (auto const& revision : chain.revisions) candidates.push_back(revision.id.name);
    auto out =
        typed(Code::unknown_current, fmt::format("the database is at `{}` ({}), which no file defines", row, origin),
              "get the files that hold it; where it was deleted, renamed or squashed, write the revision that "
              "took its place instead of `current`, and run the script of `migc stamp` for it first");
    if (auto const near = nearest(row, candidates))
        out.notes.push_back({{}, fmt::format("the nearest id here is `{}`", *near)});
    return out;
}

Diagnostic unknown_current_more(std::size_t rows, std::string_view origin) {
    return typed(Code::unknown_current,
                 fmt::format("{} more row{} of {} name{} no revision here", rows, rows == 1 ? "" : "s", origin,
                             rows == 1 ? "s" : ""),
                 "see that what is given are the rows of the version table and nothing else");
}

Diagnostic current_unfinished(std::string_view row, std::string_view origin) {
    return typed(
        Code::current_unfinished,
        fmt::format("the database is in the middle of `{}`: row `{}` ({})", row.substr(0, row.find('~')), row, origin),
        "run the script that was interrupted again: it goes on from there");
}

Diagnostic overlapping_rows(std::string_view earlier, std::string_view later) {
    return typed(
        Code::overlapping_rows,
        fmt::format("`{}` and `{}` are never version rows together: `{}` needs `{}`", earlier, later, later, earlier),
        fmt::format("write `{}` without `{}`; a database that holds both rows needs `migc stamp {}` first", later,
                    earlier, later));
}

Diagnostic no_revisions(std::string_view symbol) {
    return typed(Code::no_revisions, fmt::format("`{}` means nothing: there is no revision yet", symbol),
                 "write the first one with `migc revision -m '…'`");
}

// --- steps and ways ---

Diagnostic walk_too_far(std::string_view symbol, std::size_t possible, bool upwards) {
    return typed(Code::walk_too_far,
                 fmt::format("`{}` goes {}: {} revision{} lie{} that way", symbol,
                             upwards ? "beyond the last revision" : "behind the first revision",
                             possible == 0 ? "no" : fmt::format("only {}", possible), possible < 2 ? "" : "s",
                             possible < 2 ? "s" : ""),
                 upwards ? "write `heads` for everything there is" : "write `base` for the very beginning");
}

Diagnostic ambiguous_fork(Chain const& chain, std::string_view symbol, std::string_view at, Rows const& ways) {
    return typed(Code::ambiguous_walk,
                 fmt::format("`{}` could go on from `{}` to any of {}", symbol, at, quoted_list(ids(chain, ways))),
                 "name the branch before it, `label@…`, or write the id of the revision to reach");
}

Diagnostic ambiguous_merge(Chain const& chain, std::string_view symbol, Index merge) {
    return typed(Code::ambiguous_walk,
                 fmt::format("`{}` goes on behind `{}`, which merges {}", symbol, chain[merge].id.name,
                             quoted_list(ids(chain, chain[merge].parents))),
                 "write the id of the revision to reach");
}

Diagnostic ambiguous_start(Chain const& chain, std::string_view symbol, Rows const& rows) {
    return typed(Code::ambiguous_walk,
                 fmt::format("`{}` could count from any of {}", symbol, quoted_list(ids(chain, rows))),
                 "name the branch before it, `label@…`, or write the id of the revision to reach");
}

Diagnostic no_path_beside(Chain const& chain, std::string_view from, std::string_view to, Rows const& start,
                          Rows const& end) {
    return typed(
        Code::no_path,
        fmt::format("no way leads from {} to {}: neither needs the other", quoted_list(ids(chain, start)),
                    quoted_list(ids(chain, end))),
        fmt::format("write `{}:{},{}` to keep what is there and run the other branch beside it", from, from, to));
}

Diagnostic no_path_both_ways(Chain const& chain, std::string_view range, Index behind, Index ahead) {
    return typed(Code::no_path,
                 fmt::format("range `{}` would go down to `{}` and up to `{}`", range, chain[behind].id.name,
                             chain[ahead].id.name),
                 "make two scripts, one for each direction");
}

Diagnostic empty_range(std::string_view range, std::string_view seen, std::string help) {
    return typed(Code::empty_range, fmt::format("range `{}` is empty: {}", range, seen), std::move(help));
}

Diagnostic wrong_direction(std::string_view from, std::string_view to, Direction found) {
    bool const up = found == Direction::upgrade;
    return typed(Code::wrong_direction,
                 fmt::format("`{}:{}` goes {}, not {}", from, to, up ? "up" : "down", up ? "down" : "up"),
                 fmt::format("write `{} {}:{}`, or swap the ends", up ? "upgrade" : "downgrade", from, to));
}

} // namespace migc::chain
