#include "compiler/catalog/expression_name.hpp"

#include "compiler/catalog/query.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

namespace {

/// A name, and whether a cast around the expression gives way to it: a type's name does not hold against
/// another's.
struct Found {
    std::string name;
    bool strong = false;
};

// The names under which pg_type keeps what SQL spells with keywords.
std::string stored_type_name(ast::TypeName const& type) {
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"integer", "int4"},     {"smallint", "int2"},      {"bigint", "int8"},
        {"real", "float4"},      {"boolean", "bool"},       {"double precision", "float8"},
        {"float", "float8"},     {"bit varying", "varbit"}, {"character varying", "varchar"},
        {"character", "bpchar"},
    };
    if (!type.is_keyword || type.schema) return std::string(type.name);
    bool const zoned = type.suffix == "with time zone";
    if (type.name == "time" || type.name == "timestamp") return std::string(type.name) + (zoned ? "tz" : "");
    for (auto const& [spelled_name, stored] : names)
        if (type.name == spelled_name) return std::string(stored);
    return std::string(type.name);
}

// Operators that bind more loosely than what may stand behind an operand (`::`, COLLATE, AT TIME ZONE, a
// subscript).
bool is_operator(TokenKind kind) {
    switch (kind) {
    case operator_:
    case plus:
    case minus:
    case star:
    case slash:
    case percent:
    case caret:
    case less:
    case greater:
    case equals:
    case kw_and:
    case kw_or:
    case kw_not:
    case kw_is:
    case kw_isnull:
    case kw_notnull:
    case kw_in:
    case kw_like:
    case kw_ilike:
    case kw_similar:
    case kw_between:
    case kw_operator: return true;
    default: return false;
    }
}

class Namer {
public:
    explicit Namer(Context& context) : context_(context) {}

    std::optional<Found> of(TokenRange range) const {
        while (is_parenthesised(range)) range = {range.first + 1, range.last - 1};
        if (range.empty()) return std::nullopt;
        if (range.first->kind == left_paren && close_of(range.first, range.last) + 1 == range.last)
            return Found{"row", true}; // `(a, b)`
        bool unary_alone = true, any_operator = false;
        Token const* collate = nullptr;
        Token const* zone = nullptr;
        Token const* last_word = nullptr;
        walk(range, [&](Token const* at) {
            if (is_operator(at->kind)) {
                bool const unary = (at->kind == minus || at->kind == plus) && at == range.first;
                any_operator = true;
                unary_alone = unary_alone && unary;
            }
            if (at->kind == kw_collate && !collate) collate = at;
            if (at->kind == kw_at && at + 1 != range.last && (at[1].kind == kw_time || at[1].kind == kw_local))
                zone = at;
            last_word = at;
        });
        if (last_word && last_word->kind == kw_normalized && !has_logic(range)) return Found{"is_normalized", true};
        if (any_operator && !unary_alone) return std::nullopt;
        if (zone) return Found{"timezone", true};
        if (collate) return of({range.first, collate});
        if (any_operator) return std::nullopt;
        return postfixed(range);
    }

private:
    static Token const* close_of(Token const* open, Token const* last) {
        int depth = 0;
        for (auto const* at = open; at != last; ++at) {
            if (at->kind == left_paren || at->kind == left_bracket) ++depth;
            if ((at->kind == right_paren || at->kind == right_bracket) && --depth == 0) return at;
        }
        return last;
    }
    static Token const* end_of_case(Token const* start, Token const* last) {
        int depth = 0;
        for (auto const* at = start; at != last; ++at) {
            if (at->kind == kw_case) ++depth;
            if (at->kind == kw_end && --depth == 0) return at;
        }
        return last;
    }

    /// The tokens that stand in no brackets and in no CASE; of those only the first is shown.
    template <class F>
    static void walk(TokenRange range, F const& look) {
        for (auto const* at = range.first; at < range.last; ++at) {
            look(at);
            if (at->kind == left_paren || at->kind == left_bracket)
                at = close_of(at, range.last);
            else if (at->kind == kw_case)
                at = end_of_case(at, range.last);
            if (at == range.last) return;
        }
    }

    static bool has_comma(TokenRange range) {
        bool found = false;
        walk(range, [&](Token const* at) { found |= at->kind == comma; });
        return found;
    }
    static bool has_logic(TokenRange range) {
        bool found = false;
        walk(range, [&](Token const* at) { found |= at->kind == kw_and || at->kind == kw_or || at->kind == kw_not; });
        return found;
    }

    static bool is_parenthesised(TokenRange range) {
        if (range.last - range.first < 2 || range.first->kind != left_paren) return false;
        return close_of(range.first, range.last) + 1 == range.last && !has_comma({range.first + 1, range.last - 1});
    }

    std::optional<ast::TypeName> type_at(Token const*& at, Token const* last) const {
        Diagnostics quiet;
        grammar::Session session{context_.source, quiet};
        ast::TypeName type;
        auto first = at;
        if (!grammar::parse_type(first, last, session, type)) return std::nullopt;
        at = first;
        return type;
    }

    // An operand with what stands behind it: fields, subscripts, casts. The outermost cast stands last.
    std::optional<Found> postfixed(TokenRange range) const {
        Token const* cast = nullptr;
        walk(range, [&](Token const* at) {
            if (at->kind == typecast) cast = at;
        });
        if (!cast) return operand(range);
        auto const argument = of({range.first, cast});
        if (argument && argument->strong) return argument;
        auto at = cast + 1;
        auto const type = type_at(at, range.last);
        return type ? std::optional(Found{stored_type_name(*type), false}) : argument;
    }

    std::optional<Found> operand(TokenRange range) const {
        auto const& first = *range.first;
        switch (first.kind) {
        case kw_case: return case_name(range);
        case kw_array: return Found{"array", true};
        case kw_row: return Found{"row", true};
        case kw_cast:
        case kw_treat: return cast_name(range);
        case kw_true:
        case kw_false:
            if (context_.target.server_version >= 15) return std::nullopt;
            return Found{"bool", false};
        case kw_null: return std::nullopt;
        case kw_trim: return Found{trim_name(range), true};
        case kw_extract: return Found{context_.target.server_version >= 14 ? "extract" : "date_part", true};
        case kw_collation: return Found{"pg_collation_for", true};
        default: break;
        }
        if (range.last[-1].kind == string || range.last[-1].kind == dollar_string || first.kind == kw_interval) {
            auto at = range.first;
            if (auto const type = type_at(at, range.last); type && at != range.last && at != range.first)
                return Found{stored_type_name(*type), false}; // date '2020-01-01'
        }
        return reference(range);
    }

    // The last field, else the function, else the column.
    std::optional<Found> reference(TokenRange range) const {
        std::optional<Found> out;
        auto const* at = range.first;
        if (at->kind == left_paren) {
            auto const* close = close_of(at, range.last);
            if (close == range.last) return std::nullopt;
            out = of({at + 1, close});
            at = close + 1;
        } else if (grammar::is_label(at->kind)) {
            out = Found{word_text(context_, *at), true};
            ++at;
        } else {
            return std::nullopt;
        }
        for (; at < range.last; ++at) {
            if (at->kind == left_paren || at->kind == left_bracket) {
                at = close_of(at, range.last);
                if (at == range.last) break;
            } else if (at->kind == dot && at + 1 < range.last && grammar::is_label(at[1].kind)) {
                out = Found{word_text(context_, at[1]), true};
                ++at;
            }
        }
        return out;
    }

    std::optional<Found> case_name(TokenRange range) const {
        Token const* otherwise = nullptr;
        walk({range.first + 1, range.last - 1}, [&](Token const* at) {
            if (at->kind == kw_else) otherwise = at;
        });
        if (otherwise)
            if (auto const found = of({otherwise + 1, range.last - 1}); found && found->strong) return found;
        return Found{"case", false};
    }

    std::optional<Found> cast_name(TokenRange range) const {
        TokenRange const inside{range.first + 2, range.last - 1};
        Token const* as = nullptr;
        walk(inside, [&](Token const* at) {
            if (at->kind == kw_as) as = at;
        });
        if (!as) return std::nullopt;
        auto const argument = of({inside.first, as});
        if (argument && argument->strong) return argument;
        auto at = as + 1;
        auto const type = type_at(at, inside.last);
        return type ? std::optional(Found{stored_type_name(*type), false}) : argument;
    }

    static std::string trim_name(TokenRange range) {
        auto const side = range.last - range.first > 2 ? range.first[2].kind : end;
        return side == kw_leading ? "ltrim" : side == kw_trailing ? "rtrim" : "btrim";
    }

    Context& context_;
};

std::string element_name(Context& context, ast::IndexElement const& element) {
    if (auto const* column = std::get_if<ast::Identifier>(&element.subject)) return std::string(column->text);
    return expression_name(context, std::get<ast::Expression>(element.subject).tokens).value_or("expr");
}

} // namespace

std::optional<std::string> expression_name(Context& context, TokenRange tokens) {
    auto found = Namer(context).of(tokens);
    return found ? std::optional(std::move(found->name)) : std::nullopt;
}

std::vector<std::string> numbered_apart(std::vector<std::string> const& names) {
    std::vector<std::string> out;
    for (auto const& name : names) {
        auto candidate = name;
        for (int number = 1; std::find(out.begin(), out.end(), candidate) != out.end(); ++number) {
            auto const digits = std::to_string(number);
            candidate = std::string(clipped(name, grammar::identifier_limit - digits.size())) + digits;
        }
        out.push_back(std::move(candidate));
    }
    return out;
}

std::vector<std::string> index_column_names(Context& context, std::vector<ast::IndexElement> const& elements,
                                            std::vector<ast::Identifier> const& include) {
    std::vector<std::string> names;
    for (auto const& element : elements) names.push_back(element_name(context, element));
    for (auto const& column : include) names.emplace_back(column.text);
    return numbered_apart(names);
}

std::vector<std::string> index_column_names(Context& context, ast::Exclude const& exclude) {
    std::vector<std::string> names;
    for (auto const& element : exclude.elements) names.push_back(element_name(context, element.element));
    for (auto const& column : exclude.include) names.emplace_back(column.text);
    return numbered_apart(names);
}

} // namespace migc::catalog
