#include "compiler/emit/state_query.hpp"

#include "compiler/base/version.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/caller_parts.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/header.hpp"
#include "compiler/emit/numbered_words.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

using Rows = std::vector<std::string>;

// SQL of type text: the file that is due, `done`, or `none`.
std::string answer(std::map<Rows, DueFiles> const& due, Rows const& rows, Rows const& end) {
    auto const found = due.find(rows);
    if (found == due.end()) return rows == end ? "'done'" : "'none'";
    auto const cases = cases_of(found->second);
    if (cases.size() == 1) return quoted_literal(cases.front().file->name);
    std::string out = "CASE";
    for (auto const& each : cases)
        out += each.condition.empty()
                   ? fmt::format("\n        ELSE {} END", quoted_literal(each.file->name))
                   : fmt::format("\n        WHEN {} THEN {}", each.condition, quoted_literal(each.file->name));
    return out;
}

} // namespace

std::string write_state_query(Plan const& upgrade, Numbered const& numbered, Target const& target) {
    std::string out;
    append_comment(out, fmt::format("migc {}: says which file is next, changes nothing", program_version));
    append_comment(out, target_shown(target));
    append_comment(out, fmt::format("range:   {}", upgrade.range));
    append_comment(out, fmt::format("input:   sha256 {}", upgrade.input_hash));
    append_comment(out, "");
    append_comment(out, "one query for any client: the version rows, the file that is next on the way up, and on the "
                        "way down");
    append_comment(out, "`done`: nothing is left that way, `none`: no file leads on from there");
    append_comment(out, "where the version table does not exist it fails: the database is at base");
    out += '\n';
    out = without_semicolons(std::move(out));
    auto const up = due_files(numbered.upgrade), down = due_files(numbered.downgrade);
    std::string states;
    for (auto const& rows : states_of(numbered))
        states += fmt::format("{}({}, {}, {})", states.empty() ? "" : ",\n    ", quoted_literal(shown_rows(rows)),
                              answer(up, rows, upgrade.end_rows), answer(down, rows, upgrade.start_rows));
    append_ours(
        out, fmt::format(R"(WITH stands AS (SELECT COALESCE(pg_catalog.string_agg(v.version_num::pg_catalog.text, ', '
        ORDER BY v.version_num::pg_catalog.text COLLATE pg_catalog."C"), 'base') AS version_rows
    FROM {} AS v),
state (version_rows, upgrade, downgrade) AS (VALUES
    {}
)
SELECT stands.version_rows, COALESCE(state.upgrade, 'none') AS upgrade, COALESCE(state.downgrade, 'none') AS downgrade
FROM stands LEFT JOIN state ON state.version_rows = stands.version_rows)",
                         version_table(target), states));
    return out;
}

} // namespace migc::emit
