#include "compiler/catalog/operands.hpp"

#include "compiler/catalog/query.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

enum class Family : std::uint8_t { number, string, other };

struct OperandType {
    std::string_view name;
    Family family;
};
constexpr OperandType operand_types[] = {
#define OPERAND_TYPE(type, family) {type, Family::family},
#define OPERAND_USE(name, family, further, since)
#include "compiler/catalog/operands.def"
#undef OPERAND_USE
#undef OPERAND_TYPE
};

struct OperandUse {
    std::string_view name;
    Family family;
    std::string_view further; // types, separated by commas
    int since;                // of those
};
constexpr OperandUse operand_uses[] = {
#define OPERAND_TYPE(type, family)
#define OPERAND_USE(name, family, further, since) {name, Family::family, further, since},
#include "compiler/catalog/operands.def"
#undef OPERAND_USE
#undef OPERAND_TYPE
};

OperandUse const* use_named(std::string_view name) {
    auto const found = std::find_if(std::begin(operand_uses), std::end(operand_uses),
                                    [&](OperandUse const& use) { return use.name == name; });
    return found == std::end(operand_uses) ? nullptr : found;
}

bool lists(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        auto const item = list.substr(0, list.find(','));
        if (item == wanted) return true;
        list.remove_prefix(std::min(list.size(), item.size() + 1));
    }
    return false;
}

bool is_comparison(TokenKind kind, std::string_view text) {
    return kind == equals || kind == less || kind == greater ||
           (kind == operator_ && (text == "<=" || text == ">=" || text == "<>" || text == "!="));
}

// Where an operand begins or ends that no tighter operator can claim.
bool opens(TokenKind kind) {
    return kind == end || kind == left_paren || kind == kw_and || kind == kw_or || kind == kw_not;
}
bool closes(TokenKind kind) { return kind == end || kind == right_paren || kind == kw_and || kind == kw_or; }

struct Misfit {
    Span span;
    Type type;
};

/// A column as it would be.
struct Assumed {
    std::string_view column;
    Type const* type = nullptr;
};

class OperandSearch {
public:
    OperandSearch(Catalog const& catalog, int server_version, SourceFile& source, Table const& table, Assumed assumed)
        : catalog_(catalog), server_version_(server_version), source_(source), table_(table), assumed_(assumed) {}

    std::optional<Misfit> run(TokenRange tokens) {
        if (catalog_.open_world()) return {};
        tokens_ = tokens;
        for (auto const* at = tokens.first; at != tokens.last; ++at) {
            auto const* type = column_at(at);
            auto found = type ? judge(at, *type) : std::nullopt;
            // A cast of the chain may lead to an operator or a function of the server's.
            if (found) return has_own(NamedKind::cast) ? std::nullopt : found;
        }
        return {};
    }

private:
    TokenKind kind(Token const* at, std::ptrdiff_t ahead) const {
        bool const outside = ahead < 0 ? at - tokens_.first < -ahead : tokens_.last - at <= ahead;
        return outside ? end : at[ahead].kind;
    }

    std::string_view text(Token const& token) const { return source_.slice(token.span()); }

    Type const* column_at(Token const* at) const {
        if (!grammar::is_label(at->kind) || kind(at, -1) == dot || kind(at, -1) == typecast) return nullptr;
        Diagnostics quiet;
        auto const name = grammar::name_value(source_, *at, quiet);
        auto const* column = table_.column(name);
        if (!column) return nullptr;
        if (!assumed_.type) return &column->type;
        return name == assumed_.column ? assumed_.type : nullptr;
    }

    std::optional<Misfit> judge(Token const* at, Type const& type) const {
        if (auto const* function = function_around(at); function && !takes(*function, type) && stands_bare(*function))
            return Misfit{cover(at[-2].span(), at[1].span()), type};
        if (auto const* use = comparison_behind(at); use && !takes(*use, type) && stands_bare(*use))
            return Misfit{cover(at->span(), at[2].span()), type};
        return {};
    }

    // The server keeps the casts that it has put around a column (`lower((v)::text)` of a varchar), and a cast takes
    // any type. Where there is no telling, there is said to be one.
    bool stands_bare(OperandUse const& use) const {
        if (!assumed_.type) return true;
        auto const& type = table_.column(assumed_.column)->type;
        if (type.array || !type.schema.empty()) return false;
        if (use.family == Family::string) return type.name == "text";
        bool const fraction = type.name == "numeric" || type.name == "real" || type.name == "double precision";
        bool const whole = type.name == "smallint" || type.name == "integer" || type.name == "bigint";
        if (use.name == "compare with an integer") return whole || fraction || type.name == "oid";
        return use.name == "compare with a number" && fraction;
    }

    // `f(c)`, and nobody else's `f`.
    OperandUse const* function_around(Token const* at) const {
        bool const alone = kind(at, -1) == left_paren && kind(at, 1) == right_paren &&
                           grammar::is_label(kind(at, -2)) && kind(at, -3) != dot;
        if (!alone) return nullptr;
        Diagnostics quiet;
        std::string const name(grammar::name_value(source_, at[-2], quiet));
        bool const own = std::any_of(catalog_.schemas().begin(), catalog_.schemas().end(), [&](auto const& schema) {
            return catalog_.routines({schema.first, name}) != nullptr;
        });
        return own ? nullptr : use_named(name);
    }

    // `c > 0`, `c like 'x%'`.
    OperandUse const* comparison_behind(Token const* at) const {
        bool const whole = opens(kind(at, -1)) && closes(kind(at, 3)) && kind(at, 1) != end;
        if (!whole) return nullptr;
        auto const operand = kind(at, 2);
        if (kind(at, 1) == kw_like && operand == string) return has_own_operator("~~") ? nullptr : use_named("like");
        bool const between = kind(at, 1) == kw_between;
        if (!between && !is_comparison(at[1].kind, text(at[1]))) return nullptr;
        if (between ? has_own_operator(">=") || has_own_operator("<=") : has_own_operator(text(at[1]))) return nullptr;
        if (operand == integer) return use_named("compare with an integer");
        return operand == number ? use_named("compare with a number") : nullptr;
    }

    bool has_own(NamedKind kind, std::string_view name = {}) const {
        auto const& named = catalog_.all_named();
        return std::any_of(named.begin(), named.end(), [&](auto const& entry) {
            return entry.first.named == kind && (name.empty() || entry.first.name.name == name);
        });
    }

    bool has_own_operator(std::string_view name) const {
        return has_own(NamedKind::operator_, name == "!=" ? std::string_view("<>") : name);
    }

    // True as well where the type is none that was measured.
    bool takes(OperandUse const& use, Type const& declared) const {
        auto const type = base_type(catalog_, declared);
        Name const own{type.schema, type.name};
        if (type.array || catalog_.enum_type(own) || catalog_.composite(own)) return false;
        bool const of_chain = !type.schema.empty();
        auto const name = spelled({type.schema, type.name, {}, type.suffix, false}, {});
        auto const known = std::find_if(std::begin(operand_types), std::end(operand_types),
                                        [&](OperandType const& row) { return row.name == name; });
        if (of_chain || known == std::end(operand_types) || known->family == use.family) return true;
        return server_version_ >= use.since && lists(use.further, name);
    }

    Catalog const& catalog_;
    int server_version_;
    SourceFile& source_;
    Table const& table_;
    Assumed assumed_;
    TokenRange tokens_{};
};

} // namespace

bool check_operands(Context& context, Table const& table, TokenRange tokens) {
    OperandSearch search(context.catalog, context.target.server_version, context.source, table, {});
    auto const found = search.run(tokens);
    if (!found) return true;
    context.error(Code::unknown_function, found->span,
                  fmt::format("nothing takes {} in `{}`", spelled(found->type, context.home()),
                              context.source.slice(found->span)),
                  "cast the column to the type that is meant");
    return false;
}

std::optional<std::string> misfit(Context const& context, Table const& table, Expression const& expression,
                                  Column const& column, Type const& type) {
    SourceFile text("", expression.text);
    Diagnostics quiet;
    auto const tokens = grammar::lex(text, grammar::TextKind::revision, quiet);
    OperandSearch search(context.catalog, context.target.server_version, text, table, {column.name, &type});
    auto const found = search.run({tokens.data(), tokens.data() + tokens.size() - 1});
    if (!found) return {};
    return std::string(text.slice(found->span));
}

} // namespace migc::catalog
