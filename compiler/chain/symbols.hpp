// The words of a range, one by one: their shape, what they mean, and the way from them in steps.
#pragma once

#include "compiler/chain/range.hpp"

namespace migc::chain {

/// `[LABEL@][NAME][±N]`, as typed; views into the text.
struct Symbol {
    std::string_view text;
    std::string_view label;             // empty: none
    std::string_view name;              // empty: only an offset
    std::optional<std::int64_t> offset; // `+0` is an offset, too

    bool is_bare_offset() const { return name.empty(); }
};

/// Reads a list `a,b`; never empty. Nothing on error.
std::optional<std::vector<Symbol>> read_symbols(std::string_view text, Diagnostics& diagnostics);

/// The revision with this id or label, or with the one id that begins so; within a branch only its ids are
/// candidates for the beginning. Nothing on error.
std::optional<Index> revision_named(Chain const& chain, std::string_view name, std::vector<bool> const* branch,
                                    Diagnostics& diagnostics);

/// The revisions of a branch, as flags by index: of a label, an id, or a prefix of one. Nothing on error.
std::optional<std::vector<bool>> branch_of(Chain const& chain, std::string_view label, Diagnostics& diagnostics);

/// The rows of one symbol that is not a bare offset. Nothing on error.
std::optional<Rows> rows_of(Chain const& chain, Symbol const& symbol, std::optional<Current> const& current,
                            Diagnostics& diagnostics);

/// The Nth revision after `from` (none: base) by children; within `branch`, where one is given.
std::optional<Index> walk_up(Chain const& chain, Symbol const& symbol, std::optional<Index> from,
                             std::vector<bool> const* branch, Diagnostics& diagnostics);
/// The last of the N revisions that going back from `from` takes back, itself being the first; within
/// `branch`.
std::optional<Index> walk_down(Chain const& chain, Symbol const& symbol, Index from, std::vector<bool> const* branch,
                               Diagnostics& diagnostics);

/// Those of `rows` that are on `branch`.
Rows on_branch(Rows const& rows, std::vector<bool> const& branch);

} // namespace migc::chain
