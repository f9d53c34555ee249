// One run of migc: what was asked, what was found, what goes where. A command fills it and returns; main
// prints it.
#pragma once

#include "compiler/chain/range.hpp"
#include "compiler/cli/options.hpp"
#include "compiler/cli/project.hpp"
#include "compiler/replay/input.hpp"

#include <map>
#include <string>

namespace migc::cli {

struct Session {
    Arguments arguments;
    Project project;                                         // its sources outlive the diagnostics that point into them
    std::vector<SourcePtr> sources;                          // files read beside the project, for the same reason
    std::map<std::string, replay::TargetFiles> target_files; // by the target's name; again for the same reason
    Diagnostics diagnostics;
    std::string output;  // standard output, whole: nothing is written before the command is done (RULINGS 33)
    std::string remarks; // standard error, before the diagnostics; whole lines
};

#define COMMAND(name, ...) void command_##name(Session& session);
#include "compiler/cli/command.def"
#undef COMMAND

/// Reads the ini file into session.project.config. False after an error.
bool open_config(Session& session);

/// The same and all revisions. False when there is no chain to work on.
bool open_project(Session& session);

/// All targets, or the one that --target names, with the options of this run applied. Empty after an error.
std::vector<Target> chosen_targets(Session& session);

/// The one target of a command that makes one script: --target, or the only one (RULINGS 35). Nothing after
/// an error.
std::optional<Target> chosen_target(Session& session);

/// Whether one of the symbols in a range text asks for the database's rows.
bool mentions_current(std::string_view range);

/// The database's rows: from --current, or, where they are needed, from standard input unless that is a
/// terminal. Standard input is not touched when they are not needed.
std::optional<chain::Current> current_rows(Session const& session, bool needed);

/// Puts a product where it was asked for: into the file of --output, or to standard output.
void deliver(Session& session, std::string bytes);

} // namespace migc::cli
