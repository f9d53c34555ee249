// One run: read the command line, let the command fill the session, print what it found. Exit status (RULINGS
// 36): 0 fine, 1 something in the files, the ini or the named revisions is wrong, 2 the command line's shape,
// 3 the system.
#include "compiler/base/render.hpp"
#include "compiler/base/version.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/cli/output.hpp"
#include "compiler/cli/session.hpp"
#include "compiler/emit/script.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <new>

namespace migc::cli {

namespace {

enum Exit : int { fine = 0, found_errors = 1, bad_usage = 2, system_failed = 3 };

// The 700s of diagnostics.def are about the command line's shape.
bool is_usage(Diagnostic const& diagnostic) { return static_cast<unsigned>(diagnostic.code) / 100 == 7; }

Exit exit_status(Diagnostics const& diagnostics) {
    if (!diagnostics.has_errors()) return Exit::fine;
    auto const& items = diagnostics.items();
    return std::any_of(items.begin(), items.end(), is_usage) ? Exit::bad_usage : Exit::found_errors;
}

// https://no-color.org: set and not empty means no colour, whatever its value.
bool wants_color(Arguments const& arguments) {
    if (auto const when = arguments.value(Option::color); when && *when != "auto") return *when == "always";
    auto const* no_color = std::getenv("NO_COLOR");
    if (no_color && *no_color) return false;
    auto const* terminal = std::getenv("TERM");
    return is_terminal(Stream::error) && terminal && std::string_view(terminal) != "dumb";
}

// Behind so many a reader has stopped; `--format json` has them all.
constexpr std::size_t shown_diagnostics = 200;

// Remarks are for people: in front of JSON they would spoil it.
std::string rendered(Session const& session) {
    auto const& items = session.diagnostics.items();
    if (session.arguments.value(Option::format) == "json") return render_json(items);
    auto text = session.remarks;
    bool const color = wants_color(session.arguments);
    for (std::size_t i = 0; i < std::min(items.size(), shown_diagnostics); ++i) text += render_text(items[i], color);
    if (items.size() > shown_diagnostics)
        text +=
            fmt::format("… and {} more; the first {} are shown\n", items.size() - shown_diagnostics, shown_diagnostics);
    return text;
}

void check_word(Session& session, Option option, std::initializer_list<std::string_view> words) {
    auto const value = session.arguments.value(option);
    if (!value || std::find(words.begin(), words.end(), *value) != words.end()) return;
    std::string help;
    for (auto const word : words) help += fmt::format("{}`{}`", help.empty() ? "write " : " or ", word);
    session.diagnostics.add(Code::bad_option_value, {}, fmt::format("`--{} {}` is unknown", info(option).name, *value),
                            help);
}

void run_command(Session& session) {
    switch (*session.arguments.command) {
#define COMMAND(name, ...)                                                                                             \
    case Command::name:                                                                                                \
        command_##name(session);                                                                                       \
        break;
#include "compiler/cli/command.def"
#undef COMMAND
    }
}

void run_words(Session& session, std::vector<std::string> const& words) {
    session.arguments = parse_arguments(words, session.diagnostics);
    auto const& arguments = session.arguments;
    check_word(session, Option::format, {"text", "json"});
    check_word(session, Option::color, {"auto", "always", "never"});
    if (session.diagnostics.has_errors()) return;
    if (arguments.has(Option::help))
        session.output = help_page(arguments.command);
    else if (arguments.has(Option::version))
        session.output = fmt::format("migc {}\n", program_version);
    else if (!arguments.command)
        session.diagnostics.add(Code::unknown_command, {}, "no command is given",
                                "run `migc --help` to see all commands");
    else {
        if (auto const folder = arguments.value(Option::folder)) change_working_folder(*folder);
        run_command(session);
    }
}

// psql given nothing ends with status 0, so nothing must not come out of a pipe where a script was asked for,
// or may have been: a word that is no command could be a misspelt one (RULINGS 33).
bool owes_a_script(Session const& session) {
    auto const& arguments = session.arguments;
    if (is_terminal(Stream::output) || arguments.has(Option::output)) return false;
    return arguments.command ? info(*arguments.command).prints_script : !arguments.operands.empty();
}

int run(Session& session, std::vector<std::string> const& words) {
    ignore_broken_pipes();
    int status = Exit::system_failed;
    try {
        run_words(session, words);
        status = exit_status(session.diagnostics);
    } catch (SystemError const& error) {
        session.output.clear();
        session.remarks += fmt::format("migc: {}\n", error.what());
    }
    if (status != Exit::fine && session.output.empty() && owes_a_script(session))
        session.output = emit::write_failure(std::max<std::size_t>(1, session.diagnostics.error_count()));
    write_standard_error(status == Exit::system_failed ? session.remarks : rendered(session));
    write_standard_output(session.output);
    return status;
}

} // namespace

} // namespace migc::cli

int main(int count, char** words) {
    try {
        migc::cli::Session session;
        auto const status = migc::cli::run(session, {words + 1, words + count});
        // Everything is written. The trees of ten thousand files need not be taken apart, node by node, for memory
        // that the system takes back as a whole.
        std::_Exit(status);
    } catch (migc::SystemError const& error) {
        migc::cli::write_standard_error(fmt::format("migc: {}\n", error.what()));
    } catch (std::bad_alloc const&) {
        migc::cli::write_standard_error("migc: out of memory\n");
    }
    return 3;
}
