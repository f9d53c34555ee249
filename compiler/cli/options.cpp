// The only includer of Program_options, which throws for every slip; nothing of that leaves this file.
#include "compiler/cli/options.hpp"

#include "compiler/base/suggest.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <fmt/format.h>

namespace migc::cli {

namespace {

namespace po = boost::program_options;

// `-1` and `-r -2:` are symbols, not options.
std::vector<po::option> relative_symbol(std::vector<std::string>& words) {
    auto const& word = words.front();
    if (word.size() < 2 || word[0] != '-' || word[1] < '0' || word[1] > '9') return {};
    po::option symbol;
    symbol.value = {word};
    symbol.original_tokens = {word};
    symbol.position_key = 0; // what marks an operand; the parser numbers them afterwards
    words.erase(words.begin());
    return {symbol};
}

po::options_description describe_all() {
    po::options_description description;
    auto const add = [&](std::string const& name, bool has_argument) {
        if (has_argument)
            description.add_options()(name.c_str(), po::value<std::string>(), "");
        else
            description.add_options()(name.c_str(), "");
    };
    for (auto const& option : all_options())
        add(option.letter ? fmt::format("{},{}", option.name, option.letter) : std::string(option.name),
            !option.argument.empty());
    for (auto const& setting : all_settings()) add(setting.option(), true);
    return description;
}

bool is_common(Option option) { return option < Option::target; }

class Reader {
public:
    explicit Reader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    Arguments read(std::vector<std::string> const& words) {
        guess_command(words);
        try {
            auto const description = describe_all();
            constexpr int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
            auto const parsed = po::command_line_parser(words)
                                    .options(description)
                                    .style(style)
                                    .extra_style_parser(relative_symbol)
                                    .run();
            read_operands(parsed.options);
            if (!diagnostics_.has_errors())
                for (auto const& option : parsed.options) take(option);
        } catch (po::unknown_option const& error) {
            unknown_option(error.get_option_name());
        } catch (po::invalid_command_line_syntax const& error) {
            bad_syntax(error);
        } catch (po::error const& error) {
            diagnostics_.add(Code::bad_option, {}, fmt::format("the command line cannot be read: {}", error.what()),
                             help_hint());
        }
        if (!diagnostics_.has_errors()) check_operands();
        return std::move(arguments_);
    }

private:
    // The command decides which options a message offers when the line cannot be read; read_operands() knows
    // better.
    void guess_command(std::vector<std::string> const& words) {
        for (auto const& word : words)
            for (auto const& known : all_commands())
                if (!arguments_.command && word == known.name) arguments_.command = known.command;
    }

    std::string help_hint() const {
        if (arguments_.command)
            return fmt::format("run `migc {} --help` to see what it takes", info(*arguments_.command).name);
        return "run `migc --help` to see all commands";
    }

    std::vector<std::string> offered() const {
        std::vector<std::string> names;
        for (auto const& option : all_options())
            if (takes(option.option)) names.push_back(fmt::format("--{}", option.name));
        for (auto const& setting : all_settings())
            if (takes_settings()) names.push_back(fmt::format("--{}", setting.option()));
        return names;
    }

    bool takes_settings() const { return arguments_.command && info(*arguments_.command).takes_settings; }

    bool takes(Option option) const {
        if (is_common(option)) return true;
        if (!arguments_.command) return false;
        auto const& options = info(*arguments_.command).options;
        return std::find(options.begin(), options.end(), option) != options.end();
    }

    void unknown_option(std::string const& name) {
        auto const names = offered();
        // An ini key in its own spelling is the likeliest slip.
        auto dashed = name;
        std::replace(dashed.begin(), dashed.end(), '_', '-');
        auto const near = nearest(dashed, {names.begin(), names.end()});
        diagnostics_.add(Code::unknown_option, {}, fmt::format("option `{}` is unknown", name),
                         near ? fmt::format("write `{}`", *near) : help_hint());
    }

    void bad_syntax(po::invalid_command_line_syntax const& error) {
        auto const name = error.get_option_name();
        auto const add = [&](std::string message, std::string help) {
            diagnostics_.add(Code::bad_option, {}, std::move(message), std::move(help));
        };
        switch (error.kind()) {
        case po::invalid_syntax::extra_parameter:
            return add(fmt::format("option `{}` takes no value", name), fmt::format("write `{}` alone", name));
        case po::invalid_syntax::empty_adjacent_parameter:
        case po::invalid_syntax::missing_parameter:
            return add(fmt::format("option `{}` lacks its value", name), fmt::format("write `{} VALUE`", name));
        case po::invalid_syntax::long_not_allowed:
        case po::invalid_syntax::long_adjacent_not_allowed:
        case po::invalid_syntax::short_adjacent_not_allowed:
        case po::invalid_syntax::unrecognized_line: break;
        }
        add(fmt::format("option `{}` cannot be read", name), help_hint());
    }

    void take(po::option const& given) {
        if (given.string_key.empty()) return;
        auto const value = given.value.empty() ? std::string() : given.value.front();
        for (auto const& option : all_options())
            if (given.string_key == option.name) return take(option, value);
        for (auto const& setting : all_settings())
            if (given.string_key == setting.option()) return take(setting, value);
    }

    void not_here(std::string_view name) {
        diagnostics_.add(Code::unknown_option, {},
                         arguments_.command
                             ? fmt::format("`{}` takes no option `--{}`", info(*arguments_.command).name, name)
                             : fmt::format("option `--{}` stands without a command", name),
                         help_hint());
    }

    void take(OptionInfo const& option, std::string const& value) {
        if (!takes(option.option)) return not_here(option.name);
        bool const repeatable =
            option.argument.empty() || option.option == Option::label || option.option == Option::depends_on;
        auto& values = arguments_.options[option.option];
        if (!values.empty() && !repeatable)
            diagnostics_.add(Code::bad_option, {}, fmt::format("option `--{}` stands twice", option.name),
                             "keep one of them");
        values.push_back(value);
    }

    void take(SettingInfo const& setting, std::string const& value) {
        if (!takes_settings()) return not_here(setting.option());
        arguments_.settings.push_back({setting.setting, value});
    }

    void read_operands(std::vector<po::option> const& options) {
        auto& operands = arguments_.operands;
        for (auto const& option : options)
            if (option.string_key.empty()) operands.insert(operands.end(), option.value.begin(), option.value.end());
        arguments_.command.reset();
        if (operands.empty()) return;
        auto const word = operands.front();
        auto const& commands = all_commands();
        auto const known =
            std::find_if(commands.begin(), commands.end(), [&](auto const& row) { return row.name == word; });
        if (known == commands.end()) {
            std::vector<std::string_view> names;
            for (auto const& row : commands) names.push_back(row.name);
            auto const near = nearest(word, names);
            diagnostics_.add(Code::unknown_command, {}, fmt::format("command `{}` is unknown", word),
                             near ? fmt::format("write `migc {}`", *near) : "run `migc --help` to see all commands");
            return;
        }
        arguments_.command = known->command;
        operands.erase(operands.begin());
    }

    void check_operands() {
        if (!arguments_.command || arguments_.has(Option::help)) return;
        auto const& command = info(*arguments_.command);
        auto const& operands = arguments_.operands;
        auto const line =
            fmt::format("write `migc {}{}{}`", command.name, command.operands.empty() ? "" : " ", command.operands);
        if (operands.size() < command.least)
            diagnostics_.add(Code::bad_operands, {}, fmt::format("`{}` lacks {}", command.name, command.operands),
                             line);
        if (operands.size() > command.most)
            diagnostics_.add(Code::bad_operands, {},
                             fmt::format("`{}` does not take `{}`", command.name, operands[command.most]), line);
    }

    Diagnostics& diagnostics_;
    Arguments arguments_;
};

} // namespace

std::optional<std::string> Arguments::value(Option option) const {
    auto const found = options.find(option);
    return found == options.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Arguments::values(Option option) const {
    auto const found = options.find(option);
    return found == options.end() ? std::vector<std::string>() : found->second;
}

Arguments parse_arguments(std::vector<std::string> const& words, Diagnostics& diagnostics) {
    return Reader(diagnostics).read(words);
}

} // namespace migc::cli
