#include "compiler/catalog/comparable_types.hpp"

#include "compiler/catalog/context.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <utility>

namespace migc::catalog {

namespace {

constexpr std::string_view compared_types[] = {
#define COMPARED(type) type,
#define REFERS(referring, referenced)
#include "compiler/catalog/comparable_types.def"
#undef REFERS
#undef COMPARED
};

constexpr std::pair<std::string_view, std::string_view> comparable_types[] = {
#define COMPARED(type)
#define REFERS(referring, referenced) {referring, referenced},
#include "compiler/catalog/comparable_types.def"
#undef REFERS
#undef COMPARED
};

// Of two built-in types; elements of arrays are compared with their own kind alone.
bool built_in_compare(Type const& referring, Type const& referenced) {
    auto const bare = [](Type const& type) { return spelled({type.schema, type.name, {}, type.suffix, false}, {}); };
    auto const from = bare(referring), to = bare(referenced);
    auto const is_known = [](std::string_view type) {
        return std::find(std::begin(compared_types), std::end(compared_types), type) != std::end(compared_types);
    };
    if (!is_known(from) || !is_known(to)) return true;
    if (from == to) return referring.array == referenced.array;
    std::pair<std::string_view, std::string_view> const wanted{from, to};
    bool const listed =
        std::find(std::begin(comparable_types), std::end(comparable_types), wanted) != std::end(comparable_types);
    return listed && !referring.array && !referenced.array;
}

} // namespace

bool is_range(Catalog const& catalog, Type const& type) {
    if (type.array) return false;
    Name const name{type.schema, type.name};
    return catalog.range(name) || catalog.range_of(name) ||
           (type.schema.empty() && (type.name.ends_with("range") && type.name != "anyrange"));
}

bool may_reference(Catalog const& catalog, Type const& referring, Type const& referenced) {
    auto const left = base_type(catalog, referring), right = base_type(catalog, referenced);
    // Enums and ranges are compared with their own kind alone; an enum not through a domain, either (ran: not even
    // with the same domain).
    auto const is_enum = [&](Type const& type) { return !type.array && catalog.enum_type({type.schema, type.name}); };
    auto const is_own_range = [&](Type const& type) {
        Name const name{type.schema, type.name};
        return catalog.range(name) || catalog.range_of(name);
    };
    if (is_enum(left) || is_enum(right)) return referring == referenced && is_enum(referring);
    if (is_own_range(left) || is_own_range(right)) return left == right;
    if (is_range(catalog, left) && is_range(catalog, right)) return left == right;
    auto const is_composite = [&](Type const& type) { return catalog.composite({type.schema, type.name}) != nullptr; };
    auto const is_known = [&](Type const& type) {
        return is_builtin_type(type) || catalog.has_type({type.schema, type.name});
    };
    if (left.array != right.array) return !is_known(left) || !is_known(right);
    if (is_composite(left) || is_composite(right)) return left == right;
    return built_in_compare(left, right);
}

} // namespace migc::catalog
