// Statements that may not run in a transaction. Only those that may be run again stand in scripts (RULINGS 29).
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace migc::emit {

/// create_index: CREATE INDEX CONCURRENTLY, which leaves an invalid index behind when it is interrupted (manual: CREATE
/// INDEX, "Building Indexes Concurrently"). drop_index: DROP INDEX CONCURRENTLY.
enum class AloneKind : std::uint8_t { create_index, drop_index };

struct Alone {
    AloneKind kind{};
    std::pair<std::string, std::string> index; // schema, name
};

} // namespace migc::emit
