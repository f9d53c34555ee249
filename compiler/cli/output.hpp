// The three standard streams. A short write is a SystemError (RULINGS 33).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace migc::cli {

enum class Stream : std::uint8_t { input, output, error };

bool is_terminal(Stream stream);
std::string read_standard_input();
void write_standard_output(std::string_view bytes);

/// Never fails: there is nowhere left to say so.
void write_standard_error(std::string_view bytes);

/// A closed pipe becomes a failing write instead of a signal, so that it is reported and exits 3.
void ignore_broken_pipes();

} // namespace migc::cli
