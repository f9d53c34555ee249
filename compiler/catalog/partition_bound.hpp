// By what a table is partitioned, and which rows a partition takes. Manual: CREATE TABLE, PARTITION BY and
// PARTITION OF; src/backend/partitioning/partbounds.c.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Reads PARTITION BY over the columns of `table`.
std::optional<PartitionKey> define_partition_key(Context& context, Table const& table, ast::PartitionBy const& node);

/// Whether the column stands in the partition key.
bool in_partition_key(Table const& table, std::string_view column);

/// Reads the bound of a partition of `parent` and holds it against those of the others. Bounds overlap for
/// certain only where their values are literals that can be compared without the server; others are let pass.
std::optional<PartitionBound> define_bound(Context& context, Table const& parent, ast::PartitionBound const& node);

} // namespace migc::catalog
