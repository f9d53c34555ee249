#include "compiler/emit/planner.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

namespace migc::emit {

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

void add_files(Sha256& hash, replay::Input const& input, std::vector<ast::Item> const& items) {
    for (auto const& item : items) {
        if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
            add_files(hash, input, choice->items);
            add_files(hash, input, choice->otherwise);
        } else if (auto const* include = std::get_if<ast::IncludeItem>(&item.body)) {
            if (auto const* file = input.schema(include->path.value)) {
                hash.add(file->source->text);
                add_files(hash, input, file->items);
            }
        }
    }
}

void add_target(Sha256& hash, Target const& target) {
    hash.add(fmt::format("{}", target.server_version));
    hash.add(target.schema);
    for (auto const& schema : target.search_path) hash.add(schema);
    hash.add(target.role.value_or(""));
    hash.add(target.version_table);
    hash.add(target.version_table_schema.value_or(""));
    hash.add(target.transaction == TransactionMode::single ? "single" : "revision");
    hash.add(target.lock_timeout);
    for (auto const& [name, variable] : target.variables) {
        hash.add(name);
        hash.add(variable.value);
    }
}

} // namespace

std::string input_hash(PlanRequest const& request) {
    Sha256 hash;
    for (auto const& step : request.route.steps) {
        auto const& file = request.input.file(step.revision);
        hash.add(request.input.chain[step.revision].id.name);
        for (auto const parent : request.input.chain[step.revision].parents) hash.add(request.input.chain[parent].id.name);
        hash.add(file.source->text);
        if (file.revision.baseline)
            if (auto const* schema = request.input.schema(file.revision.baseline->value)) hash.add(schema->source->text);
        add_files(hash, request.input, file.revision.upgrade);
        add_files(hash, request.input, file.revision.downgrade.items);
    }
    add_target(hash, request.target);
    return hash.hexadecimal();
}

} // namespace migc::emit
