// Diagnostics are data: a code, a place, what was seen, notes at other places, and a help that says what to
// do. The codes are the rows of diagnostics.def; `render.hpp` is the only thing that turns them into text.
// A user's mistake is a Diagnostic; a failing environment is one SystemError, caught in main (exit 3).
#pragma once

#include "compiler/base/source.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace migc {

enum class Severity : std::uint8_t { error, warning, note };

enum class Code : std::uint16_t {
#define DIAGNOSTIC(number, name, severity, title, page) name = number,
#include "compiler/base/diagnostics.def"
#undef DIAGNOSTIC
};

/// One row of the registry; `page` is what `migc explain MIG####` prints.
struct CodeInfo {
    Code code;
    std::string_view name;
    Severity severity;
    std::string_view title;
    std::string_view page;
};

CodeInfo const& info(Code code);
std::vector<CodeInfo> const& all_codes();
/// "MIG0101".
std::string spelling(Code code);
std::string_view spelling(Severity severity);

struct Note {
    Place place;
    std::string message;
};

struct Diagnostic {
    Code code{};
    Place place;
    std::string message;
    std::string help; // empty: nothing to suggest
    std::vector<Note> notes;
    Severity severity = info(code).severity;
};

/// What one phase reports; appended to, never read back to decide what a program means.
class Diagnostics {
public:
    Diagnostic& add(Code code, Place place, std::string message, std::string help = {});
    void add(Diagnostic diagnostic);
    void append(Diagnostics const& other);

    bool has_errors() const { return errors_ != 0; }
    std::size_t error_count() const { return errors_; }
    bool empty() const { return items_.empty(); }
    std::vector<Diagnostic> const& items() const { return items_; }

private:
    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
};

/// The environment failed (a file that cannot be read or written, a full disk): exit status 3.
struct SystemError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace migc
