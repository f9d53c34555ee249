#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/query.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenRange;

struct ChangingCast {
    std::string_view source;
    std::string_view target;
    int since; // major version of the server; 0: all
};
constexpr ChangingCast changing_casts[] = {
#define CHANGING_CAST(source, target, since) {source, target, since},
#include "compiler/catalog/changing_casts.def"
#undef CHANGING_CAST
};

constexpr std::string_view strings[] = {"text", "varchar", "character varying", "char", "character", "bpchar", "name"};

std::string_view as_text(std::string_view type) {
    return std::find(std::begin(strings), std::end(strings), type) == std::end(strings) ? type : "text";
}

// An array is written out by what writes out its elements, and by settings of its own.
bool changes(Context const& context, Type const& declared, std::string_view target) {
    auto const type = base_type(context.catalog, declared);
    bool const own = type.schema.empty() ? false : context.catalog.type({type.schema, type.name}) != nullptr;
    if (type.array || own) return target == "text";
    auto const source = type.suffix.empty() ? std::string(as_text(type.name)) : type.name + " " + type.suffix;
    return std::any_of(std::begin(changing_casts), std::end(changing_casts), [&](ChangingCast const& row) {
        return row.source == source && row.target == target && context.target.server_version >= row.since;
    });
}

struct CastOfColumn {
    Column const* column = nullptr;
    std::string target; // the first word
    Span span;
};

// The casts in an expression that are of a column of the table: `day::text`.
class CastSearch {
public:
    CastSearch(SourceFile& source, Table const& table, TokenRange tokens)
        : source_(source), table_(table), tokens_(tokens) {}

    std::optional<CastOfColumn> first(std::function<bool(Column const&, std::string_view target)> const& wanted) {
        for (auto const* at = tokens_.first; at != tokens_.last; ++at) {
            auto const* column = cast_at(at);
            if (column && wanted(*column, target_of(at + 1)))
                return CastOfColumn{column, word(at[1]), cover(at[-1].span(), at[1].span())};
        }
        return std::nullopt;
    }

private:
    std::string word(Token const& token) const {
        Diagnostics quiet;
        return grammar::is_label(token.kind) ? std::string(grammar::name_value(source_, token, quiet)) : std::string();
    }

    Column const* cast_at(Token const* at) const {
        if (at->kind != typecast || at == tokens_.first || at + 1 == tokens_.last) return nullptr;
        bool const part_of_more = at - 1 != tokens_.first && (at[-2].kind == dot || at[-2].kind == typecast);
        auto const name = word(at[-1]);
        return part_of_more || name.empty() ? nullptr : table_.column(name);
    }

    // `timestamp with time zone` goes by its short name, as only that is one word.
    std::string target_of(Token const* at) const {
        auto const first = word(*at);
        bool const zoned = (first == "time" || first == "timestamp") && tokens_.last - at > 1 && at[1].kind == kw_with;
        return zoned ? first + "tz" : std::string(as_text(first));
    }

    SourceFile& source_;
    Table const& table_;
    TokenRange tokens_;
};

} // namespace

bool check_casts_immutable(Context& context, Table const& table, TokenRange tokens, std::string_view where) {
    auto const found =
        CastSearch(context.source, table, tokens).first([&](Column const& column, std::string_view target) {
            return changes(context, column.type, target);
        });
    if (!found) return true;
    context.error(Code::bad_definition, found->span,
                  fmt::format("cast of {} to {} in {}, whose result hangs on settings of the session",
                              spelled(found->column->type, context.home()), found->target, where),
                  "use only what gives the same result for ever");
    return false;
}

std::optional<std::string> changing_cast(Context const& context, Table const& table, Expression const& expression,
                                         Column const& column, Type const& type) {
    SourceFile text("", expression.text);
    Diagnostics quiet;
    auto const tokens = grammar::lex(text, grammar::TextKind::revision, quiet);
    auto const found = CastSearch(text, table, {tokens.data(), tokens.data() + tokens.size() - 1})
                           .first([&](Column const& each, std::string_view target) {
                               return each.name == column.name && changes(context, type, target);
                           });
    if (!found) return std::nullopt;
    return std::string(text.slice(found->span));
}

} // namespace migc::catalog
