#include "compiler/cli/sealing.hpp"

#include "compiler/base/sha256.hpp"
#include "compiler/cli/files.hpp"
#include "grammar/dump.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace migc::cli {

namespace {

// What is said about a revision: lines of its dump one step deep.
bool is_remark(std::string_view line) {
    constexpr std::array<std::string_view, 5> remarks = {
        "  message: ", "  description: ", "  author: ", "  created: ", "  tickets: "};
    return std::any_of(remarks.begin(), remarks.end(), [&](std::string_view each) { return line.starts_with(each); });
}

void add_tree(Sha256& hash, grammar::ParsedFile const& file) {
    auto const text = grammar::dump(file, grammar::Places::left_out);
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = std::string_view(text).substr(begin, end - begin);
        if (!is_remark(line)) hash.add_part(line);
        begin = end + 1;
    }
}

class Meaning {
public:
    explicit Meaning(Project const& project) : project_(project) {}

    std::string of(grammar::ParsedFile const& file) {
        add_tree(hash_, file);
        if (file.revision.baseline) add(std::string_view(file.revision.baseline->value));
        add(file.revision.upgrade);
        add(file.revision.downgrade.items);
        return hash_.hexadecimal();
    }

private:
    void add(std::vector<ast::Item> const& items) {
        each_item(items, [&](ast::Item const& item) {
            if (auto const* include = std::get_if<ast::IncludeItem>(&item.body))
                add(std::string_view(include->path.value));
        });
    }
    void add(std::string_view written) {
        auto const* file = project_.schema(written);
        if (!file || !added_.insert(file).second) return;
        add_tree(hash_, *file);
        add(file->items);
    }

    Project const& project_;
    Sha256 hash_;
    std::set<grammar::ParsedFile const*> added_;
};

} // namespace

std::string meaning_of(Project const& project, chain::Index index) {
    return Meaning(project).of(project.revisions[index]);
}

std::filesystem::path seal_path(Config const& config) { return revisions_folder(config) / chain::seal_file; }

std::optional<std::vector<chain::Seal>> seals_of(Session& session) {
    auto const path = seal_path(session.project.config);
    if (!is_readable_file(path)) return std::vector<chain::Seal>();
    auto const shown = path.lexically_relative(session.project.config.root);
    auto const& source = session.sources.emplace_back(
        std::make_shared<SourceFile>(shown.empty() ? path.string() : shown.string(), read_file(path)));
    return chain::read_seals(*source, session.diagnostics);
}

void check_seals(Session& session, std::vector<chain::Seal> const& seals) {
    auto const& project = session.project;
    for (auto const& seal : seals) {
        auto const index = chain::find(project.chain, seal.id);
        if (!index) {
            session.diagnostics.add(Code::sealed_revision_missing, seal.place,
                                    fmt::format("sealed revision `{}` is gone", seal.id),
                                    "bring its file back; where it has run nowhere, remove this line and all below it, "
                                    "then run `migc seal`");
            continue;
        }
        if (meaning_of(project, *index) == seal.meaning) continue;
        auto& diagnostic = session.diagnostics.add(
            Code::sealed_revision_changed, project.chain[*index].id.place,
            fmt::format("sealed revision `{}` means something else now", seal.id),
            "take the change back and write a new revision; where it has run nowhere, remove its line and all below it "
            "from migc.sum, then run `migc seal`");
        diagnostic.notes.push_back({seal.place, "sealed here"});
    }
}

} // namespace migc::cli
