#include "compiler/ticket/manifest.hpp"

#include "compiler/base/sha256.hpp"
#include "compiler/base/version.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace migc::ticket {

namespace json = boost::json;

namespace {

// Two blanks deep and one member a line, so that a diff of two tickets can be read.
void append(std::string& out, json::value const& value, std::size_t indent) {
    auto const line = [&](std::size_t depth) { out.append("\n").append(depth * 2, ' '); };
    if (auto const* object = value.if_object(); object && !object->empty()) {
        out += '{';
        for (auto it = object->begin(); it != object->end(); ++it) {
            if (it != object->begin()) out += ',';
            line(indent + 1);
            out += json::serialize(json::value(it->key())) + ": ";
            append(out, it->value(), indent + 1);
        }
        line(indent);
        out += '}';
    } else if (auto const* array = value.if_array(); array && !array->empty()) {
        out += '[';
        for (auto it = array->begin(); it != array->end(); ++it) {
            if (it != array->begin()) out += ',';
            line(indent + 1);
            append(out, *it, indent + 1);
        }
        line(indent);
        out += ']';
    } else {
        out += json::serialize(value);
    }
}

json::array strings(auto const& list) {
    json::array out;
    for (auto const& each : list) out.emplace_back(std::string_view(each));
    return out;
}

json::array ids(Ticket const& ticket, std::vector<chain::Index> const& list) {
    std::vector<std::string> names;
    for (auto const index : list) names.push_back(ticket.input.chain[index].id.name);
    std::sort(names.begin(), names.end());
    return strings(names);
}

json::value optional_text(std::optional<std::string> const& text) {
    return text ? json::value(*text) : json::value(nullptr);
}

std::string_view spelling(TransactionMode mode) {
    switch (mode) {
    case TransactionMode::single: return "single";
    case TransactionMode::revision: return "revision";
    case TransactionMode::segment: return "segment";
    }
    return {};
}

json::array classes(std::set<Reversal> const& accepted) {
    json::array out;
    for (auto const each : accepted) out.emplace_back(migc::spelling(each));
    return out;
}

// Every key of the target, since each may change a byte.
json::object options(Target const& target) {
    json::object out;
    out["dialect"] = "postgresql";
    out["server_version"] = target.server_version;
    out["newest_server"] = target.newest_server;
    out["from"] = target.from;
    out["to"] = target.to;
    out["schema"] = target.schema;
    out["search_path"] = strings(target.search_path);
    out["schemas"] = strings(target.schemas);
    out["database"] = optional_text(target.database);
    out["role"] = optional_text(target.role);
    out["client"] = target.client == Client::psql ? "psql" : "caller";
    out["guard"] = target.guard == GuardLevel::version ? "version" : "drift";
    out["output"] = target.output == Output::single ? "single" : "per-revision";
    out["transaction"] = spelling(target.transaction);
    out["version_table"] = target.version_table;
    out["version_table_schema"] = optional_text(target.version_table_schema);
    out["history_table"] = optional_text(target.history_table);
    out["lock_timeout"] = target.lock_timeout;
    out["statement_timeout"] = target.statement_timeout;
    out["idle_in_transaction_session_timeout"] = target.idle_in_transaction_session_timeout;
    out["transaction_timeout"] = target.transaction_timeout;
    out["accept_upgrade"] = classes(target.accept_upgrade);
    out["accept_downgrade"] = classes(target.accept_downgrade);
    json::object variables;
    for (auto const& [name, variable] : target.variables) variables[name] = variable.value;
    out["variables"] = std::move(variables);
    return out;
}

json::object revision_entry(Ticket const& ticket, RevisionActs const& acts) {
    auto const& revision = revision_of(ticket, acts);
    auto const& file = ticket.input.file(acts.revision);
    json::array required;
    for (auto const& each : file.revision.requirements_of_server)
        required.emplace_back(fmt::format("{} >= {}", each.dialect.text, each.version));
    json::object out;
    out["id"] = revision.id.name;
    out["revises"] = ids(ticket, revision.parents);
    out["depends_on"] = ids(ticket, revision.depends_on);
    out["message"] = revision.message;
    out["tickets"] = strings(tickets_of(ticket, acts));
    json::array requirements;
    for (auto const& each : file.revision.requirements) requirements.emplace_back(each.value);
    out["requirements"] = std::move(requirements);
    out["requires"] = std::move(required);
    out["reversal"] = migc::spelling(acts.reversal);
    return out;
}

// Every file that is read into the range, once. Line ends count as line feeds, whatever a checkout makes of them.
void note_source(std::map<std::string, std::string>& out, grammar::ParsedFile const* file) {
    if (file && file->source) out[file->source->path] = sha256(file->source->text);
}

void note_includes(std::map<std::string, std::string>& out, replay::Input const& input, std::string_view written);

void note_includes(std::map<std::string, std::string>& out, replay::Input const& input,
                   std::vector<ast::Item> const& items) {
    for (auto const& item : items) {
        if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
            note_includes(out, input, choice->items);
            note_includes(out, input, choice->otherwise);
        }
        if (auto const* include = std::get_if<ast::IncludeItem>(&item.body))
            note_includes(out, input, std::string_view(include->path.value));
        if (auto const* sql = std::get_if<ast::SqlItem>(&item.body); sql && sql->reversal)
            note_includes(out, input, sql->reversal->items);
        if (auto const* raw = std::get_if<ast::RawItem>(&item.body); raw && raw->reversal)
            note_includes(out, input, raw->reversal->items);
    }
}

void note_includes(std::map<std::string, std::string>& out, replay::Input const& input, std::string_view written) {
    auto const* file = input.schema(written);
    if (!file || !file->source || out.contains(file->source->path)) return;
    note_source(out, file);
    note_includes(out, input, file->items);
}

json::array inputs(Ticket const& ticket) {
    std::map<std::string, std::string> files;
    for (auto const& acts : ticket.revisions) {
        auto const& file = ticket.input.revisions[acts.revision];
        note_source(files, &file);
        if (file.revision.baseline) note_includes(files, ticket.input, std::string_view(file.revision.baseline->value));
        note_includes(files, ticket.input, file.revision.upgrade);
        note_includes(files, ticket.input, file.revision.downgrade.items);
    }
    json::array out;
    for (auto const& [path, hash] : files) out.push_back({{"file", path}, {"sha256", hash}});
    return out;
}

// In the order of a run that nothing interrupts; what is due behind an interruption state.sql says.
json::array order(emit::NumberedFiles const& files) {
    json::array out;
    for (auto const& file : files) {
        if (file.kind == emit::FileKind::repair || file.undo()) continue;
        json::object entry;
        entry["file"] = file.name;
        entry["runs"] = file.one_statement() ? "alone" : "in a transaction";
        entry["rows_before"] = strings(file.rows_before);
        entry["rows_after"] = strings(file.rows_after);
        out.push_back(std::move(entry));
    }
    return out;
}

} // namespace

std::string manifest(Ticket const& ticket, std::vector<File> const& outputs) {
    json::object out;
    out["format"] = 1;
    out["migc"] = program_version;
    out["target"] = ticket.target.name;
    out["range"] = ticket.range;
    out["rows_before"] = ids(ticket, ticket.upgrade.start);
    out["rows_after"] = ids(ticket, ticket.upgrade.end);
    out["can_go_back"] = ticket.nearest.empty();
    out["input_sha256"] = ticket.input_hash;
    out["options"] = options(ticket.target);
    json::array revisions;
    for (auto const& acts : ticket.revisions) revisions.push_back(revision_entry(ticket, acts));
    out["revisions"] = std::move(revisions);
    if (ticket.in_files)
        out["order"] = {{"upgrade", order(ticket.in_files->files.upgrade)},
                        {"downgrade", order(ticket.in_files->files.downgrade)}};
    out["inputs"] = inputs(ticket);
    json::array files;
    for (auto const& file : outputs) files.push_back({{"file", file.name}, {"sha256", sha256(file.bytes)}});
    out["outputs"] = std::move(files);
    std::string text;
    append(text, out, 0);
    return text + "\n";
}

std::string checksums(std::vector<File> const& files) {
    std::string out;
    for (auto const& file : files) out += fmt::format("{}  {}\n", sha256(file.bytes), file.name);
    return out;
}

std::optional<std::string> target_of_manifest(std::string_view text) {
    json::error_code error;
    auto const value = json::parse(text, error);
    auto const* object = error ? nullptr : value.if_object();
    auto const* target = object ? object->if_contains("target") : nullptr;
    auto const* name = target ? target->if_string() : nullptr;
    return name ? std::optional(std::string(*name)) : std::nullopt;
}

} // namespace migc::ticket
