#include "compiler/replay/variables.hpp"

#include "compiler/base/suggest.hpp"

#include <fmt/format.h>

namespace migc::replay {

namespace {

using grammar::TokenKind;

std::string_view name_of(SourceFile const& source, grammar::Token const& token) {
    auto const spelled = source.slice(token.span());
    return spelled.substr(2, spelled.size() - 3); // ${name}
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What separates tokens whatever stands beside it. Anything else could become one token with a value.
bool separates(char c) {
    constexpr std::string_view separators = " \t\n\f()[]{},;:";
    return separators.find(c) != std::string_view::npos;
}

bool grows_together(std::string_view value, char beside) {
    if (beside == '.') return is_digit(value.front());
    return !separates(beside);
}

// The trouble that loading noted beside the parser's: it concerns the file, however it is read.
bool is_of_loading(Diagnostic const& diagnostic) {
    return diagnostic.code == Code::file_outside_project || diagnostic.code == Code::file_missing ||
           diagnostic.code == Code::include_cycle;
}

template <class Parse>
std::optional<grammar::ParsedFile> read_anew(grammar::ParsedFile const& file, Target const& target,
                                             Parse const& parse) {
    auto text = with_variables(file, target);
    if (!text) return std::nullopt;
    auto source = std::make_shared<SourceFile>(file.source->path, std::move(*text));
    source->had_crlf = file.source->had_crlf;
    auto parsed = parse(std::move(source));
    for (auto const& diagnostic : file.diagnostics.items())
        if (is_of_loading(diagnostic)) parsed.diagnostics.add(diagnostic);
    return parsed;
}

} // namespace

std::optional<std::string> with_variables(grammar::ParsedFile const& file, Target const& target) {
    auto const& source = *file.source;
    if (target.variables.empty() || source.text.find("${") == std::string::npos) return std::nullopt;
    std::string out;
    std::uint32_t from = 0;
    for (auto const& token : file.tokens) {
        if (token.kind != TokenKind::variable) continue;
        auto const found = target.variables.find(std::string(name_of(source, token)));
        if (found == target.variables.end() || found->second.value.empty()) continue;
        auto const& value = found->second.value;
        out += source.slice({from, token.begin});
        if (!out.empty() && grows_together(value, out.back())) out += ' ';
        out += value;
        if (token.end < source.text.size() && grows_together(value, source.text[token.end])) out += ' ';
        from = token.end;
    }
    if (from == 0) return std::nullopt;
    out += std::string_view(source.text).substr(from);
    return out;
}

bool variables_are_known(grammar::TokenRange tokens, SourceFile const& source, Target const& target,
                         Diagnostics& diagnostics) {
    bool known = true;
    for (auto const& token : tokens) {
        if (token.kind != TokenKind::variable) continue;
        known = false;
        auto const name = name_of(source, token);
        std::vector<std::string_view> names;
        for (auto const& [each, variable] : target.variables) names.push_back(each);
        auto const near = nearest(name, names);
        diagnostics.add(
            Code::unknown_variable, {&source, token.span()},
            fmt::format("target `{}` has no variable `{}`", target.name, name),
            near ? fmt::format("write `${{{}}}`, or add `var.{} = …` to the target's section of migc.ini", *near, name)
                 : fmt::format("add `var.{} = …` to the target's section of migc.ini", name));
    }
    return known;
}

TargetFiles files_with_variables(chain::Chain const& chain, std::vector<grammar::ParsedFile> const& revisions,
                                 SchemaFiles const& schemas, Target const& target) {
    TargetFiles out;
    for (std::size_t i = 0; i < chain.revisions.size(); ++i)
        if (auto parsed = read_anew(revisions[i], target, grammar::parse_revision))
            out.revisions.emplace(static_cast<chain::Index>(i), std::move(*parsed));
    for (auto const& [path, file] : schemas)
        if (auto parsed = read_anew(file, target, grammar::parse_schema)) out.schemas.emplace(path, std::move(*parsed));
    return out;
}

} // namespace migc::replay
