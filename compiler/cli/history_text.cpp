#include "compiler/cli/history_text.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

using chain::Chain;
using chain::Index;

std::string joined(Chain const& chain, std::vector<Index> const& revisions) {
    std::string out;
    for (auto const revision : revisions) out += fmt::format("{}{}", out.empty() ? "" : ", ", chain[revision].id.name);
    return out;
}

std::string joined(std::vector<std::string_view> const& words) {
    std::string out;
    for (auto const& word : words) out += fmt::format("{}{}", out.empty() ? "" : ", ", word);
    return out;
}

std::string marks_text(Chain const& chain, Marks const& marks, Index revision) {
    std::string out;
    if (marks.heads[revision]) out += marks.real_heads[revision] ? " (head)" : " (effective head)";
    if (chain[revision].children.size() > 1) out += " (branchpoint)";
    if (chain[revision].parents.size() > 1) out += " (mergepoint)";
    if (!marks.current.empty() && marks.current[revision]) out += " (current)";
    return out;
}

std::string labels_text(Marks const& marks, Index revision) {
    auto const& labels = marks.labels[revision];
    return labels.empty() ? std::string() : fmt::format(" ({})", joined(labels));
}

// Escapes in a message may have made any byte: a terminal must not act on it, a line must stay one.
std::string plain(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (auto const byte = static_cast<unsigned char>(c); byte < 0x20 || byte == 0x7F) c = '?';
    return out;
}

void indented(std::string& out, std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = text.substr(begin, end - begin);
        out += line.empty() ? "\n" : fmt::format("    {}\n", plain(line));
        begin = end + 1;
    }
}

} // namespace

Marks marks_of(Chain const& chain) {
    Marks marks{std::vector<bool>(chain.revisions.size()),
                std::vector<bool>(chain.revisions.size()),
                {},
                chain::branch_labels(chain)};
    for (auto const head : chain::heads(chain)) marks.heads[head] = true;
    for (auto const head : chain::real_heads(chain)) marks.real_heads[head] = true;
    return marks;
}

std::string history_line(Chain const& chain, Marks const& marks, Index revision) {
    auto const& row = chain[revision];
    auto from = row.parents.empty() ? std::string("<base>") : joined(chain, row.parents);
    if (!row.depends_on.empty()) from += fmt::format(" ({})", joined(chain, row.depends_on));
    return fmt::format("{} -> {}{}{}{}{}\n", from, row.id.name, labels_text(marks, revision),
                       marks_text(chain, marks, revision), row.message.empty() ? "" : ", ", plain(row.message));
}

std::string head_line(Chain const& chain, Marks const& marks, Index revision) {
    return fmt::format("{}{}{}\n", chain[revision].id.name, labels_text(marks, revision),
                       marks_text(chain, marks, revision));
}

std::string revision_page(Project const& project, Marks const& marks, Index revision) {
    auto const& chain = project.chain;
    auto const& row = chain[revision];
    auto const& file = project.revisions[revision];
    auto out = fmt::format("Rev: {}{}\n", row.id.name, marks_text(chain, marks, revision));
    if (row.parents.size() > 1)
        out += fmt::format("Merges: {}\n", joined(chain, row.parents));
    else
        out += fmt::format("Parent: {}\n", row.parents.empty() ? "<base>" : joined(chain, row.parents));
    if (!row.depends_on.empty()) out += fmt::format("Also depends on: {}\n", joined(chain, row.depends_on));
    if (row.children.size() > 1) out += fmt::format("Branches into: {}\n", joined(chain, row.children));
    if (!marks.labels[revision].empty()) out += fmt::format("Branch names: {}\n", joined(marks.labels[revision]));
    out += fmt::format("Path: {}\n", file.source->path);
    auto const& header = file.revision;
    for (auto const& ticket : header.tickets) out += fmt::format("Ticket: {}\n", plain(ticket.value));
    for (auto const& requirement : header.requirements)
        out += fmt::format("Requirement: {}\n", plain(requirement.value));
    if (header.author) out += fmt::format("Author: {}\n", plain(header.author->value));
    if (header.created) out += fmt::format("Created: {}\n", plain(header.created->value));
    if (!row.message.empty()) {
        out += '\n';
        indented(out, row.message);
    }
    if (header.description) {
        out += '\n';
        indented(out, trimmed(header.description->value));
    }
    return out + '\n';
}

} // namespace migc::cli
