// The keys of migc.ini, which are options of the command line, too: what each accepts and what it sets.
#pragma once

#include "compiler/base/target.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::cli {

enum class Setting : std::uint8_t {
#define SETTING(name, key, scope, argument, help) name,
#include "compiler/cli/setting.def"
#undef SETTING
};

enum class Scope : std::uint8_t { project, target, both };

struct SettingInfo {
    Setting setting;
    std::string_view key; // in migc.ini; `var` stands for `var.NAME`
    Scope scope;
    std::string_view argument;
    std::string_view help;

    std::string option() const; // on the command line: `server-version`
};

std::vector<SettingInfo> const& all_settings();
SettingInfo const& info(Setting setting);

/// What is wrong with a value: which part of it, what was seen, and what to write.
struct BadValue {
    std::string message;
    std::string help;
    std::size_t offset = 0; // in the value
    std::size_t size = std::string::npos;
};

/// What stands above all sections.
struct ProjectSettings {
    std::string migrations = "migrations";
    std::string file_template = "%(rev)s_%(slug)s";
};

/// Sets what `setting` is about, unless the value is bad. `name` is the variable's, for Setting::variable.
std::optional<BadValue> apply(Setting setting, std::string_view value, ProjectSettings& project);
std::optional<BadValue> apply(Setting setting, std::string_view name, std::string_view value, Place place,
                              Target& target);

/// Adds one of `schemas`, whose ticket has a folder of that name.
std::optional<BadValue> read_folder_schema(std::string_view value, std::vector<std::string>& out);

/// What can only be judged when a target is complete: `search_path` begins with `schema` (RULINGS 25).
std::optional<BadValue> check_search_path(Target const& target);
/// The same: what compares objects cannot be written for every client.
std::optional<BadValue> check_guard(Target const& target);
/// The same: servers older than 17 have no `transaction_timeout` (manual 17, "Client Connection Defaults").
std::optional<BadValue> check_transaction_timeout(Target const& target);

/// A name as SQL would read it: bare in lower case, or in double quotes; at most 63 bytes.
struct Name {
    std::string text;
    std::optional<BadValue> bad;
};
Name read_name(std::string_view value);

} // namespace migc::cli
