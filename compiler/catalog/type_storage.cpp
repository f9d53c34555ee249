#include "compiler/catalog/type_storage.hpp"

#include "compiler/catalog/context.hpp"

#include <algorithm>

namespace migc::catalog {

std::string_view builtin_storage(Type const& type) {
    if (type.array) return "extended";
    constexpr std::string_view main_types[] = {"numeric", "inet", "cidr"};
    constexpr std::string_view extended_types[] = {
        "text",     "character varying", "character", "bytea",    "json",    "jsonb",     "xml",
        "bit",      "bit varying",       "tsvector",  "path",     "polygon", "int4range", "int8range",
        "numrange", "daterange",         "tsrange",   "tstzrange"};
    auto const among = [&](auto const& names) {
        return std::find(std::begin(names), std::end(names), type.name) != std::end(names);
    };
    if (among(main_types)) return "main";
    return among(extended_types) ? "extended" : "plain";
}

std::string_view type_storage(Catalog const& catalog, Type const& type) {
    auto const base = base_type(catalog, type);
    if (base.array || base.schema.empty()) return builtin_storage(base);
    Name const name{base.schema, base.name};
    if (catalog.enum_type(name)) return "plain";
    bool const of_parts = catalog.composite(name) || catalog.range(name) || catalog.range_of(name);
    return of_parts ? "extended" : std::string_view();
}

} // namespace migc::catalog
