#include "compiler/cli/departures.hpp"

#include "compiler/emit/client.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

class Finder {
public:
    explicit Finder(Target const& target) : target_(target) {}

    // `file` as it was loaded: there the variables stand yet.
    void file(grammar::ParsedFile const& file) {
        if (std::find(seen_.begin(), seen_.end(), file.source->path) != seen_.end()) return;
        seen_.push_back(file.source->path);
        if (file.source->had_crlf)
            out_.push_back(fmt::format("{}: carriage returns are read as line feeds", file.source->path));
        for (auto const& token : file.tokens) {
            if (token.kind != grammar::TokenKind::variable) continue;
            auto const spelled = file.source->slice(token.span());
            auto const found = target_.variables.find(std::string(spelled.substr(2, spelled.size() - 3)));
            if (found != target_.variables.end())
                add(*file.source, token.begin, fmt::format("`{}` is `{}`", spelled, found->second.value));
        }
    }

    void step(replay::Step const& step) {
        auto const* sql = std::get_if<ast::SqlItem>(&step.item->body);
        if (!sql || step.text.empty()) return;
        auto const& source = *step.file->source;
        auto const written = std::string(source.slice(sql->tokens.span()));
        if (auto const* value = std::get_if<ast::AddEnumValue>(&sql->statement); value && !value->if_not_exists)
            add(source, sql->tokens.span().begin, "printed with `if not exists`: a downgrade leaves the value behind");
        if (auto const* drop = std::get_if<ast::Drop>(&sql->statement); drop && drop->concurrently && !drop->if_exists)
            add(source, sql->tokens.span().begin, "printed with `if exists`: an interrupted run may have dropped it");
        if (emit::for_psql(written) != written)
            add(source, sql->tokens.span().begin, "a blank stands behind a `:` at which psql would put in a variable");
    }

    std::vector<std::string> take() { return std::move(out_); }

private:
    void add(SourceFile const& source, std::size_t at, std::string what) {
        out_.push_back(fmt::format("{}:{}: {}", source.path, line_column(source.text, at).line, std::move(what)));
    }

    Target const& target_;
    std::vector<std::string> seen_;
    std::vector<std::string> out_;
};

} // namespace

std::vector<std::string> departures(Session const& session, Target const& target, chain::Index index,
                                    replay::Outcome const& outcome) {
    Finder finder(target);
    finder.file(session.project.revisions[index]);
    for (auto const* steps : {&outcome.baseline, &outcome.upgrade})
        for (auto const& step : *steps) {
            // An included file; the revision's own one has been seen.
            if (auto const* file = session.project.schema(step.file->source->path)) finder.file(*file);
            finder.step(step);
        }
    return finder.take();
}

} // namespace migc::cli
