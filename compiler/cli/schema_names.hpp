// Which schema names are alike for everything that is compiled: spelled without quotes everywhere, and mentioned
// nowhere.
#pragma once

#include "compiler/cli/project.hpp"
#include "compiler/replay/input.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace migc::cli {

class NamedWords {
public:
    /// The words of all files of the project and of the target's keys; those inside of literals and comments, too.
    NamedWords(Project const& project, replay::TargetFiles const& files, Target const& target);

    /// Whether tickets can differ between this name and another such name by nothing but the name: lower-case letters
    /// and digits, single underscores between them, no keyword that asks for quotes, and no word of any file or key.
    bool leave_open(std::string_view schema) const;

private:
    void add(std::string_view text);

    std::unordered_set<std::string> words_; // in lower case
    bool hidden_ = false;                   // a name may stand somewhere in other letters than its own
};

/// A name as long as `schema` and beginning like it that occurs in none of the texts.
std::optional<std::string> name_like(std::string_view schema, std::vector<std::string_view> const& texts);

} // namespace migc::cli
