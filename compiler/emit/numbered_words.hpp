// What stands in the numbered files of a range (numbered.hpp), and when each is due: for the files themselves,
// state.sql and the plan.
#pragma once

#include "compiler/emit/numbered.hpp"

#include <string>
#include <utility>
#include <vector>

namespace migc::emit {

/// The revision's statements that a part is about.
std::vector<std::string> const& statements_of(Plan const& plan, Part const& part);
/// The first of them that a transaction runs. Where one stands outside of transactions, that is the one behind it; what
/// comes with attaching a partition runs where that does.
std::size_t first_statement(Part const& part);

/// What a file does, a line for each part with names between backticks: "checks that index `i` is there and valid".
std::vector<std::string> work_of(Plan const& plan, NumberedFile const& file);

/// The statement of a file that holds one, without `;`. The names in it are qualified, as no search path stands before
/// it.
std::string one_statement_of(NumberedFile const& file);

/// What a session needs for such a statement, which no setting of ours can stand in front of: names and values.
std::vector<std::pair<std::string, std::string>> settings_around(Target const& target);

/// When a file is due at some version rows: `condition` in SQL and in words, names between backticks; the last one has
/// no condition. Only around a statement outside of transactions there are several.
struct DueCase {
    std::string condition;
    std::string words;
    NumberedFile const* file = nullptr;
};
std::vector<DueCase> cases_of(DueFiles const& due);

} // namespace migc::emit
