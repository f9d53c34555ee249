#include "script_texts.hpp"

#include "script_pieces.hpp"

#include <algorithm>

namespace script {

// A block of migc's own says which guard it is by the SQLSTATE that it raises.
Codes guards_of(std::string_view statement) {
    constexpr std::string_view mark = "ERRCODE = 'MG";
    Codes out;
    if (!statement.starts_with("DO $migc")) return out;
    for (auto at = statement.find(mark); at != statement.npos; at = statement.find(mark, at + 1))
        out.emplace(statement.substr(at + mark.size() - 2, 5));
    return out;
}

bool contains(std::string_view text, std::string_view what) { return text.find(what) != text.npos; }

// What psql's \echo prints unchanged.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == ',' ||
               c == '.' || c == '_' || c == ':' || c == '~' || c == '-';
    });
}

// `migc_something`, the name of a variable that migc sets.
bool is_variable(std::string_view name) {
    return name.starts_with("migc_") && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool is_stand_alone(std::string_view statement) {
    static Codes const first = {"vacuum", "reindex", "cluster"};
    auto const words = first_words(statement, 8) + " ";
    if (first.contains(first_words(statement, 1)) || contains(words, " concurrently ")) return true;
    if (!words.starts_with("alter table ")) return false;
    std::string lower(statement);
    for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return contains(lower, " detach partition ") && (lower.ends_with(" concurrently") || lower.ends_with(" finalize"));
}

bool is_session_setting(std::string_view text) {
    return text == "SET client_encoding = 'UTF8'" || text == "SET standard_conforming_strings = on" ||
           text == "SET search_path = pg_catalog";
}

bool is_timeout(std::string_view text) {
    return text.starts_with("DO $migc$") && contains(text, "set_config('transaction_timeout', '0', ");
}

// What of the script is done, in settings of the session.
bool is_progress(std::string_view text) {
    return text.starts_with("DO $migc$") && contains(text, "set_config('migc.done',");
}

bool is_transaction_control(std::string_view text) {
    static Codes const words = {"begin",     "start",   "commit", "end",    "rollback",
                                "savepoint", "release", "abort",  "prepare"};
    return words.contains(first_words(text, 1));
}

bool is_preparation(std::string_view text) {
    return text.starts_with("LOCK TABLE pg_catalog.pg_class ") || text.starts_with("CREATE TABLE IF NOT EXISTS ") ||
           text.starts_with("SELECT pg_catalog.set_config(s.name, '0', true)");
}

Codes casts_of(std::string_view statement) {
    constexpr std::string_view mark = "'migc MG";
    Codes out;
    if (!statement.starts_with("SELECT CAST(CASE WHEN") && !statement.starts_with("WITH ")) return out;
    for (auto at = statement.find(mark); at != statement.npos; at = statement.find(mark, at + 1))
        out.emplace(statement.substr(at + mark.size() - 2, 5));
    return out;
}

} // namespace script
