// A range for a client that owns the transaction, where one transaction does not hold it: numbered files, each one
// transaction, or one statement that may not run in any, so that a client which sends a file as one query can run it
// (in a query of several statements such a statement fails after what stands before it was committed, ran).
//
// What a script for psql does around such a statement stands in the files beside it: the one before checks that the
// name is free and enters the marker, the one behind checks what the statement has done before it goes on. What an
// interrupted try needs has a file of its own, a repair. Both directions are cut at the same version rows, so that
// either can begin where the other one stopped.
#pragma once

#include "compiler/emit/segments.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace migc::emit {

/// transaction: its guards, its parts, its changes of the version rows; where the first part has a statement that
/// stands outside of transactions, that one has run before. alone: such a statement and nothing else. attaching: a
/// transaction that changes no version row, since it is due only where a partition is detached. repair: what an
/// interrupted try needs before the next one: an invalid index is dropped (one statement), a pending detaching
/// finalized (a transaction).
enum class FileKind : std::uint8_t { transaction, alone, attaching, repair };

struct NumberedFile {
    std::string name; // `upgrade-02-alone.sql`
    FileKind kind = FileKind::transaction;
    std::vector<Part> parts; // of other kinds than transaction: the one with the statement
    std::vector<std::string> rows_before;
    std::vector<std::string> rows_after;

    std::optional<Alone> const& alone() const { return parts.front().alone; }
    bool undo() const { return parts.front().undo; }
    /// Whether it holds one statement, for outside of transactions.
    bool one_statement() const;
};

/// The files of one direction, in their order; a repair stands behind what it repairs. A range that one transaction
/// holds is one file, `upgrade.sql` or `downgrade.sql`.
using NumberedFiles = std::vector<NumberedFile>;

struct Numbered {
    NumberedFiles upgrade;
    NumberedFiles downgrade; // empty where there is no way back
};

/// `downgrade` may be none.
Numbered numbered_files(Plan const& upgrade, Plan const* downgrade, Target const& target);

/// Whether one script for each direction is enough.
bool is_single(Numbered const& numbered);

/// The file that is due at some version rows; around a statement outside of transactions it depends on what that has
/// done so far.
struct DueFiles {
    NumberedFile const* work = nullptr;
    NumberedFile const* repair = nullptr;      // of alone and attaching: due where an earlier try was interrupted
    NumberedFile const* transaction = nullptr; // likewise: due where it is done
};
std::map<std::vector<std::string>, DueFiles> due_files(NumberedFiles const& files);

/// Every set of version rows between the files of both directions, their ends included, in the order of the upgrade.
std::vector<std::vector<std::string>> states_of(Numbered const& numbered);

} // namespace migc::emit
