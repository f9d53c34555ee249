// A ticket with slots where the schema's name and the hashes stand.
#pragma once

#include "compiler/ticket/manifest.hpp"

#include <string>
#include <vector>

namespace migc::cli {

class TicketTemplate {
public:
    /// `files` are the ticket of the schema `name`, which stands in them for the schema alone; `hashes` are the input
    /// hashes that they may show.
    TicketTemplate(std::vector<ticket::File> const& files, std::string const& name,
                   std::vector<std::string> const& hashes);

    /// The ticket of another schema, with its input hashes in the order of the first ones.
    std::vector<ticket::File> filled(std::string const& name, std::vector<std::string> const& hashes) const;

private:
    /// Plain text and what follows it: a slot's value.
    struct Piece {
        std::string text;
        std::size_t slot;
    };
    struct Page {
        std::string name;
        std::vector<Piece> pieces;
        std::string rest;
    };

    std::vector<Page> pages_;
};

} // namespace migc::cli
