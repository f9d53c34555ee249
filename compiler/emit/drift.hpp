// What a script with `guard = drift` expects of the objects that it touches (RULINGS 31).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace migc::emit {

/// How an object is compared: not at all beyond being there, or by its parts as the server's catalogs show them.
enum class Comparison : std::uint8_t { existence, relation, domain, enumeration, routine };

struct Expected {
    Comparison comparison{};
    std::string shown;  // for messages: `table public.t`
    std::string holder; // the function that finds it: `to_regclass`
    std::string name;   // what that function reads: `public.t`, `public.f(integer)`
    // Statements that make the object as the chain has it, in the schema for temporary objects, and its name there. The
    // server then says of both what they are, so nothing is compared that the server itself did not spell.
    std::vector<std::string> statements;
    std::string copy;
    // Foreign keys, which a temporary table cannot have: name and description as drift_guard.cpp spells it.
    std::vector<std::pair<std::string, std::string>> foreign_keys;
    std::vector<std::string> labels; // of an enum
    // Parts whose text mentions a name that has changed since (RULINGS 17); of an enum, labels that may be there.
    std::vector<std::string> ignored;
    bool locked = false; // against changes by others, until the transaction ends
};

} // namespace migc::emit
