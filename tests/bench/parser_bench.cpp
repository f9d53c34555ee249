// How fast the grammar reads SQL, beside PostgreSQL's own parser on the same text.
//
//     parser_bench FOLDER [RATIO]
//
// takes the upgrade statements of all revisions in FOLDER, one text for each revision, and measures lexing and parsing
// them all. libpg_query is asked to split, which parses into PostgreSQL's tree and, unlike its other calls, does not
// spell the tree out again. Processor time of the fastest pass counts. With RATIO the exit status is 1 unless ours is
// so many times as fast.
#include "compiler/base/render.hpp"
#include "grammar/parser.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace {

using namespace migc;

std::string read(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// What PostgreSQL understands of a revision: its statements, without `reversed by` and the rest of our language.
std::string upgrade_sql(std::filesystem::path const& path) {
    auto const file = grammar::parse_revision(std::make_shared<SourceFile>(path.string(), read(path)));
    std::string sql;
    for (auto const& item : file.revision.upgrade)
        if (auto const* statement = std::get_if<ast::SqlItem>(&item.body))
            sql.append(file.source->slice(statement->tokens.span())).append(";\n");
    return sql;
}

void read_with_migc(std::string const& sql) {
    auto const file = grammar::parse_statements(sql);
    if (!file.diagnostics.has_errors()) return;
    fmt::print(stderr, "migc: {}", render_text(file.diagnostics.items().front(), false));
    std::exit(1);
}

void read_with_libpg_query(std::string const& sql) {
    auto const result = pg_query_split_with_parser(sql.c_str());
    if (result.error) {
        fmt::print(stderr, "libpg_query: {}\n{}\n", result.error->message, sql);
        std::exit(1);
    }
    pg_query_free_split_result(result);
}

constexpr int passes = 7;

double fastest_seconds(std::vector<std::string> const& texts, void (*read_text)(std::string const&)) {
    auto fastest = std::clock();
    for (int pass = 0; pass < passes; ++pass) {
        auto const begin = std::clock();
        for (auto const& text : texts) read_text(text);
        auto const taken = std::clock() - begin;
        fastest = pass == 0 ? taken : std::min(fastest, taken);
    }
    return static_cast<double>(fastest) / CLOCKS_PER_SEC;
}

} // namespace

int main(int count, char** words) {
    if (count < 2) {
        fmt::print(stderr, "usage: parser_bench FOLDER [RATIO]\n");
        return 2;
    }
    std::vector<std::string> texts;
    std::size_t bytes = 0;
    for (auto const& entry : std::filesystem::directory_iterator(words[1])) {
        if (entry.path().extension() != ".mig") continue;
        texts.push_back(upgrade_sql(entry.path()));
        bytes += texts.back().size();
    }
    if (bytes < 100'000) {
        fmt::print(stderr, "parser_bench: {} bytes are too few to measure\n", bytes);
        return 2;
    }
    auto const ours = fastest_seconds(texts, read_with_migc);
    auto const theirs = fastest_seconds(texts, read_with_libpg_query);
    auto const speed = [&](double seconds) { return static_cast<double>(bytes) / 1e6 / seconds; };
    fmt::print("{} texts, {:.2f} MB: migc {:.1f} MB/s, libpg_query {:.1f} MB/s, {:.2f} times as fast\n", texts.size(),
               static_cast<double>(bytes) / 1e6, speed(ours), speed(theirs), theirs / ours);
    return count > 2 && theirs / ours < std::atof(words[2]) ? 1 : 0;
}
