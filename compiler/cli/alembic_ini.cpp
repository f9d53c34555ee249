// What alembic.ini says of places: `script_location`, `version_locations` with its separator, `file_template`
// (RULINGS 37). Everything else in it is Alembic's own business; the version table stands in neither of its
// files.
#include "compiler/cli/config.hpp"
#include "compiler/cli/file_template.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// As `version_path_separator` and its successor `path_separator` name them; without one, blanks and commas.
std::string_view separators(std::string_view name) {
    if (name == "space") return " ";
    if (name == "newline") return "\n";
    if (name == "os" || name == ":") return ":";
    if (name == ";") return ";";
    return " ,\n";
}

std::vector<std::string> split(std::string_view text, std::string_view at_any_of) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find_first_of(at_any_of, begin), text.size());
        if (auto const part = trimmed(text.substr(begin, end - begin)); !part.empty()) parts.emplace_back(part);
        begin = end + 1;
    }
    return parts;
}

class Reader {
public:
    Reader(IniFile const& file, std::filesystem::path const& root, Diagnostics& diagnostics)
        : section_(file.find("alembic")), here_(root.string()), diagnostics_(diagnostics) {}

    void read(Config& config) {
        auto const* script = find("script_location");
        if (!script) {
            diagnostics_.add(Code::alembic_ini_unusable, {config.source.get(), {}},
                             "`alembic.ini` names no `script_location`",
                             "run `migc init` to write a migc.ini, and set `migrations` in it");
            return;
        }
        auto const folder = path(*script, script->value);
        config.project.migrations = folder;
        config.places["migrations"] = script->value_place;
        config.locations = {folder.empty() ? std::string("versions") : folder + "/versions"};
        if (auto const* versions = find("version_locations")) {
            auto const* separator = find("path_separator");
            if (!separator) separator = find("version_path_separator");
            config.locations.clear();
            for (auto const& item : split(versions->value, separators(separator ? separator->value : "")))
                config.locations.push_back(path(*versions, item));
            config.places["migrations"] = versions->value_place;
        }
        if (auto const* pattern = find("file_template")) {
            if (auto const bad = check_file_template(pattern->value))
                report_bad_value(*pattern, *bad, diagnostics_);
            else
                config.project.file_template = pattern->value;
        }
    }

private:
    IniEntry const* find(std::string_view key) const { return section_ ? section_->find(key) : nullptr; }

    std::string path(IniEntry const& entry, std::string_view text) {
        auto out = replaced(std::string(text), "%(here)s", here_);
        // `package:folder` asks Python where a package is installed.
        if (out.find(':') != std::string::npos)
            diagnostics_.add(Code::alembic_ini_unusable, entry.value_place,
                             fmt::format("`{}` is a place inside a Python package", text),
                             "run `migc init` to write a migc.ini, and set `migrations` in it");
        return out;
    }

    IniSection const* section_;
    std::string here_;
    Diagnostics& diagnostics_;
};

} // namespace

Config parse_alembic_config(SourcePtr source, std::filesystem::path const& root, Diagnostics& diagnostics) {
    Config config;
    config.source = source;
    config.from_alembic = true;
    config.targets.emplace_back();
    Reader(read_ini(source, diagnostics), root, diagnostics).read(config);
    if (config.locations.empty()) config.locations = {config.project.migrations};
    return config;
}

} // namespace migc::cli
