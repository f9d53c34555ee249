#include "compiler/catalog/named_text.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/query.hpp"
#include "grammar/lexer.hpp"
#include "grammar/quote.hpp"
#include "grammar/session.hpp"

#include <fmt/format.h>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::TokenRange;

ast::QualifiedName name_in(Context& context, TokenRange tokens) {
    ast::QualifiedName out;
    auto const part = [&](grammar::Token const& token) {
        return ast::Identifier{context.source.keep(word_text(context, token)), token.span()};
    };
    out.name = part(*tokens.first);
    out.span = tokens.first->span();
    if (tokens.last - tokens.first > 2 && tokens.first[1].kind == dot) {
        out.schema = out.name;
        out.name = part(tokens.first[2]);
        out.span = cover(out.span, out.name.span);
    }
    return out;
}

std::string word_in(Context& context, TokenRange tokens) { return word_text(context, *tokens.first); }

std::string string_in(Context& context, TokenRange tokens) {
    return grammar::string_value(context.source, *tokens.first, context.diagnostics);
}

std::optional<Type> type_in(Context& context, TokenRange tokens) {
    grammar::Session session{context.source, context.diagnostics};
    ast::TypeName type;
    auto first = tokens.first;
    if (!grammar::parse_type(first, tokens.last, session, type) || first != tokens.last) {
        context.error(Code::bad_definition, tokens.span(), "what should be a type is none", "name a type");
        return std::nullopt;
    }
    auto out = context.resolve_type(type);
    if (!out) return out;
    out->modifier.clear();
    if (out->name == "interval") out->suffix.clear();
    return out;
}

void NamedText::tokens(TokenRange range) {
    for (auto const& token : range) text_.add(token.kind, normalised(context_, {&token, &token + 1}));
}

void NamedText::word(std::string_view text) { text_.add(grammar::TokenKind::name, text); }

void NamedText::mark(grammar::TokenKind punctuation) { text_.add(punctuation, grammar::spelling(punctuation)); }

void NamedText::name(Kind kind, Name const& found, bool qualified) {
    auto const text = qualified ? quoted_identifier(found.schema) + "." + quoted_identifier(found.name)
                                : quoted_identifier(found.name);
    auto const begin = text_.add(grammar::TokenKind::name, text);
    bindings_.push_back({kind, found, {}, begin, text_.size(), false, qualified, NamedKind::none});
}

void NamedText::routine(TokenRange range) {
    auto const spelled_name = name_in(context_, range);
    auto const length = spelled_name.schema ? 3 : 1;
    auto const found = context_.find_routine(spelled_name);
    if (found) {
        name(Kind::routine, *found, spelled_name.schema.has_value() || found->schema != context_.home());
        if (range.last - range.first > length) {
            ast::ObjectName object;
            object.kind = ast::ObjectKind::function;
            grammar::Session session{context_.source, context_.diagnostics};
            session.object_kind = object.kind;
            auto first = range.first;
            if (grammar::parse_object_name(first, range.last, session, object)) find_routine(context_, object);
        }
    } else {
        bool const server = !spelled_name.schema || spelled_name.schema->text == "pg_catalog";
        if (!(server && is_builtin_function(spelled_name.name.text)) && !context_.catalog.open_world())
            unknown_function(context_, spelled_name.name.text, spelled_name.span);
        tokens({range.first, range.first + length});
    }
    tokens({range.first + length, range.last});
}

void NamedText::type(TokenRange range) {
    auto const resolved = type_in(context_, range);
    if (!resolved) return;
    auto const begin = text_.add(grammar::TokenKind::name, spelled(*resolved, context_.home()));
    if (resolved->schema.empty()) return;
    bindings_.push_back({Kind::type,
                         {resolved->schema, resolved->name},
                         {},
                         begin,
                         text_.size() - (resolved->array ? 2u : 0u),
                         false,
                         resolved->schema != context_.home(),
                         NamedKind::none});
}

void NamedText::relation(Name const& found) { name(Kind::table, found, found.schema != context_.home()); }

void NamedText::column(Name const& table, std::string const& column_name) {
    auto const begin = text_.add(grammar::TokenKind::name, quoted_identifier(column_name));
    bindings_.push_back({Kind::column, table, column_name, begin, text_.size(), false, false, NamedKind::none});
}

void NamedText::expression(Expression const& value) {
    auto const begin = text_.add(grammar::TokenKind::name, value.text);
    for (auto binding : value.bindings) {
        binding.begin += begin;
        binding.end += begin;
        bindings_.push_back(std::move(binding));
    }
}

void NamedText::named(NamedKind kind, TokenRange range, std::string const& part) {
    auto const key = known_named(context_, kind, name_in(context_, range), part);
    if (!key) {
        tokens(range);
        return;
    }
    named(kind, key->name, key->part);
}

void NamedText::named(NamedKind kind, Name const& found, std::string const& part) {
    bool const qualified = !found.schema.empty() && found.schema != context_.home();
    auto const text =
        (qualified ? quoted_identifier(found.schema) + "." : std::string()) + quoted_identifier(found.name);
    auto const begin = text_.add(grammar::TokenKind::name, text);
    bindings_.push_back({Kind::named, found, part, begin, text_.size(), false, qualified, kind});
}

Expression NamedText::take() { return {text_.take(), std::move(bindings_), false}; }

} // namespace migc::catalog
