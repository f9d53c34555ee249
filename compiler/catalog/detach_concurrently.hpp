// What ALTER TABLE … DETACH PARTITION … CONCURRENTLY does beside detaching.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// The server leaves the partition a check that says what its bound said (manual: ALTER TABLE), unless others say it
/// already. Makes it; reports where there is a default partition beside it, or where the check is not known: a bound
/// over several columns, over an expression or under another one, checks that may say the same, and partitions of its
/// own.
void leave_check(Context& context, Table const& parent, Table const& partition, Span span);

} // namespace migc::catalog
