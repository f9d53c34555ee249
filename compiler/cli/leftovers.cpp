#include "compiler/cli/leftovers.hpp"

#include "compiler/base/sha256.hpp"
#include "compiler/cli/files.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace migc::cli {

namespace {

// The lines of SHA256SUMS are `HASH  NAME`.
std::map<std::string, std::string> listed_hashes(std::filesystem::path const& file) {
    std::map<std::string, std::string> out;
    if (!is_readable_file(file)) return out;
    auto const text = read_file(file);
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
        end = std::min(text.find('\n', begin), text.size());
        auto const line = text.substr(begin, end - begin);
        if (auto const gap = line.find("  "); gap != line.npos) out[line.substr(gap + 2)] = line.substr(0, gap);
    }
    return out;
}

bool is_called_like_a_script(std::string const& name) {
    constexpr std::string_view begins[] = {"upgrade", "downgrade", "repair-", "undo-", "state."};
    return name.ends_with(".sql") && std::any_of(std::begin(begins), std::end(begins),
                                                 [&](std::string_view begin) { return name.starts_with(begin); });
}

} // namespace

std::vector<Leftover> leftovers(std::filesystem::path const& root, std::vector<Product> const& products) {
    std::map<std::string, std::set<std::string>> names; // by folder, which ends with a slash
    for (auto const& product : products) {
        auto const name = product.path.rfind('/') + 1;
        names[product.path.substr(0, name)].insert(product.path.substr(name));
    }
    std::vector<Leftover> out;
    for (auto const& [folder, wanted] : names) {
        if (!is_folder(root / folder)) continue;
        auto const listed = listed_hashes(root / folder / "SHA256SUMS");
        for (auto const& entry : list_folder(root / folder)) {
            auto const hash = listed.find(entry.name);
            bool const ours = hash != listed.end() || is_called_like_a_script(entry.name);
            if (!ours || wanted.contains(entry.name) || !is_readable_file(root / folder / entry.name)) continue;
            bool const unchanged =
                hash != listed.end() && sha256(read_file(root / folder / entry.name)) == hash->second;
            out.push_back({folder + entry.name, unchanged});
        }
    }
    return out;
}

} // namespace migc::cli
