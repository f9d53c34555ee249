// What the role that runs a script must be allowed to do with what is there before it.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace migc::emit {

/// The least that the server asks of a role (manual, "Privileges", and the page of each command).
enum class Right : std::uint8_t {
    own,       // altered, or a part of it created or dropped
    drop,      // dropped whole, which the owner of its schema may do, too
    reference, // a foreign key refers to it
    trigger    // a trigger is put on it
};

/// One object of the start; relations share one namespace, so views, sequences and indexes are among them.
enum class Holder : std::uint8_t { relation, type, routine, schema };

struct NeededRight {
    Holder holder{};
    std::string schema; // of a schema: its own name, as `name`
    std::string name;   // of a routine: with its schema and argument types, as regprocedure prints it
    Right right{};
    friend auto operator<=>(NeededRight const&, NeededRight const&) = default;
};

struct NeededRights {
    std::set<NeededRight> objects;
    std::set<std::string> schemas;    // in which something is created
    std::set<std::string> extensions; // which are created
    bool creates_schema = false;      // or renames one: both ask for CREATE on the database

    bool empty() const { return objects.empty() && schemas.empty() && extensions.empty() && !creates_schema; }
};

} // namespace migc::emit
