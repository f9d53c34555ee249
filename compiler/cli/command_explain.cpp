// `migc explain CODE`: the page of a diagnostic, by number (`MIG0602`, `602`) or by name.
#include "compiler/base/render.hpp"
#include "compiler/base/suggest.hpp"
#include "compiler/cli/session.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::cli {

namespace {

std::optional<unsigned> number_in(std::string_view word) {
    if (word.size() > 3 && (word.starts_with("MIG") || word.starts_with("mig"))) word.remove_prefix(3);
    unsigned number = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

} // namespace

void command_explain(Session& session) {
    auto const& word = session.arguments.operands.front();
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
