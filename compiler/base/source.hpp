// A source text as the rest of the compiler sees it: line breaks are LF, offsets point into `text`.
// Everything parsed from it holds views into `text` or into `names`, so a SourceFile never moves
// (it lives behind a pointer) and outlives every tree, catalog and plan made from it.
#pragma once

#include "compiler/base/span.hpp"

#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace migc {

struct SourceFile {
    std::string path;             // as shown to the user: relative to the project folder
    std::string text;             // CRLF already read as LF (RULINGS 2)
    bool had_crlf = false;        // listed by `check -v` as a departure from byte for byte (RULINGS 13)
    std::list<std::string> names; // spellings that do not stand in `text`: folded or unescaped identifiers

    SourceFile(std::string shown_path, std::string content);
    SourceFile(SourceFile const&) = delete;
    SourceFile& operator=(SourceFile const&) = delete;

    std::string_view slice(Span span) const { return std::string_view(text).substr(span.begin, span.size()); }
    std::string_view keep(std::string spelling) { return names.emplace_back(std::move(spelling)); }
};

using SourcePtr = std::shared_ptr<SourceFile>;

/// A place in a file, for a diagnostic. `source` may be null for trouble that stands in no file.
struct Place {
    SourceFile const* source = nullptr;
    Span span;
};

/// One-based, in bytes of UTF-8 characters counted as one column each.
struct LineColumn {
    std::size_t line = 1;
    std::size_t column = 1;
};
LineColumn line_column(std::string_view text, std::size_t offset);

/// The line that holds `offset`, without its line break.
std::string_view line_at(std::string_view text, std::size_t offset);

} // namespace migc
