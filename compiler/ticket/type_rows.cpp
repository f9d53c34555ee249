// What ALTER COLUMN … TYPE does to rows and indexes: facts/postgresql.md 2, fifty transitions measured on PostgreSQL 15
// and 18. The server keeps the rows where the new type can be read from the old one's bytes and no length shrinks
// (src/backend/commands/tablecmds.c, ATColumnChangeRequiresRewrite).
#include "compiler/ticket/effect_of.hpp"

#include "compiler/catalog/context.hpp"
#include "compiler/catalog/type_change.hpp"

#include <algorithm>

namespace migc::ticket {

using catalog::Type;

namespace {

struct Pair {
    std::string_view from;
    std::string_view to;
};
constexpr Pair kept[] = {
    {"text", "character varying"}, {"character varying", "text"}, {"cidr", "inet"}, {"xml", "text"}};
constexpr Pair reindexed[] = {{"integer", "oid"}, {"oid", "integer"}};

bool contains(auto const& rows, Type const& from, Type const& to) {
    return std::any_of(std::begin(rows), std::end(rows),
                       [&](Pair const& row) { return row.from == from.name && row.to == to.name; });
}

// Lengths that only limit, so that a wider one leaves each value as it is. `char` and `bit` fill up to theirs.
constexpr std::string_view limited_by_length[] = {"character varying", "bit varying", "numeric",
                                                  "timestamp",         "time",        "interval"};

std::string_view scale_of(std::string_view modifier) {
    auto const comma = modifier.find(',');
    return comma == std::string_view::npos ? std::string_view("0")
                                           : modifier.substr(comma + 1, modifier.size() - comma - 2);
}

// numeric(12, 4) writes other bytes than numeric(8, 2) even where it holds every value.
bool keeps_scale(Type const& from, Type const& to) {
    return to.modifier.empty() || (!from.modifier.empty() && scale_of(from.modifier) == scale_of(to.modifier));
}

Rows rows_of_modifier(Type const& from, Type const& to) {
    if (from.modifier == to.modifier) return Rows::untouched;
    bool const limits =
        std::find(std::begin(limited_by_length), std::end(limited_by_length), to.name) != std::end(limited_by_length);
    if (!limits || catalog::fit(from, to) == catalog::Fit::narrows) return Rows::rewritten;
    return to.name != "numeric" || keeps_scale(from, to) ? Rows::untouched : Rows::rewritten;
}

Rows rows_of_types(catalog::Catalog const& catalog, Type const& declared, Type const& wanted) {
    if (declared == wanted) return Rows::untouched;
    if (has_constraints(catalog, wanted)) return Rows::rewritten;
    auto const from = declared.array ? declared : catalog::base_type(catalog, declared);
    auto const to = wanted.array ? wanted : catalog::base_type(catalog, wanted);
    if (from == to) return Rows::untouched;
    auto const is_known = [&](Type const& type) {
        return catalog::is_builtin_type(type) || catalog.enum_type({type.schema, type.name});
    };
    if (!is_known(from) || !is_known(to)) return Rows::unknown;
    if (from.array || to.array || !from.schema.empty() || !to.schema.empty()) return Rows::rewritten;
    if (from.name == to.name && from.suffix == to.suffix) return rows_of_modifier(from, to);
    if (contains(kept, from, to)) return to.modifier.empty() ? Rows::untouched : Rows::rewritten;
    if (contains(reindexed, from, to)) return Rows::indexed;
    // Between timestamps with and without a zone, too, unless the session's TimeZone is UTC, which no script sets.
    return Rows::rewritten;
}

} // namespace

Rows rows_of_type_change(catalog::Catalog const& catalog, catalog::Column const& before, catalog::Column const& after,
                         std::string_view using_expression) {
    // `using c::text` is the cast that the server would have taken.
    bool const plain = using_expression.empty() || using_expression == before.name ||
                       using_expression == before.name + "::" + catalog::spelled(after.type, {});
    if (!plain) return Rows::rewritten;
    auto const rows = rows_of_types(catalog, before.type, after.type);
    bool const sorts_otherwise = before.collation != after.collation;
    return rows == Rows::untouched && sorts_otherwise ? Rows::indexed : rows;
}

} // namespace migc::ticket
