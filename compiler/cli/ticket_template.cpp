#include "compiler/cli/ticket_template.hpp"

#include "compiler/base/sha256.hpp"

#include <map>
#include <string_view>

namespace migc::cli {

namespace {

// The slots: the name, the input hashes, and each file's own hash, which those behind it show.
using Slots = std::map<std::string, std::size_t, std::less<>>;

constexpr std::size_t hash_size = 64;

bool is_hash_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

} // namespace

TicketTemplate::TicketTemplate(std::vector<ticket::File> const& files, std::string const& name,
                               std::vector<std::string> const& hashes) {
    Slots slots;
    for (std::size_t i = 0; i < hashes.size(); ++i) slots.emplace(hashes[i], i + 1);
    for (auto const& file : files) {
        Page page{file.name, {}, {}};
        std::string_view const bytes = file.bytes;
        std::size_t begin = 0, digits = 0;
        auto const cut = [&](std::size_t at, std::size_t size, std::size_t slot) {
            page.pieces.push_back({std::string(bytes.substr(begin, at - begin)), slot});
            begin = at + size;
        };
        for (std::size_t at = 0; at < bytes.size();) {
            if (at >= begin && bytes.substr(at).starts_with(name)) {
                cut(at, name.size(), 0);
                at = begin;
                digits = 0;
                continue;
            }
            digits = is_hash_digit(bytes[at]) ? digits + 1 : 0;
            ++at;
            if (digits != hash_size) continue;
            auto const slot = slots.find(bytes.substr(at - hash_size, hash_size));
            if (slot != slots.end()) cut(at - hash_size, hash_size, slot->second);
            digits = 0;
        }
        page.rest = bytes.substr(begin);
        slots.emplace(sha256(file.bytes), hashes.size() + 1 + pages_.size());
        pages_.push_back(std::move(page));
    }
}

std::vector<ticket::File> TicketTemplate::filled(std::string const& name,
                                                 std::vector<std::string> const& hashes) const {
    std::vector<std::string> values{name};
    values.insert(values.end(), hashes.begin(), hashes.end());
    std::vector<ticket::File> out;
    for (auto const& page : pages_) {
        std::string bytes;
        for (auto const& piece : page.pieces) bytes.append(piece.text).append(values[piece.slot]);
        bytes += page.rest;
        values.push_back(sha256(bytes));
        out.push_back({page.name, std::move(bytes)});
    }
    return out;
}

} // namespace migc::cli
