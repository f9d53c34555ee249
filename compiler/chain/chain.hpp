// The directed acyclic graph of all revisions: built once from the headers, asked by position afterwards.
//
// `base` stands before the first revision, a head has no children. A revision's parents come from `revises`,
// its dependencies from `depends on` (ids or labels); both must run before it, and a row of either is
// replaced by its own in the version table. Refused with a place (E-numbers: facts/alembic.md 3.9): unknown
// parents and dependencies (E12), duplicate ids and labels (E18), cycles wherever they stand (E8), ids wider
// than the version column (E13).
#pragma once

#include "compiler/base/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migc::chain {

using Index = std::uint32_t; // position in Chain::revisions

/// A name as it stands in a file: an id, a label, or a reference to one.
struct Reference {
    std::string name;
    Place place;
};

/// What the chain needs to know of a file.
struct Header {
    Reference id;
    std::vector<Reference> parents; // none: a child of base
    std::vector<Reference> depends_on;
    std::vector<Reference> labels;
    std::string message;
};

struct Revision {
    Reference id;
    std::string message;
    std::vector<Index> parents;
    std::vector<Index> depends_on; // resolved, in the order of `depends on`
    std::vector<Index> children;   // by parents
    std::vector<Index> dependants; // by depends_on
    std::vector<Reference> labels; // as written here
};

struct Label {
    std::string name;
    Index revision{}; // where it is written
};

struct Chain {
    std::vector<Revision> revisions; // in the order of the files
    std::vector<Index> order;        // total order, parents and dependencies first (RULINGS 34)
    std::vector<Index> rank;         // rank[i]: place of revision i in `order`
    std::vector<Index> by_id;        // sorted by the bytes of the ids
    std::vector<Label> labels;       // sorted by the bytes of the names

    bool empty() const { return revisions.empty(); }
    Revision const& operator[](Index index) const { return revisions[index]; }
};

/// Width of the version column as Alembic creates it: varchar(32).
inline constexpr std::size_t id_width = 32;

/// Builds the graph in n log n steps, whatever its shape. After an error the chain is empty.
Chain build(std::vector<Header> headers, Diagnostics& diagnostics);

/// The revision with exactly this id.
std::optional<Index> find(Chain const& chain, std::string_view id);
/// The revision on which exactly this label is written.
std::optional<Index> find_label(Chain const& chain, std::string_view name);
/// The revisions whose ids begin with `prefix`: a run of `by_id`.
std::span<Index const> with_prefix(Chain const& chain, std::string_view prefix);

/// Revisions that no other one revises ("versioned heads": a dependency does not hide a head), in total
/// order.
std::vector<Index> heads(Chain const& chain);
/// Revisions that no other one revises or depends on ("real heads").
std::vector<Index> real_heads(Chain const& chain);
/// Revisions with more than one child.
std::vector<Index> branch_points(Chain const& chain);

/// `from` and all that must have run before any of it (parents and dependencies), as flags by index.
std::vector<bool> ancestors(Chain const& chain, std::span<Index const> from);
/// `from` and all that needs any of it (children and dependants), as flags by index.
std::vector<bool> descendants(Chain const& chain, std::span<Index const> from);
/// The branch of a revision, by parents alone: what lies before it, itself, and what came of it (`label@…`).
std::vector<bool> lineage(Chain const& chain, Index revision);

/// For each revision the labels it is shown with: its own, those of all it revises, and those of the
/// revisions after it as far back as the last branch point or merge (facts/alembic.md 3.1). Sorted; views
/// into the chain.
std::vector<std::vector<std::string_view>> branch_labels(Chain const& chain);

} // namespace migc::chain
