// Types: what SQL spells with keywords of its own, and all others by name. Manual: Data Types.
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

namespace {

bool at_kind(Iterator at, Iterator last, TokenKind kind) { return at != last && at->kind == kind; }
bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (!at_kind(at, last, kind)) return false;
    ++at;
    return true;
}

bool take_modifiers(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (!take(at, last, left_paren)) return true;
    do {
        ast::Expression modifier;
        if (!parse_expression(at, last, session, ExpressionKind::a_expr, modifier)) return false;
        out.modifiers.push_back(modifier);
    } while (take(at, last, comma));
    return take(at, last, right_paren) || session.miss(at, right_paren);
}

bool take_time_zone(Iterator& at, Iterator last, ast::TypeName& out) {
    out.suffix = "without time zone";
    bool const with = at_kind(at, last, kw_with), without = at_kind(at, last, kw_without);
    if ((with || without) && at_kind(at + 1, last, kw_time) && at_kind(at + 2, last, kw_zone)) {
        out.suffix = with ? "with time zone" : "without time zone";
        at += 3;
    }
    return true;
}

struct IntervalFields {
    TokenKind from;
    TokenKind to; // kw_interval: none
    std::string_view spelling;
};
constexpr IntervalFields interval_fields[] = {
    {kw_year, kw_month, "year to month"},
    {kw_day, kw_hour, "day to hour"},
    {kw_day, kw_minute, "day to minute"},
    {kw_day, kw_second, "day to second"},
    {kw_hour, kw_minute, "hour to minute"},
    {kw_hour, kw_second, "hour to second"},
    {kw_minute, kw_second, "minute to second"},
    {kw_year, kw_interval, "year"},
    {kw_month, kw_interval, "month"},
    {kw_day, kw_interval, "day"},
    {kw_hour, kw_interval, "hour"},
    {kw_minute, kw_interval, "minute"},
    {kw_second, kw_interval, "second"},
};

bool take_character(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    out.name = take(at, last, kw_varying) ? "character varying" : "character";
    return take_modifiers(at, last, session, out);
}

// The types that SQL spells with keywords of its own.
bool take_keyword_type(Iterator& at, Iterator last, Session& session, ast::TypeName& out, bool& known) {
    known = true;
    auto const kind = at->kind;
    auto const plain = [&](std::string_view name) {
        ++at;
        out.name = name;
        return true;
    };
    switch (kind) {
    case kw_int:
    case kw_integer: return plain("integer");
    case kw_smallint: return plain("smallint");
    case kw_bigint: return plain("bigint");
    case kw_real: return plain("real");
    case kw_boolean: return plain("boolean");
    case kw_float: return plain("float") && take_modifiers(at, last, session, out);
    case kw_decimal:
    case kw_dec:
    case kw_numeric: return plain("numeric") && take_modifiers(at, last, session, out);
    case kw_double:
        if (!at_kind(at + 1, last, kw_precision)) break;
        at += 2;
        out.name = "double precision";
        return true;
    case kw_bit:
        ++at;
        out.name = take(at, last, kw_varying) ? "bit varying" : "bit";
        return take_modifiers(at, last, session, out);
    case kw_national:
        if (!at_kind(at + 1, last, kw_character) && !at_kind(at + 1, last, kw_char)) break;
        at += 2;
        return take_character(at, last, session, out);
    case kw_character:
    case kw_char:
    case kw_nchar: ++at; return take_character(at, last, session, out);
    case kw_varchar: return plain("character varying") && take_modifiers(at, last, session, out);
    case kw_timestamp:
    case kw_time:
        return plain(kind == kw_time ? "time" : "timestamp") && take_modifiers(at, last, session, out) &&
               take_time_zone(at, last, out);
    case kw_interval:
        return plain("interval") && take_modifiers(at, last, session, out) &&
               parse_interval_fields(at, last, session, out);
    default: break;
    }
    known = false;
    return false;
}

bool take_simple_type(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (at == last) return session.miss(at, "a type");
    if (at->kind != quoted_name) {
        bool known = false;
        bool const taken = take_keyword_type(at, last, session, out, known);
        out.is_keyword = known;
        if (known) return taken;
    }
    if (!is_function_name(at->kind)) return session.miss(at, "a type");
    ast::QualifiedName name;
    if (!parse_function_name(at, last, session, name)) return false;
    out.schema = name.schema;
    out.name = name.name.text;
    if (at_kind(at, last, percent) && at_kind(at + 1, last, kw_type)) {
        at += 2;
        out.percent_type = true;
        return true;
    }
    return take_modifiers(at, last, session, out);
}

bool take_dimensions(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (take(at, last, kw_array)) {
        out.dimensions = 1;
        if (take(at, last, left_bracket))
            return (take(at, last, integer) && take(at, last, right_bracket)) || session.miss(at, right_bracket);
        return true;
    }
    while (take(at, last, left_bracket)) {
        take(at, last, integer);
        if (!take(at, last, right_bracket)) return session.miss(at, right_bracket);
        ++out.dimensions;
    }
    return true;
}

} // namespace

bool parse_interval_fields(Iterator& first, Iterator last, Session& session, ast::TypeName& out) {
    for (auto const& fields : interval_fields) {
        if (!at_kind(first, last, fields.from)) continue;
        if (fields.to != kw_interval && !(at_kind(first + 1, last, kw_to) && at_kind(first + 2, last, fields.to)))
            continue;
        first += fields.to == kw_interval ? 1 : 3;
        out.suffix = fields.spelling;
        return !fields.spelling.ends_with("second") || take_modifiers(first, last, session, out); // second(3)
    }
    return true;
}

bool parse_type(Iterator& first, Iterator last, Session& session, ast::TypeName& out) {
    auto at = first;
    out = {};
    out.setof = take(at, last, kw_setof);
    if (!take_simple_type(at, last, session, out) || !take_dimensions(at, last, session, out)) return false;
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

} // namespace migc::grammar
