#include "compiler/emit/version_rows.hpp"

#include "compiler/emit/guards.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

// Stops with `message`, the rows there are and the rows expected, unless they are the same.
std::string rows_guard(std::vector<std::string> const& rows, Guard guard, std::string_view message,
                       std::string_view hint, Target const& target) {
    auto const text =
        concat({quoted_literal(message), shown_present, quoted_literal(", expected " + shown_rows(rows))});
    return block(fmt::format(R"(
DECLARE
    expected CONSTANT pg_catalog.text[] := {0};
    present pg_catalog.text[];
BEGIN
    {1}
    IF NOT ({2}) THEN
        {3}
    END IF;
END
)",
                             text_array(rows, 4), read_rows(target), same_rows("expected"),
                             raise(guard, text, quoted_literal(hint))));
}

void append_statement(std::string& body, chain::RowChange const& change, std::string_view table) {
    auto const from = quoted_literal(change.from);
    auto const to = quoted_literal(change.to);
    switch (change.action) {
    case chain::RowAction::insert:
        body.append("INSERT INTO ").append(table).append(" (version_num) VALUES (").append(to).append(")");
        break;
    case chain::RowAction::update:
        body.append("UPDATE ").append(table).append(" SET version_num = ").append(to);
        body.append(" WHERE version_num = ").append(from);
        break;
    case chain::RowAction::remove:
        body.append("DELETE FROM ").append(table).append(" WHERE version_num = ").append(from);
        break;
    }
    body.append(";\n");
}

} // namespace

std::string shown_rows(std::vector<std::string> const& rows) {
    return rows.empty() ? "base" : fmt::format("{}", fmt::join(rows, ", "));
}

std::string read_rows(Target const& target, std::size_t indent) {
    return fmt::format(R"(SELECT COALESCE(pg_catalog.array_agg(v.version_num::pg_catalog.text
{1:{2}}        ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), ARRAY[]::pg_catalog.text[])
{1:{2}}INTO present FROM {0} AS v;)",
                       version_table(target), "", indent);
}

std::string same_rows(std::string_view expected) {
    return fmt::format("present @> {0} AND present <@ {0}\n"
                       "        AND pg_catalog.cardinality(present) = pg_catalog.cardinality({0})",
                       expected);
}

std::string continued_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::other_revision,
                      "migc: the version rows changed while this script ran: the database is at ",
                      "See who changed them; then compile from where the database stands now.", target);
}

std::string end_guard(std::vector<std::string> const& rows, Target const& target) {
    return rows_guard(rows, Guard::rows_after, "migc: at the end of the transaction the version rows are ",
                      "Nothing of this transaction was applied: look for a statement or a trigger that "
                      "changes the version table.",
                      target);
}

std::string stamp_guard(std::vector<std::string> const& rows, std::vector<std::string> const& end_rows,
                        Target const& target) {
    auto const hint = fmt::format("Check that this is the right database; if it is, stamp {} from where it stands.",
                                  shown_rows(end_rows));
    return rows_guard(rows, Guard::other_revision, "migc: the database is at ", hint, target);
}

// Appends piece by piece: a chain of ten thousand revisions has as many of these, and we make nothing else of
// a script so often.
void append_row_changes(std::string& out, std::vector<chain::RowChange> const& changes, Target const& target) {
    if (changes.empty()) return;
    auto const table = version_table(target);
    std::string body;
    body.reserve(600 * changes.size());
    body = "\nDECLARE\n    met pg_catalog.int8;\nBEGIN\n";
    for (auto const& change : changes) {
        auto const row = change.action == chain::RowAction::insert ? change.to : change.from;
        body.append("    ");
        append_statement(body, change, table);
        body.append("    GET DIAGNOSTICS met = ROW_COUNT;\n    IF met <> 1 THEN\n        ");
        body.append("RAISE EXCEPTION USING ERRCODE = '").append(info(Guard::row_count).sqlstate);
        body.append("',\n            MESSAGE = pg_catalog.concat('migc: ', met, ' version rows instead of "
                    "one at ', ");
        body.append(quoted_literal(row)).append("),\n            HINT = ");
        body.append("'Look for a row that stands twice, a trigger or a policy on the version table.';\n");
        body.append("    END IF;\n");
    }
    out += block(body += "END\n");
}

std::vector<std::string> rows_after(std::vector<std::string> rows, std::vector<chain::RowChange> const& changes) {
    for (auto const& change : changes) {
        if (change.action != chain::RowAction::insert) std::erase(rows, change.from);
        if (change.action != chain::RowAction::remove)
            rows.insert(std::lower_bound(rows.begin(), rows.end(), change.to), change.to);
    }
    return rows;
}

std::vector<chain::RowChange> row_difference(std::vector<std::string> const& from, std::vector<std::string> const& to) {
    auto const stands_in = [](auto const& rows, auto const& row) {
        return std::binary_search(rows.begin(), rows.end(), row);
    };
    std::vector<chain::RowChange> changes;
    for (auto const& row : from)
        if (!stands_in(to, row)) changes.push_back({chain::RowAction::remove, row, {}});
    for (auto const& row : to)
        if (!stands_in(from, row)) changes.push_back({chain::RowAction::insert, {}, row});
    return changes;
}

} // namespace migc::emit
