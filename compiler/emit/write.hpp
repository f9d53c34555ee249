// How an operation is spelled for PostgreSQL 12 to 18: the statements that perform it, none of them with a
// `;`. Everything that the compiler makes itself (inverses above all) comes from here; authors' statements
// never do. The bodies of views and routines are the author's text and are placed as they are.
//
// Names are qualified only outside the home schema (RULINGS 25). No statement has a `cascade`: what depends
// on an object is an operation of its own.
#pragma once

#include "compiler/catalog/operation.hpp"

#include <string>
#include <vector>

namespace migc::emit {

struct Style {
    std::string home_schema = "public";
    int server_version = 15;      // major
    bool concurrently = false;    // indexes are built and dropped outside of transactions
    bool names_not_nulls = false; // also those that the server would name so by itself: the name is taken elsewhere
};

/// The statements, in the order in which they run. Empty where nothing can be or has to be done (see
/// `left_out`), and for rows and unseen changes, which have no spelling but their author's.
std::vector<std::string> write(catalog::Operation const& operation, Style const& style);

/// What of the operation `write` leaves out because no statement does it, in a reader's words: the value of
/// an enum type that stays (LANGUAGE, "What auto derives"), a plain column that was a generated one.
std::vector<std::string> left_out(catalog::Operation const& operation, Style const& style);

/// Whether an alteration is spelled as drop and create, so that the object's dependants stand in the way: a
/// view that loses columns, a routine whose signature the server would not replace (RULINGS 19), a changed
/// constraint.
bool rebuilds(catalog::Operation const& operation);

} // namespace migc::emit
