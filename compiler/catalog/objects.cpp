#include "compiler/catalog/objects.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

constexpr std::string_view builtin_type_names[] = {
#define BUILTIN_TYPE(internal, spelling, suffix) internal,
#include "compiler/catalog/builtin_types.def"
#undef BUILTIN_TYPE
};

} // namespace

bool is_builtin_type_name(std::string_view name) {
    return std::binary_search(std::begin(builtin_type_names), std::end(builtin_type_names), name);
}

std::string_view spelling(Kind kind) {
    switch (kind) {
    case Kind::schema: return "schema";
    case Kind::extension: return "extension";
    case Kind::type: return "type";
    case Kind::sequence: return "sequence";
    case Kind::table: return "table";
    case Kind::column: return "column";
    case Kind::constraint: return "constraint";
    case Kind::index: return "index";
    case Kind::view: return "view";
    case Kind::routine: return "routine";
    case Kind::trigger: return "trigger";
    case Kind::policy: return "policy";
    case Kind::rule: return "rule";
    case Kind::named: return "named";
    }
    return "object";
}

std::string_view spelling(NamedKind kind) {
    switch (kind) {
    case NamedKind::none: return {};
#define NAMED_KIND(name, spelling, in_schema, owned, outside)                                                          \
    case NamedKind::name:                                                                                              \
        return spelling;
#include "compiler/catalog/named_kind.def"
#undef NAMED_KIND
    }
    return {};
}

std::string_view spelling(PartitionStrategy strategy) {
    switch (strategy) {
    case PartitionStrategy::list: return "list";
    case PartitionStrategy::range: return "range";
    case PartitionStrategy::hash: return "hash";
    }
    return {};
}

Key Named::key() const {
    Key out{Kind::named, name, place, kind};
    auto const operand = [&](std::size_t i) { return types[i].name.empty() ? "none" : spelled(types[i], {}); };
    if (kind == NamedKind::operator_) out.part = "(" + operand(0) + ", " + operand(1) + ")";
    if (kind == NamedKind::cast) out.part = operand(0) + " as " + operand(1);
    if (kind == NamedKind::transform) out.part = operand(0);
    if (kind == NamedKind::operator_class || kind == NamedKind::operator_family) out.part = "using " + place;
    return out;
}

std::string spelled(PartitionBound const& bound) {
    auto const list = [](std::vector<std::string> const& values) {
        std::string out;
        for (auto const& value : values) out += (out.empty() ? "" : ", ") + value;
        return "(" + out + ")";
    };
    if (bound.is_default) return "default";
    switch (bound.strategy) {
    case PartitionStrategy::list: return "for values in " + list(bound.values);
    case PartitionStrategy::range: return "for values from " + list(bound.from) + " to " + list(bound.to);
    case PartitionStrategy::hash:
        return "for values with (modulus " + std::to_string(bound.modulus) + ", remainder " +
               std::to_string(bound.remainder) + ")";
    }
    return {};
}

Column* Table::column(std::string_view wanted) {
    auto const found = std::find_if(columns.begin(), columns.end(), [&](Column const& c) { return c.name == wanted; });
    return found == columns.end() ? nullptr : &*found;
}

Column const* Table::column(std::string_view wanted) const { return const_cast<Table*>(this)->column(wanted); }

Constraint const* Table::primary_key() const {
    for (auto const& entry : constraints)
        if (entry.second.kind == ConstraintKind::primary_key) return &entry.second;
    return nullptr;
}

Column const* Table::not_null_column(std::string_view constraint) const {
    auto const found = std::find_if(columns.begin(), columns.end(), [&](Column const& each) {
        return !constraint.empty() && each.not_null_constraint.name == constraint;
    });
    return found == columns.end() ? nullptr : &*found;
}

bool Table::has_constraint(std::string_view wanted) const {
    return constraints.contains(std::string(wanted)) || not_null_column(wanted);
}

std::vector<std::string_view> Table::constraint_names() const {
    std::vector<std::string_view> out;
    for (auto const& [constraint, value] : constraints) out.push_back(constraint);
    for (auto const& each : columns)
        if (!each.not_null_constraint.name.empty()) out.push_back(each.not_null_constraint.name);
    return out;
}

std::vector<std::string> Domain::constraint_names() const {
    std::vector<std::string> out;
    for (auto const& [check, value] : checks) out.push_back(check);
    if (!not_null_name.empty()) out.push_back(not_null_name);
    return out;
}

Attribute const* CompositeType::attribute(std::string_view wanted) const {
    auto const found =
        std::find_if(attributes.begin(), attributes.end(), [&](Attribute const& each) { return each.name == wanted; });
    return found == attributes.end() ? nullptr : &*found;
}

std::string Routine::signature() const {
    std::string out;
    for (auto const& argument : arguments) {
        if (argument.mode == ArgumentMode::out || argument.mode == ArgumentMode::table) continue;
        if (!out.empty()) out += ", ";
        out += spelled(argument.type, {});
    }
    return out;
}

bool make_one_index(Constraint const& left, Constraint const& right) {
    bool const exclude = left.kind == ConstraintKind::exclude;
    if (!left.has_index() || !right.has_index() || exclude != (right.kind == ConstraintKind::exclude)) return false;
    bool const same_parts = exclude ? left.exclude_method == right.exclude_method &&
                                          left.exclude_elements == right.exclude_elements && left.where == right.where
                                    : left.columns == right.columns;
    return same_parts && left.include == right.include && left.period == right.period &&
           left.nulls_not_distinct == right.nulls_not_distinct && left.deferrable == right.deferrable &&
           left.initially_deferred == right.initially_deferred;
}

std::string spelled(Type const& type, std::string_view home) {
    std::string out;
    if (type.schema.empty()) {
        out = type.name;
    } else {
        if (type.schema != home || is_builtin_type_name(type.name)) out = quoted_identifier(type.schema) + ".";
        out += quoted_identifier(type.name);
    }
    // The precision of an interval stands behind its fields.
    bool const behind = type.schema.empty() && type.name == "interval" && !type.suffix.empty();
    if (!behind) out += type.modifier;
    if (!type.suffix.empty()) out += " " + type.suffix;
    if (behind) out += type.modifier;
    if (type.array) out += "[]";
    return out;
}

} // namespace migc::catalog
