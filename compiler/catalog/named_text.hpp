// The text of a definition with the names in it bound, put together piece by piece.
#pragma once

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/normalise.hpp"

namespace migc::catalog {

/// The name that some tokens spell, up to a parenthesis: `f`, `a.f`, `a.f(integer)`, `a.===`.
ast::QualifiedName name_in(Context& context, grammar::TokenRange tokens);
/// The first word of a part, as the server stores it.
std::string word_in(Context& context, grammar::TokenRange tokens);
/// The string that a part is.
std::string string_in(Context& context, grammar::TokenRange tokens);
std::optional<Type> type_in(Context& context, grammar::TokenRange tokens);

class NamedText {
public:
    explicit NamedText(Context& context) : context_(context) {}

    void tokens(grammar::TokenRange range);
    void word(std::string_view text);
    void mark(grammar::TokenKind punctuation);
    /// A function with or without the types of its arguments; an unknown one is reported (RULINGS 12).
    void routine(grammar::TokenRange range);
    void type(grammar::TokenRange range);
    void relation(Name const& name);
    void column(Name const& table, std::string const& name);
    /// An expression that is bound already.
    void expression(Expression const& value);
    /// An object of named_kind.def; one that is not known is taken to be the server's.
    void named(NamedKind kind, grammar::TokenRange range, std::string const& part = {});

    /// One that need not be there yet.
    void named(NamedKind kind, Name const& name, std::string const& part);

    Expression take();

private:
    void name(Kind kind, Name const& found, bool qualified);

    Context& context_;
    Normaliser text_;
    std::vector<Binding> bindings_;
};

} // namespace migc::catalog
