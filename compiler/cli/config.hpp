// What migc.ini says, or what holds without one (DESIGN 7, RULINGS 35 and 37).
//
// migc.ini is searched from the working folder upwards; the folder that holds it is the project folder, and
// paths in it are relative to that. Where an alembic.ini lies instead, the places of the revisions and the
// pattern of their names are taken from it. Without either the working folder is the project.
#pragma once

#include "compiler/cli/ini.hpp"
#include "compiler/cli/setting.hpp"

#include <filesystem>
#include <map>

namespace migc::cli {

struct Config {
    SourcePtr source;           // the ini file; null without one; places point into it
    std::filesystem::path root; // the project folder, absolute
    ProjectSettings project;
    std::vector<std::string>
        locations;               // folders of revisions, the first one takes new ones; relative to `root`, or absolute
    std::vector<Target> targets; // never empty; as in the file
    bool from_alembic = false;
    // Where a key stands, as `key` above the sections and as `target.NAME.key` or `target.NAME` below.
    std::map<std::string, Place, std::less<>> places;

    /// Where `key` of a target was set, be it in its section or above all; nowhere when it has its default.
    Place place_of(Target const& target, std::string_view key) const;
};

/// Finds and reads the configuration. `file` is the one given by `-c`, else empty; `folder` is the working
/// folder. Diagnostics name the ini file relative to the project folder.
Config read_config(std::filesystem::path const& folder, std::string const& file, Diagnostics& diagnostics);

/// The configuration that the text of a migc.ini makes.
Config parse_config(SourcePtr source, Diagnostics& diagnostics);

/// The configuration that the text of an alembic.ini makes; `root` is what `%(here)s` stands for.
Config parse_alembic_config(SourcePtr source, std::filesystem::path const& root, Diagnostics& diagnostics);

/// Adds a bad value with its place inside the entry's value.
void report_bad_value(IniEntry const& entry, BadValue const& bad, Diagnostics& diagnostics);

} // namespace migc::cli
