// `reversed by rebuild`: takes a value out of an enum type by making the type anew. The old type gets another
// name, each column goes over by its text, and what the server would not let pass on the way is set aside and
// put back (ran: it refuses columns with views, triggers, checks and partial indexes over them, and a domain
// or function keeps the old type alive).
#pragma once

#include "compiler/catalog/context.hpp"
#include "compiler/emit/write.hpp"

namespace migc::replay {

struct Rebuild {
    std::vector<std::string> statements;
    std::vector<catalog::Operation> operations; // applied to the context's catalog
    std::vector<std::string> reasons;           // why it cannot be done; then nothing is to be used
};

/// `back`: from the labels there are to those there were.
Rebuild rebuild_enum(catalog::Context& context, catalog::Alter const& back, emit::Style const& style);

} // namespace migc::replay
