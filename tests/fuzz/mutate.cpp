// Mutates the .mig and .sql files below some folders, by bytes and by tokens, and runs each result in process through
// everything that migc does with a project: parsing, the dumps, the chain, replay with downgrades, plan, script. The
// inputs are wrong in every way; what must hold for each is
//   - no crash, no hang, no leak, nothing undefined (built with sanitizers);
//   - a plan exists exactly when no error was reported: never half a script;
//   - what is printed is UTF-8 without control characters, in diagnostics and in scripts;
//   - psql sees the end of every statement of a script.
//
//   mutate COUNT SEED FOLDER…   runs COUNT inputs; input N is made from SEED + N alone, until one fails
//   mutate show SEED FOLDER…    prints that one input
// The seed of the input that runs is kept in the file that MUTATE_LOG names, so that it is known after a crash.
#include "compiler/base/render.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/catalog/dump.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/cli/project.hpp"
#include "compiler/emit/client.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/replay/variables.hpp"
#include "grammar/dump.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <sys/time.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace migc;

constexpr std::size_t largest_input = 40'000; // bytes; a larger file takes long and adds little
constexpr int patience = 60;                  // seconds for one input

// --- the corpus ---

struct Text {
    std::string path; // of an SQL file: from the folder of its project, as `include` names it
    std::string text;
};

/// The files of one folder, which belong together as a chain, and the SQL files that they may include.
struct Corpus {
    std::vector<Text> revisions;
    std::vector<Text> schemas;
};

std::vector<Corpus> read_corpora(std::vector<std::string> const& folders) {
    std::map<std::string, Corpus> by_folder;
    for (auto const& folder : folders)
        for (auto const& entry : fs::recursive_directory_iterator(folder)) {
            auto const& path = entry.path();
            if (!entry.is_regular_file() || entry.file_size() > largest_input) continue;
            if (path.extension() != ".mig" && path.extension() != ".sql") continue;
            auto text = cli::read_file(path);
            // Files of golden cases stand alone; those of a project go together.
            bool const together = path.parent_path().filename() == "migrations";
            auto const project = together ? path.parent_path().parent_path() : path.parent_path();
            if (path.extension() == ".sql")
                by_folder[project.string()].schemas.push_back(
                    {path.lexically_relative(project).string(), std::move(text)});
            else
                by_folder[together ? project.string() : path.string()].revisions.push_back(
                    {path.string(), std::move(text)});
        }
    std::vector<Corpus> out;
    for (auto& [name, corpus] : by_folder) {
        auto const by_path = [](Text const& left, Text const& right) { return left.path < right.path; };
        std::sort(corpus.revisions.begin(), corpus.revisions.end(), by_path);
        if (!corpus.revisions.empty()) out.push_back(std::move(corpus));
    }
    return out;
}

// --- mutation ---

class Mutator {
public:
    Mutator(std::vector<Corpus> const& corpora, std::uint64_t seed) : corpora_(corpora), random_(seed) {}

    Corpus next() {
        auto corpus = corpora_[below(corpora_.size())];
        bool const of_schema = !corpus.schemas.empty() && below(4) == 0;
        auto& text = of_schema ? corpus.schemas[below(corpus.schemas.size())].text
                               : corpus.revisions[below(corpus.revisions.size())].text;
        auto const edits = 1 + below(below(4) == 0 ? 12 : 3);
        for (std::size_t i = 0; i < edits; ++i) {
            if (below(4) == 0)
                edit_bytes(text);
            else
                edit_tokens(text);
            if (text.size() > 2 * largest_input) text.resize(2 * largest_input);
        }
        return corpus;
    }

private:
    // Not std::uniform_int_distribution: what that makes of a seed differs between standard libraries.
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }

    void edit_bytes(std::string& text) {
        static std::string const pieces[] = {"'",
                                             "\"",
                                             "$$",
                                             "$a$",
                                             "/*",
                                             "*/",
                                             "--",
                                             "(",
                                             ")",
                                             "[",
                                             "]",
                                             "{",
                                             "}",
                                             ";",
                                             ":",
                                             "::",
                                             ".",
                                             ",",
                                             "\\",
                                             "\n",
                                             "\r",
                                             "\t",
                                             "\xEF\xBB\xBF",
                                             "\xC3\xA9",
                                             "\xF0\x9F\x98\x80",
                                             "U&'",
                                             "E'\\u",
                                             "${",
                                             "}",
                                             "0",
                                             "99999999999999999999",
                                             "-",
                                             "1e400",
                                             "\xC2\x85",
                                             "\xE2\x80\xAE"};
        auto const at = below(text.size() + 1);
        switch (below(5)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(below(256));
            return;
        case 1: text.insert(at, pieces[below(std::size(pieces))]); return;
        case 2: text.erase(at, 1 + below(8)); return;
        case 3: text.erase(at); return;
        case 4: text.insert(at, text.substr(below(text.size() + 1), below(200))); return;
        }
    }

    std::vector<std::string> tokens_of(std::string const& text) {
        SourceFile source("", text);
        Diagnostics unused;
        std::vector<std::string> out;
        std::size_t behind = 0;
        for (auto const& token : grammar::lex(source, grammar::TextKind::revision, unused)) {
            out.push_back(source.text.substr(behind, token.begin - behind));
            out.emplace_back(source.slice(token.span()));
            behind = token.end;
        }
        out.push_back(source.text.substr(std::min(behind, source.text.size())));
        return out; // space, token, space, token, …, space
    }

    std::string word() {
        if (below(2) == 0) {
            auto const& keywords = grammar::all_keywords();
            return std::string(grammar::spelling(keywords[below(keywords.size())]));
        }
        auto const& corpus = corpora_[below(corpora_.size())];
        auto const tokens = tokens_of(corpus.revisions[below(corpus.revisions.size())].text);
        return tokens[2 * below(tokens.size() / 2) + 1];
    }

    // One statement of any file.
    std::string statement() {
        auto const& corpus = corpora_[below(corpora_.size())];
        auto const& text = corpus.revisions[below(corpus.revisions.size())].text;
        auto const begin = text.find(';', below(text.size()));
        if (begin == std::string::npos) return ";";
        auto const end = text.find(';', begin + 1);
        return text.substr(begin, end == std::string::npos ? end : end - begin + 1);
    }

    void edit_tokens(std::string& text) {
        auto tokens = tokens_of(text);
        auto const count = tokens.size() / 2;
        auto const pick = [&] { return 2 * below(count) + 1; };
        auto const at = pick();
        auto const position = [&](std::size_t i) { return tokens.begin() + static_cast<std::ptrdiff_t>(i); };
        switch (below(8)) {
        case 0: tokens[at].clear(); break;
        case 1: tokens[at] = word(); break;
        case 2: tokens[at] += " " + word(); break;
        case 3: std::swap(tokens[at], tokens[pick()]); break;
        case 4: tokens[at] = tokens[pick()]; break;
        case 5: {
            auto const last = std::min(tokens.size(), at + 2 * below(20));
            tokens.erase(position(at), position(last));
            break;
        }
        case 6: {
            auto const from = pick();
            std::vector<std::string> const copy(position(from),
                                                position(std::min(tokens.size(), from + 2 * below(40))));
            tokens.insert(position(at), copy.begin(), copy.end());
            break;
        }
        case 7: tokens[at] += statement(); break;
        }
        text.clear();
        for (auto const& token : tokens) text += token;
    }

    std::vector<Corpus> const& corpora_;
    std::mt19937_64 random_;
};

// --- what must hold ---

[[noreturn]] void fail(std::string const& what, std::string const& shown) {
    std::cerr << "mutate: " << what << "\n" << shown << std::endl;
    std::abort();
}

void check_readable(std::string const& what, std::string const& text) {
    if (auto const found = first_unreadable(text))
        fail(fmt::format("{} holds {} at {}", what, found->what, found->offset), text);
}

void check_rendered(Diagnostics const& diagnostics) {
    for (auto const& item : diagnostics.items()) check_readable("a diagnostic", render_text(item, false));
    check_readable("the JSON of diagnostics", render_json(diagnostics.items()));
}

void check_script(emit::Plan const& plan, Target const& target) {
    auto const script = emit::write_script(plan, target);
    check_readable("a script", script);
    for (auto const& revision : plan.revisions)
        for (auto const& statement : revision.statements)
            if (emit::psql_would_wait(statement)) fail("psql would not see the end of a statement", statement);
}

void check_target(Target const& target, chain::Chain const& chain, std::vector<grammar::ParsedFile> const& files,
                  replay::SchemaFiles const& schemas, Diagnostics const& chain_diagnostics) {
    auto const own = replay::files_with_variables(chain, files, schemas, target);
    replay::Input const input{chain, files, schemas, own};
    replay::State state(target);
    Diagnostics found;
    plan::replay_all(target, input, state, [&](chain::Index, replay::Outcome& outcome) {
        for (auto const& step : outcome.upgrade) check_readable("a dump", catalog::dump(step.operations));
        found.append(outcome.upgrade_trouble);
        found.append(outcome.downgrade_trouble);
        found.append(outcome.remarks);
    });
    check_rendered(found);
    check_readable("a dump", catalog::dump(state.catalog));
    for (std::string const range : {"base:heads", "any:heads", "heads:base"}) {
        Diagnostics diagnostics = chain_diagnostics;
        auto const route = chain::route(input.chain, {range, "base", std::nullopt, std::nullopt}, diagnostics);
        if (!route) continue;
        auto const plan = plan::make_plan({target, input, *route, range}, diagnostics);
        if (plan.has_value() == diagnostics.has_errors())
            fail(plan ? "a plan in spite of errors" : "no plan and no error", "");
        check_rendered(diagnostics);
        if (plan) check_script(*plan, target);
    }
}

void run(Corpus const& corpus) {
    std::vector<grammar::ParsedFile> files;
    std::vector<chain::Header> headers;
    Diagnostics diagnostics;
    for (auto const& text : corpus.revisions) {
        files.push_back(grammar::parse_revision(std::make_shared<SourceFile>(text.path, text.text)));
        auto const& file = files.back();
        check_readable("a dump", grammar::dump(file));
        check_rendered(file.diagnostics);
        if (cli::header_is_readable(file)) headers.push_back(cli::header_of(file));
    }
    replay::SchemaFiles schemas;
    for (auto const& text : corpus.schemas) {
        auto const source = std::make_shared<SourceFile>(text.path, text.text);
        auto const& file = schemas.emplace(text.path, grammar::parse_schema(source)).first->second;
        check_readable("a dump", grammar::dump(file));
        check_rendered(file.diagnostics);
    }
    if (headers.size() != files.size()) return;
    auto const chain = chain::build(std::move(headers), diagnostics);
    check_rendered(diagnostics);
    if (diagnostics.has_errors()) return;
    Target target;
    target.variables["owner"] = {"keeper", {}};
    check_target(target, chain, files, schemas, diagnostics);
    target.server_version = 12;
    target.schema = "app";
    target.search_path = {"app", "public"};
    for (auto const mode : {TransactionMode::revision, TransactionMode::segment}) {
        target.transaction = mode;
        check_target(target, chain, files, schemas, diagnostics);
    }
}

void note(std::uint64_t seed) {
    static char const* const log = std::getenv("MUTATE_LOG");
    if (log) std::ofstream(log) << seed << '\n';
}

// A hang ends as a crash does, by the signal's default action; starting anew gives the next input its own time.
void wait_at_most(int seconds) {
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    ::setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

} // namespace

int main(int count, char** arguments) try {
    if (count < 4) {
        std::cerr << "usage: mutate COUNT|show SEED FOLDER…\n";
        return 2;
    }
    auto const corpora = read_corpora({arguments + 3, arguments + count});
    if (corpora.empty()) {
        std::cerr << "mutate: no .mig file found\n";
        return 2;
    }
    auto const seed = std::stoull(arguments[2]);
    if (std::string(arguments[1]) == "show") {
        auto const corpus = Mutator(corpora, seed).next();
        for (auto const* list : {&corpus.schemas, &corpus.revisions})
            for (auto const& text : *list) std::cout << "--- " << text.path << '\n' << text.text << '\n';
        return 0;
    }
    auto const inputs = std::stoull(arguments[1]);
    for (std::uint64_t i = 0; i < inputs; ++i) {
        note(seed + i);
        wait_at_most(patience);
        run(Mutator(corpora, seed + i).next());
    }
    std::cout << inputs << " passed, 0 failed\n";
    return 0;
} catch (std::exception const& error) {
    std::cerr << "mutate: " << error.what() << '\n';
    return 1;
}
