// The SQL that counts rows. What an author wrote stands inside of a DO block, where psql acts on nothing.
#include "compiler/ticket/questions.hpp"

#include "compiler/ticket/sql_words.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::ticket {

using catalog::Name;

namespace {

// With its schema, whatever the search path finds first.
std::string qualified(Name const& name) { return qualified_identifier(name.schema, name.name); }

std::string joined(std::vector<std::string> const& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

// Keys and foreign keys hold for the rows of a table itself, not for those of tables that inherit from it; partitions'
// rows are the partitioned table's own.
std::string own_rows(std::string_view alias, Name const& table) {
    auto const literal = quoted_literal(qualified(table)) + "::pg_catalog.regclass";
    return fmt::format("({0}.tableoid = {1} OR (SELECT c.relkind FROM pg_catalog.pg_class c WHERE c.oid = {1}) = 'p')",
                       alias, literal);
}

struct ExcludeElement {
    std::string value;
    std::string comparison;
};

// `during with &&`, `lower(name) text_pattern_ops with =`: what is compared, without operator class and order.
std::optional<ExcludeElement> exclude_element(std::string_view text) {
    auto const with = text.rfind(" with ");
    auto const words = sql_words(text);
    if (with == text.npos || words.empty()) return std::nullopt;
    ExcludeElement out;
    out.comparison = text.substr(with + 6);
    auto const left = text.substr(0, with);
    std::size_t end = left.size();
    if (left.front() == '(') {
        end = closing_bracket(left, 0) + 1;
    } else {
        // A column, or a call: `app.f(x)`.
        end = words.front().end;
        for (std::size_t i = 0; i + 1 < words.size() && end < left.size() && left[end] == '.'; ++i)
            end = words[i + 1].end;
        if (end < left.size() && left[end] == '(') end = closing_bracket(left, end) + 1;
    }
    out.value = left.substr(0, std::min(end, left.size()));
    return out;
}

} // namespace

std::string count_where(Name const& table, std::string_view condition, bool only) {
    return fmt::format("SELECT pg_catalog.count(*) INTO migc_n FROM {}{} WHERE {};", only ? "ONLY " : "",
                       qualified(table), condition);
}

std::string count_all(Name const& table) {
    return fmt::format("SELECT pg_catalog.count(*) INTO migc_n FROM {};", qualified(table));
}

std::string count_doubles(Name const& table, std::vector<std::string> const& elements, std::string_view where,
                          bool nulls_not_distinct) {
    std::vector<std::string> conditions = {own_rows(quoted_identifier(table.name), table)};
    if (!where.empty()) conditions.push_back(fmt::format("({})", where));
    if (!nulls_not_distinct)
        for (auto const& element : elements) conditions.push_back(fmt::format("({}) IS NOT NULL", element));
    // In parentheses: a bare number would be a place in the select list.
    std::vector<std::string> keys;
    for (auto const& element : elements) keys.push_back("(" + element + ")");
    return fmt::format(
        "SELECT COALESCE(pg_catalog.sum(d.number), 0) INTO migc_n FROM (SELECT pg_catalog.count(*) AS number\n"
        "        FROM {} WHERE {}\n"
        "        GROUP BY {} HAVING pg_catalog.count(*) > 1) AS d;",
        qualified(table), joined(conditions, " AND "), joined(keys, ", "));
}

std::string count_dangling(Name const& table, std::vector<std::string> const& columns, Name const& far,
                           std::vector<std::string> const& far_columns, bool match_full) {
    std::vector<std::string> there, null, same = {own_rows("f", far)};
    for (std::size_t i = 0; i < columns.size() && i < far_columns.size(); ++i) {
        auto const own = "t." + quoted_identifier(columns[i]);
        there.push_back(own + " IS NOT NULL");
        null.push_back(own + " IS NULL");
        same.push_back(fmt::format("f.{} = {}", quoted_identifier(far_columns[i]), own));
    }
    auto condition = fmt::format("({} AND NOT EXISTS (SELECT 1 FROM {} AS f WHERE {}))", joined(there, " AND "),
                                 qualified(far), joined(same, " AND "));
    if (match_full && columns.size() > 1)
        condition += fmt::format(" OR (({}) AND NOT ({}))", joined(null, " OR "), joined(null, " AND "));
    return fmt::format("SELECT pg_catalog.count(*) INTO migc_n FROM {} AS t\n        WHERE {} AND ({});",
                       qualified(table), own_rows("t", table), condition);
}

std::string count_excluding(Name const& table, std::string_view elements, std::string_view where) {
    std::vector<std::string> values, same;
    for (auto const text : list_elements(elements)) {
        auto const element = exclude_element(text);
        if (!element) return {};
        auto const name = fmt::format("e{}", values.size() + 1);
        values.push_back(fmt::format("({}) AS {}", element->value, name));
        same.push_back(fmt::format("a.{0} {1} b.{0}", name, element->comparison));
    }
    if (values.empty()) return {};
    return fmt::format("WITH r AS (SELECT pg_catalog.row_number() OVER () AS number, {} FROM {} WHERE {}{})\n"
                       "        SELECT pg_catalog.count(*) INTO migc_n FROM r AS a WHERE EXISTS (SELECT 1 FROM r AS b\n"
                       "            WHERE a.number <> b.number AND {});",
                       joined(values, ", "), qualified(table), own_rows(quoted_identifier(table.name), table),
                       where.empty() ? "" : fmt::format(" AND ({})", where), joined(same, " AND "));
}

std::string count_unfit(Name const& table, std::string_view value, catalog::Type const& type, Target const& target) {
    return fmt::format(R"(DECLARE
        migc_place record;
        migc_fitting {2};
    BEGIN
        migc_n := 0;
        FOR migc_place IN SELECT t.ctid AS tid, t.tableoid AS relation FROM {0} AS t LOOP
            BEGIN
                SELECT ({1}) INTO migc_fitting FROM {0} WHERE ctid = migc_place.tid AND tableoid = migc_place.relation;
            EXCEPTION WHEN OTHERS THEN
                migc_n := migc_n + 1;
            END;
        END LOOP;
    END;)",
                       qualified(table), value, catalog::spelled(type, target.schema));
}

std::string with_value(std::string_view condition, std::string_view column) {
    std::string out;
    std::size_t from = 0;
    for (auto const& word : sql_words(condition)) {
        if (word.quoted || condition.substr(word.begin, word.end - word.begin) != "value") continue;
        out.append(condition.substr(from, word.begin - from)).append(column);
        from = word.end;
    }
    return out.append(condition.substr(from));
}

} // namespace migc::ticket
