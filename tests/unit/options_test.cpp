#include "compiler/cli/options.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

using namespace migc;
using namespace migc::cli;

namespace {

std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < line.size();) {
        auto const end = std::min(line.find(' ', begin), line.size());
        words.emplace_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

// `command operand… option=value… [key=value]…`, or `name: help` of the first diagnostic.
std::string dump(std::string_view line) {
    Diagnostics diagnostics;
    auto const arguments = parse_arguments(split(line), diagnostics);
    if (diagnostics.has_errors()) {
        auto const& first = diagnostics.items().front();
        return fmt::format("{}: {}", info(first.code).name, first.help);
    }
    std::string out = arguments.command ? std::string(info(*arguments.command).name) : std::string("-");
    for (auto const& operand : arguments.operands) out += " " + operand;
    for (auto const& [option, values] : arguments.options)
        for (auto const& value : values) out += fmt::format(" {}={}", info(option).name, value);
    for (auto const& given : arguments.settings) out += fmt::format(" [{}={}]", info(given.setting).key, given.value);
    return out;
}

} // namespace

TEST_CASE("the command line is read") {
    struct Row {
        char const* line;
        char const* dump;
    };
    for (auto const& row : {
             Row{"", "-"},
             Row{"--version", "- version="},
             Row{"heads", "heads"},
             Row{"-c x.ini heads -v", "heads config=x.ini verbose="},
             Row{"heads -vC dir", "heads directory=dir verbose="},
             Row{"show a b --", "show a b"},
             Row{"show -- -x", "show -x"},
             Row{"show -1", "show -1"},
             Row{"show +2", "show +2"},
             Row{"history -r -2:", "history rev-range=-2:"},
             Row{"history --rev-range=-2:", "history rev-range=-2:"},
             Row{"revision -m check --label a --label b", "revision message=check label=a label=b"},
             Row{"-c heads revision -m x", "revision config=heads message=x"},
             Row{"stamp head --schema app --var a=b", "stamp head [schema=app] [var=a=b]"},
             Row{"revision --help", "revision help="},
             Row{"explain -h", "explain help="},
         }) {
        CAPTURE(row.line);
        CHECK(dump(row.line) == row.dump);
    }
}

TEST_CASE("what is wrong with the command line is said with a way out") {
    struct Row {
        char const* line;
        char const* dump;
    };
    for (auto const& row : {
             Row{"hedas", "unknown_command: write `migc heads`"},
             Row{"xyzzy", "unknown_command: run `migc --help` to see all commands"},
             Row{"heads --verbos", "unknown_option: write `--verbose`"},
             Row{"stamp head --server_version 15", "unknown_option: write `--server-version`"},
             Row{"heads --quux", "unknown_option: run `migc heads --help` to see what it takes"},
             Row{"heads --message x", "unknown_option: run `migc heads --help` to see what it takes"},
             Row{"heads --schema x", "unknown_option: run `migc heads --help` to see what it takes"},
             Row{"heads -z", "unknown_option: run `migc heads --help` to see what it takes"},
             Row{"revision -m", "bad_option: write `--message VALUE`"},
             Row{"heads --verbose=1", "bad_option: write `--verbose` alone"},
             Row{"stamp head -o a -o b", "bad_option: keep one of them"},
             Row{"show", "bad_operands: write `migc show REV...`"},
             Row{"heads a", "bad_operands: write `migc heads`"},
             Row{"explain a b", "bad_operands: write `migc explain CODE`"},
         }) {
        CAPTURE(row.line);
        CHECK(dump(row.line) == row.dump);
    }
}

TEST_CASE("no option is spelled like another one") {
    std::set<std::string> names;
    std::set<char> letters;
    for (auto const& option : all_options()) {
        CHECK(names.insert(std::string(option.name)).second);
        if (option.letter) CHECK(letters.insert(option.letter).second);
    }
    for (auto const& setting : all_settings()) CHECK(names.insert(setting.option()).second);
}

TEST_CASE("the page of every command names its options") {
    for (auto const& command : all_commands()) {
        auto const page = help_page(command.command);
        for (auto const option : command.options) {
            auto const name = fmt::format("--{}", info(option).name);
            CAPTURE(name);
            CHECK(page.find(name) != std::string::npos);
        }
    }
}
