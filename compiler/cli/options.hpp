// The shape of the command line: which command, which operands, which options. What a value means is the
// command's business; what is wrong with the shape is a diagnostic of the 700s, exit status 2 (RULINGS 36).
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "compiler/cli/setting.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::cli {

enum class Option : std::uint8_t {
#define OPTION(name, spelling, letter, argument, help) name,
#include "compiler/cli/option.def"
#undef OPTION
};

enum class Command : std::uint8_t {
#define COMMAND(name, ...) name,
#include "compiler/cli/command.def"
#undef COMMAND
};

struct OptionInfo {
    Option option;
    std::string_view name;
    char letter; // 0: none
    std::string_view argument;
    std::string_view help;
};

struct CommandInfo {
    Command command;
    std::string_view name;
    std::string_view summary;
    std::string_view operands;
    std::size_t least;
    std::size_t most;
    bool takes_settings; // keys of migc.ini
    bool prints_script;
    std::vector<Option> options;
};

std::vector<OptionInfo> const& all_options();
std::vector<CommandInfo> const& all_commands();
OptionInfo const& info(Option option);
CommandInfo const& info(Command command);

struct GivenSetting {
    Setting setting;
    std::string value;
};

struct Arguments {
    std::optional<Command> command; // none: unknown, or not given at all
    std::vector<std::string> operands;
    std::map<Option, std::vector<std::string>> options; // a switch has one empty value
    std::vector<GivenSetting> settings;

    bool has(Option option) const { return options.contains(option); }
    /// The last value given.
    std::optional<std::string> value(Option option) const;
    std::vector<std::string> values(Option option) const;
};

/// Reads the words behind the program's name. With errors reported, the result may only be asked for `--format` and
/// `--color`.
Arguments parse_arguments(std::vector<std::string> const& words, Diagnostics& diagnostics);

/// The page of `migc --help`, or of one command.
std::string help_page(std::optional<Command> command);

} // namespace migc::cli
