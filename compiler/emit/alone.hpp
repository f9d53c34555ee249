// Statements that may not run in a transaction. Only those that may be run again stand in scripts (RULINGS 29).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace migc::emit {

/// create_index: CREATE INDEX CONCURRENTLY, which leaves an invalid index behind when it is interrupted (manual: CREATE
/// INDEX, "Building Indexes Concurrently"). drop_index: DROP INDEX CONCURRENTLY. detach_partition: ALTER TABLE … DETACH
/// PARTITION … CONCURRENTLY, which leaves the detaching pending when it is interrupted. attach_partition takes that
/// back; it may run in a transaction, but has to ask first how far the detaching came. rebuild_indexes: REINDEX
/// CONCURRENTLY, which leaves indexes `…_ccnew` or `…_ccold` behind that are not valid (manual: REINDEX, "Rebuilding
/// Indexes Concurrently"). clear_indexes drops these, where such a statement is taken back. vacuum and reindex (of what
/// takes more than one transaction) leave nothing, and have nothing to be taken back.
enum class AloneKind : std::uint8_t {
    create_index,
    drop_index,
    detach_partition,
    attach_partition,
    rebuild_indexes,
    clear_indexes,
    vacuum,
    reindex
};

/// `create index concurrently` and the like, for messages.
std::string_view spelling(AloneKind kind);

/// Whose indexes are rebuilt.
enum class Reach : std::uint8_t { index, table, schema, database };

struct Alone {
    AloneKind kind{};
    std::pair<std::string, std::string> relation; // schema, name: the index, the partition, or what is rebuilt
    std::pair<std::string, std::string> table{};  // of a partition: the partitioned table
    // Of create_index: the statement with the table's name qualified, for where no search path can be set before it.
    std::string definition{};
    Reach reach = Reach::index; // of rebuild_indexes and clear_indexes
    bool if_not_exists = false; // of create_index: one that is there before, and valid, is taken for it
};

} // namespace migc::emit
