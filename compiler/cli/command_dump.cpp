// `migc dump TYPE [FILE…]`: what a phase makes of its input, for those who work on migc and for its tests.
#include "compiler/base/suggest.hpp"
#include "compiler/cli/dump.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

struct DumpInfo {
    std::string_view name;
    bool needs_files;
    std::string_view summary;
    void (*run)(Session&, std::vector<std::string> const&);
};

constexpr DumpInfo dumps[] = {
#define DUMP(name, needs_files, summary) {#name, needs_files, summary, dump_##name},
#include "compiler/cli/dump.def"
#undef DUMP
};

} // namespace

void command_dump(Session& session) {
    auto const& word = session.arguments.operands.front();
    auto const found =
        std::find_if(std::begin(dumps), std::end(dumps), [&](DumpInfo const& row) { return row.name == word; });
    if (found == std::end(dumps)) {
        std::vector<std::string_view> names;
        for (auto const& row : dumps) names.push_back(row.name);
        auto const near = nearest(word, names);
        std::string help = near ? fmt::format("write `migc dump {}`", *near) : "name one of ";
        if (!near)
            for (auto const name : names) help += fmt::format("{}`{}`", name == names.front() ? "" : ", ", name);
        session.diagnostics.add(Code::bad_operands, {}, fmt::format("there is no dump of `{}`", word), help);
        return;
    }
    std::vector<std::string> const files(session.arguments.operands.begin() + 1, session.arguments.operands.end());
    if (files.empty() == found->needs_files) {
        session.diagnostics.add(
            Code::bad_operands, {},
            fmt::format("`dump {}` {}", word, found->needs_files ? "lacks a file" : "takes no file"),
            fmt::format("write `migc dump {}{}`", word, found->needs_files ? " FILE..." : ""));
        return;
    }
    found->run(session, files);
}

} // namespace migc::cli
