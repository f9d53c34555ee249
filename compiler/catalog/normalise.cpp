#include "compiler/catalog/normalise.hpp"

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::TokenKind;

namespace {

bool opens(TokenKind kind) { return kind == left_paren || kind == left_bracket || kind == dot || kind == typecast; }

bool ends_operand(TokenKind kind) {
    return kind == right_paren || kind == right_bracket || kind == name || kind == quoted_name || kind == integer ||
           kind == number || kind == string || kind == dollar_string || kind == bit_string || kind == parameter ||
           (grammar::is_keyword(kind) && grammar::category(kind) != grammar::WordCategory::reserved) ||
           kind == kw_end || kind == kw_null || kind == kw_true || kind == kw_false;
}

bool names_function(TokenKind kind) {
    using enum grammar::WordCategory;
    auto const c = grammar::category(kind);
    return kind == name || kind == quoted_name || kind == kw_cast || c == unreserved || c == column_name ||
           c == function_name;
}

} // namespace

bool Normaliser::blank_before(TokenKind kind) const {
    if (text_.empty() || opens(previous_) || unary_) return false;
    switch (kind) {
    case comma:
    case right_paren:
    case right_bracket:
    case dot:
    case typecast:
    case semicolon:
    case inner_semicolon: return false;
    case left_paren: return !names_function(previous_);
    case left_bracket: return !(ends_operand(previous_) || previous_ == kw_array);
    default: return true;
    }
}

std::uint32_t Normaliser::add(TokenKind kind, std::string_view text) {
    if (blank_before(kind)) text_ += ' ';
    auto const begin = size();
    text_ += text;
    unary_ = (kind == minus || kind == plus) && !ends_operand(previous_);
    previous_ = kind;
    return begin;
}

} // namespace migc::catalog
