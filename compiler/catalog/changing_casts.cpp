#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/query.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;

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

// `timestamp with time zone` goes by its short name, as only that is one word.
std::string target_of(Context& context, grammar::Token const* at, grammar::Token const* last) {
    auto const word = word_text(context, *at);
    bool const zoned = (word == "time" || word == "timestamp") && last - at > 1 && at[1].kind == kw_with;
    return zoned ? word + "tz" : std::string(as_text(word));
}

// An array is written out by what writes out its elements, and by settings of its own.
bool changes(Context& context, Type const& declared, std::string_view target) {
    auto const type = base_type(context.catalog, declared);
    bool const own = type.schema.empty() ? false : context.catalog.type({type.schema, type.name}) != nullptr;
    if (type.array || own) return target == "text";
    auto const source = type.suffix.empty() ? std::string(as_text(type.name)) : type.name + " " + type.suffix;
    return std::any_of(std::begin(changing_casts), std::end(changing_casts), [&](ChangingCast const& row) {
        return row.source == source && row.target == target && context.target.server_version >= row.since;
    });
}

} // namespace

bool check_casts_immutable(Context& context, Table const& table, grammar::TokenRange tokens, std::string_view where) {
    for (auto const* at = tokens.first; at != tokens.last; ++at) {
        if (at->kind != typecast || at == tokens.first || at + 1 == tokens.last) continue;
        bool const part_of_more = at - 1 != tokens.first && (at[-2].kind == dot || at[-2].kind == typecast);
        Diagnostics quiet;
        auto const name =
            grammar::is_label(at[-1].kind) ? grammar::name_value(context.source, at[-1], quiet) : std::string_view();
        auto const* column = part_of_more || name.empty() ? nullptr : table.column(name);
        if (!column) continue;
        auto const target = target_of(context, at + 1, tokens.last);
        if (!changes(context, column->type, target)) continue;
        context.error(Code::bad_definition, cover(at[-1].span(), at[1].span()),
                      fmt::format("cast of {} to {} in {}, whose result hangs on settings of the session",
                                  spelled(column->type, context.home()), word_text(context, at[1]), where),
                      "use only what gives the same result for ever");
        return false;
    }
    return true;
}

} // namespace migc::catalog
