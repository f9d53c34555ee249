#include "compiler/plan/planner.hpp"

#include "compiler/base/sha256.hpp"

#include <fmt/format.h>
#include <set>

namespace migc::plan {

namespace {

// Every SQL file that a range brings in, once, with what it includes itself.
class FileHash {
public:
    FileHash(Sha256& hash, replay::Input const& input) : hash_(hash), input_(input) {}

    void add(std::vector<ast::Item> const& items) {
        for (auto const& item : items) {
            if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
                add(choice->items);
                add(choice->otherwise);
            }
            if (auto const* include = std::get_if<ast::IncludeItem>(&item.body))
                add(std::string_view(include->path.value));
            if (auto const* sql = std::get_if<ast::SqlItem>(&item.body); sql && sql->reversal)
                add(sql->reversal->items);
            if (auto const* raw = std::get_if<ast::RawItem>(&item.body); raw && raw->reversal)
                add(raw->reversal->items);
        }
    }
    void add(std::string_view written) {
        auto const* file = input_.schema(written);
        if (!file || !added_.insert(file).second) return;
        hash_.add_part(file->source->text);
        add(file->items);
    }

private:
    Sha256& hash_;
    replay::Input const& input_;
    std::set<grammar::ParsedFile const*> added_;
};

std::string_view word(TransactionMode mode) {
    switch (mode) {
    case TransactionMode::single: return "single";
    case TransactionMode::revision: return "revision";
    case TransactionMode::segment: return "segment";
    }
    return {};
}

// Keys that most targets leave alone, each with its name, which no variable's name can be: it has a `=`.
void add_departures(Sha256& hash, Target const& target) {
    Target const defaults;
    auto const add = [&](std::string_view key, std::string const& value, std::string const& left_alone) {
        if (value != left_alone) hash.add_part(fmt::format("{}={}", key, value));
    };
    add("newest_server", std::to_string(target.newest_server), std::to_string(target.server_version));
    add("client", target.client == Client::caller ? "caller" : "psql", "psql");
    add("guard", target.guard == GuardLevel::drift ? "drift" : "version", "version");
    add("database", target.database.value_or(""), "");
    add("statement_timeout", target.statement_timeout, defaults.statement_timeout);
    add("idle_in_transaction_session_timeout", target.idle_in_transaction_session_timeout,
        defaults.idle_in_transaction_session_timeout);
    add("transaction_timeout", target.transaction_timeout, defaults.transaction_timeout);
}

void add_target(Sha256& hash, Target const& target) {
    hash.add_part(fmt::format("{}", target.server_version));
    hash.add_part(target.schema);
    for (auto const& schema : target.search_path) hash.add_part(schema);
    hash.add_part(target.role.value_or(""));
    hash.add_part(target.version_table);
    hash.add_part(target.version_table_schema.value_or(""));
    hash.add_part(word(target.transaction));
    hash.add_part(target.lock_timeout);
    add_departures(hash, target);
    // Only where there is one: without it scripts keep their hash.
    if (target.history_table) hash.add_part(*target.history_table);
    for (auto const& [name, variable] : target.variables) {
        hash.add_part(name);
        hash.add_part(variable.value);
    }
}

} // namespace

std::string input_hash(PlanRequest const& request) {
    Sha256 hash;
    FileHash files(hash, request.input);
    for (auto const& step : request.route.steps) {
        auto const& file = request.input.file(step.revision);
        hash.add_part(request.input.chain[step.revision].id.name);
        for (auto const parent : request.input.chain[step.revision].parents)
            hash.add_part(request.input.chain[parent].id.name);
        hash.add_part(file.source->text);
        if (file.revision.baseline) files.add(std::string_view(file.revision.baseline->value));
        files.add(file.revision.upgrade);
        files.add(file.revision.downgrade.items);
    }
    add_target(hash, request.target);
    return hash.hexadecimal();
}

} // namespace migc::plan
