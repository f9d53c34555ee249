// The one reader of ini files, for migc.ini and alembic.ini alike (RULINGS 37).
//
// Accepts what Python's configparser accepts, since alembic.ini is written for it: `[section]`, `key = value`
// and `key: value`, values continued on lines indented deeper than their key, comments (`#` or `;`) at the
// start of a line only, blank lines anywhere. A `#` or `;` inside a value belongs to it. Refuses, each with
// its place: any other line, a section or a key given twice, bytes that are not UTF-8, control characters.
// Which sections and keys exist is the caller's business.
#pragma once

#include "compiler/base/diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migc::cli {

struct IniEntry {
    std::string key;
    Place key_place;
    std::string value; // lines of a continued value are joined by a line feed, each without outer white space
    Place value_place; // where the value would stand, when it is empty

    struct Line {
        std::size_t offset;  // of a line in `value`
        std::uint32_t begin; // in the file
    };
    std::vector<Line> lines;

    /// Where a part of the value stands; a part of more than one line is cut at the end of its first.
    Place place_of(std::size_t offset, std::size_t size) const;
};

struct IniSection {
    std::string name; // empty: what stands before the first section
    Place place;
    std::vector<IniEntry> entries;

    IniEntry const* find(std::string_view key) const;
};

struct IniFile {
    SourcePtr source;
    std::vector<IniSection> sections; // never empty: the first one has no name

    IniSection const* find(std::string_view name) const;
};

/// Reads what can be read; trouble goes to `diagnostics`.
IniFile read_ini(SourcePtr source, Diagnostics& diagnostics);

/// The items of a value that is a list: separated by commas or line breaks, without outer white space.
struct ListItem {
    std::string text;
    std::size_t offset; // in the value
};
std::vector<ListItem> list_items(std::string_view value);

/// `text` without outer blanks, tabs and line breaks.
std::string_view trimmed(std::string_view text);

} // namespace migc::cli
