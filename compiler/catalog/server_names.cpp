#include "compiler/catalog/server_names.hpp"

#include "grammar/lexer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// pg_mbcliplen: at most `length` bytes, whole characters.
std::string_view clipped(std::string_view text, std::size_t length) {
    if (text.size() <= length) return text;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return text.substr(0, length);
}

} // namespace

std::string object_name(std::string_view table, std::string_view column, std::string_view label) {
    std::size_t const overhead = (column.empty() ? 0 : 1) + (label.empty() ? 0 : label.size() + 1);
    auto const available = grammar::identifier_limit - overhead;
    auto table_length = table.size();
    auto column_length = column.size();
    while (table_length + column_length > available) {
        if (table_length > column_length) --table_length;
        else --column_length;
    }
    std::string out(clipped(table, table_length));
    if (!column.empty()) out += "_" + std::string(clipped(column, column_length));
    if (!label.empty()) out += "_" + std::string(label);
    return out;
}

std::string free_relation_name(Catalog const& catalog, std::string_view schema, std::string_view table,
                               std::string_view column, std::string_view label, bool is_constraint) {
    std::string numbered(label);
    for (int pass = 1;; ++pass) {
        Name const name{std::string(schema), object_name(table, column, numbered)};
        bool const taken = catalog.relation(name) || (is_constraint && catalog.constraints_named(name) > 0);
        if (!taken) return name.name;
        numbered = fmt::format("{}{}", label, pass);
    }
}

std::string free_constraint_name(Catalog const& catalog, std::string_view schema, std::string_view table,
                                 std::string_view column, std::string_view label,
                                 std::vector<std::string> const& taken) {
    std::string numbered(label);
    for (int pass = 1;; ++pass) {
        Name const name{std::string(schema), object_name(table, column, numbered)};
        bool const used = catalog.constraints_named(name) > 0 ||
                          std::find(taken.begin(), taken.end(), name.name) != taken.end();
        if (!used) return name.name;
        numbered = fmt::format("{}{}", label, pass);
    }
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
