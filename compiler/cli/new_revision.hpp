// New revision files, for `revision` and `merge`.
#pragma once

#include "compiler/cli/session.hpp"

#include <string>
#include <vector>

namespace migc::cli {

struct NewRevision {
    std::string id;
    std::vector<std::string> parents; // ids; none: base
    std::string message;
    std::vector<std::string> labels;
    std::vector<std::string> depends_on;
};

/// The id that --rev-id gives, or 12 hexadecimal digits from the system's random source; --label and
/// --message. What cannot be an id or a label, or is taken in this chain, is reported.
NewRevision new_revision(Session& session, std::string const& default_message);

/// The text of the file: a header, an empty upgrade, `downgrade auto`.
std::string revision_text(NewRevision const& revision);

/// Writes the file and puts its path on standard output; a file of that name is reported.
void write_revision(Session& session, NewRevision const& revision);

} // namespace migc::cli
