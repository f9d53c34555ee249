// The rows of option.def and command.def, and the pages made of them.
#include "compiler/cli/options.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

constexpr std::size_t many = std::string::npos;
enum class Takes : std::uint8_t { plain, keys };
enum class Prints : std::uint8_t { text, script };
constexpr std::size_t help_column = 30;

std::string row(std::string left, std::string_view help) {
    left = "  " + left;
    if (left.size() + 2 > help_column) return fmt::format("{}\n{:{}}{}\n", left, "", help_column, help);
    return fmt::format("{:<{}}{}\n", left, help_column, help);
}

std::string option_row(OptionInfo const& option) {
    auto left =
        option.letter ? fmt::format("-{}, --{}", option.letter, option.name) : fmt::format("    --{}", option.name);
    if (!option.argument.empty()) left += fmt::format(" {}", option.argument);
    return row(std::move(left), option.help);
}

std::string command_page(CommandInfo const& command) {
    auto page = fmt::format("migc {}: {}\n\nusage: migc {} [options]{}{}\n", command.name, command.summary,
                            command.name, command.operands.empty() ? "" : " ", command.operands);
    if (!command.options.empty()) page += "\noptions:\n";
    for (auto const option : command.options) page += option_row(info(option));
    if (command.takes_settings) page += "\nkeys of migc.ini, for this run:\n";
    for (auto const& setting : all_settings())
        if (command.takes_settings)
            page += row(fmt::format("    --{} {}", setting.option(), setting.argument), setting.help);
    page += "\noptions of every command:\n";
    for (auto const& option : all_options())
        if (option.option < Option::target) page += option_row(option);
    return page;
}

} // namespace

std::vector<OptionInfo> const& all_options() {
    static std::vector<OptionInfo> const rows = {
#define OPTION(name, spelling, letter, argument, help) {Option::name, spelling, letter, argument, help},
#include "compiler/cli/option.def"
#undef OPTION
    };
    return rows;
}

std::vector<CommandInfo> const& all_commands() {
    static std::vector<CommandInfo> const rows = [] {
        using enum Option;
        return std::vector<CommandInfo>{
#define COMMAND(name, summary, operands, least, most, takes, prints, ...)                                              \
    {Command::name,                                                                                                    \
     #name,                                                                                                            \
     summary,                                                                                                          \
     operands,                                                                                                         \
     least,                                                                                                            \
     most,                                                                                                             \
     Takes::takes == Takes::keys,                                                                                      \
     Prints::prints == Prints::script,                                                                                 \
     __VA_ARGS__},
#include "compiler/cli/command.def"
#undef COMMAND
        };
    }();
    return rows;
}

OptionInfo const& info(Option option) { return all_options()[static_cast<std::size_t>(option)]; }
CommandInfo const& info(Command command) { return all_commands()[static_cast<std::size_t>(command)]; }

std::string help_page(std::optional<Command> command) {
    if (command) return command_page(info(*command));
    std::string page = "migc compiles SQL migrations into reviewed scripts. It connects to no database.\n\n"
                       "usage: migc COMMAND [options]\n\ncommands:\n";
    for (auto const& known : all_commands()) page += row(std::string(known.name), known.summary);
    page += "\noptions:\n";
    for (auto const& option : all_options())
        if (option.option < Option::target) page += option_row(option);
    return page + "\n`migc COMMAND --help` shows what a command takes.\n";
}

} // namespace migc::cli
