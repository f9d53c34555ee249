// The table of SQL commands: what is done with each statement of PostgreSQL's SQL reference (command.def).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace migc::grammar {

/// How deep a statement is understood: DESIGN 3 and RULINGS 11.
enum class Depth : std::uint8_t { structural, named, data, refused };
std::string_view spelling(Depth depth);

/// Whether it may run inside a transaction.
enum class InTransaction : std::uint8_t { no, depends, yes };
std::string_view spelling(InTransaction in_transaction);

struct Command {
    std::string_view words; // lower case
    Depth depth{};
    int since = 0; // the first version that has it; 12 stands for all before
    int until = 0; // the last one; 0: all so far
    InTransaction in_transaction{};
    std::string_view inverse;
    std::string_view sample;
};

/// In the order of the manual.
std::span<Command const> all_commands();

} // namespace migc::grammar
