// The SQL files that `include` and `baseline` name: inside the project only, each read once, never in a
// circle.
#include "compiler/base/suggest.hpp"
#include "compiler/cli/files.hpp"
#include "compiler/cli/project.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::cli {

namespace {

namespace fs = std::filesystem;

struct Mention {
    std::string written;
    Place place;
};

std::vector<Mention> mentions_in(grammar::ParsedFile const& file) {
    std::vector<Mention> mentions;
    auto const add = [&](ast::String const& path) { mentions.push_back({path.value, {file.source.get(), path.span}}); };
    if (file.revision.baseline) add(*file.revision.baseline);
    auto const visit = [&](ast::Item const& item) {
        if (auto const* include = std::get_if<ast::IncludeItem>(&item.body)) add(include->path);
    };
    each_item(file.revision.upgrade, visit);
    each_item(file.revision.downgrade.items, visit);
    each_item(file.items, visit);
    return mentions;
}

std::string normalised(std::string_view written) { return fs::path(written).lexically_normal().string(); }

class Loader {
public:
    explicit Loader(Project& project) : project_(project), root_(canonical_path(project.config.root)) {}

    void load() {
        for (auto& file : project_.revisions) follow(file);
        for (auto const& [path, file] : project_.schemas) find_cycle(path);
    }

private:
    // Files wait in a list instead of on the stack: how deep they nest is up to their authors.
    void follow(grammar::ParsedFile& start) {
        std::vector<grammar::ParsedFile*> waiting{&start};
        while (!waiting.empty()) {
            auto& file = *waiting.back();
            waiting.pop_back();
            for (auto const& mention : mentions_in(file))
                if (auto* found = read(mention, file.diagnostics)) waiting.push_back(found);
        }
    }

    // The file, if it is read now for the first time.
    grammar::ParsedFile* read(Mention const& mention, Diagnostics& diagnostics) {
        auto const path = normalised(mention.written);
        if (project_.schemas.contains(path)) return nullptr;
        fs::path const relative(path);
        bool const leaves = relative.is_absolute() || path.empty() || relative.begin()->string() == ".." ||
                            path.find('\0') != std::string::npos;
        if (leaves) {
            diagnostics.add(Code::file_outside_project, mention.place,
                            fmt::format("`{}` is not a path inside the project", mention.written),
                            "name it from the project folder, as in `schema/tables.sql`");
            return nullptr;
        }
        auto const full = project_.config.root / relative;
        if (!is_readable_file(full)) {
            diagnostics.add(Code::file_missing, mention.place, fmt::format("file `{}` does not exist", path),
                            near(relative));
            return nullptr;
        }
        if (!lies_in(canonical_path(full), root_)) {
            diagnostics.add(Code::file_outside_project, mention.place,
                            fmt::format("`{}` is a link that leaves the project", path),
                            "copy the file into the project");
            return nullptr;
        }
        auto parsed = grammar::parse_schema(std::make_shared<SourceFile>(path, read_file(full)));
        return &project_.schemas.emplace(path, std::move(parsed)).first->second;
    }

    std::string near(fs::path const& relative) const {
        auto const folder = project_.config.root / relative.parent_path();
        std::vector<std::string> names;
        if (is_folder(folder))
            for (auto& entry : list_folder(folder)) names.push_back(std::move(entry.name));
        auto const found = nearest(relative.filename().string(), {names.begin(), names.end()});
        if (found) return fmt::format("write `{}`", (relative.parent_path() / *found).string());
        return "write the path from the project folder";
    }

    // Depth first over what is read already; each file is walked once.
    void find_cycle(std::string const& start) {
        if (done_.contains(start)) return;
        struct Level {
            std::string path;
            std::vector<Mention> mentions;
            std::size_t next = 0;
        };
        std::vector<Level> way;
        auto const enter = [&](std::string const& path) {
            way.push_back({path, mentions_in(project_.schemas.at(path))});
        };
        enter(start);
        while (!way.empty()) {
            auto& level = way.back();
            if (level.next == level.mentions.size()) {
                done_.insert(level.path);
                way.pop_back();
                continue;
            }
            auto const& mention = level.mentions[level.next++];
            auto const path = normalised(mention.written);
            if (done_.contains(path) || !project_.schemas.contains(path)) continue;
            auto const seen =
                std::find_if(way.begin(), way.end(), [&](Level const& above) { return above.path == path; });
            if (seen == way.end()) {
                enter(path);
                continue;
            }
            auto& diagnostic =
                project_.schemas.at(level.path)
                    .diagnostics.add(Code::include_cycle, mention.place, fmt::format("`{}` includes itself", path),
                                     "remove one `include` of the circle");
            for (auto step = seen; &*step != &level; ++step)
                diagnostic.notes.push_back({step->mentions[step->next - 1].place,
                                            fmt::format("`{}` includes `{}`", step->path, std::next(step)->path)});
        }
    }

    Project& project_;
    fs::path root_;
    std::set<std::string> done_;
};

} // namespace

void load_includes(Project& project) { Loader(project).load(); }

grammar::ParsedFile const* Project::schema(std::string_view written) const {
    auto const found = schemas.find(normalised(written));
    return found == schemas.end() ? nullptr : &found->second;
}

Diagnostics diagnostics_of(Project const& project, std::span<chain::Index const> revisions) {
    Diagnostics all;
    std::set<grammar::ParsedFile const*> seen;
    for (auto const revision : revisions) {
        std::vector<grammar::ParsedFile const*> waiting{&project.revisions[revision]};
        while (!waiting.empty()) {
            auto const* file = waiting.back();
            waiting.pop_back();
            if (!seen.insert(file).second) continue;
            all.append(file->diagnostics);
            for (auto const& mention : mentions_in(*file))
                if (auto const* found = project.schema(mention.written)) waiting.push_back(found);
        }
    }
    return all;
}

} // namespace migc::cli
