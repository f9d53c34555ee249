#include "compiler/cli/config.hpp"

#include "compiler/base/suggest.hpp"
#include "compiler/cli/files.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

constexpr std::string_view target_prefix = "target.";
constexpr std::string_view variable_prefix = "var.";

bool is_target_name(std::string_view name) {
    // It names a folder of `build`.
    return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    });
}

// The setting of a key; `var.NAME` stands below a target only.
SettingInfo const* setting_of(std::string_view key) {
    if (key.starts_with(variable_prefix)) return &info(Setting::variable);
    for (auto const& row : all_settings())
        if (row.key == key && row.setting != Setting::variable) return &row;
    return nullptr;
}

std::string unknown_key_help(std::string_view key, bool in_target) {
    std::vector<std::string_view> words;
    for (auto const& row : all_settings())
        if (row.setting != Setting::variable && (row.scope == Scope::both || (row.scope == Scope::target) == in_target))
            words.push_back(row.key);
    if (auto const near = nearest(key, words)) return fmt::format("write `{}`", *near);
    std::string help = "use one of ";
    for (auto const word : words) help += fmt::format("{}`{}`", word == words.front() ? "" : ", ", word);
    return help + (in_target ? ", `var.NAME`" : "");
}

class Builder {
public:
    Builder(Config& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {}

    void build(IniFile const& file) {
        for (auto const& entry : file.sections.front().entries) project_key(entry);
        for (std::size_t i = 1; i < file.sections.size(); ++i) section(file.sections[i]);
        if (config_.targets.empty()) config_.targets.push_back(common_);
        config_.locations = {config_.project.migrations};
    }

private:
    void unknown_key(IniEntry const& entry, bool in_target) {
        diagnostics_.add(Code::ini_unknown_key, entry.key_place, fmt::format("key `{}` is unknown", entry.key),
                         unknown_key_help(entry.key, in_target));
    }

    void project_key(IniEntry const& entry) {
        auto const* setting = setting_of(entry.key);
        if (!setting) return unknown_key(entry, false);
        if (setting->scope == Scope::target) {
            diagnostics_.add(Code::ini_unknown_key, entry.key_place,
                             fmt::format("key `{}` stands above all sections", entry.key),
                             "move it below a `[target.NAME]`");
            return;
        }
        config_.places[entry.key] = entry.value_place;
        auto const bad = setting->scope == Scope::project
                             ? apply(setting->setting, entry.value, config_.project)
                             : apply(setting->setting, {}, entry.value, entry.value_place, common_);
        if (bad) report_bad_value(entry, *bad, diagnostics_);
    }

    void section(IniSection const& section) {
        if (!section.name.starts_with(target_prefix)) {
            auto const near = edit_distance(section.name.substr(0, target_prefix.size()), target_prefix) <= 2;
            auto const dot = section.name.find('.');
            auto const name = near && dot != std::string::npos ? section.name.substr(dot + 1) : std::string("NAME");
            diagnostics_.add(Code::ini_unknown_section, section.place,
                             fmt::format("section `[{}]` is unknown", section.name),
                             fmt::format("write `[target.{}]`", name));
            return;
        }
        Target target = common_;
        target.name = section.name.substr(target_prefix.size());
        if (!is_target_name(target.name)) {
            diagnostics_.add(Code::ini_unknown_section, section.place,
                             fmt::format("`{}` cannot be a target's name", target.name),
                             "use letters, digits, `_`, `-` and `.`; not a `.` first");
            return;
        }
        config_.places[section.name] = section.place;
        for (auto const& entry : section.entries) target_key(section, entry, target);
        if (auto const bad = check_search_path(target))
            report_bad_value(*section.find("search_path"), *bad, diagnostics_);
        if (auto const bad = check_guard(target)) report_bad_value(*section.find("guard"), *bad, diagnostics_);
        if (auto const bad = check_transaction_timeout(target))
            report_bad_value(*section.find("transaction_timeout"), *bad, diagnostics_);
        config_.targets.push_back(std::move(target));
    }

    void target_key(IniSection const& section, IniEntry const& entry, Target& target) {
        auto const* setting = setting_of(entry.key);
        if (!setting) return unknown_key(entry, true);
        if (setting->scope == Scope::project) {
            diagnostics_.add(Code::ini_unknown_key, entry.key_place,
                             fmt::format("key `{}` stands in a target's section", entry.key),
                             "move it above all sections: all targets share it");
            return;
        }
        config_.places[fmt::format("{}.{}", section.name, entry.key)] = entry.value_place;
        auto const name =
            setting->setting == Setting::variable ? entry.key.substr(variable_prefix.size()) : std::string();
        if (auto const bad = apply(setting->setting, name, entry.value, entry.value_place, target))
            report_bad_value(entry, *bad, diagnostics_);
    }

    Config& config_;
    Diagnostics& diagnostics_;
    Target common_; // what stands above the sections holds for all targets
};

// The nearest folder from `folder` upwards that holds an ini file.
std::filesystem::path find_ini(std::filesystem::path const& folder) {
    for (auto here = folder;; here = here.parent_path()) {
        for (auto const* name : {"migc.ini", "alembic.ini"})
            if (auto const file = here / name; is_readable_file(file)) return file;
        if (here == here.parent_path()) return {};
    }
}

} // namespace

Place Config::place_of(Target const& target, std::string_view key) const {
    if (auto const found = places.find(fmt::format("target.{}.{}", target.name, key)); found != places.end())
        return found->second;
    auto const found = places.find(key);
    return found == places.end() ? Place{} : found->second;
}

void report_bad_value(IniEntry const& entry, BadValue const& bad, Diagnostics& diagnostics) {
    diagnostics.add(Code::ini_bad_value, entry.place_of(bad.offset, bad.size), bad.message, bad.help);
}

Config parse_config(SourcePtr source, Diagnostics& diagnostics) {
    Config config;
    config.source = source;
    Builder(config, diagnostics).build(read_ini(source, diagnostics));
    return config;
}

Config read_config(std::filesystem::path const& folder, std::string const& file, Diagnostics& diagnostics) {
    auto const path = file.empty() ? find_ini(folder) : folder / file;
    if (path.empty()) {
        Config config;
        config.root = folder;
        config.targets.emplace_back();
        config.locations = {config.project.migrations};
        return config;
    }
    auto const root = path.parent_path().lexically_normal();
    auto const name = path.filename().string();
    auto source = std::make_shared<SourceFile>(name, read_file(file.empty() ? path : std::filesystem::path(file)));
    bool const alembic = name == "alembic.ini";
    auto config = alembic ? parse_alembic_config(source, root, diagnostics) : parse_config(source, diagnostics);
    config.root = root;
    return config;
}

} // namespace migc::cli
