// Indexes, keys, foreign keys and row triggers of a partitioned table and what stands for them on its
// partitions. Manual 5.11.2; src/backend/commands/indexcmds.c, DefineIndex; tablecmds.c,
// AttachPartitionEnsureIndexes, CloneForeignKeyConstraints, CloneRowTriggersToPartition.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Whether a unique index over these columns covers the partition key of the table and of every partitioned
/// table below it; reports what is missing. Tables that are not partitioned need nothing.
bool covers_partition_key(Context& context, Table const& table, std::vector<std::string> const& columns, Span span,
                          bool with_partitions = true);

/// What a partitioned table cannot have: exclusion constraints, checks without inheritance, foreign keys not
/// valid.
bool may_have(Context& context, Table const& table, Constraint const& constraint, bool only, Span span);

/// Adds the parts of `parent` to a partition that is being built.
void take_over_parts(Context& context, Table const& parent, Table& partition, Span span);

/// Gives each partition of `parent` the index, or attaches the one it has.
void hand_on_index(Context& context, Name const& parent, Index const& index);
/// The same for a key or a foreign key.
void hand_on_key(Context& context, Name const& parent, Constraint const& key);
/// The statistics target of an expression, for the indexes of the partitions too. `before`: the index as it
/// was.
void hand_on_statistics(Context& context, Name const& parent, Index const& before, std::size_t column,
                        std::optional<int> wanted);
/// Makes the foreign keys that stand for this one on the partitions deferrable as it is.
void hand_on_deferral(Context& context, Name const& parent, Constraint const& key);
/// The mode of a trigger, on the partitions too.
void hand_on_mode(Context& context, Name const& parent, Trigger const& trigger, std::string const& mode);
/// A trigger for each row, which all partitions get.
void hand_on_trigger(Context& context, Name const& parent, Trigger const& trigger, Span span);
/// The triggers of partitions become what that of the partitioned table becomes; their comments stay.
void hand_on_replacement(Context& context, Name const& parent, Trigger const& before, Trigger const& after);
bool is_row_trigger(Trigger const& trigger);

/// ATTACH PARTITION: finds or makes what the new partition needs. What is made has an inverse that is
/// written, since DETACH leaves it.
void attach_parts(Context& context, Name const& parent, Name const& partition, Span span);
/// DETACH PARTITION: indexes and keys stand alone from here, triggers are gone.
void detach_parts(Context& context, Name const& parent, Name const& partition);

/// Drops what stands on the partitions for an index, a key or a trigger that is about to go; each has first
/// the name and the facts under which it would come back.
void drop_partition_parts(Context& context, Name const& parent, Index const& index);
void drop_partition_parts(Context& context, Name const& parent, Constraint const& key);
void drop_partition_parts(Context& context, Name const& parent, Trigger const& trigger);

/// A column of the index or the key gets a new type: the server makes it anew, and its parts with the names and the
/// facts that new ones have (src/backend/commands/tablecmds.c, ATPostAlterTypeCleanup; ran on 15 and 18).
void make_partition_parts_anew(Context& context, Name const& parent, Index const& index);
void make_partition_parts_anew(Context& context, Name const& parent, Constraint const& key);

/// A key that was added to ONLY a partitioned table with partitions.
bool is_made_alone(Catalog const& catalog, Name const& table, Constraint const& key);

/// Whether a partition's index can stand for that of the partitioned table (CompareIndexInfo).
bool matches(Index const& parent, Index const& own);
/// The index behind a primary key or a unique constraint.
Index index_of(Name const& table, Constraint const& key);

/// ALTER INDEX … ATTACH PARTITION makes the parent valid when every partition has its own.
bool all_attached(Catalog const& catalog, Name const& parent_table, Name const& parent_index);

} // namespace migc::catalog
