#include "compiler/catalog/default_value.hpp"

#include "compiler/catalog/context.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/type_change.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <charconv>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;

struct TypedDefault {
    std::string_view text;
    std::string_view type;
    std::string_view suffix;
};

constexpr TypedDefault typed_defaults[] = {
    {"true", "boolean", {}},
    {"false", "boolean", {}},
    {"now()", "timestamp", "with time zone"},
    {"current_timestamp", "timestamp", "with time zone"},
    {"transaction_timestamp()", "timestamp", "with time zone"},
    {"clock_timestamp()", "timestamp", "with time zone"},
    {"statement_timestamp()", "timestamp", "with time zone"},
    {"localtimestamp", "timestamp", "without time zone"},
    {"current_date", "date", {}},
    {"gen_random_uuid()", "uuid", {}},
};

// Types of one word that have no modifier and no alias that is spelled differently.
bool is_plain_type(std::string_view word) {
    constexpr std::string_view plain[] = {"bigint", "boolean", "date", "integer", "json",
                                          "jsonb",  "numeric", "real", "text",    "uuid"};
    return std::find(std::begin(plain), std::end(plain), word) != std::end(plain);
}

template <class Integer>
bool fits(std::string_view digits) {
    Integer value{};
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
}

Type builtin(std::string_view name, std::string_view suffix = {}) {
    return {{}, std::string(name), {}, std::string(suffix), false};
}

// The sign is an operator in front of the number: what has no room in an integer without it is a bigint.
std::optional<Type> type_of_integer(std::string_view digits) {
    if (digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt; // `0x1F` and `1_000`: since 16
    if (fits<std::int32_t>(digits)) return builtin("integer");
    return builtin(fits<std::int64_t>(digits) ? "bigint" : "numeric");
}

bool is_literal_alone(std::string const& text) {
    Diagnostics quiet;
    SourceFile source("default", text);
    auto const tokens = grammar::lex(source, grammar::TextKind::schema, quiet);
    return tokens.size() == 2 && (tokens[0].kind == string || tokens[0].kind == kw_null); // the last one is the end
}

// The server reads a literal without a length; only an interval's fields count from the start. `character` and `bit`
// alone would mean a length of one.
std::string literal_type(Type type, std::string_view home) {
    if (type.schema.empty() && type.name == "character") type.name = "bpchar";
    if (type.schema.empty() && type.name == "bit") type.name = "\"bit\"";
    if (type.name != "interval") type.modifier.clear();
    return spelled(type, home);
}

} // namespace

bool assigns(Catalog const& catalog, Type const& from, Type const& to) {
    auto const known = [&](Type const& type) {
        return is_builtin_type(type) || catalog.has_type({type.schema, type.name});
    };
    // A domain's values convert as those of its base type do.
    return catalog.open_world() || !known(from) || !known(to) ||
           converts_by_itself(base_type(catalog, from), base_type(catalog, to));
}

std::string_view without_own_cast(Expression const& value, Type const& column, std::string_view home) {
    std::string_view text = value.text;
    auto const cast = "::" + literal_type(column, home);
    if (text.ends_with(cast)) text.remove_suffix(cast.size());
    return text;
}

Expression kept_default(Catalog const& catalog, Expression value, Type const& from, Type const& to,
                        std::string_view home) {
    auto const old = base_type(catalog, from), fresh = base_type(catalog, to);
    auto const type = literal_type(old, home);
    if (type == literal_type(fresh, home)) return value;
    if (!is_literal_alone(value.text)) {
        value.text.resize(without_own_cast(value, fresh, home).size());
        std::erase_if(value.bindings, [&](Binding const& each) { return each.end > value.text.size(); });
        return value;
    }
    value.text += "::";
    if (!old.schema.empty()) {
        auto const begin = static_cast<std::uint32_t>(value.text.size());
        auto const end = begin + static_cast<std::uint32_t>(type.size() - (old.array ? 2 : 0));
        bool const qualified = old.schema != home || is_builtin_type_name(old.name);
        value.bindings.push_back({Kind::type, {old.schema, old.name}, {}, begin, end, false, qualified});
    }
    value.text += type;
    return value;
}

bool keeps_null(Catalog const& catalog, Type const& type) {
    if (!type.schema.empty()) return catalog.domain({type.schema, type.name}) != nullptr;
    if (type.name == "interval") return false; // its modifier is read together with the value
    return !type.modifier.empty() || type.name == "character" || type.name == "bit";
}

std::optional<Type> type_of_default(Expression const& value, Type const& column) {
    for (auto const& row : typed_defaults)
        if (row.text == value.text) return builtin(row.type, row.suffix);
    Diagnostics quiet;
    SourceFile source("default", value.text);
    auto const tokens = grammar::lex(source, grammar::TextKind::schema, quiet);
    std::size_t const count = tokens.size() - 1; // the last one is the end
    if (!quiet.empty() || count == 0) return std::nullopt;
    std::size_t const sign = tokens[0].kind == minus || tokens[0].kind == plus ? 1 : 0;
    if (count == sign + 1 && tokens[sign].kind == integer) return type_of_integer(source.slice(tokens[sign].span()));
    if (count == sign + 1 && tokens[sign].kind == number) return builtin("numeric");
    if (sign == 0 && count == 1 && (tokens[0].kind == string || tokens[0].kind == kw_null)) return column;
    // 'open'::text
    bool const cast = sign == 0 && count == 3 && tokens[0].kind == string && tokens[1].kind == typecast;
    if (cast && is_plain_type(source.slice(tokens[2].span()))) return builtin(source.slice(tokens[2].span()));
    bool const call = sign == 0 && count > 3 && tokens[1].kind == left_paren && tokens[count - 1].kind == right_paren;
    if (call && source.slice(tokens[0].span()) == "nextval") return builtin("bigint");
    return std::nullopt;
}

} // namespace migc::catalog
