// Following a rename through the values that mention the old name (RULINGS 17).
#pragma once

#include "compiler/catalog/operation.hpp"

namespace migc::catalog {

/// Replaces what `rename` renamed inside one value: bound names of expressions, referenced tables and columns, types.
/// View and SQL routine text stays as the author wrote it: a view becomes stale instead.
void follow_rename(Rename const& rename, Object& value);
void follow_rename(Rename const& rename, Schema& value);
void follow_rename(Rename const& rename, Extension& value);
void follow_rename(Rename const& rename, EnumType& value);
void follow_rename(Rename const& rename, Domain& value);
void follow_rename(Rename const& rename, CompositeType& value);
void follow_rename(Rename const& rename, RangeType& value);
void follow_rename(Rename const& rename, Multirange& value);
void follow_rename(Rename const& rename, BaseType& value);
void follow_rename(Rename const& rename, Sequence& value);
void follow_rename(Rename const& rename, TableFacts& value);
void follow_rename(Rename const& rename, PartitionKey& value);
void follow_rename(Rename const& rename, Table& value);
void follow_rename(Rename const& rename, Column& value);
void follow_rename(Rename const& rename, Constraint& value);
void follow_rename(Rename const& rename, Index& value);
void follow_rename(Rename const& rename, Trigger& value);
void follow_rename(Rename const& rename, View& value);
void follow_rename(Rename const& rename, Routine& value);
void follow_rename(Rename const& rename, Policy& value);
void follow_rename(Rename const& rename, Rule& value);
void follow_rename(Rename const& rename, Named& value);

} // namespace migc::catalog
