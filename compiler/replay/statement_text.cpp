#include "compiler/replay/statement_text.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/emit/client.hpp"
#include "grammar/lexer.hpp"
#include "grammar/refused.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::replay {

namespace {

// A downgrade leaves an added value behind, so a later upgrade may find it there.
std::string with_if_not_exists(catalog::Context& context, grammar::TokenRange tokens) {
    auto const value = std::find_if(tokens.begin(), tokens.end(), [](grammar::Token const& token) {
        return token.kind == grammar::TokenKind::kw_value;
    });
    return catalog::verbatim(context, {tokens.first, value + 1}) + " if not exists " +
           catalog::verbatim(context, {value + 1, tokens.last});
}

// It is run again where an earlier try was interrupted, perhaps behind its end.
std::string dropped_if_there(catalog::Context& context, grammar::TokenRange tokens) {
    auto const word = std::find_if(tokens.begin(), tokens.end(), [](grammar::Token const& token) {
        return token.kind == grammar::TokenKind::kw_concurrently;
    });
    return catalog::verbatim(context, {tokens.first, word + 1}) + " if exists " +
           catalog::verbatim(context, {word + 1, tokens.last});
}

std::string written_text(catalog::Context& context, ast::Statement const& statement, grammar::TokenRange tokens) {
    auto const* value = std::get_if<ast::AddEnumValue>(&statement);
    if (value && !value->if_not_exists) return with_if_not_exists(context, tokens);
    auto const* drop = std::get_if<ast::Drop>(&statement);
    if (drop && drop->concurrently && !drop->if_exists) return dropped_if_there(context, tokens);
    return catalog::verbatim(context, tokens);
}

} // namespace

std::string statement_text(catalog::Context& context, ast::Statement const& statement, grammar::TokenRange tokens) {
    // For a caller, too: it may be `psql -1`.
    auto spelled = emit::for_psql(written_text(context, statement, tokens));
    if (context.target.client == Client::caller) return spelled;
    if (auto const cut = emit::psql_would_cut(spelled))
        context.error(Code::client_cuts, tokens.span(),
                      fmt::format("psql would end this statement {}",
                                  *cut < spelled.size() ? fmt::format("in front of `{}`", spelled.substr(*cut, 20))
                                                        : std::string("later than its `;`")),
                      "put a name spelled `begin`, `case` or `end` in double quotes, a blank between a number and `$`");
    return spelled;
}

std::string raw_text(catalog::Context& context, ast::RawItem const& item) {
    Diagnostics inside;
    auto source = std::make_unique<SourceFile>("raw", item.text.value);
    auto const tokens = grammar::lex(*source, grammar::TextKind::revision, inside);
    if (!inside.empty()) {
        auto const& first = inside.items().front();
        context.error(first.code, item.text.span, fmt::format("inside `raw`: {}", first.message), first.help);
        return {};
    }
    bool at_start = true;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (at_start)
            if (auto const refused = grammar::refusal({&tokens[i], &tokens.back()}, *source)) {
                context.error(Code::refused_statement, item.text.span,
                              fmt::format("inside `raw`: {} must not stand in a revision", refused->what),
                              refused->help);
                break;
            }
        at_start = tokens[i].kind == grammar::TokenKind::semicolon;
    }
    // From the first token to the last: a `;` behind a closing comment would be part of it.
    auto last = tokens.end() - 1;
    while (last != tokens.begin() && last[-1].kind == grammar::TokenKind::semicolon) --last;
    if (last == tokens.begin()) return {};
    auto const text = source->slice({tokens.front().begin, last[-1].end});
    auto spelled = emit::for_psql(text);
    if (context.target.client == Client::caller) return spelled;
    if (emit::psql_would_wait(spelled))
        context.error(Code::client_cuts, item.text.span,
                      "inside `raw`: psql would not see the end of the last statement",
                      "close what is open, and put a name spelled `begin`, `case` or `end` in double quotes");
    return spelled;
}

} // namespace migc::replay
