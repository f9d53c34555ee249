#include "compiler/cli/products.hpp"

#include "compiler/cli/files.hpp"
#include "compiler/cli/ini.hpp"
#include "compiler/cli/schema_tickets.hpp"
#include "compiler/cli/tickets.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

// The lines of the file that `schemas = @FILE` names; `#` begins a comment.
std::vector<std::string> schemas_in_file(Session& session, Target const& target, std::string const& path) {
    std::vector<std::string> out;
    auto const file = session.project.config.root / path;
    if (!is_readable_file(file)) {
        session.diagnostics.add(Code::ini_bad_value, session.project.config.place_of(target, "schemas"),
                                fmt::format("file `{}` does not exist", path), "name a file beside migc.ini");
        return out;
    }
    auto const& source = session.sources.emplace_back(std::make_shared<SourceFile>(path, read_file(file)));
    std::string_view const text = source->text;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = trimmed(text.substr(begin, end - begin));
        if (!line.empty() && !line.starts_with('#'))
            if (auto const bad = read_folder_schema(line, out))
                session.diagnostics.add(
                    Code::ini_bad_value,
                    {source.get(), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}}, bad->message,
                    bad->help);
        begin = end + 1;
    }
    if (out.empty() && !session.diagnostics.has_errors())
        session.diagnostics.add(Code::ini_bad_value, session.project.config.place_of(target, "schemas"),
                                fmt::format("file `{}` names no schema", path), "write one name a line");
    return out;
}

std::vector<std::string> schemas_of(Session& session, Target const& target) {
    auto const& named = target.schemas;
    bool const in_file = !named.empty() && named.front().starts_with('@');
    return in_file ? schemas_in_file(session, target, named.front().substr(1)) : named;
}

} // namespace

std::string ticket_folder(Target const& target) { return fmt::format("out/{}/", target.name); }

std::vector<Target> named_targets(Session& session) {
    auto all = chosen_targets(session);
    auto const& wanted = session.arguments.operands;
    if (wanted.empty()) return all;
    std::vector<Target> out;
    for (auto const& name : wanted) {
        auto const found =
            std::find_if(all.begin(), all.end(), [&](Target const& target) { return target.name == name; });
        if (found != all.end())
            out.push_back(*found);
        else
            session.diagnostics.add(Code::unknown_target, {}, fmt::format("there is no target `{}`", name),
                                    "name one of migc.ini's");
    }
    return out;
}

std::vector<Product> products_of(Session& session, Target const& target) {
    auto const schemas = schemas_of(session, target);
    auto const routes = routes_of(session, target);
    if (!routes) return {};
    std::vector<Product> out;
    auto const add = [&](std::string const& folder, std::vector<ticket::File> files) {
        for (auto& file : files) out.push_back({folder + file.name, std::move(file.bytes)});
    };
    auto const folder = ticket_folder(target);
    if (target.schemas.empty()) {
        add(folder, ticket_of(session, target, *routes).files);
        return out;
    }
    auto tickets = tickets_of_schemas(session, target, schemas, *routes);
    for (std::size_t i = 0; i < tickets.size(); ++i) add(folder + schemas[i] + "/", std::move(tickets[i]));
    return out;
}

} // namespace migc::cli
