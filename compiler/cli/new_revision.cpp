#include "compiler/cli/new_revision.hpp"

#include "compiler/base/utf8.hpp"
#include "compiler/cli/file_template.hpp"
#include "compiler/cli/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fmt/format.h>
#include <sys/random.h>

namespace migc::cli {

namespace {

constexpr std::array<std::string_view, 4> reserved = {"head", "heads", "base", "current"};

std::string random_id() {
    std::array<unsigned char, 6> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        fail("cannot read", "the system's random source");
    std::string id;
    for (auto const byte : bytes) id += fmt::format("{:02x}", byte);
    return id;
}

bool is_bare(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

// As LANGUAGE.md spells ids; empty when fine.
std::string trouble_with(std::string_view name) {
    if (name.empty()) return "it is empty";
    if (name.size() > chain::id_width)
        return fmt::format("it has {} bytes, the version column {}", name.size(), chain::id_width);
    if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) return "it is a symbol of ranges";
    if (auto const at = name.find_first_of("@+-:~,'\"` \t\n"); at != std::string_view::npos)
        return fmt::format("it holds `{}`", name.substr(at, 1));
    if (auto const bad = first_unreadable(name)) return fmt::format("it holds {}", bad->what);
    return {};
}

void check_name(Session& session, std::string_view what, std::string const& name) {
    auto trouble = trouble_with(name);
    if (!trouble.empty()) {
        session.diagnostics.add(Code::bad_revision_id, {}, fmt::format("`{}` cannot be {}: {}", name, what, trouble),
                                "use letters, digits, `_` and `.`");
        return;
    }
    auto const& chain = session.project.chain;
    auto taken = chain::find(chain, name);
    if (!taken) taken = chain::find_label(chain, name);
    if (taken)
        session.diagnostics.add(Code::bad_revision_id, {}, fmt::format("`{}` is taken", name), "choose another name")
            .notes.push_back({chain[*taken].id.place, "by this revision"});
}

std::string literal(std::string_view text) {
    std::string out = "'";
    for (auto const c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

std::string spelled(std::string_view name) { return is_bare(name) ? std::string(name) : literal(name); }

std::string spelled(std::vector<std::string> const& names) {
    std::string out;
    for (auto const& name : names) out += fmt::format("{}{}", out.empty() ? "" : ", ", spelled(name));
    return out;
}

} // namespace

NewRevision new_revision(Session& session, std::string const& default_message) {
    auto const& arguments = session.arguments;
    NewRevision revision;
    revision.id = arguments.value(Option::rev_id).value_or(random_id());
    revision.message = arguments.value(Option::message).value_or(default_message);
    revision.labels = arguments.values(Option::label);
    check_name(session, "an id", revision.id);
    for (auto const& label : revision.labels) check_name(session, "a label", label);
    if (revision.message.find_first_of("\n\t") != std::string::npos || first_unreadable(revision.message))
        session.diagnostics.add(Code::bad_option_value, {}, "the message is not one line of plain text",
                                "shorten it; the file has room for a `description $$ … $$;`");
    return revision;
}

std::string revision_text(NewRevision const& revision) {
    auto text = fmt::format("revision  {};\nrevises   {};\n", spelled(revision.id),
                            revision.parents.empty() ? "base" : spelled(revision.parents));
    if (!revision.message.empty()) text += fmt::format("message   {};\n", literal(revision.message));
    if (!revision.depends_on.empty()) text += fmt::format("depends on {};\n", spelled(revision.depends_on));
    if (!revision.labels.empty()) text += fmt::format("label     {};\n", spelled(revision.labels));
    return text + "\nupgrade {\n}\n\ndowngrade auto;\n";
}

void write_revision(Session& session, NewRevision const& revision) {
    auto const& config = session.project.config;
    auto const name = file_name(config.project.file_template, revision.id, revision.message, std::time(nullptr));
    auto const path = revisions_folder(config) / name;
    auto const shown = path.lexically_proximate(working_folder()).string();
    if (!create_file(path, revision_text(revision))) {
        session.diagnostics.add(Code::file_exists, {}, fmt::format("`{}` exists already", shown),
                                "choose another id or message");
        return;
    }
    session.output = shown + "\n";
}

} // namespace migc::cli
