// The dumps of dump.def. Each writes plain lines to session.output; what cannot be read is reported.
#pragma once

#include "compiler/cli/session.hpp"

namespace migc::cli {

#define DUMP(name, needs_files, summary) void dump_##name(Session& session, std::vector<std::string> const& files);
#include "compiler/cli/dump.def"
#undef DUMP

} // namespace migc::cli
