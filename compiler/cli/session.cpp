#include "compiler/cli/session.hpp"

#include "compiler/base/suggest.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/cli/output.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

// What the options of this run say about a target.
void apply_options(Session& session, Target& target) {
    auto& diagnostics = session.diagnostics;
    for (auto const& given : session.arguments.settings) {
        auto const& setting = info(given.setting);
        if (setting.scope == Scope::project) continue; // open_config() has seen to it
        std::string_view name;
        std::string_view value = given.value;
        if (given.setting == Setting::variable) {
            auto const equals = value.find('=');
            name = value.substr(0, equals);
            value = equals == std::string_view::npos ? std::string_view() : value.substr(equals + 1);
            if (equals == std::string_view::npos) {
                diagnostics.add(Code::bad_option_value, {}, fmt::format("`--var {}` gives no text", name),
                                fmt::format("write `--var {}=TEXT`", name));
                continue;
            }
        }
        if (auto const bad = apply(given.setting, name, value, {}, target))
            diagnostics.add(Code::bad_option_value, {}, fmt::format("`--{}`: {}", setting.option(), bad->message),
                            bad->help);
    }
    if (session.arguments.settings.empty()) return;
    for (auto const& bad : {check_search_path(target), check_guard(target), check_transaction_timeout(target)})
        if (bad) diagnostics.add(Code::bad_option_value, {}, bad->message, bad->help);
}

std::vector<std::string> words(std::string_view text, std::string_view separators) {
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find_first_of(separators, begin), text.size());
        if (auto const word = trimmed(text.substr(begin, end - begin)); !word.empty()) out.emplace_back(word);
        begin = end + 1;
    }
    return out;
}

} // namespace

bool open_config(Session& session) {
    auto& config = session.project.config;
    config = read_config(working_folder(), session.arguments.value(Option::config).value_or(""), session.diagnostics);
    for (auto const& given : session.arguments.settings) {
        auto const& setting = info(given.setting);
        if (setting.scope != Scope::project) continue;
        if (auto const bad = apply(given.setting, given.value, config.project))
            session.diagnostics.add(Code::bad_option_value, {},
                                    fmt::format("`--{}`: {}", setting.option(), bad->message), bad->help);
        // A path on the command line starts at the working folder, as everywhere.
        if (given.setting == Setting::migrations) config.locations = {(working_folder() / given.value).string()};
    }
    return !session.diagnostics.has_errors();
}

bool open_project(Session& session) {
    if (!open_config(session)) return false;
    session.project = load_project(std::move(session.project.config), session.diagnostics);
    return !session.diagnostics.has_errors();
}

std::vector<Target> chosen_targets(Session& session) {
    auto targets = session.project.config.targets;
    if (auto const name = session.arguments.value(Option::target)) {
        auto const named =
            std::find_if(targets.begin(), targets.end(), [&](Target const& row) { return row.name == *name; });
        if (named == targets.end()) {
            std::vector<std::string_view> names;
            for (auto const& target : targets) names.push_back(target.name);
            auto const near = nearest(*name, names);
            std::string help = near ? fmt::format("write `--target {}`", *near) : "name one of ";
            if (!near)
                for (auto const known : names) help += fmt::format("{}`{}`", known == names.front() ? "" : ", ", known);
            session.diagnostics.add(Code::unknown_target, {}, fmt::format("target `{}` is unknown", *name), help);
            return {};
        }
        targets = {Target(*named)};
    }
    for (auto& target : targets) apply_options(session, target);
    if (session.diagnostics.has_errors()) return {};
    return targets;
}

std::optional<Target> chosen_target(Session& session) {
    auto const& targets = session.project.config.targets;
    if (targets.size() > 1 && !session.arguments.has(Option::target)) {
        std::string names;
        for (auto const& target : targets) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", target.name);
        session.diagnostics.add(Code::target_needed, {},
                                fmt::format("migc.ini has {} targets: {}", targets.size(), names),
                                fmt::format("add `--target {}`", targets.front().name));
        return std::nullopt;
    }
    auto chosen = chosen_targets(session);
    if (chosen.empty()) return std::nullopt;
    return std::move(chosen.front());
}

bool mentions_current(std::string_view range) {
    for (auto const& symbol : words(range, ":,")) {
        std::string_view name = symbol;
        if (auto const at = name.rfind('@'); at != std::string_view::npos) name.remove_prefix(at + 1);
        if (name.substr(0, name.find_first_of("+-")) == "current") return true;
    }
    return false;
}

std::optional<chain::Current> current_rows(Session const& session, bool needed) {
    if (auto const given = session.arguments.value(Option::current))
        return chain::Current{words(*given, ","), "--current"};
    if (!needed || is_terminal(Stream::input)) return std::nullopt;
    return chain::Current{words(read_standard_input(), "\n"), "standard input"};
}

void deliver(Session& session, std::string bytes) {
    if (auto const file = session.arguments.value(Option::output); file && *file != "-")
        replace_file(*file, bytes);
    else
        session.output += bytes;
}

} // namespace migc::cli
