// `migc explain CODE`: the page of a diagnostic, by number (`MIG0602`, `602`) or by name; `migc explain commands`: the
// table of SQL commands.
#include "compiler/base/render.hpp"
#include "compiler/base/suggest.hpp"
#include "compiler/cli/session.hpp"
#include "grammar/command.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>

namespace migc::cli {

namespace {

std::optional<unsigned> number_in(std::string_view word) {
    if (word.size() > 3 && (word.starts_with("MIG") || word.starts_with("mig"))) word.remove_prefix(3);
    unsigned number = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

std::string table_of_commands() {
    auto const commands = grammar::all_commands();
    std::size_t widest = 0;
    for (auto const& command : commands) widest = std::max(widest, command.words.size());
    auto out = fmt::format("{:<{}}  {:<10}  {:<5}  {:<11}  {}\n", "command", widest, "depth", "since", "transaction",
                           "inverse");
    std::map<std::string_view, std::size_t> depths;
    for (auto const& command : commands) {
        out += fmt::format("{:<{}}  {:<10}  {:<5}  {:<11}  {}\n", command.words, widest, spelling(command.depth),
                           command.since > 12 ? std::to_string(command.since) : "all", spelling(command.in_transaction),
                           command.inverse);
        ++depths[spelling(command.depth)];
    }
    out += fmt::format("\n{} commands:", commands.size());
    for (auto const& [depth, count] : depths) out += fmt::format(" {} {}", count, depth);
    return out + "\n";
}

} // namespace

void command_explain(Session& session) {
    auto const& word = session.arguments.operands.front();
    if (word == "commands") {
        session.output = table_of_commands();
        return;
    }
    auto const number = number_in(word);
    auto const& codes = all_codes();
    auto const found = std::find_if(codes.begin(), codes.end(), [&](CodeInfo const& row) {
        return number ? static_cast<unsigned>(row.code) == *number : row.name == word;
    });
    if (found != codes.end()) {
        session.output = render_page(*found);
        return;
    }
    std::vector<std::string_view> names;
    for (auto const& row : codes) names.push_back(row.name);
    auto const near = number ? std::nullopt : nearest(word, names);
    session.diagnostics.add(Code::unknown_code, {}, fmt::format("no diagnostic is called `{}`", word),
                            near ? fmt::format("write `migc explain {}`", *near)
                                 : "give the code that stands in the brackets of a diagnostic, as `MIG0101`");
}

} // namespace migc::cli
