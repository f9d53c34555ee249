// Text as an attacker, or bad luck, would write it, and revision files that carry it wherever an author may put text.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// What a client or a shell would have to run for an attack to have worked: a file of this name appears.
inline constexpr std::string_view canary = "canary";

/// Values that depend on the seed alone.
class Source {
public:
    explicit Source(std::uint64_t seed) : random_(seed) {}

    // Not std::uniform_int_distribution: what that makes of a seed differs between standard libraries.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool one_in(std::size_t bound) { return below(bound) == 0; }

    /// A few pieces of the worst kinds in a row. `readable`: without what no revision file may hold (RULINGS 2):
    /// control characters, lone CR, bytes that are no UTF-8.
    std::string text(bool readable);
    /// One line of it.
    std::string line(bool readable);

private:
    std::mt19937_64 random_;
};

/// `text` as a quoted identifier, cut to the server's 63 bytes, never empty.
std::string identifier(std::string text);
std::string literal(std::string_view text);

/// A project of one target and one or two revisions.
struct Project {
    std::string ini;
    std::vector<std::string> revisions;
    std::string schema;  // of the target, as it is stored
    std::string comment; // that the upgrade puts on its first table
};

/// `name` is part of the schema's name, so that projects do not meet in one database. `readable`: every file can be
/// read, and every statement is one that a server takes; else nothing is promised.
Project project(Source& source, std::string const& name, bool readable);

} // namespace hostile
