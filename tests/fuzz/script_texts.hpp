// What a single statement or command of a script is, told from its text alone.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace script {

/// SQLSTATEs of migc's guards: `MG004`.
using Codes = std::set<std::string, std::less<>>;

/// Those that a block of PL/pgSQL of migc's own may raise, and those that a SELECT's failing cast names.
Codes guards_of(std::string_view statement);
Codes casts_of(std::string_view statement);

bool contains(std::string_view text, std::string_view what);
bool is_plain(std::string_view text);
bool is_variable(std::string_view name);
bool is_stand_alone(std::string_view statement);
bool is_session_setting(std::string_view text);
bool is_timeout(std::string_view text);
bool is_progress(std::string_view text);
bool is_transaction_control(std::string_view text);
bool is_preparation(std::string_view text);

} // namespace script
