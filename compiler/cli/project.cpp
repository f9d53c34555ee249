#include "compiler/cli/project.hpp"

#include "compiler/cli/files.hpp"
#include "compiler/cli/parallel.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

namespace fs = std::filesystem;

struct RevisionFile {
    fs::path folder;
    std::string name;
    std::string shown; // relative to the project folder
};

// What else may lie in a folder of revisions: what a team has that comes from elsewhere.
struct Foreign {
    std::size_t python = 0;
    std::size_t sql = 0;
};

void count_foreign(std::string_view name, Foreign& foreign) {
    if (name.ends_with(".py") && name != "env.py" && name != "__init__.py") ++foreign.python;
    if (name.ends_with(".sql")) ++foreign.sql;
}

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void report_foreign(Config const& config, std::string const& location, Foreign const& foreign,
                    Diagnostics& diagnostics) {
    auto const place = config.place_of(config.targets.front(), "migrations");
    if (foreign.python != 0)
        diagnostics.add(
            Code::no_mig_revisions, place,
            fmt::format("`{}` holds {} and no `.mig` file", location, counted(foreign.python, "Python revision")),
            "write `.mig` revisions (`migc revision -m …`): Alembic's are read by a later version");
    else if (foreign.sql != 0)
        diagnostics.add(Code::no_mig_revisions, place,
                        fmt::format("`{}` holds {} and no `.mig` file", location, counted(foreign.sql, "`.sql` file")),
                        "put each into a revision (`migc revision -m …`), inside `upgrade { … }`");
}

// Links may be used inside the project and inside the folder that migc.ini names, no further.
void check_link(fs::path const& file, fs::path const& root, fs::path const& folder) {
    auto const real = canonical_path(file);
    if (lies_in(real, canonical_path(root)) || lies_in(real, canonical_path(folder))) return;
    throw SystemError(fmt::format("cannot read `{}`: it is a link that leaves the project", file.string()));
}

// What stands in front of a file's name where it is shown: its folder, relative to the project's.
std::string shown_folder(fs::path const& folder, fs::path const& root) {
    auto relative = folder.lexically_relative(root);
    if (relative == ".") return {};
    return ((relative.empty() ? folder : relative) / "").string();
}

std::vector<RevisionFile> find_revisions(Config const& config, Diagnostics& diagnostics) {
    std::vector<RevisionFile> files;
    for (auto const& location : config.locations) {
        auto const folder = (config.root / location).lexically_normal();
        if (!is_folder(folder)) {
            diagnostics.add(Code::migrations_missing, config.place_of(config.targets.front(), "migrations"),
                            fmt::format("folder `{}` does not exist", location),
                            config.source ? "make it, or correct the path"
                                          : "run `migc init` here, or go to the project's folder");
            continue;
        }
        Foreign foreign;
        auto const shown = shown_folder(folder, config.root);
        auto const before = files.size();
        for (auto const& entry : list_folder(folder)) {
            if (entry.is_folder) {
                // Where Alembic keeps its revisions below `script_location`.
                if (entry.name == "versions")
                    for (auto const& below : list_folder(folder / entry.name)) count_foreign(below.name, foreign);
            } else if (entry.name.ends_with(".mig")) {
                if (entry.is_link) check_link(folder / entry.name, config.root, folder);
                files.push_back({folder, entry.name, shown + entry.name});
            } else {
                count_foreign(entry.name, foreign);
            }
        }
        if (files.size() == before) report_foreign(config, location, foreign, diagnostics);
    }
    return files;
}

} // namespace

bool header_is_readable(grammar::ParsedFile const& file) {
    if (!file.has_id) return false;
    auto const body = file.revision.upgrade_span;
    auto const& found = file.diagnostics.items();
    return std::none_of(found.begin(), found.end(), [&](Diagnostic const& diagnostic) {
        bool const before_body = body.size() == 0 || diagnostic.place.span.begin < body.begin;
        return diagnostic.severity == Severity::error && before_body;
    });
}

chain::Header header_of(grammar::ParsedFile const& file) {
    auto const reference = [&](ast::RevisionName const& name) {
        return chain::Reference{name.text, {file.source.get(), name.span}};
    };
    auto const references = [&](std::vector<ast::RevisionName> const& names) {
        std::vector<chain::Reference> out;
        out.reserve(names.size());
        for (auto const& name : names) out.push_back(reference(name));
        return out;
    };
    auto const& revision = file.revision;
    return {reference(revision.id), references(revision.revises), references(revision.depends_on),
            references(revision.labels), revision.message ? revision.message->value : std::string()};
}

Project load_project(Config config, Diagnostics& diagnostics) {
    Project project;
    project.config = std::move(config);
    auto const files = find_revisions(project.config, diagnostics);
    project.revisions.resize(files.size());
    in_parallel(files.size(), [&](std::size_t i) {
        project.revisions[i] = grammar::parse_revision(
            std::make_shared<SourceFile>(files[i].shown, read_file(files[i].folder / files[i].name)));
    });

    std::vector<chain::Header> headers;
    headers.reserve(files.size());
    for (auto const& file : project.revisions) {
        if (header_is_readable(file))
            headers.push_back(header_of(file));
        else
            diagnostics.append(file.diagnostics);
    }
    if (headers.size() != files.size()) return project;
    project.chain = chain::build(std::move(headers), diagnostics);
    load_includes(project);
    return project;
}

fs::path revisions_folder(Config const& config) { return (config.root / config.locations.front()).lexically_normal(); }

} // namespace migc::cli
