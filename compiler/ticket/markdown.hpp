// Text in a Markdown page. What an author wrote can become neither HTML nor a link, a heading or the end of a table
// cell (CommonMark 2.4 "Backslash escapes", 6.1 "Code spans"; GFM 4.10 "Tables").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migc::ticket {

/// `text` as one line. What stands between backticks becomes a code span, everything else is escaped. Line breaks and
/// control characters are made visible.
std::string markdown(std::string_view text);

/// The same inside of a table, where a `|` ends the cell even in a code span.
std::string cell(std::string_view text);

/// `| a | b |`, line break included; the cells are final.
std::string table_row(std::vector<std::string> const& cells);
/// Head and rule of a table.
std::string table_head(std::vector<std::string> const& names);

/// A line of a code block, which is indented: no fence that a text could close.
std::string code_line(std::string_view text);

/// `text` in single quotes for a POSIX shell, or bare where that is the same.
std::string shell_word(std::string_view text);

} // namespace migc::ticket
