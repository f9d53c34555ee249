// Everything the chain can report, one constructor each. Words of a range stand in no file: they are quoted.
#pragma once

#include "compiler/chain/range.hpp"

namespace migc::chain {

// --- the graph ---

Diagnostic bad_revision_name(Reference const& name, std::string_view what, std::string_view why);
Diagnostic id_too_wide(Reference const& id);
Diagnostic duplicate_id(Reference const& again, Reference const& first);
/// `first` is the label or id that already has the name.
Diagnostic duplicate_label(Reference const& again, Reference const& first, bool first_is_id);
Diagnostic unknown_parent(Reference const& from, Reference const& parent, std::string help);
Diagnostic unknown_dependency(Reference const& from, Reference const& dependency, std::string help);
Diagnostic repeated_reference(Reference const& again, Reference const& first);

/// `revision` revises, or depends on, the next one of the cycle; the last one leads back to the first.
struct CycleEdge {
    std::string revision;
    Reference const* reference;
    bool is_parent;
};
Diagnostic revision_cycle(std::vector<CycleEdge> const& cycle);

// --- the shape of a range ---

Diagnostic bad_range(std::string_view text, std::string_view seen, std::string help);
Diagnostic bad_offset(std::string_view symbol, std::string_view seen);
/// A bare offset where no start is written; `instead` is what could be meant.
Diagnostic offset_without_start(std::string_view offset, std::string_view instead);

// --- symbols ---

Diagnostic unknown_revision(Chain const& chain, std::string_view name);
Diagnostic ambiguous_prefix(Chain const& chain, std::string_view prefix, std::span<Index const> candidates);
Diagnostic short_prefix(Chain const& chain, std::string_view prefix, std::span<Index const> candidates);
/// `label` is empty for the heads of the whole chain.
Diagnostic several_heads(Chain const& chain, std::string_view label, Rows const& found);
Diagnostic not_in_branch(std::string_view name, std::string_view branch);
Diagnostic branch_not_begun(std::string_view symbol, std::string_view branch);
Diagnostic current_not_given();
Diagnostic current_empty(std::string_view origin);
Diagnostic unknown_current(Chain const& chain, std::string_view row, std::string_view origin);
Diagnostic unknown_current_more(std::size_t rows, std::string_view origin);
Diagnostic current_unfinished(std::string_view row, std::string_view origin);
Diagnostic overlapping_rows(std::string_view earlier, std::string_view later);
Diagnostic no_revisions(std::string_view symbol);

// --- steps and ways ---

/// Only `possible` revisions lie in that direction.
Diagnostic walk_too_far(std::string_view symbol, std::size_t possible, bool upwards);
Diagnostic ambiguous_fork(Chain const& chain, std::string_view symbol, std::string_view at, Rows const& ways);
Diagnostic ambiguous_merge(Chain const& chain, std::string_view symbol, Index merge);
Diagnostic ambiguous_start(Chain const& chain, std::string_view symbol, Rows const& rows);
Diagnostic no_path_beside(Chain const& chain, std::string_view from, std::string_view to, Rows const& start,
                          Rows const& end);
Diagnostic no_path_both_ways(Chain const& chain, std::string_view range, Index behind, Index ahead);
Diagnostic empty_range(std::string_view range, std::string_view seen, std::string help);
Diagnostic wrong_direction(std::string_view from, std::string_view to, Direction found);

/// "`a`, `b` and `c`", after eight "and 12 more".
std::string quoted_list(std::vector<std::string> const& names);
std::vector<std::string> ids(Chain const& chain, std::span<Index const> revisions);

} // namespace migc::chain
