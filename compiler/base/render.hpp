// The one renderer of diagnostics.
#pragma once

#include "compiler/base/diagnostic.hpp"

#include <string>

namespace migc {

/// Source line, carets, notes at their own places, help; `color` adds ANSI escapes for a terminal.
/// Author text in a source line is shown with control characters made visible.
std::string render_text(Diagnostic const& diagnostic, bool color);

/// One JSON object per diagnostic, in an array, for `--format json`: code, severity, message, help, path,
/// line, column, end_line, end_column, notes.
std::string render_json(std::vector<Diagnostic> const& diagnostics);

/// What `migc explain` prints for a code.
std::string render_page(CodeInfo const& code);

} // namespace migc
