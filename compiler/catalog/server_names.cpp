#include "compiler/catalog/server_names.hpp"

#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

std::string_view clipped(std::string_view text, std::size_t length) {
    if (text.size() <= length) return text;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return text.substr(0, length);
}

std::string object_name(std::string_view table, std::string_view column, std::string_view label) {
    std::size_t const overhead = (column.empty() ? 0 : 1) + (label.empty() ? 0 : label.size() + 1);
    auto const available = grammar::identifier_limit - overhead;
    auto table_length = table.size();
    auto column_length = column.size();
    while (table_length + column_length > available) {
        if (table_length > column_length)
            --table_length;
        else
            --column_length;
    }
    std::string out(clipped(table, table_length));
    if (!column.empty()) out += "_" + std::string(clipped(column, column_length));
    if (!label.empty()) out += "_" + std::string(label);
    return out;
}

namespace {

bool is_relation_of(Table const& table, std::string_view name) {
    if (table.name.name == name || table.indexes.contains(std::string(name))) return true;
    auto const constraint = table.constraints.find(std::string(name));
    if (constraint != table.constraints.end() && constraint->second.has_index()) return true;
    return std::any_of(table.columns.begin(), table.columns.end(), [&](Column const& column) {
        return (column.identity && column.identity->sequence.name.name == name) ||
               std::any_of(column.owned.begin(), column.owned.end(),
                           [&](Sequence const& sequence) { return sequence.name.name == name; });
    });
}

template <class IsTaken>
std::string first_free(std::string_view owner, std::string_view column, std::string_view label,
                       IsTaken const& is_taken) {
    std::string numbered(label);
    for (int pass = 1;; ++pass) {
        auto name = object_name(owner, column, numbered);
        if (!is_taken(name)) return name;
        numbered = fmt::format("{}{}", label, pass);
    }
}

} // namespace

std::string free_relation_name(Catalog const& catalog, Table const& table, std::string_view column,
                               std::string_view label, bool is_constraint) {
    return first_free(table.name.name, column, label, [&](std::string const& name) {
        Name const qualified{table.name.schema, name};
        bool const taken = catalog.relation(qualified) || is_relation_of(table, name);
        return taken || (is_constraint && (catalog.constraints_named(qualified) > 0 || table.has_constraint(name)));
    });
}

std::string free_constraint_name(Catalog const& catalog, Table const& table, std::string_view column,
                                 std::string_view label) {
    return first_free(table.name.name, column, label, [&](std::string const& name) {
        return catalog.constraints_named({table.name.schema, name}) > 0 || table.has_constraint(name);
    });
}

std::string free_constraint_name(Catalog const& catalog, Domain const& domain, std::string_view label) {
    return first_free(domain.name.name, {}, label, [&](std::string const& name) {
        return catalog.constraints_named({domain.name.schema, name}) > 0 || domain.checks.contains(name) ||
               domain.not_null_name == name;
    });
}

std::string multirange_name(std::string_view range) {
    constexpr std::string_view word = "range";
    constexpr std::string_view suffix = "_multirange";
    if (auto const at = range.find(word); at != std::string_view::npos)
        return std::string(
            clipped(fmt::format("{}multi{}", range.substr(0, at), range.substr(at)), grammar::identifier_limit));
    return std::string(clipped(range, grammar::identifier_limit - suffix.size())) + std::string(suffix);
}

std::string joined_columns(std::vector<std::string> const& columns) {
    std::string out;
    for (auto const& column : columns) {
        if (!out.empty()) out += "_";
        out += column;
        if (out.size() >= grammar::identifier_limit) break;
    }
    return std::string(clipped(out, grammar::identifier_limit));
}

} // namespace migc::catalog
