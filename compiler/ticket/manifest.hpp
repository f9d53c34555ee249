// manifest.json and SHA256SUMS: what a ticket was made from, with which options, and what it holds. Deterministic: no
// dates, no paths outside of the project.
#pragma once

#include "compiler/ticket/ticket.hpp"

namespace migc::ticket {

struct File {
    std::string name; // below the ticket's folder
    std::string bytes;
};

/// `outputs` are the other files of the ticket.
std::string manifest(Ticket const& ticket, std::vector<File> const& outputs);

/// One line for each file, as `sha256sum -c` reads them.
std::string checksums(std::vector<File> const& files);

/// The target that a manifest names; nothing where the text is none.
std::optional<std::string> target_of_manifest(std::string_view text);

} // namespace migc::ticket
