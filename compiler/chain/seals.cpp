#include "compiler/chain/seals.hpp"

#include "compiler/base/sha256.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace migc::chain {

namespace {

constexpr std::string_view first_line = "migc.sum 1";
constexpr std::size_t hash_size = 64;
constexpr std::string_view make_anew =
    "take one side of the merge whole (`git checkout --ours` or `--theirs`), then run `migc seal`";

bool is_hash(std::string_view text) {
    return text.size() == hash_size && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_conflict_mark(std::string_view line) {
    return line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>") ||
           line.starts_with("|||||||");
}

// The hash of a line: over the one above, the id and the meaning.
std::string linked(std::string_view above, std::string_view id, std::string_view meaning) {
    Sha256 hash;
    hash.add_part(above);
    hash.add_part(id);
    hash.add_part(meaning);
    return hash.hexadecimal();
}

class Reader {
public:
    Reader(SourceFile const& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

    std::optional<std::vector<Seal>> run() {
        std::string_view const text = source_.text;
        for (std::size_t begin = 0; begin < text.size();) {
            auto const end = std::min(text.find('\n', begin), text.size());
            if (!line(begin, text.substr(begin, end - begin))) return std::nullopt;
            begin = end + 1;
        }
        if (!headed_) {
            bad({0, 0}, "the file is empty", "run `migc seal`, which writes it");
            return std::nullopt;
        }
        if (text.back() != '\n') {
            auto const size = static_cast<std::uint32_t>(text.size());
            bad({size, size}, "the last line does not end", "the file was cut off: bring it back from version control");
            return std::nullopt;
        }
        return std::move(seals_);
    }

private:
    bool line(std::size_t begin, std::string_view text) {
        auto const span = [&](std::size_t from, std::size_t size) {
            return Span{static_cast<std::uint32_t>(begin + from), static_cast<std::uint32_t>(begin + from + size)};
        };
        if (is_conflict_mark(text)) return bad(span(0, text.size()), "a merge conflict stands in the file", make_anew);
        if (!headed_) {
            headed_ = text == first_line;
            return headed_ ||
                   bad(span(0, text.size()), "the first line does not name a format that is known",
                       fmt::format("the file begins with `{}`; use a newer migc for another format", first_line));
        }
        auto const first = text.find(' '), second = text.find(' ', first == text.npos ? first : first + 1);
        bool const three = second != text.npos && first > 0;
        auto const id = text.substr(0, first);
        if (!three || !is_hash(text.substr(first + 1, second - first - 1)) || !is_hash(text.substr(second + 1)))
            return bad(span(0, text.size()), "the line is not an id and two hashes",
                       "bring the file back from version control; only `migc seal` writes it");
        auto const meaning = text.substr(first + 1, second - first - 1);
        auto const place = Place{&source_, span(0, first)};
        if (auto const [at, added] = places_.try_emplace(std::string(id), place); !added) {
            bad(place.span, fmt::format("`{}` is sealed twice", id), make_anew);
            return false;
        }
        above_ = linked(above_, id, meaning);
        if (above_ != text.substr(second + 1))
            return bad(span(second + 1, hash_size), "the line does not follow from the ones above",
                       std::string("lines were joined, moved or taken out: ") + std::string(make_anew));
        seals_.push_back({std::string(id), std::string(meaning), place});
        return true;
    }

    bool bad(Span span, std::string message, std::string_view help) {
        diagnostics_.add(Code::bad_seal_file, {&source_, span}, std::move(message), std::string(help));
        return false;
    }

    SourceFile const& source_;
    Diagnostics& diagnostics_;
    bool headed_ = false;
    std::string above_;
    std::map<std::string, Place> places_;
    std::vector<Seal> seals_;
};

} // namespace

std::optional<std::vector<Seal>> read_seals(SourceFile const& source, Diagnostics& diagnostics) {
    return Reader(source, diagnostics).run();
}

std::string write_seals(std::vector<Seal> const& seals) {
    std::string out(first_line), above;
    out += '\n';
    for (auto const& seal : seals) {
        above = linked(above, seal.id, seal.meaning);
        out += fmt::format("{} {} {}\n", seal.id, seal.meaning, above);
    }
    return out;
}

} // namespace migc::chain
