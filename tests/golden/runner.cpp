// Runs `migc` on every case below tests/golden/ and compares what it did with the expectation beside the case.
//
//   <phase>/ok/NAME.mig     one file; the phase's command (the table below) must exit 0
//   <phase>/err/NAME.mig    the same; it must not exit 0
//   <phase>/ok/NAME.chain/  a project; its file `command` holds one run of migc per line (`heads -v < rows`), without
//                           it the phase's command runs. Under ok/ every run must exit 0, under err/ the last must not.
//   …/NAME.expect           for each run: standard output, standard error, exit status; then every file that the runs
//                           made or changed.
//
// A case runs in a copy of its own, so that nothing depends on where the tests lie or on one another.
//   migc_golden MIGC FOLDER [PART]   runs the cases whose path holds PART; MIGC_BLESS=1 writes the expectations anew
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <spawn.h>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

// What runs for a phase. `FILE` stands for the case's file; without it the file is copied into `migrations/` first.
struct Phase {
    char const* name;
    char const* command;
};
constexpr Phase phases[] = {
    {"tokens", "dump tokens FILE"},
    {"ast", "dump ast FILE"},
    {"chain", "dump chain"},
    {"operations", "dump operations"},
    {"catalog", "dump catalog"},
    {"plan", "dump plan"},
    {"check", "check"},
    {"emit", "emit head"},
    {"downgrade", "emit head:base"},
    {"cli", "history"},
};

struct Case {
    fs::path path;
    std::string name; // relative to the folder of all cases
    Phase const* phase;
    bool must_pass;
};

struct Run {
    std::string line;
    std::string output;
    std::string error;
    int status = 0;
};

[[noreturn]] void stop(std::string const& message) {
    std::cerr << "migc_golden: " << message << '\n';
    std::exit(3);
}

std::string read(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) stop("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(fs::path const& path, std::string const& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) stop("cannot write " + path.string());
}

// Words at blanks; `'…'` and `"…"` keep blanks.
std::vector<std::string> words(std::string const& line) {
    std::vector<std::string> out;
    std::string word;
    bool open = false;
    char quote = 0;
    for (auto const c : line) {
        if (quote != 0 && c == quote)
            quote = 0;
        else if (quote != 0)
            word += c;
        else if (c == '\'' || c == '"')
            quote = c, open = true;
        else if (c == ' ' && (open || !word.empty()))
            out.push_back(word), word.clear(), open = false;
        else if (c != ' ')
            word += c;
    }
    if (open || !word.empty()) out.push_back(word);
    return out;
}

// Runs migc in `folder`; its streams go through files, so that neither side can wait for the other.
Run run(fs::path const& migc, fs::path const& folder, fs::path const& scratch, std::string const& line) {
    auto arguments = words(line);
    std::string input = "/dev/null";
    if (auto const at = std::find(arguments.begin(), arguments.end(), "<");
        at != arguments.end() && at + 1 != arguments.end()) {
        input = (folder / at[1]).string();
        arguments.erase(at, at + 2);
    }
    auto const output = (scratch / "output").string();
    auto const error = (scratch / "error").string();
    auto const program = migc.string();
    std::vector<char*> pointers{const_cast<char*>(program.c_str())};
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, error.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    pid_t child = 0;
    auto const failed = posix_spawn(&child, program.c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) stop("cannot run " + program + " in " + folder.string() + ": " + std::strerror(failed));
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) stop("cannot wait for migc");
    return {line, read(output), read(error), WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

std::map<std::string, std::string> files_below(fs::path const& folder) {
    std::map<std::string, std::string> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files[entry.path().lexically_relative(folder).string()] = read(entry.path());
    return files;
}

std::string section(std::string const& title, std::string const& text) {
    if (text.empty()) return {};
    return "--- " + title + "\n" + text + (text.back() == '\n' ? "" : "\n(no line break)\n");
}

// The runs of a case, and what they left behind, as the expectation shows them.
struct Outcome {
    std::string text;
    int last_status = 0;
    bool all_passed = true;
    bool crashed = false;
};

Outcome run_case(fs::path const& migc, Case const& test, fs::path const& scratch) {
    auto const project = scratch / "project";
    std::vector<std::string> lines;
    std::string const command = test.phase->command;
    if (fs::is_directory(test.path)) {
        fs::copy(test.path, project, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        if (fs::exists(test.path / "command")) {
            std::istringstream in(read(test.path / "command"));
            for (std::string line; std::getline(in, line);)
                if (!line.empty() && line.front() != '#') lines.push_back(line);
        } else {
            lines.push_back(command);
        }
    } else if (auto const at = command.find("FILE"); at != std::string::npos) {
        fs::create_directories(project);
        fs::copy_file(test.path, project / test.path.filename());
        lines.push_back(command.substr(0, at) + test.path.filename().string() + command.substr(at + 4));
    } else {
        fs::create_directories(project / "migrations");
        fs::copy_file(test.path, project / "migrations" / test.path.filename());
        lines.push_back(command);
    }

    auto const before = files_below(project);
    Outcome outcome;
    for (auto const& line : lines) {
        auto const result = run(migc, project, scratch, line);
        outcome.text += "$ migc " + result.line + "\n" + section("standard output", result.output) +
                        section("standard error", result.error) + "--- exit status " + std::to_string(result.status) +
                        "\n";
        outcome.last_status = result.status;
        outcome.all_passed = outcome.all_passed && result.status == 0;
        outcome.crashed = outcome.crashed || result.status > 3;
    }
    auto const after = files_below(project);
    for (auto const& [name, text] : before)
        if (!after.contains(name)) outcome.text += "--- file " + name + " is gone\n";
    for (auto const& [name, text] : after)
        if (auto const old = before.find(name); old == before.end() || old->second != text)
            outcome.text += section("file " + name, text);
    return outcome;
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

// Lines that were expected and are missing, and lines that came instead, with the equal ones between them
// left out.
std::string difference(std::string const& expected, std::string const& actual) {
    auto const left = lines_of(expected);
    auto const right = lines_of(actual);
    if (left.size() * right.size() > 4'000'000) return "    (too long to compare line by line)\n";
    std::vector<std::vector<unsigned>> common(left.size() + 1, std::vector<unsigned>(right.size() + 1));
    for (auto i = left.size(); i-- > 0;)
        for (auto j = right.size(); j-- > 0;)
            common[i][j] =
                left[i] == right[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    std::string out;
    for (std::size_t i = 0, j = 0; i < left.size() || j < right.size();) {
        if (i < left.size() && j < right.size() && left[i] == right[j])
            ++i, ++j;
        else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1]))
            out += "    - " + left[i++] + "\n";
        else
            out += "    + " + right[j++] + "\n";
    }
    return out.empty() ? "    (only the last line break differs)\n" : out;
}

// Empty when the case passes.
std::string trouble_with(fs::path const& migc, Case const& test, fs::path const& scratch, bool bless) {
    auto const outcome = run_case(migc, test, scratch);
    auto expectation = test.path;
    expectation.replace_extension(".expect");
    std::string trouble;
    if (outcome.crashed) trouble += "    migc crashed\n";
    if (test.must_pass ? !outcome.all_passed : outcome.last_status == 0)
        trouble += "    exit status " + std::to_string(outcome.last_status) + " in a folder `" +
                   (test.must_pass ? "ok" : "err") + "`\n";
    if (bless && trouble.empty()) {
        write(expectation, outcome.text);
        return {};
    }
    if (!fs::exists(expectation))
        return trouble + "    no file " + expectation.filename().string() + "; got\n" + difference("", outcome.text);
    auto const expected = read(expectation);
    if (expected != outcome.text) trouble += difference(expected, outcome.text);
    return trouble;
}

std::vector<Case> find_cases(fs::path const& root, std::string const& part) {
    std::vector<Case> cases;
    auto const add = [&](fs::path const& folder, Phase const* phase, bool must_pass) {
        for (auto const& entry : fs::directory_iterator(folder)) {
            auto const extension = entry.path().extension();
            auto const name = entry.path().lexically_relative(root).string();
            if (extension == ".expect") {
                // An expectation whose case is gone says nothing.
                auto const stem = entry.path().parent_path() / entry.path().stem();
                if (!fs::exists(stem.string() + ".mig") && !fs::exists(stem.string() + ".chain"))
                    stop(name + " belongs to no case");
            } else if (extension == ".mig" || extension == ".chain") {
                if (name.find(part) != std::string::npos) cases.push_back({entry.path(), name, phase, must_pass});
            } else {
                stop(name + " is no case");
            }
        }
    };
    for (auto const& entry : fs::directory_iterator(root)) {
        if (!entry.is_directory()) continue;
        auto const name = entry.path().filename().string();
        auto const phase =
            std::find_if(std::begin(phases), std::end(phases), [&](Phase const& row) { return row.name == name; });
        if (phase == std::end(phases)) stop(name + " is no phase");
        if (fs::exists(entry.path() / "ok")) add(entry.path() / "ok", phase, true);
        if (fs::exists(entry.path() / "err")) add(entry.path() / "err", phase, false);
    }
    std::sort(cases.begin(), cases.end(), [](Case const& left, Case const& right) { return left.name < right.name; });
    return cases;
}

} // namespace

int main(int count, char** arguments) try {
    if (count < 3) stop("usage: migc_golden MIGC FOLDER [PART]");
    auto const migc = fs::absolute(arguments[1]);
    auto const cases = find_cases(fs::canonical(arguments[2]), count > 3 ? arguments[3] : "");
    if (cases.empty()) stop("no case found");
    auto const* bless = std::getenv("MIGC_BLESS");
    // What a terminal or a locale changes must not reach an expectation.
    ::setenv("NO_COLOR", "1", 1);
    ::setenv("TZ", "UTC", 1);

    auto name = (fs::temp_directory_path() / "migc_golden.XXXXXX").string();
    if (!::mkdtemp(name.data())) stop("cannot make a folder for the runs");
    std::vector<std::string> troubles(cases.size());
    std::atomic<std::size_t> next{0};
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back([&] {
                for (auto at = next++; at < cases.size(); at = next++) {
                    auto const scratch = fs::path(name) / std::to_string(at);
                    fs::create_directories(scratch);
                    troubles[at] = trouble_with(migc, cases[at], scratch, bless && *bless == '1');
                    fs::remove_all(scratch);
                }
            });
    }
    fs::remove_all(name);

    std::size_t failed = 0;
    for (std::size_t at = 0; at < cases.size(); ++at) {
        if (troubles[at].empty()) continue;
        ++failed;
        std::cout << "FAILED " << cases[at].name << '\n' << troubles[at];
    }
    std::cout << cases.size() - failed << " passed, " << failed << " failed\n";
    return failed == 0 ? 0 : 1;
} catch (std::exception const& error) {
    stop(error.what());
}
