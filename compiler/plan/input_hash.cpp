#include "compiler/plan/planner.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <set>

namespace migc::plan {

namespace {

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw SystemError("SHA-256 is not available");
    }
    // Each part with its length in front: no two lists of parts run together into the same bytes.
    void add(std::string_view part) {
        auto const head = fmt::format("{}:", part.size());
        EVP_DigestUpdate(context_.get(), head.data(), head.size());
        EVP_DigestUpdate(context_.get(), part.data(), part.size());
    }
    std::string hexadecimal() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
        std::string out;
        for (unsigned i = 0; i < size; ++i) fmt::format_to(std::back_inserter(out), "{:02x}", bytes[i]);
        return out;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

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
        hash_.add(file->source->text);
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
        if (value != left_alone) hash.add(fmt::format("{}={}", key, value));
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
    hash.add(fmt::format("{}", target.server_version));
    hash.add(target.schema);
    for (auto const& schema : target.search_path) hash.add(schema);
    hash.add(target.role.value_or(""));
    hash.add(target.version_table);
    hash.add(target.version_table_schema.value_or(""));
    hash.add(word(target.transaction));
    hash.add(target.lock_timeout);
    add_departures(hash, target);
    for (auto const& [name, variable] : target.variables) {
        hash.add(name);
        hash.add(variable.value);
    }
}

} // namespace

std::string input_hash(PlanRequest const& request) {
    Sha256 hash;
    FileHash files(hash, request.input);
    for (auto const& step : request.route.steps) {
        auto const& file = request.input.file(step.revision);
        hash.add(request.input.chain[step.revision].id.name);
        for (auto const parent : request.input.chain[step.revision].parents)
            hash.add(request.input.chain[parent].id.name);
        hash.add(file.source->text);
        if (file.revision.baseline) files.add(std::string_view(file.revision.baseline->value));
        files.add(file.revision.upgrade);
        files.add(file.revision.downgrade.items);
    }
    add_target(hash, request.target);
    return hash.hexadecimal();
}

} // namespace migc::plan
