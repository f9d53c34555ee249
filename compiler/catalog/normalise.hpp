// One way of spacing tokens, so that texts which mean the same compare equal: `lower( a )` and `lower(a)`.
#pragma once

#include "grammar/token.hpp"

#include <string>
#include <string_view>

namespace migc::catalog {

class Normaliser {
public:
    /// Appends one token's text with the blank that belongs before it; returns where the text begins.
    std::uint32_t add(grammar::TokenKind kind, std::string_view text);
    std::string take() { return std::move(text_); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

private:
    bool blank_before(grammar::TokenKind kind) const;

    std::string text_;
    grammar::TokenKind previous_ = grammar::TokenKind::end;
    bool unary_ = false; // the last token is a sign without a left operand
};

} // namespace migc::catalog
