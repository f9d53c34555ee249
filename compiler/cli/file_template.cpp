#include "compiler/cli/file_template.hpp"

#include "compiler/base/suggest.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace migc::cli {

namespace {

constexpr std::size_t slug_limit = 40; // Alembic's truncate_slug_length

constexpr std::array<std::string_view, 9> tokens = {"rev",  "slug",   "year",   "month", "day",
                                                    "hour", "minute", "second", "epoch"};

// One `%(name).2d` at `begin`; a size of zero where none stands.
struct Token {
    std::size_t size = 0;
    std::string_view name;
    std::size_t width = 0;
};

Token token_at(std::string_view pattern, std::size_t begin) {
    auto at = begin + 1;
    if (at < pattern.size() && pattern[at] == '%') ++at;
    if (at >= pattern.size() || pattern[at] != '(') return {};
    auto const close = pattern.find(')', at);
    if (close == std::string_view::npos) return {};
    Token token;
    token.name = pattern.substr(at + 1, close - at - 1);
    at = close + 1;
    while (at < pattern.size() && (pattern[at] == '.' || (pattern[at] >= '0' && pattern[at] <= '9'))) {
        if (pattern[at] != '.')
            token.width =
                std::min<std::size_t>(token.width * 10 + static_cast<std::size_t>(pattern[at] - '0'), slug_limit);
        ++at;
    }
    if (at >= pattern.size() || (pattern[at] != 's' && pattern[at] != 'd')) return {};
    token.size = at + 1 - begin;
    return token;
}

std::string padded(long long number, std::size_t width) { return fmt::format("{:0{}}", number, width); }

std::string value_of(Token const& token, std::string_view id, std::string_view message, std::time_t now) {
    std::tm local{};
    localtime_r(&now, &local);
    if (token.name == "rev") return std::string(id);
    if (token.name == "slug") return slug(message);
    if (token.name == "year") return padded(local.tm_year + 1900, token.width);
    if (token.name == "month") return padded(local.tm_mon + 1, token.width);
    if (token.name == "day") return padded(local.tm_mday, token.width);
    if (token.name == "hour") return padded(local.tm_hour, token.width);
    if (token.name == "minute") return padded(local.tm_min, token.width);
    if (token.name == "second") return padded(local.tm_sec, token.width);
    return padded(static_cast<long long>(now), token.width);
}

} // namespace

std::optional<BadValue> check_file_template(std::string_view pattern) {
    bool has_rev = false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == '/' || pattern[at] == '\0')
            return BadValue{"the pattern names a folder", "write a file name; all revisions lie in one folder", at, 1};
        if (pattern[at] != '%') continue;
        auto const token = token_at(pattern, at);
        if (token.size == 0) return BadValue{"a `%` starts no token", "write a token as in `%(rev)s`", at, 1};
        if (std::find(tokens.begin(), tokens.end(), token.name) == tokens.end()) {
            auto const near = nearest(token.name, {tokens.begin(), tokens.end()});
            return BadValue{fmt::format("token `{}` is unknown", token.name),
                            near ? fmt::format("write `%({})s`", *near)
                                 : "use `rev`, `slug`, `year`, `month`, `day`, `hour`, `minute`, `second` or `epoch`",
                            at, token.size};
        }
        has_rev = has_rev || token.name == "rev";
        at += token.size - 1;
    }
    if (!has_rev) return BadValue{"the pattern holds no `%(rev)s`", "add it: the id keeps file names apart"};
    return std::nullopt;
}

std::string file_name(std::string_view pattern, std::string_view id, std::string_view message, std::time_t now) {
    std::string name;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '%') {
            name += pattern[at];
            continue;
        }
        auto const token = token_at(pattern, at);
        name += value_of(token, id, message, now);
        at += token.size - 1;
    }
    // An id may hold what a file name should not.
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '/' || c == '\\'; }, '_');
    while (!name.empty() && name.back() == '_') name.pop_back();
    while (!name.empty() && name.front() == '.') name.erase(0, 1); // hidden files are not read
    return name + ".mig";
}

std::string slug(std::string_view message) {
    std::string out;
    bool gap = false;
    for (auto const c : message) {
        auto const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        bool const word =
            (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (!word) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += '_';
        gap = false;
        out += lower;
    }
    if (out.size() <= slug_limit) return out;
    auto cut = out.rfind('_', slug_limit);
    if (cut == std::string::npos || cut == 0) {
        cut = slug_limit;
        while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut; // whole characters
    }
    return out.substr(0, cut);
}

} // namespace migc::cli
